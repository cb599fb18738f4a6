//! A lot of edition files in one folder, and what can be read off their texts before they are checked.

use std::fs;
use std::path::{Path, PathBuf};

use super::files;
use super::stop::Stop;
use crate::engine::calendar::Day;

/// Edition files of one folder.
#[derive(Clone, Debug)]
pub struct Lot {
    /// The folder.
    pub folder: PathBuf,
    /// The files.
    pub editions: Vec<PathBuf>,
    /// Is it a draft: a single file that may lie anywhere and have any name?
    pub is_draft: bool,
}

impl Lot {
    /// All of a folder.
    pub fn of(folder: PathBuf) -> Result<Self, Stop> {
        Ok(Self { editions: files::with_ending(&folder, "toml")?, folder, is_draft: false })
    }

    /// All folders below a folder that have any.
    pub fn below(folder: &Path) -> Result<Vec<Self>, Stop> {
        let all = files::folders(folder)?.into_iter().map(Self::of);
        let mut all = all.collect::<Result<Vec<_>, _>>()?;
        all.retain(|lot| !lot.editions.is_empty());
        Ok(all)
    }

    /// An edition and those beside it. A file that is not called by its day is a draft and stands alone.
    pub fn around(file: &Path) -> Result<Self, Stop> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut lot = Self::of(folder.unwrap_or(Path::new(".")).to_owned())?;
        if is_draft(file) {
            lot.editions = vec![file.to_owned()];
            lot.is_draft = true;
        } else {
            lot.editions.retain(|edition| !is_draft(edition));
        }
        Ok(lot)
    }

    /// The folder above the id of the first edition, where the folder ends in that id.
    pub fn root(&self) -> Option<PathBuf> {
        let text = fs::read_to_string(self.editions.first()?).ok()?;
        let id = id_of(&text)?;
        let above = self.folder.ancestors().nth(id.split('/').count())?;
        self.folder.ends_with(id).then(|| above.to_owned())
    }
}

/// Is a file not called by a day?
fn is_draft(file: &Path) -> bool {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    name.parse::<Day>().is_err()
}

/// The scheme's id, in the head of its text.
pub fn id_of(text: &str) -> Option<&str> {
    let head = text.lines().take_while(|line| !line.trim_start().starts_with('['));
    let mut values = head.filter_map(|line| line.trim().strip_prefix("id")?.trim_start().strip_prefix('='));
    values.find_map(|value| value.trim().split(['"', '\'']).nth(1))
}

/// The name that a text asks for: the day that it says it is in force from.
pub fn name_by_day(text: &str) -> Option<String> {
    let (_, in_force) = text.split_once("in_force")?;
    let (_, from) = in_force.split_once("from")?;
    let day = from.trim_start().strip_prefix('=')?.trim_start().get(..10)?.parse::<Day>().ok()?;
    Some(format!("{day}.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_stands_in_the_head() {
        for (text, id) in [
            ("format = \"scheme/1\"\nid       = \"cn/a\" # x\n", Some("cn/a")),
            ("  id='b'", Some("b")),
            ("title = \"x\"\n[[clause]]\nid = \"1\"", None),
            ("identity = \"c\"", None),
        ] {
            assert_eq!(id_of(text), id, "{text}");
        }
    }

    #[test]
    fn a_draft_is_called_by_its_day() {
        for (text, name) in [
            ("in_force = { from = 2016-01-01, year", Some("2016-01-01.toml")),
            ("[in_force]\nfrom = 2018-01-01", Some("2018-01-01.toml")),
            ("from = 2018-01-01", None),
        ] {
            assert_eq!(name_by_day(text).as_deref(), name);
        }
    }
}
