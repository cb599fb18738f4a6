//! `--cover`: how the member of each claim stands in its plans on the day, out of the history of his cover.

use std::collections::BTreeSet;

use crate::cli::console::Console;
use crate::cli::files;
use crate::cli::schemes::tell_rows;
use crate::cli::stop::Stop;
use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::Day;
use crate::engine::claim::{Facts, PlanCover};
use crate::engine::coverage::{Spell, standing};
use crate::engine::scheme::model::Edition;
use crate::exchange::claims::ClaimRow;
use crate::exchange::cover::read_cover;

/// Works out the cover of claims that do not state it themselves. Who is not in the file is not covered.
/// Are there wrong rows? They are told, and their cover does not count.
pub fn add(
    path: &str,
    scheme: &Scheme,
    claims: &mut [ClaimRow],
    console: &mut Console,
) -> Result<bool, Stop> {
    let input = files::read(path, console.lang())?;
    let history = read_cover(&input.bytes).map_err(|why| Stop::table(&input.name, why))?;
    tell_rows(&input.name, &history.errors, console);
    for row in claims.iter_mut().filter(|row| row.facts.cover.is_empty()) {
        let spells = history.spells.get(&row.facts.person.member).map_or(&[] as &[Spell], Vec::as_slice);
        row.facts.cover = covers(scheme, &row.facts, spells);
    }
    Ok(!history.errors.is_empty())
}

/// How a member stands in each plan of the scheme; nothing for a claim whose day is not known.
fn covers(scheme: &Scheme, facts: &Facts, spells: &[Spell]) -> Vec<PlanCover> {
    let Some(day) = scheme.event_day(facts) else { return vec![] };
    let Some(edition) = in_force(scheme, day) else { return vec![] };
    let plans = edition.benefits.iter().map(|benefit| benefit.plan.as_deref().unwrap_or_default());
    let plans: BTreeSet<&str> = plans.collect();
    plans.into_iter().map(|plan| cover(edition, plan, day, spells)).collect()
}

fn in_force(scheme: &Scheme, day: Day) -> Option<&Edition> {
    scheme.editions().iter().find(|edition| edition.in_force.span.contains(day))
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
