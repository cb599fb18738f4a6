//! Lines of a benefit: each reads only lines above, each is read, and windows mean something.

use super::{Subject, instead};
use crate::engine::claim::words::Word;
use crate::engine::scheme::model::{Benefit, BoundKind, Kind, Line, Pays, Scope, Stretch, Window};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::tree::Item;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for (at, benefit) in on.tree.list("benefit").iter().enumerate() {
        let lines = benefit.list("line");
        if let Some(none) = benefit.get("line").filter(|line| line.items().is_empty()) {
            problems.error(&none.place, "the benefit has no line", "add a [[benefit.line]]");
        }
        for (i, line) in lines.iter().enumerate() {
            reads_above(lines, i, problems);
            several(line, problems);
            result_above(on, at, line, problems);
        }
        unused(on, benefit, problems);
    }
    for benefit in &on.edition.benefits {
        along_means_something(on, benefit, problems);
        keeps_part_of_something(on, benefit, problems);
    }
    stays_are_a_members(on, problems);
}

/// The names of lines that a line reads.
fn reads(line: &Item) -> Vec<&Item> {
    const READS: [&str; 7] = ["of", "found_by", "sum", "difference", "in_proportion", "least", "greatest"];
    let bounds = BoundKind::ALL.into_iter().map(|(word, _)| word);
    READS
        .into_iter()
        .chain(bounds)
        .flat_map(|key| line.every(key))
        .filter(|item| item.text().is_some())
        .collect()
}

fn reads_above(lines: &[Item], at: usize, problems: &mut Problems) {
    let above: Vec<&str> = lines[..at].iter().filter_map(Item::name).collect();
    for item in reads(&lines[at]) {
        let Some(named) = item.text().filter(|named| !above.contains(named)) else { continue };
        let later = lines[at..].iter().position(|line| line.name() == Some(named));
        let (message, hint) = match later {
            Some(0) => (format!("the line `{named}` reads itself"), "name a line above it".into()),
            Some(_) => (
                format!("the line `{named}` stands further down: a line reads only lines above it"),
                format!("move `{named}` up, or read another line"),
            ),
            None => (format!("there is no line `{named}` above"), instead(named, "line above", &above)),
        };
        problems.error(&item.place, message, hint);
    }
}

fn several(line: &Item, problems: &mut Problems) {
    for (key, what) in [
        ("sum", "a sum"),
        ("difference", "a difference"),
        ("least", "the least"),
        ("greatest", "the greatest"),
    ] {
        if let Some(list) = line.get(key).filter(|list| list.items().len() < 2) {
            problems.error(&list.place, format!("{what} takes at least two lines"), "name another line");
        }
    }
}

/// `result = { benefit = … }` reads a benefit that was computed before.
fn result_above(on: &Subject<'_>, at: usize, line: &Item, problems: &mut Problems) {
    let benefits = on.ids("benefit");
    let above = on.tree.list("benefit")[..at].iter().filter_map(Item::name).collect::<Vec<_>>();
    for item in line.every("result.benefit") {
        let below = item.text().filter(|named| benefits.contains(named) && !above.contains(named));
        if let Some(named) = below {
            let message = format!("the benefit `{named}` is not above: its result is not known yet");
            problems.error(&item.place, message, format!("move the benefit `{named}` up"));
        }
    }
}

fn unused(on: &Subject<'_>, benefit: &Item, problems: &mut Problems) {
    let lines = benefit.list("line");
    let keeps = benefit.get("pays").and_then(Item::text) == Some("member-keeps");
    for (at, line) in lines.iter().enumerate().skip(usize::from(keeps)) {
        let Some(name) = line.name() else { continue };
        let read = lines[at + 1..].iter().flat_map(reads).any(|item| item.text() == Some(name));
        let counted = on.tree.list("count").iter().any(|count| {
            count.get("benefit").and_then(Item::text) == benefit.name()
                && count.get("line").and_then(Item::text) == Some(name)
        });
        if !read && !counted && at + 1 < lines.len() {
            let message = format!("no line reads `{name}`, and it is not the last one");
            problems.warn(&on.at(&line.place, "id"), message, "read it further down, or take it out");
        }
    }
}

fn along_means_something(on: &Subject<'_>, benefit: &Benefit, problems: &mut Problems) {
    for line in &benefit.lines {
        if let (Some(_), Some(what)) = (line.along, without_running_total(line)) {
            let message = format!("`along` has no meaning in a line that is {what}");
            let hint = "take the line that reads it along the window";
            problems.error(&on.at(&line.place, "along"), message, hint);
        }
    }
}

/// Kinds that yield the same along a window as without it, or that have no running total.
fn without_running_total(line: &Line) -> Option<&'static str> {
    match &line.kind {
        Kind::Amount(_) => Some("a constant"),
        Kind::Measure(_) => Some("a figure of the claim"),
        Kind::Sum(sum) => Some(if sum.difference { "a difference" } else { "a sum" }),
        Kind::Proportion(_) => Some("a proportion"),
        Kind::Extreme(_) => Some("the least or greatest of lines"),
        Kind::Result(_) => Some("the result of another benefit or scheme"),
        Kind::Portion(_)
        | Kind::Bands(_)
        | Kind::Count(_)
        | Kind::Bound(_)
        | Kind::SoFar { .. }
        | Kind::Round { .. } => None,
    }
}

fn keeps_part_of_something(on: &Subject<'_>, benefit: &Benefit, problems: &mut Problems) {
    let lines = on.tree.table_at(&benefit.place).map_or(0, |item| item.list("line").len());
    if benefit.pays == Pays::MemberKeeps && lines < 2 {
        let message = "`member-keeps` needs two lines: the loss first, what the member keeps of it last";
        problems.error(&on.at(&benefit.place, "pays"), message, "add a line");
    }
}

/// Only a member stays in hospital.
fn stays_are_a_members(on: &Subject<'_>, problems: &mut Problems) {
    for path in
        ["benefit.line.along", "benefit.at_most.along", "ceiling.along", "count.along", "money.round.at"]
    {
        for item in on.tree.every(path) {
            let window = item.text().and_then(Window::parse);
            let odd = window.filter(|w| w.stretch == Stretch::Admission && w.scope != Scope::Member);
            if let Some(window) = odd {
                let message = format!("a stay is a member's own, not a {}'s", window.scope.word());
                problems.error(&item.place, message, "write \"member.admission\"");
            }
        }
    }
}
