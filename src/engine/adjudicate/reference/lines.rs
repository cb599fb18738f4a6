//! The lines in the slow reference: each computed as the scheme words it.

use std::collections::BTreeMap;

use super::fraction::Fraction;
use super::gate::Sight;
use super::{Counters, Reference, Total, total};
use crate::engine::adjudicate::run::View;
use crate::engine::adjudicate::run::table::figure;
use crate::engine::claim::Facts;
use crate::engine::money::{Fen, Rounding};
use crate::engine::scheme::model::{
    Band, Bands, Benefit, Bound, BoundKind, Bounded, Ceiling, CountLine, Edition, Key, KeyValue, Keyed, Keys,
    Kind, Line, MeasureOf, Pays, Reading, ResultOf, Test,
};

/// One claim under one edition.
pub(super) struct Claim<'a> {
    pub(super) edition: &'a Edition,
    pub(super) facts: &'a Facts,
    pub(super) counters: Counters,
    pub(super) paid: BTreeMap<&'a str, Fen>,
    pub(super) above: Vec<(&'a str, &'a str)>,
    pub(super) spent: BTreeMap<&'a str, Fraction>,
}

/// The results of the lines so far, by their ids.
type Values<'a> = BTreeMap<&'a str, Fraction>;

impl<'a> Claim<'a> {
    fn sight<'s>(&'s self, benefit: &'s Benefit) -> Sight<'s> {
        let on = benefit.decided_by.unwrap_or(self.edition.in_force.decided_by);
        let view = View { facts: self.facts, edition: self.edition, plan: benefit.plan.as_deref(), on };
        Sight { view, counters: &self.counters }
    }

    fn total(&self, name: &str, benefit: &Benefit, window: crate::engine::scheme::model::Window) -> Total {
        let on = benefit.decided_by.unwrap_or(self.edition.in_force.decided_by);
        total(name, window, self.edition, (self.facts, on)).expect("the gate saw to day and owner")
    }

    /// Computes a benefit and returns what it pays.
    pub(super) fn benefit(&mut self, benefit: &'a Benefit, reference: &mut Reference) -> Fen {
        let core = core(benefit);
        let mut values = Values::new();
        for (number, line) in benefit.lines.iter().enumerate() {
            let value = self.line(line, benefit, (&values, reference));
            if value.is_positive() {
                self.above.push((&benefit.id, &line.id));
            }
            values.insert(&line.id, value);
            if number == core {
                let rounded = self.before_the_limits(benefit, &values, reference);
                values.insert(&line.id, Fraction::of(rounded));
            }
        }
        let last = benefit.lines.last().map_or(Fraction::ZERO, |l| values[l.id.as_str()]);
        let paid = last.round(Rounding::FEN_DOWN).or_zero();
        self.paid.insert(&benefit.id, paid);
        self.spend(benefit, paid, reference);
        paid
    }

    fn before_the_limits(
        &mut self,
        benefit: &Benefit,
        values: &Values<'_>,
        reference: &mut Reference,
    ) -> Fen {
        let mut amount = values[benefit.lines[core(benefit)].id.as_str()];
        if benefit.pays == Pays::MemberKeeps {
            amount = values[benefit.lines[0].id.as_str()].less(amount).or_zero();
        }
        for (number, stage) in benefit.waiting.iter().enumerate() {
            if stage.pay.numerator() > 0 && in_stage(benefit, number, &self.sight(benefit)) == Some(true) {
                amount = amount.times(stage.pay);
            }
        }
        let rule = self.edition.money.round;
        let mut rounded = match self.edition.money.along {
            None => amount.round(rule),
            Some(window) => {
                let total = self.total(&format!("{}.rounding", benefit.id), benefit, window);
                let before = reference.get(&total);
                reference.add(&total, amount);
                before.plus(amount).round(rule) - before.round(rule)
            }
        };
        let edition = self.edition;
        for ceiling in edition.ceilings.iter().filter(|c| c.covers.contains(&benefit.id)) {
            rounded = self.ceiling(ceiling, benefit, rounded, reference);
        }
        rounded
    }

    fn ceiling(&self, ceiling: &Ceiling, benefit: &Benefit, amount: Fen, reference: &Reference) -> Fen {
        let bound = match &ceiling.measure {
            Some(measure) => self.measure(&measure.of),
            None => Fraction::of(ceiling.amount.unwrap_or_default()),
        };
        let name = format!("ceiling.{}", ceiling.id);
        let total = ceiling.along.map(|window| self.total(&name, benefit, window));
        let used = match &total {
            Some(total) => reference.get(total),
            None => self.spent.get(ceiling.id.as_str()).copied().unwrap_or(Fraction::ZERO),
        };
        Fraction::of(amount).least(bound.less(used).or_zero()).round(Rounding::FEN_DOWN)
    }

