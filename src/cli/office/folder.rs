//! The data folder of an office: settings, keys, the database where it is a file, documents.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::super::serve::file::ServeFile;
use super::super::stop::Stop;
use super::opened;
use crate::clock::Now;
use crate::engine::scheme::said::Said;
use crate::store::files::Files;
use crate::store::seal::{KeyError, KeyFile, KeyRing, SealError, SystemRandom};
use crate::store::{Store, StoreError, member};

const SETTINGS: &str = "huzhu.toml";

/// What `huzhu.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// URL of the database; none: `office.db` in the folder.
    database: Option<String>,
    /// The service.
    #[serde(default)]
    serve: ServeFile,
    /// Is it a demonstration?
    #[serde(default)]
    demo: bool,
}

/// A data folder.
pub struct DataFolder {
    path: PathBuf,
    database: Option<String>,
    serve: ServeFile,
    demo: bool,
}

impl DataFolder {
    /// Is the folder an office?
    pub fn is_there(path: &Path) -> bool {
        path.join(SETTINGS).exists()
    }

    /// What its settings say of the service.
    pub fn serve(&self) -> &ServeFile {
        &self.serve
    }

    /// Is it the office of a demonstration?
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    /// The same as the office of a demonstration, which it is for ever.
    #[must_use]
    pub fn of_demo(self) -> Self {
        Self { demo: true, ..self }
    }

    fn new(path: &Path, database: Option<&str>) -> Self {
        let serve = ServeFile::default();
        Self { path: path.into(), database: database.map(str::to_owned), serve, demo: false }
    }

    /// One that is there.
    pub fn read(path: &Path) -> Result<Self, Stop> {
        let file = path.join(SETTINGS);
        let shown = file.display().to_string();
        let text = fs::read_to_string(&file).map_err(|why| Stop::file(&shown, why))?;
        let wrong = |why: String| {
            Stop::Office(Said::new(
                format!("{shown}：内容有误（{why}），请更正。"),
                format!("{shown}: {why}; correct it"),
            ))
        };
        let settings: Settings = toml::from_str(&text).map_err(|why| wrong(why.to_string()))?;
        Ok(Self {
            path: path.into(),
            database: settings.database,
            serve: settings.serve,
            demo: settings.demo,
        })
    }

    /// A new one with its keys, which is not an office before [`Self::finish`]. Keys that an attempt before left behind
    /// are taken again, for something may have been sealed by them. A folder that is an office already is left alone.
    pub fn prepare(path: &Path, database: Option<&str>) -> Result<Self, Stop> {
        let settings = path.join(SETTINGS);
        if settings.exists() {
            let shown = settings.display();
            return Err(Stop::Office(Said::new(
                format!("{shown}已存在，该文件夹已是一个机构的数据文件夹，未作改动；请另用文件夹。"),
                format!(
                    "{shown} is there: the folder holds an office already and was left as it was; name another"
                ),
            )));
        }
        let shown = path.display().to_string();
        fs::create_dir_all(path.join("documents")).map_err(|why| Stop::file(&shown, why))?;
        let folder = Self::new(path, database);
        match folder.key_file().create(&KeyRing::generate(random()?).to_text()) {
            Ok(()) | Err(KeyError::There { .. }) => Ok(folder),
            Err(why) => Err(of_keys(&why)),
        }
    }

    /// Writes the settings, by which the folder is an office: whole or not at all.
    pub fn finish(&self) -> Result<(), Stop> {
        let line = self.database.as_ref().map(|url| format!("database = {}\n", toml_text(url)));
        let demo = if self.demo { "demo = true\n" } else { "" };
        let (part, whole) = (self.path.join("huzhu.toml.part"), self.path.join(SETTINGS));
        super::super::files::write(&part, &format!("# huzhu\n{}{demo}", line.unwrap_or_default()))?;
        fs::rename(&part, &whole).map_err(|why| Stop::file(whole.display().to_string(), why))
    }

