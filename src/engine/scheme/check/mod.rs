//! Cross checks of one edition: everything that no single value can show to be wrong.

mod assumed;
mod bands;
mod complete;
mod declared;
mod encoded;
mod ids;
mod lines;
mod references;
mod shares;
mod tables;
#[cfg(test)]
mod tests;

pub use encoded::{Encoded, encoded};

use super::model::{Edition, Place};
use super::problem::{Problems, Report, did_you_mean, line_column};
use super::read::{Known, ListFiles, read};
use super::tree::{Item, tree};

/// An edition that was read and checked, with everything that was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The edition with what it declares, when its head could be read; to be used only without errors.
    pub edition: Option<(Edition, Known)>,
    /// What was found, in the order of the file.
    pub report: Report,
}

impl Checked {
    /// The edition, when it may be used.
    pub fn usable(&self) -> Option<&(Edition, Known)> {
        self.edition.as_ref().filter(|_| !self.report.has_errors())
    }
}

/// Reads a text and checks it. `file` is its name in the report.
pub fn read_and_check(file: &str, text: &str, lists: &ListFiles) -> Checked {
    let mut problems = Problems::default();
    let edition = read(text, lists, &mut problems);
    if let Some((edition, known)) = &edition {
        check(edition, known, text, &mut problems);
    }
    let report = Report { file: file.into(), text: text.into(), problems: problems.into_sorted() };
    Checked { edition, report }
}

/// Every cross check of one edition; `text` is the text that it was read from. Parts that could not be read
/// are passed over where what is missing would only be reported a second time.
pub fn check(edition: &Edition, known: &Known, text: &str, problems: &mut Problems) {
    let on = Subject { edition, known, text, tree: tree(text), unreadable: problems.error_places() };
    ids::check(&on, problems);
    references::check(&on, problems);
    lines::check(&on, problems);
    shares::check(&on, problems);
    bands::check(&on, problems);
    tables::check(&on, problems);
    declared::check(&on, problems);
    assumed::check(&on, problems);
    encoded::check(&on, problems);
}

/// What is checked.
struct Subject<'a> {
    edition: &'a Edition,
    known: &'a Known,
    text: &'a str,
    tree: Item,
    unreadable: Vec<Place>,
}

impl Subject<'_> {
    /// Where the value of a key stands in the table at a place.
    fn at(&self, table: &Place, key: &str) -> Place {
        self.tree.place_of(table, key)
    }

    /// The line of a place, counted from 1.
    fn line(&self, place: &Place) -> usize {
        line_column(self.text, place.start).0
    }

    /// Was something within a place unreadable?
    fn is_broken(&self, place: &Place) -> bool {
        self.unreadable.iter().any(|p| place.start <= p.start && p.start < place.end.max(place.start + 1))
    }

    /// Was something within the table at a place unreadable, whatever follows its header?
    fn is_broken_within(&self, table: &Place) -> bool {
        self.tree.table_at(table).is_none_or(|item| self.is_broken(&item.reach()))
    }

    /// The ids of a list of tables of the file, in file order.
    fn ids(&self, list: &str) -> Vec<&str> {
        self.tree.list(list).iter().filter_map(|item| item.get("id")?.text()).collect()
    }
}

/// What to write instead of an unknown word.
fn instead(word: &str, what: &str, known: &[&str]) -> String {
    did_you_mean(word, known.iter().copied()).unwrap_or_else(|| match known {
        [] => format!("there is no {what} here"),
        _ => format!("there is: {}", known.join(", ")),
    })
}
