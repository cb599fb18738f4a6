//! Funds that are known to be wrong, and an answer that was tampered with: each law must notice its own.

use std::collections::BTreeMap;

use huzhu::engine::adjudicate::{Adjudication, LineKind};
use huzhu::engine::money::{Exact, Fen};

use super::answer::{Totals, adds_up, funded, within_limits};
use super::fund::{
    Bill, engine, half_a_fen_goes_up, more_never_pays_less, never_negative, never_over_the_limit,
    share_with_limit, stay, years_and_members_are_apart,
};
use crate::library::shipped;

const TWO_37TH: (i64, i64) = (2, 37);

fn bill(member: u32, year: i16, fen: i64) -> Bill {
    Bill { member, year, fen }
}

/// Counts exact amounts against the limit, and rounds what it pays afterwards.
fn rounds_after_the_limit(bills: &[Bill], limit: i64) -> Vec<i64> {
    let (above, below) = TWO_37TH;
    let mut used = 0;
    let pay = |bill: &Bill| {
        let exact = (bill.fen * above).min(limit * below - used);
        used += exact;
        (2 * exact + below) / (2 * below)
    };
    bills.iter().map(pay).collect()
}

/// Half a fen goes down, as a binary fraction that lies just below it would.
fn half_goes_down(bills: &[Bill]) -> Vec<i64> {
    bills.iter().map(|bill| bill.fen / 2).collect()
}

/// Pays half until 1,000 fen are paid to a member, whatever the year.
fn forgets_the_year(bills: &[Bill]) -> Vec<i64> {
    let mut used: BTreeMap<u32, i64> = BTreeMap::new();
    let pay = |bill: &Bill| {
        let used = used.entry(bill.member).or_default();
        let paid = ((bill.fen + 1) / 2).min(1_000 - *used);
        *used += paid;
        paid
    };
    bills.iter().map(pay).collect()
}

/// Takes a deductible off and does not stop at nothing.
fn goes_below_nothing(bills: &[Bill]) -> Vec<i64> {
    bills.iter().map(|bill| bill.fen - 500).collect()
}

/// Pays 80 % up to a bound, and 30 % of the whole above it.
fn falls_off_a_cliff(bills: &[Bill]) -> Vec<i64> {
    bills.iter().map(|bill| if bill.fen <= 1_000 { bill.fen * 8 / 10 } else { bill.fen * 3 / 10 }).collect()
}

#[test]
fn a_limit_that_is_taken_before_the_rounding_is_noticed() {
    let bills = vec![bill(1, 2016, 10); 200];
    let wrong = |bills: &[Bill]| rounds_after_the_limit(bills, 100);
    let found = never_over_the_limit(&wrong, &bills, 100).unwrap_err();
    assert_eq!(found, "(1, 2016): 185 fen are paid, the limit is 100");
    let right = share_with_limit("2/37", 1);
    never_over_the_limit(&engine(&right), &bills, 100).unwrap();
}

#[test]
fn half_a_fen_that_goes_down_is_noticed() {
    let bills = [bill(1, 2016, 2), bill(1, 2016, 3)];
    assert_eq!(half_a_fen_goes_up(&half_goes_down, &bills, (1, 2)).unwrap_err(), "3 × 1/2 is paid as 1");
    half_a_fen_goes_up(&engine(&share_with_limit("1/2", 100)), &bills, (1, 2)).unwrap();
}

#[test]
fn a_year_that_is_forgotten_is_noticed() {
    let bills = [bill(1, 2016, 3_000), bill(1, 2017, 3_000)];
    assert!(years_and_members_are_apart(&forgets_the_year, &bills).is_err());
    years_and_members_are_apart(&engine(&share_with_limit("1/2", 10)), &bills).unwrap();
}

#[test]
fn less_than_nothing_and_a_cliff_are_noticed() {
    assert!(never_negative(&goes_below_nothing, &[bill(1, 2016, 499)]).is_err());
    assert!(more_never_pays_less(&falls_off_a_cliff, bill(1, 2016, 1_000), 1).is_err());
}

#[test]
fn an_answer_that_was_tampered_with_is_noticed() {
    let scheme = &shipped()["cn/guizhou/sinan"].scheme;
    let facts = stay(&bill(1, 2016, 30_000_000));
    let good = scheme.adjudicate(&facts, &[]);
    let noticed = |answer: &Adjudication| {
        let limits = within_limits(&mut Totals::default(), answer, (&facts, scheme));
        [adds_up(answer), funded(answer, scheme), limits].map(|verdict| verdict.is_err())
    };
    assert_eq!(noticed(&good), [false, false, false]);
    let more = Exact::from(Fen::yuan(100_001));
    let tamper = |change: &dyn Fn(&mut Adjudication)| {
        let mut answer = good.clone();
        change(&mut answer);
        noticed(&answer)
    };
    let band = |a: &mut Adjudication| {
        a.lines.iter_mut().filter(|l| l.kind == LineKind::Band).take(1).for_each(|l| l.amount = more);
    };
    let pays = |a: &mut Adjudication| {
        a.lines.iter_mut().filter(|l| l.kind == LineKind::Pays).for_each(|l| l.amount = more);
    };
    assert_eq!(tamper(&band), [true, false, false]);
    assert_eq!(tamper(&pays), [true, true, true]);
    assert_eq!(tamper(&|a| a.funding[0].amount = Fen::yuan(99_999)), [false, true, false]);
}
