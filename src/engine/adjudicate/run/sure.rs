//! Gates that are open beyond doubt, for many claims at once: one bit each. Whatever is not certain here is
//! asked of the gate itself, claim by claim.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use super::table::{NO_OWNER, Rows, UNKNOWN, UNKNOWN_AMOUNT};
use crate::engine::adjudicate::program::{BenefitProgram, Condition, EditionProgram, KeyAt, TestAt};

/// Asks all benefits of an edition for at most 64 claims: a bit for each whose gates are certain. `opened` gets
/// the open benefits of each claim, one bit each; they are only right for claims that are certain.
pub(super) fn certain<N>(edition: &EditionProgram<N>, rows: &Rows<'_>, opened: &mut [u64]) -> u64 {
    // A claim that no benefit is open for may be an open clause's.
    let (mut certain, mut any) = (u64::MAX, if edition.open_clauses.is_empty() { u64::MAX } else { 0 });
    opened.fill(0);
    for (number, benefit) in edition.benefits.iter().enumerate() {
        let (open, shut) = gate(benefit, edition, rows);
        certain &= open | shut;
        any |= open;
        for (lane, opened) in opened.iter_mut().enumerate() {
            *opened |= (open >> lane & 1) << number;
        }
    }
    for (conditions, _) in &edition.to_a_person {
        certain &= some_fails(conditions, rows);
    }
    certain & any
}

/// For which claims a benefit is open beyond doubt, and for which it is shut.
fn gate<N>(benefit: &BenefitProgram<N>, edition: &EditionProgram<N>, rows: &Rows<'_>) -> (u64, u64) {
    let (from, to) = (edition.from, edition.to);
    let in_force = bits(rows.dates(benefit.date), |day| from <= day && day <= to);
    let dated = bits(rows.dates(benefit.date), |day| day != UNKNOWN);
    let (mut open, mut shut) = (in_force, dated & !in_force);
    for condition in &benefit.conditions {
        let (passes, fails) = test(condition, rows);
        open &= if condition.presumed { !fails } else { passes };
        shut |= fails;
    }
    for (conditions, _) in &benefit.refusals {
        open &= some_fails(conditions, rows);
    }
    for column in &benefit.needs_keys {
        open &= bits(rows.keys(*column), |key| key != UNKNOWN);
    }
    for column in &benefit.needs_amounts {
        open &= bits(rows.amounts(*column), |amount| amount != UNKNOWN_AMOUNT);
    }
    for scope in &benefit.needs_owners {
        open &= rows.owners(*scope).map_or(u64::MAX, |owners| bits(owners, |owner| owner != NO_OWNER));
    }
    (open, shut)
}

/// Claims on which some condition fails for sure.
fn some_fails(conditions: &[Condition], rows: &Rows<'_>) -> u64 {
    conditions.iter().fold(0, |all, condition| all | test(condition, rows).1)
}

/// Claims that pass a condition, and claims that fail it; neither where the key is not known. Counters are
/// never certain.
fn test(condition: &Condition, rows: &Rows<'_>) -> (u64, u64) {
    let KeyAt::Column(column) = condition.key else { return (0, 0) };
    let keys = rows.keys(column);
    let known = bits(keys, |key| key != UNKNOWN);
    let passes = match &condition.test {
        TestAt::Word(words) => bits(keys, |key| (0..64).contains(&key) && words >> (key & 63) & 1 == 1),
        TestAt::Mask(mask) => bits(keys, |key| key & mask != 0),
        TestAt::Ranges(ranges) => {
            ranges.iter().fold(0, |all, (from, to)| all | bits(keys, |key| *from <= key && key <= *to))
        }
    };
    (passes & known, known & !passes)
}

/// One bit for each value that fits.
#[inline(always)]
fn bits<T: Copy>(values: &[T], fits: impl Fn(T) -> bool) -> u64 {
    values.iter().enumerate().fold(0, |all, (at, value)| all | u64::from(fits(*value)) << at)
}
