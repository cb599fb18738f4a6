//! What wishes must satisfy together: no duplicates, plans that need or exclude each other, employers.

use std::collections::{BTreeMap, BTreeSet};

use super::employer::Employers;
use super::explain;
use super::refusal::Refusal;
use super::roster::RosterLine;
use super::wish::{Round, Wish};

/// Plans by member.
type Plans<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Refuses wishes that do not go with the other wishes of the roster. Whatever is refused here may take
/// others with it (an option falls with its base plan, an employer falls below its least participation), so
/// it goes on until nothing more falls.
pub(super) fn refuse_together<'a>(
    round: &Round<'a>,
    roster: &'a [RosterLine],
    wishes: &mut [Wish<'a>],
    refusals: &mut Vec<Refusal>,
) {
    refuse_duplicates(wishes, refusals);
    refuse_exclusive(round, roster, wishes, refusals);
    let mut employers = Employers::of(roster, wishes);
    Employers::refuse_different_units(round, wishes, refusals);
    let mut first = true;
    loop {
        let before = refusals.len();
        refuse_without_base(round, roster, wishes, refusals, first);
        employers.refuse_too_few(round, wishes, refusals, first);
        if refusals.len() == before {
            return;
        }
        first = false;
    }
}

fn refuse_duplicates<'a>(wishes: &mut [Wish<'a>], refusals: &mut Vec<Refusal>) {
    // Where the first wish stands in the roster, and among all wishes.
    let mut seen: BTreeMap<(&'a str, &'a str), (usize, usize)> = BTreeMap::new();
    for (at, wish) in wishes.iter_mut().enumerate() {
        let (row, first) = *seen.entry((wish.member(), wish.plan)).or_insert((wish.row, at));
        if first != at {
            refusals.push(wish.refuse(explain::duplicate(row)));
        }
    }
}

/// Of two plans that exclude each other neither is chosen for the member: both wishes are refused.
fn refuse_exclusive<'a>(
    round: &Round<'a>,
    roster: &'a [RosterLine],
    wishes: &mut [Wish<'a>],
    refusals: &mut Vec<Refusal>,
) {
    let plans = &round.edition.plans;
    if plans.iter().all(|p| p.excludes.is_empty()) {
        return;
    }
    let mut held = holders(roster);
    for wish in wishes.iter() {
        held.entry(wish.member()).or_default().insert(wish.plan);
    }
    for wish in wishes {
        let Some(plan) = round.plan(wish) else { continue };
        let other = |id: &&&str| plans.iter().find(|p| p.id == ***id);
        let excludes = |id: &&&str| {
            plan.excludes.iter().any(|e| e == **id)
                || other(id).is_some_and(|o| o.excludes.contains(&plan.id))
        };
        let against: Vec<&str> = held[wish.member()].iter().filter(excludes).copied().collect();
        let grounds = against.iter().map(|id| explain::excluded_with(round.edition, plan, id));
        refusals.extend(grounds.map(|g| wish.refuse(g)));
    }
}

/// Refuses options whose base plan the member does not hold. The first time wishes that are refused already
/// are looked at too, so that nothing is hidden.
fn refuse_without_base<'a>(
    round: &Round<'a>,
    roster: &'a [RosterLine],
    wishes: &mut [Wish<'a>],
    refusals: &mut Vec<Refusal>,
    first: bool,
) {
    if round.edition.plans.iter().all(|p| p.needs.is_empty()) {
        return;
    }
    let mut held = holders(roster);
    for wish in wishes.iter().filter(|w| w.accepted) {
        held.entry(wish.member()).or_default().insert(wish.plan);
    }
    for wish in wishes.iter_mut().filter(|w| first || w.accepted) {
        let Some(plan) = round.plan(wish) else { continue };
        let holds = |id: &&String| held.get(wish.member()).is_some_and(|h| h.contains(id.as_str()));
        let missing: Vec<&String> = plan.needs.iter().filter(|id| !holds(id)).collect();
        let grounds = missing.iter().map(|id| explain::needs_plan(round.edition, plan, id));
        refusals.extend(grounds.map(|g| wish.refuse(g)));
    }
}

/// The plans that members hold already.
fn holders(roster: &[RosterLine]) -> Plans<'_> {
    let mut held: Plans<'_> = BTreeMap::new();
    for line in roster {
        held.entry(&line.member).or_default().extend(line.holds.iter().map(String::as_str));
    }
    held
}
