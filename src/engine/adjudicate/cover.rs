//! How a member stands in each plan of a scheme on the day of a claim, out of the history of his cover.

use std::collections::BTreeSet;

use super::scheme::Scheme;
use crate::engine::calendar::Day;
use crate::engine::claim::{Facts, PlanCover};
use crate::engine::coverage::{Spell, standing};
use crate::engine::scheme::model::Edition;

/// How a member stands in each plan of the scheme; nothing for a claim whose day is not known.
pub fn covers(scheme: &Scheme, facts: &Facts, spells: &[Spell]) -> Vec<PlanCover> {
    let Some(day) = scheme.event_day(facts) else { return vec![] };
    let Some(edition) = scheme.editions().iter().find(|edition| edition.in_force.span.contains(day)) else {
        return vec![];
    };
    let plans = edition.benefits.iter().map(|benefit| benefit.plan.as_deref().unwrap_or_default());
    let plans: BTreeSet<&str> = plans.collect();
    plans.into_iter().map(|plan| cover(edition, plan, day, spells)).collect()
}

/// By the rule of enrolment of the plan; where there is none, each stretch of cover stands alone.
fn cover(edition: &Edition, plan: &str, day: Day, spells: &[Spell]) -> PlanCover {
    let own = edition.enrolments.iter().find(|rule| rule.plan.as_deref().unwrap_or_default() == plan);
    match own.or_else(|| edition.enrolments.iter().find(|rule| rule.plan.is_none())) {
        Some(rule) => standing(spells, plan, day, rule),
        None => {
            let covered = spells.iter().any(|s| s.plan == plan && s.span.contains(day));
            PlanCover { plan: plan.into(), covered, ..PlanCover::default() }
        }
    }
}