    /// What a benefit finally paid counts against its ceilings, and against limits that others came after.
    fn spend(&mut self, benefit: &Benefit, paid: Fen, reference: &mut Reference) {
        for line in benefit.lines.iter().filter(|l| settles_later(benefit, l)) {
            if let Some(window) = line.along {
                let total = self.total(&format!("{}.{}", benefit.id, line.id), benefit, window);
                reference.add(&total, Fraction::of(paid));
            }
        }
        let edition = self.edition;
        for ceiling in edition.ceilings.iter().filter(|c| c.covers.contains(&benefit.id)) {
            match ceiling.along {
                Some(window) => {
                    let total = self.total(&format!("ceiling.{}", ceiling.id), benefit, window);
                    reference.add(&total, Fraction::of(paid));
                }
                None => {
                    let spent = self.spent.entry(&ceiling.id).or_insert(Fraction::ZERO);
                    *spent = spent.plus(Fraction::of(paid));
                }
            }
        }
    }

    fn measure(&self, of: &[MeasureOf]) -> Fraction {
        let known = of.iter().filter_map(|m| figure(m, self.facts));
        known.fold(Fraction::ZERO, |sum, fen| sum.plus(Fraction::of(fen))).or_zero()
    }

    fn pick<'t, T>(&self, table: &'t Keyed<T>, benefit: &Benefit) -> &'t T {
        let sight = self.sight(benefit);
        let row = table
            .rows
            .iter()
            .find(|r| r.when.tests.iter().all(|(key, test)| first_word_passes(&sight.value(key), test)));
        &row.unwrap_or(&table.rows[0]).value
    }

    fn line(
        &mut self,
        line: &Line,
        benefit: &Benefit,
        (values, reference): (&Values<'_>, &mut Reference),
    ) -> Fraction {
        if line.when.holds(&self.sight(benefit)) != Some(true) && !line.when.is_always() {
            return match &line.kind {
                Kind::Bound(b) => values[b.of.as_str()],
                _ => Fraction::ZERO,
            };
        }
        let Some(window) = line.along else { return self.alone(line, benefit, values) };
        let total = self.total(&format!("{}.{}", benefit.id, line.id), benefit, window);
        let before = reference.get(&total);
        match &line.kind {
            Kind::Bound(b) if b.kind == BoundKind::Limit => {
                let left = self.bound(b, benefit, values).less(before).or_zero();
                let amount = values[b.of.as_str()].least(left);
                if !settles_later(benefit, line) {
                    reference.add(&total, amount.or_zero());
                }
                amount
            }
            Kind::SoFar { of } => {
                reference.add(&total, values[of.as_str()]);
                before.plus(values[of.as_str()])
            }
            Kind::Count(c) => {
                let left = c.most.map(|most| Fraction::number(most.into()).less(before).or_zero());
                let many = self.many(c, benefit);
                let many = left.map_or(many, |left| many.least(left));
                reference.add(&total, many);
                Fraction::of(*self.pick(&c.each, benefit)).by_number(many)
            }
            kind => {
                let x = single(kind).map_or(Fraction::ZERO, |id| values[id]);
                reference.add(&total, x);
                let upper = self.function(kind, before.plus(x), benefit, values);
                upper.less(self.function(kind, before, benefit, values))
            }
        }
    }

    fn alone(&self, line: &Line, benefit: &Benefit, values: &Values<'_>) -> Fraction {
        let all = |ids: &[String]| ids.iter().map(|id| values[id.as_str()]).collect::<Vec<_>>();
        match &line.kind {
            Kind::Amount(a) => Fraction::of(*self.pick(&a.amount, benefit)),
            Kind::Measure(m) => self.measure(&m.of),
            Kind::Sum(s) if s.difference => {
                let all = all(&s.of);
                let left = all[1..].iter().fold(all[0], |left, f| left.less(*f));
                if s.signed { left } else { left.or_zero() }
            }
            Kind::Sum(s) => all(&s.of).into_iter().fold(Fraction::ZERO, Fraction::plus),
            Kind::Extreme(e) => {
                let choose = if e.greatest { Fraction::greatest } else { Fraction::least };
                all(&e.of).into_iter().reduce(choose).unwrap_or(Fraction::ZERO)
            }
            Kind::Count(c) => {
                let many = self.many(c, benefit);
                let many = c.most.map_or(many, |most| many.least(Fraction::number(most.into())));
                Fraction::of(*self.pick(&c.each, benefit)).by_number(many)
            }
            Kind::Proportion(p) => {
                let (of, mode) = (|id: &String| values[id.as_str()], self.edition.money.round.mode());
                Fraction::of(of(&p.of).in_proportion(of(&p.part), of(&p.whole), mode))
            }
            Kind::Result(ResultOf::Benefit(id)) => {
                Fraction::of(self.paid.get(id.as_str()).copied().unwrap_or_default())
            }
            Kind::Result(ResultOf::Scheme(id)) => {
                Fraction::of(self.facts.layers.get(id).copied().unwrap_or_default())
            }
            kind => {
                single(kind).map_or(Fraction::ZERO, |id| self.function(kind, values[id], benefit, values))
            }
        }
    }

    fn many(&self, c: &CountLine, benefit: &Benefit) -> Fraction {
        let KeyValue::Number(many) = self.sight(benefit).value(&c.count) else { return Fraction::ZERO };
        let all = c.all_from.is_some_and(|from| many >= i32::from(from));
        Fraction::number(if all { many } else { (many - i32::from(c.after)).max(0) })
    }

    fn bound(&self, b: &Bounded, benefit: &Benefit, values: &Values<'_>) -> Fraction {
        match &b.bound {
            Bound::Amount(table) => Fraction::of(*self.pick(table, benefit)),
            Bound::Line(id) => values[id.as_str()],
        }
    }

    fn function(&self, kind: &Kind, x: Fraction, benefit: &Benefit, values: &Values<'_>) -> Fraction {
        match kind {
            Kind::Portion(p) => x.times(*self.pick(&p.ratio, benefit)),
            Kind::Bands(b) => self.bands(b, x, benefit, values),
            Kind::Round { rule, .. } => Fraction::of(x.round(*rule)),
            Kind::Bound(b) => {
                let bound = self.bound(b, benefit, values);
                let reaches = if b.exclusive { x.is_above(bound) } else { !bound.is_above(x) };
                match b.kind {
                    BoundKind::Deductible => x.less(bound).or_zero(),
                    BoundKind::Trigger => {
                        if reaches {
                            x
                        } else {
                            Fraction::ZERO
                        }
                    }
                    BoundKind::Limit => x.least(bound),
                    BoundKind::Minimum if !x.is_positive() => x,
                    BoundKind::Minimum | BoundKind::TopUp => x.greatest(bound),
                }
            }
            _ => x,
        }
    }

    fn bands(&self, b: &Bands, x: Fraction, benefit: &Benefit, values: &Values<'_>) -> Fraction {
        let bands = self.pick(&b.bands, benefit);
        if b.reading == Reading::Marginal {
            return bands.iter().fold(Fraction::ZERO, |sum, band| sum.plus(slice(band, x).times(band.pay)));
        }
        let finder = b.found_by.as_ref().map_or(x, |id| values[id.as_str()]);
        let found = bands.iter().find(|band| {
            let (over, to) = (Fraction::of(band.over), band.to.map(Fraction::of));
            let above = finder.is_above(over) || (band.from_inclusive && !over.is_above(finder));
            above && to.is_none_or(|to| to.is_above(finder) || (band.to_inclusive && !finder.is_above(to)))
        });
        match found {
            Some(band) if b.reading == Reading::Fixed => Fraction::of(band.amount),
            Some(band) => x.times(band.pay),
            None => Fraction::ZERO,
        }
    }
}

