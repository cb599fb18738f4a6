//! A shelf of scheme files: editions and lists as they lie in folders, ready to be built into a library.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;
use super::in_order::in_order;
use super::lot::{Lot, id_of, name_by_day};
use super::stop::Stop;
use crate::engine::calendar::Day;
use crate::engine::chain::{
    ChainEdition, ChainFile, Checked, beside_each_other, is_chain, read_and_check, schemes_of,
};
use crate::engine::scheme::library::{Library, Read, SchemeFile, takes_list};
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::problem::{Problem, Report, Severity};
use crate::engine::scheme::read::ListFiles;
use crate::engine::scheme::said::Said;
use crate::engine::scheme::what_if::what_if;
use crate::exchange::list::read_list;
use crate::exchange::table::CellError;
use crate::exchange::text::decode;

/// A row of a list that is wrong.
pub struct WrongRow {
    file: String,
    text: Arc<str>,
    error: CellError,
}

/// Scheme files with their lists, and chains of schemes.
#[derive(Default)]
pub struct Shelf {
    files: Vec<SchemeFile>,
    chains: Vec<ChainFile>,
    lists: BTreeMap<String, ListFiles>,
    /// What a file is called on this machine, by its path within the library.
    shown: BTreeMap<String, String>,
    /// List files by scheme and name, with what they are called on this machine.
    list_files: Vec<(String, String, String)>,
    /// Rows of lists that are wrong.
    pub list_errors: Vec<WrongRow>,
}

impl Shelf {
    /// Editions with their lists. `root` is where ids begin, and has the shared lists. The schemes that a chain
    /// names are fetched from below it, where they are not among the lots.
    pub fn of(lots: &[Lot], root: &Path) -> Result<Self, Stop> {
        let mut shelf = Self::default();
        shelf.add_lists("", &root.join("lists"))?;
        for lot in lots {
            shelf.add_lot(lot, root)?;
        }
        let mut folders: BTreeSet<PathBuf> = lots.iter().map(|lot| lot.folder.clone()).collect();
        let named: BTreeSet<String> = shelf.chains.iter().flat_map(|file| schemes_of(&file.text)).collect();
        for folder in named.iter().map(|id| root.join(id)) {
            if folders.insert(folder.clone()) {
                shelf.add_lot(&Lot::of(folder)?, root)?;
            }
        }
        Ok(shelf)
    }

    fn add_lot(&mut self, lot: &Lot, root: &Path) -> Result<(), Stop> {
        let mut ids = BTreeSet::new();
        for path in &lot.editions {
            ids.insert(self.add(path, lot, root)?);
        }
        for id in ids.iter().filter(|id| !id.is_empty()) {
            self.add_lists(id, &lot.folder.join("lists"))?;
        }
        Ok(())
    }

    /// Adds an edition and gives the folder that it has in the library.
    fn add(&mut self, path: &Path, lot: &Lot, root: &Path) -> Result<String, Stop> {
        let shown = path.display().to_string();
        let bytes = fs::read(path).map_err(|why| Stop::file(&shown, why))?;
        let text = decode(&bytes).map_err(|why| Stop::table(&shown, why.into()))?.text;
        let id = folder_in_library(&text, &lot.folder, root);
        let name = Some(&text).filter(|_| lot.is_draft).and_then(|text| name_by_day(text));
        let name =
            name.unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let path = if id.is_empty() { name } else { format!("{id}/{name}") };
        self.shown.insert(path.clone(), shown);
        if is_chain(&text) {
            self.chains.push(ChainFile { path, text });
        } else {
            self.files.push(SchemeFile { path, text });
        }
        Ok(id)
    }

    fn add_lists(&mut self, id: &str, folder: &Path) -> Result<(), Stop> {
        for path in files::with_ending(folder, "csv")? {
            let shown = path.display().to_string();
            let bytes = fs::read(&path).map_err(|why| Stop::file(&shown, why))?;
            let list = read_list(&bytes).map_err(|why| Stop::table(&shown, why))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            self.list_files.push((id.into(), name.clone(), shown.clone()));
            self.lists.entry(id.into()).or_default().insert(name, list.entries);
            let text: Arc<str> = decode(&bytes).map_err(|why| Stop::table(&shown, why.into()))?.text.into();
            let wrong = |error| WrongRow { file: shown.clone(), text: Arc::clone(&text), error };
            self.list_errors.extend(list.errors.into_iter().map(wrong));
        }
        Ok(())
    }

