//! The gate: does a benefit apply, and is everything known that its lines read?

use super::scratch::Lane;
use super::table::{NO_OWNER, Row, UNKNOWN, UNKNOWN_AMOUNT};
use crate::engine::adjudicate::program::{BenefitProgram, Condition, EditionProgram, KeyAt, Why};
use crate::engine::scheme::model::Scope;

/// Why a benefit is not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It would apply, but the edition is not in force on the day.
    NotInForce,
    /// It neither applies nor is the edition in force on the day.
    Elsewhere,
    /// It does not apply.
    Refused(Why),
    /// A key that is not known must be asked for.
    AskKey(KeyAt),
    /// An amount column that is not known must be asked for.
    AskAmount(usize),
    /// The deciding date must be asked for.
    AskDate(usize),
    /// The owner of a window must be asked for.
    AskOwner(Scope),
    /// The claim meets a clause that is not encoded.
    ToAPerson(usize),
}

impl Closed {
    /// What it says of the claim.
    pub(super) fn lane(self) -> Lane {
        match self {
            Self::NotInForce | Self::Elsewhere | Self::Refused(Why::Condition(_)) => Lane::Closed,
            Self::Refused(_) => Lane::Refused,
            _ => Lane::Pends,
        }
    }

    /// Does a person have to look at the claim?
    pub fn pends(self) -> bool {
        !matches!(self, Self::NotInForce | Self::Elsewhere | Self::Refused(_))
    }
}

/// The value of a key for a claim; counters are given.
#[inline]
pub(super) fn value(key: KeyAt, row: &Row<'_>, counters: &[i32]) -> i32 {
    match key {
        KeyAt::Column(column) => row.key(column),
        KeyAt::Counter(counter) => counters[counter],
    }
}

/// Do all conditions hold? None when that depends on a key that is not known.
pub(super) fn all_hold(conditions: &[Condition], row: &Row<'_>, counters: &[i32]) -> Result<bool, KeyAt> {
    let mut unknown = None;
    for c in conditions {
        let value = value(c.key, row, counters);
        if value == UNKNOWN {
            unknown = Some(c.key);
        } else if !c.test.passes(value) {
            return Ok(false);
        }
    }
    unknown.map_or(Ok(true), Err)
}

/// Is the gate of a benefit open?
#[inline]
pub(super) fn gate<N>(
    benefit: &BenefitProgram<N>,
    edition: &EditionProgram<N>,
    row: &Row<'_>,
    counters: &[i32],
) -> Result<(), Closed> {
    let day = row.date(benefit.date);
    let in_force = day == UNKNOWN || (edition.from <= day && day <= edition.to);
    let mut ask = (day == UNKNOWN).then_some(Closed::AskDate(benefit.date));
    for c in &benefit.conditions {
        let value = value(c.key, row, counters);
        if value == UNKNOWN {
            if !c.presumed {
                ask = ask.or(Some(Closed::AskKey(c.key)));
            }
        } else if !c.test.passes(value) {
            return Err(if in_force { Closed::Refused(c.why) } else { Closed::Elsewhere });
        }
    }
    if !in_force {
        return Err(Closed::NotInForce);
    }
    for (conditions, why) in &benefit.refusals {
        match all_hold(conditions, row, counters) {
            Ok(true) => return Err(Closed::Refused(*why)),
            Ok(false) => {}
            Err(key) => ask = ask.or(Some(Closed::AskKey(key))),
        }
    }
    match ask.or_else(|| lacking(benefit, row)) {
        Some(ask) => Err(ask),
        None => Ok(()),
    }
}

/// What the lines read and the claim does not tell.
#[inline]
fn lacking<N>(benefit: &BenefitProgram<N>, row: &Row<'_>) -> Option<Closed> {
    let amount = benefit.needs_amounts.iter().find(|c| row.amount(**c) == UNKNOWN_AMOUNT);
    let key = benefit.needs_keys.iter().find(|c| row.key(**c) == UNKNOWN);
    let owner = benefit.needs_owners.iter().find(|s| row.owner(**s) == NO_OWNER);
    amount
        .map(|c| Closed::AskAmount(*c))
        .or_else(|| key.map(|c| Closed::AskKey(KeyAt::Column(*c))))
        .or_else(|| owner.map(|s| Closed::AskOwner(*s)))
}

/// Tells everything that a benefit asks for, where [`gate`] names only the first thing: for who listens.
pub(super) fn asks<N>(
    benefit: &BenefitProgram<N>,
    row: &Row<'_>,
    counters: &[i32],
    mut tell: impl FnMut(Closed),
) {
    let unknown = |c: &&Condition| value(c.key, row, counters) == UNKNOWN;
    if row.date(benefit.date) == UNKNOWN {
        tell(Closed::AskDate(benefit.date));
    }
    let must_hold = benefit.conditions.iter().filter(|c| !c.presumed);
    must_hold.filter(unknown).for_each(|c| tell(Closed::AskKey(c.key)));
    for (conditions, _) in &benefit.refusals {
        if all_hold(conditions, row, counters).is_err() {
            conditions.iter().filter(unknown).for_each(|c| tell(Closed::AskKey(c.key)));
        }
    }
    lacks(benefit, row).for_each(tell);
}

/// All that the lines read and the claim does not tell.
fn lacks<N>(benefit: &BenefitProgram<N>, row: &Row<'_>) -> impl Iterator<Item = Closed> {
    let amounts = benefit.needs_amounts.iter().filter(|c| row.amount(**c) == UNKNOWN_AMOUNT);
    let keys = benefit.needs_keys.iter().filter(|c| row.key(**c) == UNKNOWN);
    let owners = benefit.needs_owners.iter().filter(|s| row.owner(**s) == NO_OWNER);
    amounts
        .map(|c| Closed::AskAmount(*c))
        .chain(keys.map(|c| Closed::AskKey(KeyAt::Column(*c))))
        .chain(owners.map(|s| Closed::AskOwner(*s)))
}
