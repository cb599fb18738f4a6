//! The gate of a benefit: what must hold, what refuses, what must be known.

use std::collections::BTreeSet;

use super::{At, CompileError, Sight, Source, Unit};
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{
    BenefitProgram, BoundAt, CeilingAt, Condition, KeyAt, Op, OpKind, Pick, TestAt, Why,
};
use crate::engine::scheme::model::{ClauseStatus, Key, Scope, Test};

impl Unit {
    /// What must hold: the benefit's own conditions, cover, deadline, times.
    pub(super) fn conditions(&mut self, at: &At<'_>, counted: bool) -> Result<Vec<Condition>, CompileError> {
        let benefit = at.benefit;
        let mut all = self.when(&benefit.when, &at.sight())?;
        let yes = Test::Words(vec!["yes".into()]);
        all.push(Condition {
            presumed: true,
            ..self.condition(&Key::Covered, &yes, &at.sight(), Why::NotCovered)?
        });
        if let Some(deadline) = &benefit.deadline {
            let in_time = Test::Ranges(vec![(i32::MIN, Some(deadline.days))]);
            let condition =
                self.condition(&Key::DaysSince(deadline.from), &in_time, &at.sight(), Why::Late)?;
            all.push(Condition { presumed: true, ..condition });
        }
        if let Some(most) = benefit.at_most.as_ref().filter(|_| counted) {
            let key = Key::Count(format!("{}.times", benefit.id));
            let below = Test::Ranges(vec![(0, Some(i32::from(most.times) - 1))]);
            all.push(self.condition(&key, &below, &at.sight(), Why::TimesUsedUp)?);
        }
        Ok(all)
    }

    /// What refuses: stages of the waiting time that pay nothing, and exclusions.
    pub(super) fn refusals(&mut self, at: &At<'_>) -> Result<Vec<(Vec<Condition>, Why)>, CompileError> {
        let mut all = Vec::new();
        for (number, stage) in at.benefit.waiting.iter().enumerate() {
            if stage.pay.numerator() == 0 {
                all.push((self.stage(at, number)?, Why::Waiting(number)));
            }
        }
        for (number, exclusion) in at.source.0.exclusions.iter().enumerate() {
            if exclusion.benefits.is_empty() || exclusion.benefits.contains(&at.benefit.id) {
                all.push((self.when(&exclusion.when, &at.sight())?, Why::Excluded(number)));
            }
        }
        Ok(all)
    }

    /// The conditions of one stage of the waiting time: from the day after the stage before.
    pub(super) fn stage(&mut self, at: &At<'_>, number: usize) -> Result<Vec<Condition>, CompileError> {
        let stages = &at.benefit.waiting;
        let stage = &stages[number];
        let before = stages[..number].iter().rev().find(|s| s.when.tests == stage.when.tests);
        let from = before.map_or(i32::MIN, |s| s.days + 1);
        let mut all = self.when(&stage.when, &at.sight())?;
        let within = Test::Ranges(vec![(from, Some(stage.days))]);
        all.push(self.condition(&Key::DaysEnrolled, &within, &at.sight(), Why::Waiting(number))?);
        Ok(all)
    }

    /// Claims that meet a clause which is not encoded go to a person.
    pub(super) fn unencoded(
        &mut self,
        source: &Source,
    ) -> Result<Vec<(Vec<Condition>, usize)>, CompileError> {
        let plan = source.0.benefits.first().and_then(|benefit| benefit.plan.as_deref());
        let at = Sight { source, plan, on: source.0.in_force.decided_by };
        let mut all = Vec::new();
        for (number, clause) in source.0.clauses.iter().enumerate() {
            if clause.status == ClauseStatus::Unencoded && !clause.when.is_always() {
                all.push((self.when(&clause.when, &at)?, number));
            }
        }
        Ok(all)
    }

    /// The owners that the windows of the operations need.
    pub(super) fn owners_of<N>(&self, ops: &[Op<N>]) -> Vec<Scope> {
        let scopes: BTreeSet<Scope> =
            ops.iter().filter_map(|op| op.along).map(|c| self.cells.scope(c)).collect();
        scopes.into_iter().collect()
    }
}

/// Notes which columns the operations read, so that a claim without them goes to a person before anything
/// is computed.
pub(super) fn with_needs<N: Number>(mut benefit: BenefitProgram<N>) -> BenefitProgram<N> {
    let mut keys = BTreeSet::new();
    let mut amounts = BTreeSet::new();
    let mut key = |at: KeyAt| {
        if let KeyAt::Column(column) = at {
            keys.insert(column);
        }
    };
    for op in &benefit.ops {
        op.when.iter().for_each(|c| key(c.key));
        keys_of(&op.kind, &mut key);
        match &op.kind {
            OpKind::Column(column) | OpKind::Ceiling { at_most: CeilingAt::Column(column), .. } => {
                amounts.insert(*column);
            }
            _ => {}
        }
    }
    benefit.needs_keys = keys.into_iter().collect();
    benefit.needs_amounts = amounts.into_iter().collect();
    benefit
}

fn keys_of<N>(kind: &OpKind<N>, key: &mut impl FnMut(KeyAt)) {
    match kind {
        OpKind::Amount(pick) | OpKind::Bound { bound: BoundAt::Amount(pick), .. } => axes(pick, key),
        OpKind::Portion(_, pick) => axes(pick, key),
        OpKind::Bands(_, _, pick) => axes(pick, key),
        OpKind::Count { key: counted, each, .. } => {
            key(*counted);
            axes(each, key);
        }
        _ => {}
    }
}

fn axes<T>(pick: &Pick<T>, key: &mut impl FnMut(KeyAt)) {
    if let Pick::Table(axes, ..) = pick {
        axes.iter().for_each(|axis| key(axis.key));
    }
}

impl TestAt {
    /// Does a value pass? The value is known.
    #[inline]
    pub fn passes(&self, value: i32) -> bool {
        match self {
            Self::Word(bits) => bits >> value & 1 == 1,
            Self::Mask(bits) => bits & value != 0,
            Self::Ranges(ranges) => ranges.iter().any(|(from, to)| *from <= value && value <= *to),
        }
    }
}