    /// Makes changes in every edition that has the value; one that no edition has is an error.
    pub fn changed(mut self, changes: &[String]) -> Result<Self, Stop> {
        for change in changes {
            let tried: Vec<_> = self.files.iter().map(|file| what_if(&file.text, change)).collect();
            if !tried.iter().any(Result::is_ok)
                && let Some(Err(error)) = tried.into_iter().next_back()
            {
                return Err(error.into());
            }
            for file in &mut self.files {
                if let Ok(text) = what_if(&file.text, change) {
                    file.text = text;
                }
            }
        }
        Ok(self)
    }

    /// Reads and checks everything; reports name files as this machine does.
    pub fn library(&self) -> Library {
        let read = |file: &SchemeFile| Read::new(file, &self.lists);
        let mut library = Library::of(in_order(&self.files, |file| file.text.len(), read));
        for report in &mut library.reports {
            self.name(report);
        }
        tracing::info!(editions = self.files.len(), schemes = library.schemes.len(), "read and checked");
        library
    }

    /// Is there a chain?
    pub fn has_chains(&self) -> bool {
        !self.chains.is_empty()
    }

    /// Reads and checks the chains beside the schemes of the library: each with its editions by day.
    pub fn chains(&self, library: &Library) -> Vec<Vec<Checked>> {
        let mut all: BTreeMap<&str, Vec<Checked>> = BTreeMap::new();
        for file in &self.chains {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            all.entry(folder).or_default().push(read_and_check(file, &library.schemes));
        }
        let mut all: Vec<Vec<Checked>> = all.into_values().collect();
        for chain in &mut all {
            chain.sort_by_key(|checked| checked.edition.as_ref().map(ChainEdition::from));
            beside_each_other(chain);
            chain.iter_mut().for_each(|checked| self.name(&mut checked.report));
        }
        all
    }

    /// List files that no edition takes. Of those that all schemes share nobody knows where only some are here.
    pub fn untaken_lists(&self, all_are_here: bool) -> Vec<String> {
        let is_taken = |id: &str, name: &String| {
            let of = |file: &&SchemeFile| id.is_empty() || file.path.starts_with(&format!("{id}/"));
            self.files.iter().filter(of).any(|file| takes_list(&file.text, name))
        };
        let known = self.list_files.iter().filter(|(id, ..)| all_are_here || !id.is_empty());
        known.filter(|(id, name, _)| !is_taken(id, name)).map(|(.., shown)| shown.clone()).collect()
    }

    /// How many editions there are.
    pub fn editions(&self) -> usize {
        self.files.len()
    }

    /// Where the file of an edition lies.
    pub fn path_of(&self, edition: &Edition) -> PathBuf {
        self.path(&edition.id, edition.from())
    }

    /// Where the file of a scheme or chain lies that is in force from a day.
    pub fn path(&self, id: &str, from: Day) -> PathBuf {
        let path = format!("{id}/{from}.toml");
        PathBuf::from(self.shown.get(&path).cloned().unwrap_or(path))
    }

    fn name(&self, report: &mut Report) {
        if let Some(shown) = self.shown.get(&report.file) {
            report.file.clone_from(shown);
        }
    }
}

impl WrongRow {
    /// As a report on the file.
    pub fn report(&self) -> Report {
        let start = self.text.split_inclusive('\n').take(self.error.line - 1).map(str::len).sum();
        let end = self.text[start..].find('\n').map_or(self.text.len(), |end| start + end);
        let (column, CellError { zh, en, .. }) = (&self.error.column, &self.error);
        let problem = Problem {
            severity: Severity::Error,
            message: Said::new(format!("“{column}”列：{zh}"), format!("column `{column}`: {en}")),
            hint: Said::new("请更正病种目录中的这一行。", "correct this row of the list"),
            place: start..end,
        };
        Report { file: self.file.clone(), text: Arc::clone(&self.text), problems: vec![problem] }
    }
}

/// The folder of an edition in the library: below the root as it lies. A draft elsewhere lies where its id
/// says, so that anybody can try one.
fn folder_in_library(text: &str, folder: &Path, root: &Path) -> String {
    let id = id_of(text);
    match folder.strip_prefix(root) {
        Ok(below) if below.components().next().is_some() => {
            below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
        }
        _ => id.unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_lies_where_its_id_says() {
        for (folder, id) in
            [("schemes/cn/a", "cn/a"), ("schemes/cn/b", "cn/b"), ("/tmp", "cn/a"), ("schemes", "cn/a")]
        {
            let found = folder_in_library("id = \"cn/a\"", Path::new(folder), Path::new("schemes"));
            assert_eq!(found, id, "{folder}");
        }
    }
}
