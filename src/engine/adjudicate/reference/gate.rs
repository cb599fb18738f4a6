//! The gate in the slow reference: conditions tested one by one on the claim itself.

use std::collections::BTreeSet;

use super::{Counters, date_of, lines};
use crate::engine::adjudicate::figure_word;
use crate::engine::adjudicate::run::View;
use crate::engine::adjudicate::run::table::figure;
use crate::engine::claim::Facts;
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::scheme::model::{
    AtMost, Benefit, Bound, Clause, ClauseStatus, Counted, Edition, Key, KeyValue, Keyed, Keys, Kind,
    ResultOf, Scope, Stretch, When, Window,
};

pub(super) enum Verdict {
    Open,
    /// The benefit is not for claims of this kind.
    Closed,
    /// It is, and refuses this one.
    Refused,
    /// It may be, and the claim does not tell these, by the codes of reasons.
    Pends(BTreeSet<String>),
}

/// A view of a claim that knows counters as well.
pub(super) struct Sight<'a> {
    pub(super) view: View<'a>,
    pub(super) counters: &'a Counters,
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
    pub(super) counters: &'a Counters,
}

impl Gate<'_> {
    pub(super) fn verdict(&self) -> Verdict {
        let on = self.benefit.decided_by.unwrap_or(self.edition.in_force.decided_by);
        let day = self.facts.claim.dates.get(on);
        if day.is_some_and(|day| !self.edition.in_force.span.contains(day)) {
            return Verdict::Closed;
        }
        let view = View { facts: self.facts, edition: self.edition, plan: self.benefit.plan.as_deref(), on };
        let sight = Sight { view, counters: self.counters };
        let mut holds = vec![self.benefit.when.holds(&sight)];
        holds.push(Some(sight.value(&Key::Covered) != KeyValue::word("no")));
        if let Some(deadline) = &self.benefit.deadline {
            let late = matches!(sight.value(&Key::DaysSince(deadline.from)), KeyValue::Number(n) if n > deadline.days);
            holds.push(Some(!late));
        }
        if let Some(most) = &self.benefit.at_most {
            let times = self.counters.get(&format!("{}.times", self.benefit.id)).copied().flatten();
            holds.push(times.map(|n| n < i32::from(most.times)));
        }
        if holds.contains(&Some(false)) {
            return if holds[0] == Some(false) { Verdict::Closed } else { Verdict::Refused };
        }
        let refusals = self.refusals(&sight);
        if refusals.contains(&Some(true)) {
            return Verdict::Refused;
        }
        let missing = self.missing(&sight);
        if missing.is_empty() { Verdict::Open } else { Verdict::Pends(missing) }
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

    /// Everything that a rule or line of the benefit reads and the claim does not tell.
    fn missing(&self, sight: &Sight<'_>) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        let on = sight.view.on;
        if self.facts.claim.dates.get(on).is_none() {
            missing.insert(format!("missing-date.{}", on.word()));
        }
        let times = self.benefit.at_most.as_ref().map(|_| Key::Count(format!("{}.times", self.benefit.id)));
        let keys = tested(&self.benefit.when).chain(&times).chain(self.keys_of_refusals(sight));
        let counters = |key: &&Key| !matches!(key, Key::Count(_));
        let keys = keys.chain(self.keys_of_lines().into_iter().filter(counters));
        let unknown = keys.filter(|key| sight.value(key) == KeyValue::Unknown);
        missing.extend(unknown.map(|key| self.word_of(key, on)));
        missing.extend(self.figures_of_lines());
        missing.extend(self.windows().into_iter().filter_map(|w| self.ownerless(w)));
        missing
    }

    /// The keys that refusals hang on which are not settled.
    fn keys_of_refusals(&self, sight: &Sight<'_>) -> Vec<&Key> {
        let mut all = Vec::new();
        for (number, stage) in self.benefit.waiting.iter().enumerate() {
            if stage.pay.numerator() == 0 && lines::in_stage(self.benefit, number, sight).is_none() {
                all.extend(tested(&stage.when));
                all.push(&Key::DaysEnrolled);
            }
        }
        let concerns = |benefits: &Vec<String>| benefits.is_empty() || benefits.contains(&self.benefit.id);
        for exclusion in self.edition.exclusions.iter().filter(|e| concerns(&e.benefits)) {
            if exclusion.when.holds(sight).is_none() {
                all.extend(tested(&exclusion.when));
            }
        }
        all
    }

    fn keys_of_lines(&self) -> Vec<&Key> {
        let mut all = Vec::new();
        for stage in self.benefit.waiting.iter().filter(|s| s.pay.numerator() > 0) {
            all.extend(tested(&stage.when));
            all.push(&Key::DaysEnrolled);
        }
        for line in &self.benefit.lines {
            all.extend(tested(&line.when));
            all.extend(keys(&line.kind));
        }
        all
    }

    /// The figures that lines and ceilings read and the claim does not tell.
    fn figures_of_lines(&self) -> Vec<String> {
        let ceilings = self.edition.ceilings.iter().filter(|c| c.covers.contains(&self.benefit.id));
        let mut measures: Vec<_> = ceilings.filter_map(|c| c.measure.as_ref()).flat_map(|m| &m.of).collect();
        let mut missing = Vec::new();
        for line in &self.benefit.lines {
            match &line.kind {
                Kind::Measure(m) => measures.extend(&m.of),
                Kind::Result(ResultOf::Scheme(id)) if !self.facts.layers.contains_key(id) => {
                    missing.push(format!("missing-figure.layer.{id}"));
                }
                _ => {}
            }
        }
        let unknown = measures.into_iter().filter(|m| figure(m, self.facts).is_none());
        missing.extend(unknown.map(|m| format!("missing-figure.{}", figure_word(m))));
        missing
    }

    fn windows(&self) -> Vec<Window> {
        let ceilings = self.edition.ceilings.iter().filter(|c| c.covers.contains(&self.benefit.id));
        let lines = self.benefit.lines.iter().filter_map(|line| line.along);
        ceilings.filter_map(|c| c.along).chain(self.edition.money.along).chain(lines).collect()
    }

    fn ownerless(&self, window: Window) -> Option<String> {
        let unknown = match window.scope {
            Scope::Household => self.facts.person.household.is_none(),
            Scope::Employer => self.facts.person.employer.is_none(),
            Scope::Member | Scope::Pool => false,
        };
        unknown.then(|| format!("missing-owner.{}", window.scope.word()))
    }

    /// What to ask for where a key is not known: the key, or what it would follow from.
    fn word_of(&self, key: &Key, on: DateKind) -> String {
        let (person, plan) = (&self.facts.person, self.benefit.plan.as_deref());
        let view = View { facts: self.facts, edition: self.edition, plan, on };
        if *key == Key::ShareUnits && view.share_units().is_some() {
            return "too-many-share-units".into();
        }
        let mut cover = self.facts.cover.iter().filter(|c| plan.is_none_or(|plan| c.plan == plan));
        let dated = self.facts.claim.dates.get(on).is_some();
        let follows = match key {
            Key::Age => person.birth.is_some(),
            Key::Category => !person.categories.is_empty(),
            Key::DaysEnrolled => cover.next().is_some_and(|c| c.since.is_some()),
            Key::Count(id) => return self.behind_counter(id),
            _ => false,
        };
        if follows && !dated {
            return format!("missing-date.{}", on.word());
        }
        format!("missing-key.{key}")
    }

    /// A counter is not known when its date is not, or its owner.
    fn behind_counter(&self, id: &str) -> String {
        let count = self.edition.counts.iter().find(|c| c.id == id).map(|c| (c.along, c.counted.clone()));
        let of_benefit = |most: &AtMost| (most.along, Counted::Paid(Some(self.benefit.id.clone())));
        let (along, counted) = count
            .or_else(|| self.benefit.at_most.as_ref().map(of_benefit))
            .unwrap_or((WHOLE_LIFE, Counted::Claims));
        let kind = date_of(self.edition, &counted);
        match self.facts.claim.dates.get(kind) {
            None => format!("missing-date.{}", kind.word()),
            Some(_) => format!("missing-owner.{}", along.scope.word()),
        }
    }
}

/// The window of a counter that no scheme declares.
const WHOLE_LIFE: Window = Window { scope: Scope::Member, stretch: Stretch::Life };

/// The keys that conditions test.
fn tested(when: &When) -> impl Iterator<Item = &Key> {
    when.tests.iter().map(|(key, _)| key)
}

/// The keys that a line's tables look at.
fn keys(kind: &Kind) -> Vec<&Key> {
    fn of<T>(table: &Keyed<T>) -> Vec<&Key> {
        table.rows.iter().flat_map(|row| tested(&row.when)).collect()
    }
    match kind {
        Kind::Amount(a) => of(&a.amount),
        Kind::Portion(p) => of(&p.ratio),
        Kind::Bands(b) => of(&b.bands),
        Kind::Count(c) => [vec![&c.count], of(&c.each)].concat(),
        Kind::Bound(b) => match &b.bound {
            Bound::Amount(table) => of(table),
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
pub(super) fn meets_clause(counters: &Counters, edition: &Edition, facts: &Facts, for_sure: bool) -> bool {
    let sight = Sight { view: first_view(edition, facts), counters };
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