    /// A new one with keys that are there, which is an office at once.
    pub fn with_keys(path: &Path, database: Option<&str>, keys: &KeyRing) -> Result<Self, Stop> {
        let shown = path.display().to_string();
        fs::create_dir_all(path.join("documents")).map_err(|why| Stop::file(&shown, why))?;
        let folder = Self::new(path, database);
        folder.key_file().create(&keys.to_text()).map_err(|why| of_keys(&why))?;
        folder.finish()?;
        Ok(folder)
    }

    /// The keys.
    pub fn keys(&self) -> Result<KeyRing, Stop> {
        Self::keys_of(&self.key_file().0)
    }

    /// The keys of a file.
    pub fn keys_of(path: &Path) -> Result<KeyRing, Stop> {
        KeyRing::read(&KeyFile(path.into()), random()?).map_err(|why| of_keys(&why))
    }

    /// The database, where it is that of the keys. One that is a file is made while the folder is no office yet, and never
    /// after.
    pub async fn store(&self) -> Result<Store, Stop> {
        let (begun, file) = (Now::read(), self.path.join("office.db"));
        if self.database.is_none() && Self::is_there(&self.path) && !file.exists() {
            return Err(gone(&file));
        }
        let store = opened(&self.database(), self.keys()?).await?;
        match member::try_keys(&store).await {
            Err(StoreError::Sealed(SealError::Broken)) => return Err(of_another(&self.key_file().0)),
            tried => tried?,
        }
        tracing::info!(ms = Now::read().ms_since(begun), "the database is open");
        Ok(store)
    }

    /// URL of the database.
    pub fn database(&self) -> String {
        let file = || format!("sqlite:{}", self.path.join("office.db").display());
        self.database.clone().unwrap_or_else(file)
    }

    /// The folder of the documents.
    pub fn documents(&self) -> PathBuf {
        self.path.join("documents")
    }

    /// The documents, for work on the folder as a whole; acts find them in their office.
    pub fn files(&self, keys: KeyRing) -> Files {
        Files::new(self.documents(), keys)
    }

    /// Writes the keys anew.
    pub fn replace_keys(&self, keys: &KeyRing) -> Result<(), Stop> {
        self.key_file().replace(&keys.to_text()).map_err(|why| of_keys(&why))
    }

    /// Nobody else changes the keys for as long as this is held.
    pub fn alone(&self) -> Result<fs::File, Stop> {
        let path = self.path.join(SETTINGS);
        let fail = |why| Stop::file(path.display().to_string(), why);
        let file = fs::File::open(&path).map_err(fail)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(Stop::Office(Said::new(
                "另一程序正在更换密钥，请稍后再试。",
                "somebody else is changing the keys; try again later",
            ))),
            Err(fs::TryLockError::Error(why)) => Err(fail(why)),
        }
    }

    fn key_file(&self) -> KeyFile {
        KeyFile(self.path.join("keys"))
    }
}

fn random() -> Result<Arc<SystemRandom>, Stop> {
    let random = SystemRandom::open().map_err(|why| Stop::Office(Said::new(why.zh(), why.to_string())))?;
    Ok(Arc::new(random))
}

fn gone(file: &Path) -> Stop {
    let file = file.display();
    Stop::Office(Said::new(
        format!("数据库文件{file}不存在：请把它放回原处，或用 huzhu restore 从备份恢复；不会另建空库。"),
        format!(
            "the database {file} is gone: put it back, or restore a backup with huzhu restore; no empty one is made in its place"
        ),
    ))
}

fn of_another(keys: &Path) -> Stop {
    let keys = keys.display();
    Stop::Office(Said::new(
        format!(
            "密钥文件{keys}打不开本数据库的加密内容，可能是另一机构的密钥；请放回本机构的密钥文件后再办理，以免写入无法读取的数据。"
        ),
        format!(
            "the keys in {keys} open nothing that is sealed in this database, and are perhaps another office's: put back the key file of this one, before anything is written that nobody can read"
        ),
    ))
}

fn of_keys(why: &KeyError) -> Stop {
    Stop::Office(Said::new(why.zh(), why.to_string()))
}

/// A text as TOML writes it; JSON escapes are a part of TOML's.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
