//! Cross checks of one edition: everything that no single value can show to be wrong.

mod approval;
mod assumed;
mod bands;
mod complete;
mod declared;
mod encoded;
mod ids;
mod lines;
mod noun;
mod references;
mod shares;
mod tables;
#[cfg(test)]
mod tests;

pub use encoded::{Encoded, encoded};

use noun::Noun;

use super::model::{Edition, Place};
use super::problem::{Problems, Report, did_you_mean};
use super::read::{Known, ListFiles, draft};
use super::said::{Said, listed};
use super::source::{self, Mended, mend};
use super::tree::{Item, tree, tree_of};

/// An edition that was read and checked, with everything that was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The edition with what it declares, when its head could be read; to be used only without errors.
    pub edition: Option<(Edition, Known)>,
    /// What was found, in the order of the file.
    pub report: Report,
    /// The schemes whose results its lines take, each where it is named in the text as it was written.
    pub(in crate::engine) takes: Vec<(String, Place)>,
}

impl Checked {
    /// The edition, when it may be used.
    pub fn usable(&self) -> Option<&(Edition, Known)> {
        self.edition.as_ref().filter(|_| !self.report.has_errors())
    }
}

/// Reads a text and checks it. `file` is its name in the report.
pub fn read_and_check(file: &str, text: &str, lists: &ListFiles) -> Checked {
    read_and_check_with(file, text, |_| lists.clone())
}

/// The same, with the lists that are found for the tree of the text. It is mended and parsed once for all.
pub(in crate::engine) fn read_and_check_with(
    file: &str,
    text: &str,
    lists: impl FnOnce(&Item) -> ListFiles,
) -> Checked {
    let mended = mend(text);
    let map = source::table(&mended.text);
    let tree = tree_of(&map, &mended.text);
    let mut noted = Problems::beside(&mended.torn);
    let draft = draft((&map, &mended.text), &lists(&tree), &mut noted);
    let subject = Subject {
        edition: &draft.edition,
        known: &draft.known,
        tree,
        mended: &mended,
        unreadable: noted.error_places(),
    };
    check(&subject, &mut noted);
    let takes = if mended.text == text { taken(&subject.tree) } else { taken(&self::tree(text)) };
    let report = Report { file: file.into(), text: text.into(), problems: mended.with_noted(noted) };
    Checked { edition: draft.has_head.then_some((draft.edition, draft.known)), report, takes }
}

fn taken(tree: &Item) -> Vec<(String, Place)> {
    let named = tree.every("benefit.line.result.scheme").into_iter();
    named.filter_map(|item| Some((item.text()?.to_owned(), item.place.clone()))).collect()
}

/// Every cross check of one edition. What could not be read is passed over where it would only be reported a
/// second time, and nothing else is.
fn check(on: &Subject<'_>, problems: &mut Problems) {
    ids::check(on, problems);
    references::check(on, problems);
    lines::check(on, problems);
    shares::check(on, problems);
    bands::check(on, problems);
    tables::check(on, problems);
    declared::check(on, problems);
    approval::check(on, problems);
    assumed::check(on, problems);
    encoded::check(on, problems);
}

/// What is checked.
struct Subject<'a> {
    edition: &'a Edition,
    known: &'a Known,
    tree: Item,
    /// The text that all places point into.
    mended: &'a Mended,
    unreadable: Vec<Place>,
}

impl Subject<'_> {
    /// Where the value of a key stands in the table at a place.
    fn at(&self, table: &Place, key: &str) -> Place {
        self.tree.place_of(table, key)
    }

    /// The line of a place, counted from 1.
    fn line(&self, place: &Place) -> usize {
        self.mended.line(place)
    }

    /// Was something within a place unreadable, or does it reach over a line that cannot be read?
    fn is_broken(&self, place: &Place) -> bool {
        let end = place.end.max(place.start + 1);
        let within = |p: &Place| place.start <= p.start && p.start < end;
        self.unreadable.iter().any(within) || self.is_on_broken_line(place)
    }

    /// Is the value at a place unreadable itself?
    fn is_unread(&self, place: &Place) -> bool {
        self.unreadable.contains(place)
    }

    /// Does a place reach over a line that cannot be read?
    fn is_on_broken_line(&self, place: &Place) -> bool {
        let end = place.end.max(place.start + 1);
        self.mended.broken.iter().any(|line| line.start < end && place.start < line.end)
    }

    /// Is the value of a key of the table at a place unreadable?
    fn is_broken_at(&self, table: &Place, key: &str) -> bool {
        let value = self.tree.table_at(table).and_then(|item| item.get(key));
        value.is_some_and(|value| self.is_broken(&value.reach())) || self.is_torn(table)
    }

    /// Does the table at a place lack a line that could not be read?
    fn is_torn(&self, table: &Place) -> bool {
        self.mended.torn.iter().any(|torn| torn.contains(&table.start))
    }

    /// May something be called so on a line that could not be read?
    fn is_lost(&self, name: &str) -> bool {
        self.mended.lost(name)
    }

    /// The ids of a list of tables of the file, in file order.
    fn ids(&self, list: &str) -> Vec<&str> {
        self.tree.list(list).iter().filter_map(|item| item.get("id")?.text()).collect()
    }
}

/// What to write instead of an unknown word.
fn instead(word: &str, what: &Noun, known: &[&str]) -> Said {
    did_you_mean(word, known.iter().copied()).unwrap_or_else(|| match known {
        [] => Said::new(
            format!("文件中还没有{}，请先补写。", what.zh),
            format!("there is no {} here: add it", what.en),
        ),
        _ => listed(known).map(|zh| format!("请更正，现有：{zh}。"), |en| format!("there is: {en}")),
    })
}
