//! The order of a chain: a plan that takes another's result stands after it.

use super::Subject;
use crate::engine::chain::judge::takes;
use crate::engine::chain::model::{Keep, PlanOf};
use crate::engine::chain::words;
use crate::engine::scheme::problem::Problems;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    let plans = &on.edition.plans;
    for (at, plan) in plans.iter().enumerate() {
        for base in bases(on, plan) {
            if plans[at..].iter().any(|other| other.scheme == base) {
                words::later_result(&plan.id, &base).error(&on.at(&plan.place, "scheme"), problems);
            }
            compared(on, plan, &base, problems);
        }
    }
}

/// Plans that are compared with each other are computed side by side: none has the other's result.
fn compared(on: &Subject<'_>, plan: &PlanOf, base: &str, problems: &mut Problems) {
    let groups = on.edition.excludes.iter().filter(|group| group.keep == Keep::Greatest);
    for group in groups.filter(|group| group.plans.contains(&plan.id)) {
        let of_base = |id: &String| on.edition.plan(id).is_some_and(|at| on.edition.plans[at].scheme == base);
        if group.plans.iter().any(of_base) {
            words::base_within(&group.id, &plan.id).error(&on.at(&group.place, "plans"), problems);
        }
    }
}

/// The schemes whose results a plan takes, each once.
fn bases(on: &Subject<'_>, plan: &PlanOf) -> Vec<String> {
    let editions = on.schemes.get(&plan.scheme).into_iter().flat_map(|published| &published.editions);
    let mut all: Vec<String> = editions.flat_map(|(edition, _)| takes(edition)).map(str::to_owned).collect();
    all.sort_unstable();
    all.dedup();
    all
}
