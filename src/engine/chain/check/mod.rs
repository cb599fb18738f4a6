//! Cross checks of a chain: its own ids and clauses, the schemes that it names, and the order they stand in.

mod order;
mod own;
mod plans;

use std::collections::BTreeMap;

use super::model::ChainEdition;
use super::{read, words};
use crate::engine::scheme::library::Published;
use crate::engine::scheme::model::Place;
use crate::engine::scheme::problem::{Problems, Report, did_you_mean};
use crate::engine::scheme::said::{Said, listed};
use crate::engine::scheme::source::mend;
use crate::engine::scheme::tree::{Item, tree};

/// A chain file.
#[derive(Clone, Debug)]
pub struct ChainFile {
    /// Its path below `schemes/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// An edition of a chain that was read and checked, with everything that was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The edition, when its head could be read; to be used only without errors.
    pub edition: Option<ChainEdition>,
    /// What was found, in the order of the file.
    pub report: Report,
}

/// What is checked.
pub(super) struct Subject<'a> {
    pub(super) edition: &'a ChainEdition,
    pub(super) schemes: &'a BTreeMap<String, Published>,
    tree: Item,
}

impl Subject<'_> {
    /// Where the value of a key stands in the table at a place.
    pub(super) fn at(&self, table: &Place, key: &str) -> Place {
        self.tree.place_of(table, key)
    }
}

/// Reads a file and checks it beside the schemes that it names. Where a line could not be read, what it named is
/// not there: the rest is then checked by itself only.
pub fn read_and_check(file: &ChainFile, schemes: &BTreeMap<String, Published>) -> Checked {
    let mended = mend(&file.text);
    let mut problems = Problems::beside(&mended.torn);
    let edition = read::read(&mended.text, &mut problems);
    if let Some(edition) = edition.as_ref().filter(|_| mended.torn.is_empty()) {
        let on = Subject { edition, schemes, tree: tree(&mended.text) };
        named(&on, file, &mut problems);
        own::check(&on, &mut problems);
        plans::check(&on, &mut problems);
        order::check(&on, &mut problems);
    }
    let report = Report {
        file: file.path.clone(),
        text: file.text.as_str().into(),
        problems: mended.with_noted(problems),
    };
    Checked { edition, report }
}

/// The file lies where its id says, and is called by its day.
fn named(on: &Subject<'_>, file: &ChainFile, problems: &mut Problems) {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let head = on.tree.place.clone();
    if on.edition.id != folder {
        words::folder(&on.edition.id, folder).error(&on.at(&head, "id"), problems);
    }
    let day = on.edition.from();
    if name.strip_suffix(".toml") != Some(day.to_string().as_str()) {
        words::file_name(day, name).error(&on.at(&head, "in_force"), problems);
    }
}

/// Editions of one chain, sorted by their days, follow each other day by day.
pub fn beside_each_other(editions: &mut [Checked]) {
    for at in 1..editions.len() {
        let (before, now) = editions.split_at_mut(at);
        let (Some(one), Some(next)) = (&before[at - 1].edition, &now[0].edition) else { continue };
        if !one.span.touches_next(&next.span) {
            let mut problems = Problems::default();
            let report = &mut now[0].report;
            let tree = tree(&report.text);
            words::not_next(one.from(), next.from())
                .error(&tree.place_of(&tree.place, "in_force"), &mut problems);
            report.problems.extend(problems.into_sorted());
        }
    }
}

/// The schemes that a text names, checked or not.
pub fn schemes_of(text: &str) -> Vec<String> {
    let tree = tree(&mend(text).text);
    let all = tree.every("plan.scheme").into_iter().filter_map(Item::text);
    all.map(str::to_owned).collect()
}

/// What may have been meant, else what there is.
fn instead<'k>(word: &str, known: impl Iterator<Item = &'k str> + Clone) -> Said {
    did_you_mean(word, known.clone()).unwrap_or_else(|| {
        let known: Vec<&str> = known.collect();
        listed(&known).map(|zh| format!("可选：{zh}。"), |en| format!("there is: {en}"))
    })
}
