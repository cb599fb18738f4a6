//! Editions of one scheme beside each other: day after day, each saying what it changed.

use std::collections::BTreeSet;

use super::Read;
use crate::engine::calendar::Day;
use crate::engine::scheme::diff::{Difference, diff};
use crate::engine::scheme::model::{Edition, Lang, Place};
use crate::engine::scheme::problem::{Problems, did_you_mean};
use crate::engine::scheme::said::{Said, listed};
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
                    let old = previous.from();
                    let message = (
                        format!("本版本没有写明替代{old}起施行的版本。"),
                        format!("the edition does not say that it replaces that of {old}"),
                    );
                    let hint = (
                        format!("请补写 replaces = {old} 和 changed_clauses（修改的条文）。"),
                        format!("add `replaces = {old}` and `changed_clauses`"),
                    );
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
    let (zh, en) =
        if one.overlaps(next) { ("重叠", "overlap") } else { ("之间有空档", "leave a gap") };
    let (first, from) = (one.from(), next.from());
    let until = one.to().map_or_else(|| "长期有效".into(), |to| format!("施行至{to}"));
    let until_en = one.to().map_or("further notice".into(), |to| to.to_string());
    let message = (
        format!("两个版本的施行期间{zh}：{first}起施行的版本{until}，本版本自{from}起施行。"),
        format!("two editions {en}: that of {first} is in force until {until_en}, and this one from {from}"),
    );
    let end = from.yesterday().map_or_else(|_| from.to_string(), |day| day.to_string());
    let hint = (
        format!("请在{first}版本的in_force中写 to = {end}，或更正本版本的施行日期。"),
        format!("write `to = {end}` in `in_force` of the edition of {first}"),
    );
    problems.error(&place(text, "in_force.from"), message, hint);
}

fn no_such_edition(day: Day, before: &[(&Edition, &str)], text: &str, problems: &mut Problems) {
    let days: Vec<String> = before.iter().map(|(edition, _)| edition.from().to_string()).collect();
    let hint = did_you_mean(&day.to_string(), days.iter().map(String::as_str)).unwrap_or_else(|| match days
        .as_slice()
    {
        [] => Said::new(
            "此前没有其他版本，请删去replaces，或先放入上一版本的文件。",
            "there is no edition before this one: take `replaces` out, or put the file of that edition here",
        ),
        _ => listed(&days).map(
            |zh| format!("此前版本的施行日期：{zh}。"),
            |en| format!("the editions before it are: {en}"),
        ),
    });
    let message =
        (format!("没有{day}起施行的版本可以替代。"), format!("there is no edition of {day} to replace"));
    problems.error(&place(text, "replaces"), message, hint);
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
            let message = (
                format!("第{clause}条有修改，却未列入changed_clauses：{}。", difference.say(Lang::Zh)),
                format!("clause {clause} changed and is not among `changed_clauses`: {difference}"),
            );
            let hint = ("请把该条列入，或撤销修改。", "name it, or undo the change");
            problems.warn(&place(text, "changed_clauses"), message, hint);
        }
    }
    for (at, named) in new.changed_clauses.iter().enumerate() {
        let here = place(text, &format!("changed_clauses[{at}]"));
        if old.clause(named).is_none() && new.clause(named).is_none() {
            let message =
                (format!("新旧两个版本都没有第{named}条。"), format!("clause {named} is in neither edition"));
            problems.error(&here, message, ("请更正条文编号。", "correct its number"));
        } else if !differences.iter().any(|d| d.clause.as_ref() == Some(named)) {
            let message = (
                format!("第{named}条列入了changed_clauses，但与上一版本没有不同。"),
                format!("clause {named} is among `changed_clauses`, and nothing of it differs"),
            );
            problems.warn(&here, message, ("请从中删去。", "take it out"));
        }
    }
}

/// Schemes whose results are taken: one that is not here must come with each claim.
pub(super) fn other_schemes(all: &mut [Read]) {
    let ids: BTreeSet<String> = all.iter().filter_map(edition_and_text).map(|(e, _)| e.id.clone()).collect();
    for Read { checked, more } in all {
        for (id, place) in checked.takes.iter().filter(|(id, _)| !ids.contains(id)) {
            let hint = did_you_mean(id, ids.iter().map(String::as_str)).unwrap_or_else(|| {
                Said::new("每次申请须随附该方案的给付结果。", "its result must come with each claim")
            });
            let message =
                (format!("所检查的方案中没有“{id}”。"), format!("the scheme `{id}` is not in this library"));
            more.warn(place, message, hint);
        }
    }
}
