//! Lines of a benefit: each reads only lines above, each is read, and windows mean something.

use super::{Noun, Subject, instead};
use crate::engine::claim::words::Word;
use crate::engine::scheme::model::{Benefit, BoundKind, Kind, Line, Pays, Scope, Stretch, Window};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::said::Said;
use crate::engine::scheme::tree::Item;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for (at, benefit) in on.tree.list("benefit").iter().enumerate() {
        let lines = benefit.list("line");
        if let Some(none) = benefit.get("line").filter(|line| line.items().is_empty()) {
            let message = ("这项待遇没有计算行。", "the benefit has no line");
            problems.error(&none.place, message, ("请补写 [[benefit.line]]。", "add a [[benefit.line]]"));
        }
        for (i, line) in lines.iter().enumerate() {
            reads_above(on, lines, i, problems);
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

fn reads_above(on: &Subject<'_>, lines: &[Item], at: usize, problems: &mut Problems) {
    let above: Vec<&str> = lines[..at].iter().filter_map(Item::name).collect();
    for item in reads(&lines[at]) {
        let missing = item.text().filter(|named| !above.contains(named) && !on.is_lost(named));
        let Some(named) = missing else { continue };
        let later = lines[at..].iter().position(|line| line.name() == Some(named));
        let (message, hint) = match later {
            Some(0) => (
                Said::new(format!("“{named}”行引用了自身。"), format!("the line `{named}` reads itself")),
                Said::new("请改引其上方的行。", "name a line above it"),
            ),
            Some(_) => (
                Said::new(
                    format!("“{named}”写在本行下方：每行只能引用其上方的行。"),
                    format!("the line `{named}` stands further down: a line reads only lines above it"),
                ),
                Said::new(
                    format!("请把“{named}”移到本行上方，或改引其他行。"),
                    format!("move `{named}` up, or read another line"),
                ),
            ),
            None => (
                Said::new(format!("上方没有“{named}”这一行。"), format!("there is no line `{named}` above")),
                instead(named, &Noun { zh: "可引用的行", en: "line above" }, &above),
            ),
        };
        problems.error(&item.place, message, hint);
    }
}

fn several(line: &Item, problems: &mut Problems) {
    for (key, what) in [
        ("sum", ("求和", "a sum")),
        ("difference", ("相减", "a difference")),
        ("least", ("取最小", "the least")),
        ("greatest", ("取最大", "the greatest")),
    ] {
        if let Some(list) = line.get(key).filter(|list| list.items().len() < 2) {
            let (zh, en) = what;
            let message = (format!("{zh}（{key}）至少须有两行。"), format!("{en} takes at least two lines"));
            problems.error(&list.place, message, ("请再写一行的标识。", "name another line"));
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
            let message = (
                format!("待遇“{named}”不在上方，此处还没有它的结果。"),
                format!("the benefit `{named}` is not above: its result is not known yet"),
            );
            let hint = (format!("请把待遇“{named}”移到上方。"), format!("move the benefit `{named}` up"));
            problems.error(&item.place, message, hint);
        }
    }
}

/// Is what a line reads wrong or unreadable, so that nobody knows which line it means?
fn reads_nothing_known(on: &Subject<'_>, lines: &[Item], at: usize, line: &Item) -> bool {
    let above = |item: &&Item| lines[..at].iter().any(|l| l.name() == item.text());
    on.is_torn(&line.place) || on.is_broken(&line.reach()) || reads(line).iter().any(|item| !above(item))
}

fn unused(on: &Subject<'_>, benefit: &Item, problems: &mut Problems) {
    let lines = benefit.list("line");
    if lines.iter().enumerate().any(|(at, line)| reads_nothing_known(on, lines, at, line)) {
        return;
    }
    let keeps = benefit.get("pays").and_then(Item::text) == Some("member-keeps");
    for (at, line) in lines.iter().enumerate().skip(usize::from(keeps)) {
        let Some(name) = line.name() else { continue };
        let read = lines[at + 1..].iter().flat_map(reads).any(|item| item.text() == Some(name));
        let counted = on.tree.list("count").iter().any(|count| {
            count.get("benefit").and_then(Item::text) == benefit.name()
                && count.get("line").and_then(Item::text) == Some(name)
        });
        if !read && !counted && at + 1 < lines.len() {
            let message = (
                format!("“{name}”行没有被引用，也不是最后一行，对结果没有影响。"),
                format!("no line reads `{name}`, and it is not the last one"),
            );
            let hint = ("请在下方的行中引用它，或删去。", "read it further down, or take it out");
            problems.warn(&on.at(&line.place, "id"), message, hint);
        }
    }
}

fn along_means_something(on: &Subject<'_>, benefit: &Benefit, problems: &mut Problems) {
    for line in &benefit.lines {
        if let (Some(_), Some(what)) = (line.along, without_running_total(line)) {
            let (zh, en) = what;
            let message = (
                format!("{zh}的行不能写“along”（累计期间）。"),
                format!("`along` has no meaning in a line that is {en}"),
            );
            let hint = ("请把along写到引用本行的那一行。", "take the line that reads it along the window");
            problems.error(&on.at(&line.place, "along"), message, hint);
        }
    }
}

/// Kinds that yield the same along a window as without it, or that have no running total.
fn without_running_total(line: &Line) -> Option<(&'static str, &'static str)> {
    match &line.kind {
        Kind::Amount(_) => Some(("固定金额", "a constant")),
        Kind::Measure(_) => Some(("费用项目", "a figure of the claim")),
        Kind::Sum(sum) => Some(if sum.difference { ("相减", "a difference") } else { ("求和", "a sum") }),
        Kind::Proportion(_) => Some(("按比例分摊", "a proportion")),
        Kind::Extreme(_) => Some(("取最小或最大", "the least or greatest of lines")),
        Kind::Result(_) => Some(("引用其他结果", "the result of another benefit or scheme")),
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
        let message = (
            "pays为member-keeps时至少须有两行：首行为损失，末行为个人承担的部分。",
            "`member-keeps` needs two lines: the loss first, what the member keeps of it last",
        );
        problems.error(&on.at(&benefit.place, "pays"), message, ("请补写计算行。", "add a line"));
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
                let scope = window.scope;
                let message = (
                    format!("住院只能按个人计，不能按{}计。", scope.zh()),
                    format!("a stay is a member's own, not a {}'s", scope.word()),
                );
                let hint = ("请写 \"member.admission\"。", "write \"member.admission\"");
                problems.error(&item.place, message, hint);
            }
        }
    }
}
