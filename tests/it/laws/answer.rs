//! Laws over single answers: lines add up, pools pay the whole, no limit is passed.

use std::collections::BTreeMap;

use huzhu::engine::adjudicate::{Adjudication, Line, LineKind, Scheme};
use huzhu::engine::calendar::Day;
use huzhu::engine::claim::Facts;
use huzhu::engine::money::{Exact, Fen};
use huzhu::engine::scheme::model::{
    Benefit, Bound, BoundKind, Bounded, Edition, Kind, Pays, Scope, Stretch, Window,
};

use super::fund::Verdict;

/// What each benefit pays is its last line, all of them are the decision, the parts in the bands are the whole of
/// the bands, and what the member bore is shared out to the fen.
pub(super) fn adds_up(answer: &Adjudication) -> Verdict {
    let pays = answer.lines.iter().filter(|l| l.kind == LineKind::Pays);
    let sum = sum(pays.map(|l| l.amount));
    if sum != Exact::from(answer.decision.amount()) {
        return Err(format!("the benefits pay {sum}, the decision is {:?}", answer.decision));
    }
    for pair in answer.lines.windows(2).filter(|pair| pair[1].kind == LineKind::Pays) {
        if pair[0].amount != pair[1].amount {
            return Err(format!(
                "{} ends in {} and pays {}",
                pair[1].benefit, pair[0].amount, pair[1].amount
            ));
        }
    }
    borne_adds_up(answer)?;
    answer
        .lines
        .iter()
        .filter(|l| l.kind == LineKind::Bands)
        .try_for_each(|whole| bands_add_up(whole, answer))
}

/// What the member bore is what the fund pays of it, what no benefit looks at, and what is left to him.
fn borne_adds_up(answer: &Adjudication) -> Verdict {
    let of = |kind: LineKind| answer.lines.iter().filter(move |l| l.kind == kind).map(|l| l.amount);
    let bore = answer.lines.iter().find(|l| l.kind == LineKind::Bill && l.line == "member_part");
    let Some(bore) = bore.filter(|_| of(LineKind::Left).next().is_some()) else { return Ok(()) };
    let parts = of(LineKind::Pays).chain(of(LineKind::Outside)).chain(of(LineKind::Left));
    let parts = sum(parts);
    if parts == bore.amount {
        Ok(())
    } else {
        Err(format!("the member bore {}, the parts are {parts}", bore.amount))
    }
}

fn bands_add_up(whole: &Line, answer: &Adjudication) -> Verdict {
    let of = |l: &&Line| l.kind == LineKind::Band && (&l.benefit, &l.line) == (&whole.benefit, &whole.line);
    let parts = sum(answer.lines.iter().filter(of).map(|l| l.amount));
    let same = parts == whole.amount;
    if same {
        Ok(())
    } else {
        Err(format!("{}: the bands pay {parts}, the line {}", whole.line, whole.amount))
    }
}

fn sum(amounts: impl Iterator<Item = Exact>) -> Exact {
    let negated = |a: Exact| Exact::new(-a.numerator(), a.denominator());
    amounts.fold(Exact::ZERO, |sum, amount| sum.less(negated(amount)))
}

/// The pools of a benefit pay what it pays, to the fen.
pub(super) fn funded(answer: &Adjudication, scheme: &Scheme) -> Verdict {
    for pays in answer.lines.iter().filter(|l| l.kind == LineKind::Pays) {
        let mut benefits = scheme.editions().iter().flat_map(|e| &e.benefits);
        let has_pools = benefits.any(|b| b.id == pays.benefit && b.funding.is_some());
        let shares = answer.funding.iter().filter(|share| share.benefit == pays.benefit);
        let sum: Fen = shares.map(|share| share.amount).sum();
        if has_pools && Exact::from(sum) != pays.amount {
            return Err(format!("the pools of {} pay {sum}, it pays {}", pays.benefit, pays.amount));
        }
    }
    Ok(())
}

/// What was paid so far under each limit: its name, owner and window.
pub(super) type Totals = BTreeMap<(String, String, String), Fen>;

/// Adds an answer to the totals; none of them passes its limit.
pub(super) fn within_limits(
    totals: &mut Totals,
    answer: &Adjudication,
    (facts, scheme): (&Facts, &Scheme),
) -> Verdict {
    for edition in scheme.editions() {
        for (name, benefit, window, limit) in limits(edition) {
            let on = benefit.decided_by.unwrap_or(edition.in_force.decided_by);
            let day = facts.claim.dates.get(on).filter(|day| edition.in_force.span.contains(*day));
            let stretch = day.and_then(|day| stretch(edition, window, day));
            let (Some(stretch), Some(owner)) = (stretch, owner(facts, window.scope)) else { continue };
            let pays = answer.lines.iter().find(|l| l.kind == LineKind::Pays && l.benefit == benefit.id);
            let total = totals.entry((name.clone(), owner, stretch)).or_default();
            *total += pays.and_then(|l| l.amount.whole()).unwrap_or_default();
            if *total > limit {
                return Err(format!("{name}: {total} is paid, the limit is {limit}"));
            }
        }
    }
    Ok(())
}

/// The constant limits that benefits end in, and the constant ceilings, of windows that stand still.
fn limits(edition: &Edition) -> Vec<(String, &Benefit, Window, Fen)> {
    let mut all = Vec::new();
    for benefit in edition.benefits.iter().filter(|b| b.pays == Pays::Fund) {
        for line in benefit.lines.iter().rev() {
            let Kind::Bound(Bounded { kind: BoundKind::Limit, bound: Bound::Amount(limit), .. }) = &line.kind
            else {
                break;
            };
            let along = line.along.zip(limit.as_plain()).filter(|_| line.when.is_always());
            all.extend(
                along.map(|(window, limit)| (format!("{}.{}", benefit.id, line.id), benefit, window, *limit)),
            );
        }
    }
    for ceiling in &edition.ceilings {
        let covered = edition.benefits.iter().filter(|b| ceiling.covers.contains(&b.id));
        if let Some((window, limit)) = ceiling.along.zip(ceiling.amount) {
            all.extend(covered.map(|benefit| (ceiling.id.clone(), benefit, window, limit)));
        }
    }
    all
}

fn owner(facts: &Facts, scope: Scope) -> Option<String> {
    match scope {
        Scope::Member => Some(facts.person.member.clone()),
        Scope::Household => facts.person.household.clone(),
        Scope::Employer => facts.person.employer.clone(),
        Scope::Pool => Some(String::new()),
    }
}

fn stretch(edition: &Edition, window: Window, day: Day) -> Option<String> {
    match window.stretch {
        Stretch::Year => Some(edition.in_force.year.year_of(day).to_string()),
        Stretch::Month => Some(format!("{}-{}", day.year(), day.month())),
        Stretch::Life => Some(String::new()),
        Stretch::PlanPeriod => edition.periods.iter().find(|p| p.span.contains(day)).map(|p| p.id.clone()),
        Stretch::Admission | Stretch::Rolling12Months => None,
    }
}