/// The part of an amount that falls into a band.
fn slice(band: &Band, x: Fraction) -> Fraction {
    let upper = band.to.map_or(x, |to| x.least(Fraction::of(to)));
    upper.less(Fraction::of(band.over)).or_zero()
}

fn single(kind: &Kind) -> Option<&str> {
    kind.inputs().first().copied()
}

/// In a table a claim on several lists counts for the list of its first diagnosis.
fn first_word_passes(value: &KeyValue, test: &Test) -> bool {
    match value {
        KeyValue::Word(_) | KeyValue::Words(_) => value.words().first().is_some_and(|w| test.has_word(w)),
        KeyValue::Number(n) => test.has_number(*n),
        KeyValue::Unknown => false,
    }
}

/// Is a claim within a stage of the waiting time?
pub(super) fn in_stage(benefit: &Benefit, number: usize, sight: &Sight<'_>) -> Option<bool> {
    let stage = &benefit.waiting[number];
    let before = benefit.waiting[..number].iter().rev().find(|s| s.when.tests == stage.when.tests);
    let within = match sight.value(&Key::DaysEnrolled) {
        KeyValue::Number(day) => Some(day <= stage.days && before.is_none_or(|b| day > b.days)),
        _ => None,
    };
    match (stage.when.holds(sight), within) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Is a line one of the limits at the end, and not the very last?
fn settles_later(benefit: &Benefit, line: &Line) -> bool {
    let core = &benefit.lines[core(benefit)].id;
    let mut at = benefit.lines.last();
    while let Some(limit) = at.filter(|l| l.id != *core) {
        let Kind::Bound(b) = &limit.kind else { return false };
        at = benefit.lines.iter().find(|l| l.id == b.of);
        if at.is_some_and(|l| l.id == line.id && l.id != *core) {
            return true;
        }
    }
    false
}

/// The last line before the limits at the end.
fn core(benefit: &Benefit) -> usize {
    let mut core = benefit.lines.len() - 1;
    loop {
        let line = &benefit.lines[core];
        let Kind::Bound(b) = &line.kind else { return core };
        let limit = b.kind == BoundKind::Limit && line.when.is_always() && benefit.pays == Pays::Fund;
        match benefit.lines[..core].iter().position(|l| l.id == b.of).filter(|_| limit) {
            Some(above) => core = above,
            None => return core,
        }
    }
}
