//! The gate in the slow reference: conditions tested one by one on the claim itself.

use std::collections::BTreeMap;

use super::{Reference, lines};
use crate::engine::adjudicate::run::View;
use crate::engine::adjudicate::run::table::figure;
use crate::engine::claim::Facts;
use crate::engine::scheme::model::{
    Benefit, Bound, Clause, ClauseStatus, Edition, Key, KeyValue, Keys, Kind, ResultOf, Scope, When,
};

pub(super) enum Verdict {
    Open,
    /// The benefit is not for claims of this kind.
    Closed,
    /// It is, and refuses this one.
    Refused,
    Pends,
}

/// A view of a claim that knows counters as well.
pub(super) struct Sight<'a> {
    pub(super) view: View<'a>,
    pub(super) counters: &'a BTreeMap<String, Option<i32>>,
}

impl Keys for Sight<'_> {
    fn value(&self, key: &Key) -> KeyValue {
        match key {
            Key::Count(id) => {
                self.counters.get(id).copied().flatten().map_or(KeyValue::Unknown, KeyValue::Number)
            }
            _ => self.view.value(key),
        }
    }
}

pub(super) struct Gate<'a> {
    pub(super) edition: &'a Edition,
    pub(super) benefit: &'a Benefit,
    pub(super) facts: &'a Facts,
    pub(super) reference: &'a Reference,
}

impl Gate<'_> {
    pub(super) fn verdict(&self) -> Verdict {
        let on = self.benefit.decided_by.unwrap_or(self.edition.in_force.decided_by);
        let day = self.facts.claim.dates.get(on);
        if day.is_some_and(|day| !self.edition.in_force.span.contains(day)) {
            return Verdict::Closed;
        }
        let counters = self.reference.counters(self.edition, self.facts);
        let view = View { facts: self.facts, edition: self.edition, plan: self.benefit.plan.as_deref(), on };
        let sight = Sight { view, counters: &counters };
        let mut holds = vec![self.benefit.when.holds(&sight)];
        holds.push(Some(sight.value(&Key::Covered) != KeyValue::word("no")));
        if let Some(deadline) = &self.benefit.deadline {
            let late = matches!(sight.value(&Key::DaysSince(deadline.from)), KeyValue::Number(n) if n > deadline.days);
            holds.push(Some(!late));
        }
        if let Some(most) = &self.benefit.at_most {
            let times = counters.get(&format!("{}.times", self.benefit.id)).copied().flatten();
            holds.push(times.map(|n| n < i32::from(most.times)));
        }
        if holds.contains(&Some(false)) {
            return if holds[0] == Some(false) { Verdict::Closed } else { Verdict::Refused };
        }
        let refusals = self.refusals(&sight);
        if refusals.contains(&Some(true)) {
            return Verdict::Refused;
        }
        let unknown =
            holds.contains(&None) || refusals.contains(&None) || day.is_none() || self.lacks(&sight);
        if unknown { Verdict::Pends } else { Verdict::Open }
    }

    fn refusals(&self, sight: &Sight<'_>) -> Vec<Option<bool>> {
        let stages = self.benefit.waiting.iter().enumerate();
        let stages = stages.filter(|(_, s)| s.pay.numerator() == 0);
        let mut all: Vec<_> = stages.map(|(n, _)| lines::in_stage(self.benefit, n, sight)).collect();
        let concerns = |benefits: &Vec<String>| benefits.is_empty() || benefits.contains(&self.benefit.id);
        let exclusions = self.edition.exclusions.iter().filter(|e| concerns(&e.benefits));
        all.extend(exclusions.map(|e| e.when.holds(sight)));
        all
    }

    /// Does a line read something that is not known?
    fn lacks(&self, sight: &Sight<'_>) -> bool {
        let unknown = |key: &Key| !matches!(key, Key::Count(_)) && sight.value(key) == KeyValue::Unknown;
        let unknown_when = |when: &When| when.tests.iter().any(|(key, _)| unknown(key));
        let ceilings = self.edition.ceilings.iter().filter(|c| c.covers.contains(&self.benefit.id));
        let mut measures: Vec<_> =
            ceilings.clone().filter_map(|c| c.measure.as_ref()).flat_map(|m| &m.of).collect();
        let mut windows: Vec<_> = ceilings.filter_map(|c| c.along).collect();
        windows.extend(self.edition.money.along);
        let mut lacks = self
            .benefit
            .waiting
            .iter()
            .any(|s| s.pay.numerator() > 0 && (unknown_when(&s.when) || unknown(&Key::DaysEnrolled)));
        for line in &self.benefit.lines {
            windows.extend(line.along);
            lacks |= unknown_when(&line.when);
            lacks |= keys(&line.kind).iter().any(&unknown);
            match &line.kind {
                Kind::Measure(m) => measures.extend(&m.of),
                Kind::Result(ResultOf::Scheme(id)) => lacks |= !self.facts.layers.contains_key(id),
                _ => {}
            }
        }
        let owner = |scope| match scope {
            Scope::Household => self.facts.person.household.is_none(),
            Scope::Employer => self.facts.person.employer.is_none(),
            Scope::Member | Scope::Pool => false,
        };
        lacks
            || windows.iter().any(|w| owner(w.scope))
            || measures.iter().any(|m| figure(m, self.facts).is_none())
    }
}

/// The keys that a line's tables look at.
fn keys(kind: &Kind) -> Vec<Key> {
    match kind {
        Kind::Amount(a) => a.amount.keys(),
        Kind::Portion(p) => p.ratio.keys(),
        Kind::Bands(b) => b.bands.keys(),
        Kind::Count(c) => [vec![c.count.clone()], c.each.keys()].concat(),
        Kind::Bound(b) => match &b.bound {
            Bound::Amount(table) => table.keys(),
            Bound::Line(_) => vec![],
        },
        _ => vec![],
    }
}

fn first_view<'a>(edition: &'a Edition, facts: &'a Facts) -> View<'a> {
    let plan = edition.benefits.first().and_then(|b| b.plan.as_deref());
    View { facts, edition, plan, on: edition.in_force.decided_by }
}

/// Does a claim meet a clause that is not encoded and says when? For sure, where no benefit applies.
pub(super) fn meets_clause(reference: &Reference, edition: &Edition, facts: &Facts, for_sure: bool) -> bool {
    let counters = reference.counters(edition, facts);
    let sight = Sight { view: first_view(edition, facts), counters: &counters };
    let says_when = |c: &&Clause| c.status == ClauseStatus::Unencoded && !c.when.is_always();
    let meets = |c: &Clause| match c.when.holds(&sight) {
        Some(holds) => holds,
        None => !for_sure,
    };
    (!for_sure || may_be_in_force(edition, facts)) && edition.clauses.iter().filter(says_when).any(meets)
}

fn may_be_in_force(edition: &Edition, facts: &Facts) -> bool {
    let day = facts.claim.dates.get(edition.in_force.decided_by);
    day.is_none_or(|day| edition.in_force.span.contains(day))
}

/// Is there a clause that is not encoded and may be about a claim that nothing applies to?
pub(super) fn meets_open_clause(edition: &Edition, facts: &Facts) -> bool {
    may_be_in_force(edition, facts)
        && edition.clauses.iter().any(|c| c.status == ClauseStatus::Unencoded && c.when.is_always())
}
