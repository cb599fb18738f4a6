//! What cannot be in a row: dates out of order, a birth after the event, sums that do not tie.

use super::ClaimProfile;
use super::columns::Field;
use super::draft::Draft;
use super::finish::Found;
use super::target::Target;
use super::values::Wrong;
use crate::engine::calendar::{Day, zh_day};
use crate::engine::claim::words::{DateKind, Event, Word};
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
    found.extend(profile.as_of.into_iter().flat_map(|today| future(claim, today)));
    if let Some(early) = submitted_early(claim) {
        found.push((Target::Field(Field::Submitted), early));
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

/// What is said to have happened after the day on which the file is read.
fn future(claim: &Claim, today: Day) -> impl Iterator<Item = Found> {
    let past = [
        DateKind::Admission,
        DateKind::Discharge,
        DateKind::Settlement,
        DateKind::Diagnosis,
        DateKind::Accident,
        DateKind::Death,
    ];
    let dates =
        past.into_iter().map(|kind| (Field::Date(kind), claim.dates.get(kind), (in_words(kind), kind.zh())));
    let submitted = (Field::Submitted, claim.submitted, ("handing in", "申请日期"));
    dates.chain([submitted]).filter_map(move |(field, day, (en, zh))| {
        let day = day.filter(|day| *day > today)?;
        let wrong = Wrong::new(
            format!("the {en} on {day} is after {today}, in the future; correct it"),
            format!("{zh}{}晚于{}，请更正。", zh_day(day), zh_day(today)),
        );
        Some((Target::Field(field), wrong))
    })
}

/// A claim that was handed in before what it is about had happened.
fn submitted_early(claim: &Claim) -> Option<Wrong> {
    let (submitted, kind) = (claim.submitted?, date_of_event(claim)?);
    let day = claim.dates.get(kind).filter(|day| submitted < *day)?;
    Some(Wrong::new(
        format!(
            "the claim was handed in on {submitted}, before the {} on {day}; correct one of the two",
            in_words(kind)
        ),
        format!("申请日期{}早于{}{}，请更正。", zh_day(submitted), kind.zh(), zh_day(day)),
    ))
}

/// The date on which what the claim is about had happened: a diagnosis may be claimed before the stay ends.
fn date_of_event(claim: &Claim) -> Option<DateKind> {
    let of_event: &[DateKind] = match claim.event {
        Some(Event::Treatment) => &[DateKind::Discharge, DateKind::Admission],
        Some(Event::Diagnosis) => &[DateKind::Diagnosis],
        Some(Event::Accident | Event::Disability) => &[DateKind::Accident],
        Some(Event::Death) => &[DateKind::Death],
        Some(Event::Grant) => &[],
        None => &[DateKind::Discharge, DateKind::Death, DateKind::Accident, DateKind::Diagnosis],
    };
    of_event.iter().copied().find(|kind| claim.dates.get(*kind).is_some())
}

/// `discharge` for `discharge-date`.
fn in_words(kind: DateKind) -> &'static str {
    kind.word().trim_end_matches("-date")
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

/// Finds amounts below nought, unless the row takes a settlement back.
pub(super) fn negative(draft: &Draft, found: &mut Vec<Found>) {
    if !draft.reversal {
        found.extend(below_nought(draft).map(|(target, amount)| (target, Wrong::negative(amount))));
    }
}

/// Checks the sums of a row as the file has them, before anything is derived from them.
pub(super) fn ties(draft: &Draft, profile: ClaimProfile, found: &mut Vec<Found>) {
    if profile.ties {
        let untied = ties::untied(&draft.facts.claim.settlement, profile.member_part);
        found.extend(untied.iter().map(|u| (Target::Amount(u.whole), Wrong::new(u.en(), u.zh() + "。"))));
    }
}

fn below_nought(draft: &Draft) -> impl Iterator<Item = (Target<'static>, Fen)> {
    let claim = &draft.facts.claim;
    let figures = claim.settlement.known().map(|(c, amount)| (Target::Amount(c), amount));
    let expenses = claim.expenses.iter().map(|(class, amount)| (Target::Expense(*class), *amount));
    let layers = draft.facts.layers.iter().map(|(id, amount)| (Target::Layer(id.clone()), *amount));
    figures.chain(expenses).chain(layers).filter(|(_, amount)| *amount < Fen::ZERO)
}
