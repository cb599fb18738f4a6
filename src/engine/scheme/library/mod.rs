//! A library of schemes: every edition read and checked, alone and beside the others of its scheme.

mod beside;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use beside::{beside_each_other, other_schemes, place};

use super::check::{Checked, read_and_check_with};
use super::model::Edition;
use super::problem::{Problems, Report};
use super::read::{Known, ListFiles};
use super::source::mend;
use super::tree::{Item, tree};
use crate::engine::calendar::Day;

/// A scheme file.
#[derive(Clone, Debug)]
pub struct SchemeFile {
    /// Its path below `schemes/`: `cn/guizhou/sinan/2016-01-01.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The editions of a scheme that may be used, in the order of their first days.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Each edition with the keys and words that it declares, ready to be compiled.
    pub editions: Vec<(Edition, Known)>,
    /// The texts that they were read from, in the same order.
    pub texts: Vec<Arc<str>>,
}

/// Schemes with their editions.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The schemes by id; only their editions without errors.
    pub schemes: BTreeMap<String, Published>,
    /// What was found, file by file; files without a problem are not there.
    pub reports: Vec<Report>,
}

/// One file that was read and checked by itself.
pub struct Read {
    checked: Checked,
    more: Problems,
}

impl Library {
    /// Reads and checks all editions. `lists` has the list files by the scheme's id; those under `""` are
    /// shared, and taken where the scheme has none of that name itself.
    pub fn build(files: &[SchemeFile], lists: &BTreeMap<String, ListFiles>) -> Self {
        Self::of(files.iter().map(|file| Read::new(file, lists)).collect())
    }

    /// Checks files beside each other that were read, perhaps side by side.
    pub fn of(mut all: Vec<Read>) -> Self {
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut start = 0;
        while start < all.len() {
            let same = all[start..].iter().take_while(|read| id(read) == id(&all[start])).count();
            beside_each_other(&mut all[start..start + same]);
            start += same;
        }
        other_schemes(&mut all);
        all.into_iter().fold(Self::default(), Self::with)
    }

    /// The edition of a scheme in force on a day.
    pub fn in_force(&self, scheme: &str, day: Day) -> Option<&Edition> {
        let mut all = self.schemes.get(scheme)?.editions.iter().map(|(edition, _)| edition);
        all.find(|edition| edition.in_force.span.contains(day))
    }

    /// The text of the edition of a scheme that came into force on a day.
    pub fn text(&self, scheme: &str, from: Day) -> Option<&str> {
        let published = self.schemes.get(scheme)?;
        let at = published.editions.iter().position(|(edition, _)| edition.from() == from)?;
        published.texts.get(at).map(|text| &**text)
    }

    /// Is there an error in any file?
    pub fn has_errors(&self) -> bool {
        self.reports.iter().any(Report::has_errors)
    }

    fn with(mut self, read: Read) -> Self {
        let Checked { edition, mut report, .. } = read.checked;
        report.problems.extend(read.more.into_sorted());
        report.problems.sort_by_key(|p| (p.place.start, p.severity));
        if let Some(source) = edition.filter(|_| !report.has_errors()) {
            let scheme = self.schemes.entry(source.0.id.clone()).or_default();
            scheme.editions.push(source);
            scheme.texts.push(Arc::clone(&report.text));
        }
        if !report.problems.is_empty() {
            self.reports.push(report);
        }
        self
    }
}

fn id(read: &Read) -> Option<&str> {
    read.checked.edition.as_ref().map(|(edition, _)| edition.id.as_str())
}

fn key(read: &Read) -> (Option<&str>, Option<Day>) {
    (id(read), read.checked.edition.as_ref().map(|(edition, _)| edition.from()))
}

impl Read {
    /// Reads and checks a file. `lists` has the list files by the scheme's id, as for [`Library::build`].
    pub fn new(file: &SchemeFile, lists: &BTreeMap<String, ListFiles>) -> Self {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let lists = |tree: &Item| lists_of(tree, folder, lists);
        let checked = read_and_check_with(&file.path, &file.text, lists);
        let mut more = Problems::default();
        if let Some((edition, _)) = &checked.edition {
            let day = edition.from().to_string();
            if edition.id != folder {
                let id = &edition.id;
                let message = (
                    format!("方案编号（id）为“{id}”，文件却放在“{folder}”文件夹。"),
                    format!("the scheme's id is `{id}`, and its folder is `{folder}`"),
                );
                let hint = ("请移动文件，或更正id。", "move the file, or correct the id");
                more.error(&place(&file.text, "id"), message, hint);
            }
            if name.strip_suffix(".toml") != Some(day.as_str()) {
                let message = (
                    format!("本版本自{day}起施行，文件名却是“{name}”。"),
                    format!("the edition is in force from {day}, and its file is `{name}`"),
                );
                let hint = (
                    format!("请把文件改名为{day}.toml，或更正施行日期。"),
                    format!("call the file {day}.toml, or correct the day"),
                );
                more.error(&place(&file.text, "in_force.from"), message, hint);
            }
        }
        Self { checked, more }
    }
}

/// The list files that an edition names, and no others: its hash covers just these.
fn lists_of(tree: &Item, folder: &str, lists: &BTreeMap<String, ListFiles>) -> ListFiles {
    let file = |name: &str| [folder, ""].into_iter().find_map(|f| lists.get(f)?.get(name));
    lists_in(tree).filter_map(|name| Some((name.to_owned(), file(name)?.clone()))).collect()
}

/// Does the text of an edition take a list file of that name?
pub fn takes_list(text: &str, name: &str) -> bool {
    // Most texts do not have the name at all, and need not be parsed; a name may be written with escapes.
    (text.contains(name) || text.contains('\\'))
        && lists_in(&tree(&mend(text).text)).any(|taken| taken == name)
}

/// The names of the list files that an edition takes.
fn lists_in(tree: &Item) -> impl Iterator<Item = &str> {
    tree.every("list.file").into_iter().filter_map(Item::text)
}
