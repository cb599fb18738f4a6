//! Files and folders: the bytes of a file or of standard input, and what lies below a folder.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::stop::Stop;
use crate::engine::scheme::model::Lang;

/// A file that was read.
pub struct Input {
    /// What it is called in sentences.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads a file; `-` is standard input.
pub fn read(path: &str, lang: Lang) -> Result<Input, Stop> {
    if path == "-" {
        let name = lang.pick("标准输入", "standard input").to_owned();
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|why| Stop::file(&name, why))?;
        return Ok(Input { name, bytes });
    }
    let bytes = fs::read(path).map_err(|why| Stop::file(path, why))?;
    tracing::info!(file = path, bytes = bytes.len(), "read");
    Ok(Input { name: path.into(), bytes })
}

/// The files of a folder with an ending (`toml`), in the order of their names; none where it is no folder.
pub fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Stop> {
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let mut files = entries(folder)?;
    files.retain(|path| path.is_file() && path.extension().is_some_and(|e| e == ending));
    Ok(files)
}

/// All folders below a folder and itself, in the order of their names.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut all = vec![folder.to_owned()];
    for path in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        all.extend(folders(&path)?);
    }
    Ok(all)
}

/// What a folder holds in the order of the names, hidden things aside.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let fail = |why| Stop::file(folder.display().to_string(), why);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Writes a new file with the folders that it lies in; one that is there already is left alone.
pub fn create(path: &Path, text: &str) -> Result<(), Stop> {
    let fail = |why| Stop::file(path.display().to_string(), why);
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(fail)?;
    let mut file = fs::File::create_new(path).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)
}

/// Writes a file whole.
pub fn write(path: &Path, text: &str) -> Result<(), Stop> {
    fs::write(path, text).map_err(|why| Stop::file(path.display().to_string(), why))
}
