//! Assumptions: the paths that they are about exist, and name a part that results can be stamped with.

use super::Subject;
use crate::engine::scheme::problem::{Problems, did_you_mean};
use crate::engine::scheme::said::{Said, listed};
use crate::engine::scheme::tree::{Item, Missing};

/// What can be assumed as a whole.
const WHOLE: [&str; 4] = ["approval", "enrolment", "in_force", "money"];
/// What has parts with ids.
const BY_ID: [&str; 12] = [
    "benefit",
    "contribution",
    "ceiling",
    "exclusion",
    "list",
    "category",
    "clause",
    "plan",
    "count",
    "fact",
    "pool",
    "period",
];
/// Parts of a benefit; that one is missing can be an assumption too.
const PARTS: [&str; 7] = ["when", "waiting", "deadline", "at_most", "funding", "pays", "decided_by"];

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for about in on.tree.every("assumption.about") {
        let Some(path) = about.text().filter(|path| !path.split('.').any(|part| on.is_lost(part))) else {
            continue;
        };
        if let Err((message, hint)) = exists(&on.tree, path) {
            problems.error(&about.place, message, hint);
        }
    }
}

fn exists(tree: &Item, path: &str) -> Result<(), (Said, Said)> {
    let (top, rest) = path.split_once('.').unwrap_or((path, ""));
    if top == "benefit" && is_part(tree, rest) {
        return Ok(());
    }
    // Rules of enrolment have no ids.
    if path != "enrolment"
        && path.starts_with("enrolment")
        && path["enrolment".len()..].starts_with(['.', '['])
    {
        let message = Said::new(
            format!("“{path}”不是可以作出假定的部分：参加办法只能作为整体假定。"),
            format!("`{path}` is no part that can be assumed: enrolment is assumed as a whole"),
        );
        return Err((message, Said::new("请写“enrolment”。", "write `enrolment`")));
    }
    let item = tree.resolve(path).map_err(|missing| nowhere(path, &missing))?;
    let is_whole = WHOLE.contains(&top);
    let is_named = BY_ID.contains(&top) && item.get("id").is_some();
    if is_whole || is_named {
        return Ok(());
    }
    let hint = Said::new(
        "请写一项待遇、其中的一行或一部分、一项缴费，或enrolment、in_force、money等。",
        "name a benefit, one of its lines or parts, a contribution, `enrolment`, `in_force`, `money` …",
    );
    let message = Said::new(
        format!("“{path}”不是可以作出假定的部分。"),
        format!("`{path}` is no part that can be assumed"),
    );
    Err((message, hint))
}

/// `inpatient.waiting`: of a benefit that exists, a part that it may have.
fn is_part(tree: &Item, path: &str) -> bool {
    let benefit = |id: &str| tree.list("benefit").iter().any(|b| b.name() == Some(id));
    path.split_once('.').is_some_and(|(id, part)| benefit(id) && PARTS.contains(&part))
}

fn nowhere(path: &str, missing: &Missing) -> (Said, Said) {
    let wrong = path[missing.deepest.len()..].trim_start_matches('.');
    let wrong = wrong.split('.').next().unwrap_or(wrong);
    let there: Vec<&str> = missing.there.iter().map(String::as_str).collect();
    let hint = did_you_mean(wrong, there.iter().copied()).unwrap_or_else(|| match missing.deepest.as_str() {
        "" => listed(&there)
            .map(|zh| format!("开头须为下列之一：{zh}。"), |en| format!("a path starts with one of: {en}")),
        deepest => {
            listed(&there).map(|zh| format!("“{deepest}”中有：{zh}。"), |en| format!("`{deepest}` has: {en}"))
        }
    });
    (Said::new(format!("方案中没有“{path}”。"), format!("there is no `{path}`")), hint)
}
