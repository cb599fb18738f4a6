//! Editions of one scheme beside each other: day after day, each saying what it changed.

use std::collections::BTreeSet;

use super::Read;
use crate::engine::calendar::Day;
use crate::engine::scheme::diff::{Difference, diff};
use crate::engine::scheme::model::{Edition, Place};
use crate::engine::scheme::problem::{Problems, did_you_mean};
use crate::engine::scheme::tree::tree;

/// Where the value of a path stands; the head of the file without it.
pub(super) fn place(text: &str, path: &str) -> Place {
    let tree = tree(text);
    tree.resolve(path).map_or(tree.place.clone(), |item| item.place.clone())
}

/// Editions of one scheme, sorted: they follow each other day by day, and say what they changed.
pub(super) fn beside_each_other(editions: &mut [Read]) {
    for at in 0..editions.len() {
        let (before, rest) = editions.split_at_mut(at);
        let [now, ..] = rest else { continue };
        let Some((edition, _)) = &now.checked.edition else { continue };
        let before: Vec<(&Edition, &str)> = before.iter().filter_map(edition_and_text).collect();
        let text = &now.checked.report.text;
        if let Some((previous, _)) = before.last() {
            follows(previous, edition, text, &mut now.more);
        }
        match edition.replaces {
            Some(day) => match before.iter().find(|(old, _)| old.from() == day) {
                Some((old, old_text)) => changed(old, edition, &diff(old_text, text), (text, &mut now.more)),
                None => no_such_edition(day, &before, text, &mut now.more),
            },
            None => {
                if let Some((previous, _)) = before.last() {
                    let message =
                        format!("the edition does not say that it replaces that of {}", previous.from());
                    let hint = format!("add `replaces = {}` and `changed_clauses`", previous.from());
                    now.more.warn(&place(text, "id"), message, hint);
                }
            }
        }
    }
}

fn edition_and_text(read: &Read) -> Option<(&Edition, &str)> {
    read.checked.edition.as_ref().map(|(edition, _)| (edition, &*read.checked.report.text))
}

fn follows(previous: &Edition, edition: &Edition, text: &str, problems: &mut Problems) {
    let (one, next) = (&previous.in_force.span, &edition.in_force.span);
    if one.touches_next(next) {
        return;
    }
    let fault = if one.overlaps(next) { "overlap" } else { "leave a gap" };
    let until = one.to().map_or("further notice".into(), |to| to.to_string());
    let message = format!(
        "two editions {fault}: that of {} is in force until {until}, and this one from {}",
        one.from(),
        next.from()
    );
    let end = next.from().yesterday().map_or_else(|_| next.from().to_string(), |day| day.to_string());
    let hint = format!("write `to = {end}` in `in_force` of the edition of {}", one.from());
    problems.error(&place(text, "in_force.from"), message, hint);
}

fn no_such_edition(day: Day, before: &[(&Edition, &str)], text: &str, problems: &mut Problems) {
    let days: Vec<String> = before.iter().map(|(edition, _)| edition.from().to_string()).collect();
    let hint = did_you_mean(&day.to_string(), days.iter().map(String::as_str))
        .unwrap_or_else(|| format!("the editions before it are: {}", days.join(", ")));
    problems.error(&place(text, "replaces"), format!("there is no edition of {day} to replace"), hint);
}

/// The clauses that an edition says it changed are those in which it differs.
fn changed(
    old: &Edition,
    new: &Edition,
    differences: &[Difference],
    (text, problems): (&str, &mut Problems),
) {
    let mut seen = BTreeSet::new();
    for difference in differences {
        let Some(clause) = &difference.clause else { continue };
        if !new.changed_clauses.contains(clause) && seen.insert(clause) {
            let message = format!("clause {clause} changed and is not among `changed_clauses`: {difference}");
            problems.warn(&place(text, "changed_clauses"), message, "name it, or undo the change");
        }
    }
    for (at, named) in new.changed_clauses.iter().enumerate() {
        let here = place(text, &format!("changed_clauses[{at}]"));
        if old.clause(named).is_none() && new.clause(named).is_none() {
            problems.error(&here, format!("clause {named} is in neither edition"), "correct its number");
        } else if !differences.iter().any(|d| d.clause.as_ref() == Some(named)) {
            let message = format!("clause {named} is among `changed_clauses`, and nothing of it differs");
            problems.warn(&here, message, "take it out");
        }
    }
}

/// Schemes whose results are taken: one that is not here must come with each claim.
pub(super) fn other_schemes(all: &mut [Read]) {
    let ids: BTreeSet<String> = all.iter().filter_map(edition_and_text).map(|(e, _)| e.id.clone()).collect();
    for read in all {
        let tree = tree(&read.checked.report.text);
        for item in tree.every("benefit.line.result.scheme") {
            if let Some(id) = item.text().filter(|id| !ids.contains(*id)) {
                let hint = did_you_mean(id, ids.iter().map(String::as_str))
                    .unwrap_or_else(|| "its result must come with each claim".into());
                read.more.warn(&item.place, format!("the scheme `{id}` is not in this library"), hint);
            }
        }
    }
}
