//! A what-if change: one value of a scheme's text replaced, so that the result is checked like a file.

use super::model::Lang;
use super::problem::Problem;
use super::said::Said;
use super::source::{self, mend};
use super::tree::{Item, Missing, Node, tree};

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhatIfError {
    /// No `=`, or nothing on one side of it.
    #[error("`{0}` is no change: write `path = value`, for example money.round.mode = \"down\"")]
    NotAChange(String),
    /// The path leads nowhere: correct the part after the deepest one that exists.
    #[error("there is no `{path}`: {} has {}", deepest_in(.deepest, Lang::En), there_in(.there, Lang::En))]
    NoSuchPath {
        /// The path of the change.
        path: String,
        /// The deepest part of it that exists; empty: the scheme.
        deepest: String,
        /// What that part has.
        there: Vec<String>,
    },
    /// The path names a whole part that is written over several lines: name one of its values.
    #[error("`{path}` is a whole part of the scheme: change one of its values ({})", .there.join(", "))]
    WholePart {
        /// The path of the change.
        path: String,
        /// The values that it has.
        there: Vec<String>,
    },
    /// The new value is no TOML: write it as in a scheme file.
    #[error("the value `{value}` cannot be read: {}", .why.get(Lang::En))]
    Unreadable {
        /// The value of the change.
        value: String,
        /// What is wrong with it, and what to do.
        why: Said,
    },
}

impl WhatIfError {
    /// The sentence in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::NotAChange(change) => {
                format!("“{change}”不是一项改动：请写“路径 = 值”，例如 money.round.mode = \"down\"")
            }
            Self::NoSuchPath { path, deepest, there } => {
                let (deepest, there) = (deepest_in(deepest, Lang::Zh), there_in(there, Lang::Zh));
                format!("没有“{path}”：{deepest}中有{there}")
            }
            Self::WholePart { path, there } => {
                format!("“{path}”是方案的一整部分：请改其中的一个值（{}）", there.join("、"))
            }
            Self::Unreadable { value, why } => format!("值“{value}”无法识别：{}", why.get(Lang::Zh)),
        }
    }
}

fn deepest_in(deepest: &str, lang: Lang) -> String {
    match deepest {
        "" => lang.pick("方案", "the scheme").into(),
        path => lang.pick(format!("“{path}”"), format!("`{path}`")),
    }
}

fn there_in(there: &[String], lang: Lang) -> String {
    match there {
        [] => lang.pick("任何内容都没有", "no parts").into(),
        _ => there.join(lang.pick("、", ", ")),
    }
}

/// The text with one value replaced: `benefit.inpatient.banded.bands[1].pay = "55%"`.
///
/// # Errors
/// The sentence of [`WhatIfError`]. Whether the new value makes sense is found by reading the text.
pub fn what_if(text: &str, change: &str) -> Result<String, WhatIfError> {
    let (path, value) = parts(change).ok_or_else(|| WhatIfError::NotAChange(change.trim().into()))?;
    readable(value)?;
    let tree = tree(text);
    let item = tree.resolve(path).map_err(|missing| no_such_path(path, missing))?;
    if !is_one_value(item, text) {
        let there = item.fields().iter().map(|(key, _)| key.clone()).collect();
        return Err(WhatIfError::WholePart { path: path.into(), there });
    }
    let (before, after) = (&text[..item.place.start], &text[item.place.end..]);
    Ok(format!("{before}{value}{after}"))
}

fn parts(change: &str) -> Option<(&str, &str)> {
    let (path, value) = change.split_once('=')?;
    let (path, value) = (path.trim(), value.trim());
    (!path.is_empty() && !value.is_empty()).then_some((path, value))
}

fn readable(value: &str) -> Result<(), WhatIfError> {
    let text = format!("x = {value}");
    let mended = mend(&text);
    let why = match mended.found.into_iter().next() {
        Some(Problem { message, hint, .. }) => {
            let (zh, en) = (hint.get(Lang::Zh).to_owned(), hint.get(Lang::En).to_owned());
            message.map(|message| message + &zh, |message| format!("{message}: {en}"))
        }
        None if source::table(&text).len() == 1 => return Ok(()),
        None => Said::new("一项改动只有一个值。", "a change has one value"),
    };
    Err(WhatIfError::Unreadable { value: value.into(), why })
}

fn no_such_path(path: &str, Missing { deepest, there }: Missing) -> WhatIfError {
    WhatIfError::NoSuchPath { path: path.into(), deepest, there }
}

/// Is it written in one piece, so that its place holds all of it?
fn is_one_value(item: &Item, text: &str) -> bool {
    match &item.node {
        Node::Table(_) => text[item.place.clone()].starts_with('{'),
        Node::List(items) => {
            text[item.place.clone()].starts_with('[') && items.iter().all(|i| is_one_value(i, text))
        }
        Node::Text(_) | Node::Bare(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::scheme::diff::diff;

    const SINAN: &str = include_str!("check/good.toml");

    #[test]
    fn a_change_changes_one_value() {
        for (change, path, old, new) in [
            (
                "benefit.inpatient.banded.bands[1].pay = \"55%\"",
                "benefit.inpatient.banded.bands[1].pay",
                "50%",
                "55%",
            ),
            ("money.round.mode = \"down\"", "money.round.mode", "half-up", "down"),
            ("contribution.yearly.total = 300", "contribution.yearly.total", "260", "300"),
            (
                "contribution.yearly.from.member.amount=140",
                "contribution.yearly.from.member.amount",
                "100",
                "140",
            ),
            (" benefit.inpatient.paid.limit = 50000 ", "benefit.inpatient.paid.limit", "100000", "50000"),
            (
                "benefit.inpatient.eligible.measure = [\"total\"]",
                "benefit.inpatient.eligible.measure",
                "self_pay",
                "total",
            ),
        ] {
            let text = what_if(SINAN, change).unwrap();
            let found = diff(SINAN, &text);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].path, path);
            assert_eq!((found[0].old.as_deref(), found[0].new.as_deref()), (Some(old), Some(new)));
        }
    }

    #[test]
    fn changes_apply_in_turn() {
        let changes = ["contribution.yearly.total = 300", "contribution.yearly.from[2].amount = 140"];
        let text = changes.into_iter().try_fold(SINAN.to_owned(), |text, change| what_if(&text, change));
        assert_eq!(diff(SINAN, &text.unwrap()).len(), 2);
    }

    #[test]
    fn a_change_that_cannot_be_made_says_why() {
        for (change, says) in [
            ("money.round.mode", "write `path = value`"),
            ("money.round.mode =", "write `path = value`"),
            ("money.round.mod = \"down\"", "`money.round` has to, mode, at"),
            ("benefit.inpatient.band.limit = 3", "`benefit.inpatient` has id, label"),
            ("benefit.inpatient.banded.bands[9].pay = 3", "`benefit.inpatient.banded.bands` has [0], [1]"),
            ("benefits.inpatient = 3", "the scheme has format, id"),
            ("benefit.inpatient.paid = 3", "whole part of the scheme: change one of its values (id, label"),
            ("benefit = 3", "whole part of the scheme"),
            ("benefit.inpatient.paid.limit = 50%", "a percentage without quotes: write it in quotes"),
            ("benefit.inpatient.paid.limit = down", "cannot be read"),
            ("benefit.inpatient.paid.limit = 3\nx2 = 4", "a change has one value"),
        ] {
            let error = what_if(SINAN, change).unwrap_err().to_string();
            assert!(error.contains(says), "{change}: {error}");
        }
    }
}
