//! Ids: each once in its list, and none that another word already has.

use std::collections::BTreeMap;

use super::Subject;
use super::noun::noun;
use crate::engine::claim::component::Component;
use crate::engine::scheme::model::{Key, Place};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::read::NO_LIST;
use crate::engine::scheme::said::Said;
use crate::engine::scheme::tree::Item;

const LISTS: [&str; 13] = [
    "clause",
    "period",
    "category",
    "payer",
    "pool",
    "plan",
    "list",
    "fact",
    "count",
    "exclusion",
    "contribution",
    "benefit",
    "ceiling",
];

/// Words that a row of a table has for itself, so that no condition of it can be called so.
const ROW_WORDS: [&str; 10] =
    ["is", "over", "from", "to", "below", "pay", "amount", "pool", "share", "odd_fen"];

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for list in LISTS {
        unique(on, list, on.tree.list(list), problems);
    }
    for benefit in on.tree.list("benefit") {
        unique(on, "line", benefit.list("line"), problems);
        lines_are_no_parts(benefit, problems);
    }
    for fact in on.tree.list("fact") {
        unique(on, "choice", fact.list("choices"), problems);
    }
    keys(on, problems);
    for (id, place) in ids(on.tree.list("list")).filter(|(id, _)| *id == NO_LIST) {
        let message = (
            format!("病种目录不能叫“{id}”：该词表示不在任何目录中的病种。"),
            format!("a list cannot be called `{id}`: that is the word for diagnoses on no list"),
        );
        problems.error(place, message, another_id());
    }
}

fn ids(items: &[Item]) -> impl Iterator<Item = (&str, &Place)> {
    items.iter().filter_map(|item| item.get("id")).filter_map(|id| Some((id.text()?, &id.place)))
}

fn another_id() -> Said {
    Said::new("请改用其他标识（id）。", "give it another id")
}

fn unique(on: &Subject<'_>, what: &str, items: &[Item], problems: &mut Problems) {
    let mut first: BTreeMap<&str, &Place> = BTreeMap::new();
    for (id, place) in ids(items) {
        match first.get(id) {
            Some(other) => {
                let (noun, line) = (noun(what), on.line(other));
                let message = (
                    format!("{}“{id}”已在第{line}行出现过。", noun.zh),
                    format!("there is a {} `{id}` already, on line {line}", noun.en),
                );
                let hint = ("标识（id）不能重复，请把其中一个改名。", "give one of the two another id");
                problems.error(place, message, hint);
            }
            None => drop(first.insert(id, place)),
        }
    }
}

/// Facts and counters are keys: their words must be free.
fn keys(on: &Subject<'_>, problems: &mut Problems) {
    let facts = on.ids("fact");
    for (list, taken) in [("fact", vec![]), ("count", facts)] {
        for (id, place) in ids(on.tree.list(list)) {
            let is = match id {
                _ if Key::from_word(id).is_some() => ("通用的条件名", "a key that every scheme has"),
                _ if Component::from_word(id).is_some() => ("结算单的费用项目", "a figure of the settlement"),
                _ if ROW_WORDS.contains(&id) => ("表格行的用词", "a word of the rows of tables"),
                _ if taken.contains(&id) => ("一个判断项", "a fact"),
                _ => continue,
            };
            let noun = noun(list);
            let message = (
                format!("{}不能叫“{id}”：这已是{}。", noun.zh, is.0),
                format!("the {list} cannot be called `{id}`: that is {}", is.1),
            );
            problems.error(place, message, another_id());
        }
    }
}

/// `benefit.stay.waiting` must be either the waiting time or a line.
fn lines_are_no_parts(benefit: &Item, problems: &mut Problems) {
    const PARTS: [&str; 14] = [
        "id",
        "label",
        "clause",
        "plan",
        "decided-by",
        "when",
        "waiting",
        "deadline",
        "at-most",
        "pays",
        "funding",
        "evidence",
        "line",
        "result",
    ];
    for (id, place) in ids(benefit.list("line")).filter(|(id, _)| PARTS.contains(id)) {
        let message = (
            format!("计算行不能叫“{id}”：该词已用于待遇的组成部分。"),
            format!("a line cannot be called `{id}`: that is a part of the benefit"),
        );
        problems.error(place, message, another_id());
    }
}
