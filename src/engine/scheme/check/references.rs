//! References: every clause, plan, pool, payer and benefit that is named exists.

use super::noun::noun;
use super::{Subject, instead};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::tree::Item;

/// Where something is named, and in which list of the file it must be.
const REFERENCES: [(&str, &str); 28] = [
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
    ("pool.clause", "clause"),
    ("pool.reserve.clause", "clause"),
    ("approval.clause", "clause"),
    ("plan.needs", "plan"),
    ("plan.excludes", "plan"),
    ("contribution.plan", "plan"),
    ("enrolment.plan", "plan"),
    ("benefit.plan", "plan"),
    ("benefit.funding.pool", "pool"),
    ("exclusion.benefits", "benefit"),
    ("ceiling.covers", "benefit"),
    ("approval.benefits", "benefit"),
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
        if let Some(named) = item.text().filter(|named| !ids.contains(named) && !on.is_lost(named)) {
            let noun = noun(list);
            let message = match list {
                "clause" => (format!("条文中没有第{named}条。"), format!("there is no clause `{named}`")),
                _ => (format!("没有{}“{named}”。", noun.zh), format!("there is no {} `{named}`", noun.en)),
            };
            problems.error(&item.place, message, instead(named, &noun, &ids));
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
            let message = (
                format!("资金池“{name}”不能支付待遇“{id}”：它只用于{only}。"),
                format!("the pool `{name}` may not pay the benefit `{id}`: it is only for {only}"),
            );
            let hint = (
                "请把该待遇加入资金池的only_for，或改用其他资金池。",
                "add the benefit to the pool's `only_for`, or name another pool",
            );
            problems.error(&pool.place, message, hint);
        }
    }
    if benefit.get("funding").is_none() && !on.is_torn(&benefit.place) && on.edition.pools.len() > 1 {
        let message = (
            format!("有多个资金池，待遇“{id}”没有写由哪个支付。"),
            format!("there are several pools, and the benefit `{id}` does not say which one pays"),
        );
        let hint = (
            "请补写 funding = [{ pool = \"…\", share = \"100%\" }]。",
            "add funding = [{ pool = \"…\", share = \"100%\" }]",
        );
        problems.warn(&on.at(&benefit.place, "id"), message, hint);
    }
}

fn counted_lines(on: &Subject<'_>, problems: &mut Problems) {
    for count in on.tree.list("count") {
        let (Some(of), Some(line)) = (count.get("benefit").and_then(Item::text), count.get("line")) else {
            continue;
        };
        let Some(benefit) = on.tree.list("benefit").iter().find(|b| b.name() == Some(of)) else { continue };
        let lines: Vec<&str> = benefit.list("line").iter().filter_map(Item::name).collect();
        if let Some(named) = line.text().filter(|named| !lines.contains(named) && !on.is_lost(named)) {
            let message = (
                format!("待遇“{of}”中没有“{named}”这一行。"),
                format!("the benefit `{of}` has no line `{named}`"),
            );
            problems.error(&line.place, message, instead(named, &noun("line"), &lines));
        }
    }
}
