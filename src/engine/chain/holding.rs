//! Which plans of a chain a member holds, as far as the claim says so.

use super::model::PlanOf;
use crate::engine::claim::{Facts, PlanCover};

/// What a claim says about one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holding {
    /// He holds it: the cover as the plan's scheme reads it.
    Held(Vec<PlanCover>),
    /// He names the plans that he holds, and this is not among them.
    NotHeld,
}

/// Does a claim name the plans that the member holds?
pub(super) fn is_named(facts: &Facts) -> bool {
    facts.cover.iter().any(|cover| !cover.plan.is_empty())
}

/// What a claim says about a plan. Cover without a name is cover of every plan; of a scheme with several plans
/// that is taken whole, the claim may name the scheme, its place in the chain, or the plans themselves.
pub(super) fn holding(facts: &Facts, plan: &PlanOf, plans_of_scheme: &[String]) -> Holding {
    let own: Vec<PlanCover> =
        facts.cover.iter().flat_map(|cover| named(cover, plan, plans_of_scheme)).collect();
    if own.is_empty() && is_named(facts) { Holding::NotHeld } else { Holding::Held(own) }
}

/// The cover under the names that the plan's scheme knows.
fn named(cover: &PlanCover, plan: &PlanOf, plans_of_scheme: &[String]) -> Vec<PlanCover> {
    let with = |name: &str| PlanCover { plan: name.into(), ..cover.clone() };
    let name = cover.plan.as_str();
    let whole = name.is_empty() || name == plan.id || (name == plan.scheme && plan.plan.is_none());
    match &plan.plan {
        Some(own) if whole || name == own => vec![with(own)],
        None if whole && plans_of_scheme.is_empty() => vec![with("")],
        None if whole => plans_of_scheme.iter().map(|plan| with(plan)).collect(),
        None if plans_of_scheme.iter().any(|own| own == name) => vec![cover.clone()],
        _ => vec![],
    }
}
