//! What follows from the cells of a row together: the person, place, days, event, category and cover.

use super::columns::Field;
use super::draft::Draft;
use super::target::Target;
use super::values::Wrong;
use crate::engine::calendar::stay_days;
use crate::engine::claim::words::{Event, Place, Setting};
use crate::engine::claim::{Claim, PlanCover};
use crate::engine::ids::ResidentId;
use crate::engine::people::CategorySpell;

/// What is wrong, and with which column.
pub(super) type Found = (Target<'static>, Wrong);

/// Puts in what follows; what contradicts itself is found.
pub(super) fn finish(draft: &mut Draft, found: &mut Vec<Found>) {
    identity(draft, found);
    category(draft);
    cover(draft);
    let claim = &mut draft.facts.claim;
    if let (Some(code), Some(number)) = (&draft.bill_code, &claim.invoice) {
        claim.invoice = Some(format!("{code}-{number}"));
    }
    let areas = draft.insured_area.as_deref().zip(draft.care_area.as_deref());
    claim.place = claim.place.or_else(|| areas.map(|(insured, care)| place(insured, care)));
    claim.days = claim.days.or_else(|| days(claim));
    claim.event = claim.event.or_else(|| event(claim));
}

/// Birth and sex out of the identity number, which is then forgotten.
fn identity(draft: &mut Draft, found: &mut Vec<Found>) {
    let resident = draft.cert.as_deref().is_none_or(|c| ["01", "1"].contains(&c) || c.contains("身份证"));
    let Some(typed) = draft.id_number.as_ref().filter(|_| resident) else { return };
    let id = match ResidentId::parse(typed) {
        Ok(id) => id,
        Err(e) => return found.push((Target::Field(Field::IdNumber), Wrong::new(e.to_string(), e.zh()))),
    };
    let person = &mut draft.facts.person;
    if *person.birth.get_or_insert(id.birth()) != id.birth() {
        let wrong = Wrong::new(
            "the date of birth is not the one in the identity number; compare both with the card",
            "出生日期与身份证号码不一致，请对照证件核对。",
        );
        found.push((Target::Field(Field::Birth), wrong));
    }
    if *person.sex.get_or_insert(id.sex()) != id.sex() {
        let wrong = Wrong::new(
            "the sex is not the one in the identity number; compare both with the card",
            "性别与身份证号码不一致，请对照证件核对。",
        );
        found.push((Target::Field(Field::Sex), wrong));
    }
}

fn category(draft: &mut Draft) {
    let Some(category) = draft.category.take() else { return };
    let (from, to, verified) = (draft.category_from, draft.category_to, draft.verified);
    draft.facts.person.categories.push(CategorySpell { category, from, to, verified });
}

/// One entry a plan; none where the row says nothing about cover.
fn cover(draft: &mut Draft) {
    let stated = !draft.plans.is_empty()
        || draft.covered.is_some()
        || draft.enrolled_from.is_some()
        || draft.enrolled_to.is_some()
        || draft.days_enrolled.is_some()
        || draft.joining.is_some()
        || draft.share_units.is_some();
    if !stated {
        return;
    }
    // The day of cover is counted to the date that decides a benefit, which benefits may choose differently:
    // so the first and last day of cover travel with the claim. A stated day of cover stands as it is.
    let day = draft.days_enrolled;
    let since = draft.enrolled_from.filter(|_| day.is_none());
    let covered = draft.covered.unwrap_or(day.is_none_or(|day| day > 0));
    let until = draft.enrolled_to;
    let (joining, share_units) = (draft.joining, draft.share_units);
    let entry = |plan: String| PlanCover { plan, covered, day, since, until, joining, share_units };
    let plans = if draft.plans.is_empty() { vec![String::new()] } else { std::mem::take(&mut draft.plans) };
    draft.facts.cover = plans.into_iter().map(entry).collect();
}

/// The place out of two area codes: four digits name the city, two the province.
fn place(insured: &str, care: &str) -> Place {
    if insured.get(..4) == care.get(..4) {
        Place::Local
    } else if insured.get(..2) == care.get(..2) {
        Place::Province
    } else {
        Place::Outside
    }
}

/// Days of the stay, where there was one.
fn days(claim: &Claim) -> Option<u16> {
    let stays = [Setting::Inpatient, Setting::MaternityInpatient, Setting::DaySurgery];
    let stayed = claim.setting.is_none_or(|setting| stays.contains(&setting));
    let (from, to) = (claim.dates.admission?, claim.dates.discharge?);
    (stayed && from <= to).then(|| u16::try_from(stay_days(from, to)).ok()).flatten()
}

/// The event where the row does not say: treatment when there is a setting or a settlement, diagnosis when
/// its date is the only one. With the date of an accident, a death or a grant it may as well be that, and stays
/// unknown.
fn event(claim: &Claim) -> Option<Event> {
    let dates = &claim.dates;
    if dates.accident.or(dates.death).or(dates.grant).is_some() {
        return None;
    }
    if claim.setting.is_some() || !claim.settlement.is_empty() {
        return Some(Event::Treatment);
    }
    let mut others = claim.dates.clone();
    let diagnosis = others.diagnosis.take();
    diagnosis.filter(|_| others.any().is_none()).map(|_| Event::Diagnosis)
}
