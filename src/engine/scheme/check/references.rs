//! References: every clause, plan, pool, payer and benefit that is named exists.

use super::{Subject, instead};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::tree::Item;

/// Where something is named, and in which list of the file it must be.
const REFERENCES: [(&str, &str); 24] = [
    ("category.clause", "clause"),
    ("plan.clause", "clause"),
    ("list.clause", "clause"),
    ("fact.clause", "clause"),
    ("exclusion.clause", "clause"),
    ("contribution.clause", "clause"),
    ("enrolment.clause", "clause"),
    ("benefit.clause", "clause"),
    ("benefit.waiting_clause", "clause"),
    ("benefit.deadline.clause", "clause"),
    ("benefit.at_most.clause", "clause"),
    ("benefit.line.clause", "clause"),
    ("ceiling.clause", "clause"),
    ("plan.needs", "plan"),
    ("plan.excludes", "plan"),
    ("contribution.plan", "plan"),
    ("enrolment.plan", "plan"),
    ("benefit.plan", "plan"),
    ("benefit.funding.pool", "pool"),
    ("exclusion.benefits", "benefit"),
    ("ceiling.covers", "benefit"),
    ("pool.only_for", "benefit"),
    ("count.benefit", "benefit"),
    ("benefit.line.result.benefit", "benefit"),
];

/// Where a payer is named.
const PAYERS: [&str; 4] = [
    "contribution.from.payer",
    "contribution.matching.payer",
    "contribution.matching.of",
    "contribution.gift.payer",
];

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for (path, list) in REFERENCES.into_iter().chain(PAYERS.map(|path| (path, "payer"))) {
        exist(on, path, list, problems);
    }
    for benefit in on.tree.list("benefit") {
        pools_may_pay(on, benefit, problems);
    }
    counted_lines(on, problems);
}

fn exist(on: &Subject<'_>, path: &str, list: &str, problems: &mut Problems) {
    let ids = on.ids(list);
    for item in on.tree.every(path) {
        if let Some(named) = item.text().filter(|named| !ids.contains(named)) {
            let message = format!("there is no {list} `{named}`");
            problems.error(&item.place, message, instead(named, list, &ids));
        }
    }
}

/// An earmarked pool pays only its own benefits.
fn pools_may_pay(on: &Subject<'_>, benefit: &Item, problems: &mut Problems) {
    let Some(id) = benefit.name() else { return };
    for pool in benefit.every("funding.pool") {
        let declared = on.edition.pools.iter().find(|p| Some(p.id.as_str()) == pool.text());
        if let Some(declared) =
            declared.filter(|p| !p.only_for.is_empty() && !p.only_for.iter().any(|b| b == id))
        {
            let (name, only) = (&declared.id, declared.only_for.join(", "));
            let message = format!("the pool `{name}` may not pay the benefit `{id}`: it is only for {only}");
            problems.error(
                &pool.place,
                message,
                "add the benefit to the pool's `only_for`, or name another pool",
            );
        }
    }
    if benefit.get("funding").is_none() && on.edition.pools.len() > 1 {
        let message = format!("there are several pools, and the benefit `{id}` does not say which one pays");
        problems.warn(&on.at(&benefit.place, "id"), message, "add `funding`");
    }
}

fn counted_lines(on: &Subject<'_>, problems: &mut Problems) {
    for count in on.tree.list("count") {
        let (Some(of), Some(line)) = (count.get("benefit").and_then(Item::text), count.get("line")) else {
            continue;
        };
        let Some(benefit) = on.tree.list("benefit").iter().find(|b| b.name() == Some(of)) else { continue };
        let lines: Vec<&str> = benefit.list("line").iter().filter_map(Item::name).collect();
        if let Some(named) = line.text().filter(|named| !lines.contains(named)) {
            let message = format!("the benefit `{of}` has no line `{named}`");
            problems.error(&line.place, message, instead(named, "line", &lines));
        }
    }
}
