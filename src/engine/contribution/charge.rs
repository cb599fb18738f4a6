//! The amount of one contribution by payer: times, half years, matching and gifts; no fen is lost.

use super::eligible::how;
use super::wish::{Round, Wish};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Joining;
use crate::engine::coverage::{Enrolling, cover_begins, is_second_half, membership_begins, months_begun};
use crate::engine::money::{Fen, Ratio, Share, split};
use crate::engine::scheme::model::{Contribution, Due, Per};

/// The payer who is the member himself: bears what nobody else does, and takes the odd fen.
pub(super) const MEMBER: &str = "member";

/// How often a contribution is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// So many times.
    Of(u16),
    /// Half of it, rounded up to the fen.
    Half,
}

/// How often a contribution is charged for a wish.
pub(super) fn times(contribution: &Contribution, round: &Round<'_>, wish: &Wish<'_>) -> Times {
    match contribution.per {
        Per::ShareUnit => Times::Of(wish.units),
        Per::Month => Times::Of(months_begun(&round.period, member_from(round, wish))),
        Per::HalfYear if is_second_half(&round.period, wish.day) => Times::Half,
        Per::Member | Per::HalfYear => Times::Of(1),
    }
}

/// What each payer owes, in the order of the scheme; none beyond what an amount can be.
///
/// Every payer's part is rounded down, and what is left goes to the member, or to the first payer where the
/// member pays nothing. A matching payer and the one he matches then share their sum in the ratio, the odd
/// fen to the matched one. A gift that nobody gives any more is borne by the member.
pub(super) fn parts(contribution: &Contribution, times: Times, gift: bool) -> Option<Vec<Due>> {
    let whole = charged(contribution.total, times, 1)?;
    let mut parts: Vec<Due> = Vec::with_capacity(contribution.from.len());
    for due in &contribution.from {
        parts.push(Due { payer: due.payer.clone(), amount: charged(due.amount, times, 0)? });
    }
    let rest = whole - parts.iter().map(|p| p.amount).sum();
    let taker = parts.iter().position(|p| p.payer == MEMBER).unwrap_or(0);
    match parts.get_mut(taker) {
        Some(taker) => taker.amount += rest,
        None => parts.push(Due { payer: MEMBER.into(), amount: rest }),
    }
    if let Some((payer, of, rate)) = &contribution.matching {
        keep_ratio(&mut parts, (payer, of), *rate);
    }
    if let Some((giver, _)) = contribution.gift.as_ref().filter(|_| !gift) {
        borne_by_member(&mut parts, giver);
    }
    Some(parts)
}

/// The least that the member must bear and what he does bear, if that is less. For half a year he must bear
/// half of it, rounded down.
pub(super) fn own_share_missed(
    contribution: &Contribution,
    times: Times,
    parts: &[Due],
) -> Option<(Fen, Fen)> {
    let least = charged(contribution.smallest_own_share?, times, 0)?;
    let own: Fen = parts.iter().filter(|p| p.payer == MEMBER).map(|p| p.amount).sum();
    (own < least).then_some((least, own))
}

/// The first day of cover of a wish, after its waiting time; none where the scheme does not say.
pub(super) fn covered_from(round: &Round<'_>, wish: &Wish<'_>) -> Option<Day> {
    let by = enrolling(wish);
    wish.rule().map(|rule| cover_begins(rule, &by, &round.period))
}

fn member_from(round: &Round<'_>, wish: &Wish<'_>) -> Day {
    let by = enrolling(wish);
    wish.rule().map_or(by.enrolled_on, |rule| membership_begins(rule, &by, &round.period))
}

fn enrolling(wish: &Wish<'_>) -> Enrolling {
    // Who waits is known where somebody does: `eligible` refuses the others.
    let joining = wish.rule().and_then(|rule| how(rule, wish)).unwrap_or(Joining::First);
    Enrolling { enrolled_on: wish.day, hired_on: wish.line.hired_on, joining }
}

/// So many times an amount; half of an odd amount gets `odd` (1: rounded up, 0: rounded down).
fn charged(amount: Fen, times: Times, odd: i64) -> Option<Fen> {
    let fen = match times {
        Times::Of(n) => amount.get().checked_mul(i64::from(n))?,
        Times::Half => amount.get() / 2 + amount.get() % 2 * odd,
    };
    Fen::new(fen).ok()
}

/// Shares the sum of two payers so that the first pays `rate` times what the second pays.
fn keep_ratio(parts: &mut [Due], (payer, of): (&str, &str), rate: Ratio) {
    let place = |id: &str| parts.iter().position(|p| p.payer == id);
    let (Some(payer), Some(of)) = (place(payer), place(of)) else { return };
    let whole = rate.numerator() + rate.denominator();
    let (Ok(part), Ok(rest)) = (Ratio::new(rate.numerator(), whole), Ratio::new(rate.denominator(), whole))
    else {
        return;
    };
    let shares =
        [Share { of: payer, part, takes_odd_fen: false }, Share { of, part: rest, takes_odd_fen: true }];
    let sum = parts[payer].amount + parts[of].amount;
    for (share, amount) in shares.iter().zip(split(sum, &shares)) {
        parts[share.of].amount = amount;
    }
}

/// Moves what a payer no longer gives to the member.
fn borne_by_member(parts: &mut Vec<Due>, giver: &str) {
    let mut moved = Fen::ZERO;
    for part in parts.iter_mut().filter(|p| p.payer == giver) {
        moved += std::mem::take(&mut part.amount);
    }
    match parts.iter_mut().find(|p| p.payer == MEMBER) {
        Some(member) => member.amount += moved,
        None => parts.push(Due { payer: MEMBER.into(), amount: moved }),
    }
}
