//! What a chain names within itself: ids once, plans and clauses that are there, bounds that make sense.

use std::collections::BTreeSet;

use super::{Subject, instead};
use crate::engine::chain::model::{Bound, Keep};
use crate::engine::chain::words;
use crate::engine::scheme::model::{Place, Stretch};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::said::Said;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    let e = on.edition;
    if e.plans.is_empty() {
        words::no_plans().error(&(0..0), problems);
    }
    once(on, "plan", e.plans.iter().map(|p| (p.id.as_str(), &p.place)), problems);
    once(on, "exclusion", e.excludes.iter().map(|x| (x.id.as_str(), &x.place)), problems);
    once(on, "ceiling", e.ceilings.iter().map(|c| (c.id.as_str(), &c.place)), problems);
    once(on, "clause", e.clauses.iter().map(|c| (c.id.as_str(), &c.place)), problems);
    for exclude in &e.excludes {
        members(on, "exclusion", (&exclude.plans, &exclude.place), problems);
    }
    for ceiling in &e.ceilings {
        members(on, "ceiling", (&ceiling.plans, &ceiling.place), problems);
        if ceiling.along.is_some() && matches!(ceiling.bound, Bound::Figures(_)) {
            words::figure_along().error(&on.at(&ceiling.place, "along"), problems);
        }
        if ceiling.along.is_some_and(|window| window.stretch == Stretch::PlanPeriod) {
            words::no_periods().error(&on.at(&ceiling.place, "along"), problems);
        }
    }
    greatest(on, problems);
    clauses(on, problems);
    assumed(on, problems);
}

fn once<'i>(
    on: &Subject<'_>,
    what: &str,
    ids: impl Iterator<Item = (&'i str, &'i Place)>,
    problems: &mut Problems,
) {
    let mut seen = BTreeSet::new();
    for (id, place) in ids {
        if !seen.insert(id) {
            words::twice(what, id).error(&on.at(place, "id"), problems);
        }
    }
}

fn members(on: &Subject<'_>, what: &str, (plans, place): (&[String], &Place), problems: &mut Problems) {
    let at = on.at(place, "plans");
    let known = on.edition.plans.iter().map(|plan| plan.id.as_str());
    for plan in plans.iter().filter(|plan| on.edition.plan(plan).is_none()) {
        words::unknown("plan", plan, instead(plan, known.clone())).error(&at, problems);
    }
    let mut seen = BTreeSet::new();
    if let Some(plan) = plans.iter().find(|plan| !seen.insert(plan.as_str())) {
        words::twice("plan", plan).error(&at, problems);
    }
    if what == "exclusion" && plans.len() < 2 {
        words::too_few(what).error(&at, problems);
    }
}

/// Plans of a group that keeps the greatest stand next to each other, and in no other group.
fn greatest(on: &Subject<'_>, problems: &mut Problems) {
    for exclude in on.edition.excludes.iter().filter(|exclude| exclude.keep == Keep::Greatest) {
        let mut at: Vec<usize> = exclude.plans.iter().filter_map(|id| on.edition.plan(id)).collect();
        at.sort_unstable();
        if at.windows(2).any(|pair| pair[1] != pair[0] + 1) {
            words::apart(&exclude.id).error(&on.at(&exclude.place, "plans"), problems);
        }
        let others = on.edition.excludes.iter().filter(|other| other.id != exclude.id);
        let shared = exclude.plans.iter().find(|id| others.clone().any(|other| other.plans.contains(id)));
        if let Some(plan) = shared {
            words::two_groups(plan, &exclude.id).error(&on.at(&exclude.place, "plans"), problems);
        }
    }
}

fn clauses(on: &Subject<'_>, problems: &mut Problems) {
    let e = on.edition;
    let known = e.clauses.iter().map(|clause| clause.id.as_str());
    let plans = e.plans.iter().map(|p| (&p.clause, &p.place));
    let excludes = e.excludes.iter().map(|x| (&x.clause, &x.place));
    let cited: Vec<_> =
        plans.chain(excludes).chain(e.ceilings.iter().map(|c| (&c.clause, &c.place))).collect();
    for (clause, place) in cited.iter().filter(|(clause, _)| !known.clone().any(|id| id == *clause)) {
        let hint = instead(clause, known.clone());
        words::unknown("clause", clause, hint).error(&on.at(place, "clause"), problems);
    }
    for clause in e.clauses.iter().filter(|clause| !clause.informative) {
        if !cited.iter().any(|(id, _)| **id == clause.id) {
            words::uncited(&clause.id).warn(&clause.place, problems);
        }
    }
}

fn assumed(on: &Subject<'_>, problems: &mut Problems) {
    for assumption in &on.edition.assumptions {
        let lost = assumption.about.iter().filter(|about| on.tree.resolve(about).is_err());
        for about in lost {
            let hint = Said::new(
                "请写规则的路径，例如 plan.inpatient 或 ceiling.year.amount。",
                "write the path of a value, for example plan.inpatient or ceiling.year.amount",
            );
            words::unknown("value", about, hint).error(&on.at(&assumption.place, "about"), problems);
        }
    }
}
