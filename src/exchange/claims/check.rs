//! What cannot be in a row: dates out of order, a birth after the event, sums that do not tie.

use super::ClaimProfile;
use super::columns::Field;
use super::draft::Draft;
use super::finish::Found;
use super::target::Target;
use super::values::Wrong;
use crate::engine::calendar::{Day, zh_day};
use crate::engine::claim::words::DateKind;
use crate::engine::claim::{Claim, ties};
use crate::engine::money::Fen;

/// Checks the days of a row.
pub(super) fn days(draft: &Draft, profile: ClaimProfile, found: &mut Vec<Found>) {
    let claim = &draft.facts.claim;
    if let (Some(from), Some(to)) = (claim.dates.admission, claim.dates.discharge)
        && to < from
    {
        found.push((Target::Field(Field::Date(DateKind::Discharge)), discharged_early(from, to)));
    }
    if let Some(birth) = draft.facts.person.birth
        && let Some(wrong) = unborn(birth, claim, profile.as_of)
    {
        found.push((Target::Field(Field::Birth), wrong));
    }
    if let (Some(from), Some(to)) = (draft.category_from, draft.category_to)
        && to < from
    {
        let wrong = Wrong::new(
            format!("the category ends on {to}, before it begins on {from}; correct one of the two"),
            format!("职工类别截止日期{}早于起始日期{}，请更正。", zh_day(to), zh_day(from)),
        );
        found.push((Target::Field(Field::CategoryTo), wrong));
    }
}

fn discharged_early(from: Day, to: Day) -> Wrong {
    Wrong::new(
        format!("the discharge on {to} is before the admission on {from}; correct one of the two"),
        format!("出院日期{}早于入院日期{}，请更正。", zh_day(to), zh_day(from)),
    )
}

/// A birth in the future or after everything that happened. A child born during the stay passes.
fn unborn(birth: Day, claim: &Claim, as_of: Option<Day>) -> Option<Wrong> {
    if let Some(today) = as_of.filter(|today| birth > *today) {
        return Some(Wrong::new(
            format!("the date of birth is after {today}, in the future; correct it"),
            format!("出生日期晚于{}，请更正。", zh_day(today)),
        ));
    }
    let dates = &claim.dates;
    let events = [dates.admission, dates.discharge, dates.diagnosis, dates.accident, dates.death];
    let last = events.into_iter().flatten().max().or(dates.any())?;
    (birth > last).then(|| {
        Wrong::new(
            format!("the date of birth is after the event on {last}; correct one of the two"),
            format!("出生日期晚于事件日期{}，请更正。", zh_day(last)),
        )
    })
}

/// Checks the amounts of a row as the file has them, before anything is derived from them.
pub(super) fn amounts(draft: &Draft, profile: ClaimProfile, found: &mut Vec<Found>) {
    if !draft.reversal {
        found.extend(negative(draft).map(|(target, amount)| (target, Wrong::negative(amount))));
    }
    if profile.ties {
        let untied = ties::untied(&draft.facts.claim.settlement, profile.member_part);
        found.extend(untied.iter().map(|u| (Target::Amount(u.whole), Wrong::new(u.en(), u.zh() + "。"))));
    }
}

fn negative(draft: &Draft) -> impl Iterator<Item = (Target<'static>, Fen)> {
    let claim = &draft.facts.claim;
    let figures = claim.settlement.known().map(|(c, amount)| (Target::Amount(c), amount));
    let expenses = claim.expenses.iter().map(|(class, amount)| (Target::Expense(*class), *amount));
    let layers = draft.facts.layers.iter().map(|(id, amount)| (Target::Layer(id.clone()), *amount));
    figures.chain(expenses).chain(layers).filter(|(_, amount)| *amount < Fen::ZERO)
}
