//! Facts as cells: what a file of claims says of them, by the words of its columns.

use crate::engine::claim::words::{DateKind, Word};
use crate::engine::claim::{Claim, Declared, Facts, Person, PlanCover};
use crate::engine::ids::Sex;

/// Word of the column and cell of all that the facts say, in an order that people expect. Read again they give the same
/// facts, but for a second category or plan of cover.
pub fn cells(facts: &Facts) -> Vec<(String, String)> {
    let mut cells = Cells(vec![]);
    cells.person(&facts.person);
    cells.claim(&facts.claim);
    if let Some(cover) = facts.cover.first() {
        cells.cover(cover);
    }
    for (component, amount) in facts.claim.settlement.known() {
        cells.put(component.names().word, Some(amount));
    }
    for (class, amount) in &facts.claim.expenses {
        cells.put(&format!("expense.{}", class.word()), Some(amount));
    }
    for (scheme, amount) in &facts.layers {
        cells.put(&format!("layer.{scheme}"), Some(amount));
    }
    for (id, value) in &facts.declared {
        match value {
            Declared::Word(word) => cells.put(id, Some(word)),
            Declared::Number(number) => cells.put(id, Some(number)),
            Declared::Amount(amount) => cells.put(id, Some(amount)),
        }
    }
    cells.0
}

struct Cells(Vec<(String, String)>);

impl Cells {
    fn put(&mut self, column: &str, value: Option<impl ToString>) {
        self.0.extend(value.map(|value| (column.to_owned(), value.to_string())));
    }

    fn word<W: Word>(&mut self, column: &str, value: Option<W>) {
        self.put(column, value.map(Word::word));
    }

    fn person(&mut self, person: &Person) {
        self.put("member", Some(&person.member).filter(|member| !member.is_empty()));
        self.put("household", person.household.as_ref());
        self.put("employer", person.employer.as_ref());
        self.put("employer_size", person.employer_size);
        self.put("birth", person.birth);
        self.put("sex", person.sex.map(sex));
        if let Some(spell) = person.categories.first() {
            self.put("category", Some(&spell.category));
            self.put("category_from", spell.from);
            self.put("category_to", spell.to);
            self.put("verified", spell.verified);
        }
        self.word("insurance", person.insurance);
        self.word("service", person.service);
        self.word("relation", person.relation);
    }

    fn claim(&mut self, claim: &Claim) {
        self.word("event", claim.event);
        self.word("setting", claim.setting);
        for (_, kind, _) in DateKind::ALL {
            self.put(date(*kind), claim.dates.get(*kind));
        }
        self.put("submitted", claim.submitted);
        self.word("place", claim.place);
        self.word("hospital_level", claim.hospital_level);
        self.put("admission", claim.admission.as_ref());
        self.put("admission_number", claim.admission_number);
        self.put("days", claim.days);
        self.word("severity", claim.severity);
        let diagnoses: Vec<String> = claim.diagnoses.iter().map(ToString::to_string).collect();
        self.put("diagnosis", Some(diagnoses.join("; ")).filter(|codes| !codes.is_empty()));
        self.put("invoice", claim.invoice.as_ref());
    }

    fn cover(&mut self, cover: &PlanCover) {
        self.put("plan", Some(&cover.plan).filter(|plan| !plan.is_empty()));
        self.put("covered", Some(if cover.covered { "是" } else { "否" }));
        self.put("enrolled_from", cover.since);
        self.put("enrolled_to", cover.until);
        self.put("days_enrolled", cover.day);
        self.word("joining", cover.joining);
        self.put("share_units", cover.share_units);
    }
}

/// A sex as files have it.
fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "女",
        Sex::Male => "男",
    }
}

fn date(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Admission => "admission_date",
        DateKind::Discharge => "discharge_date",
        DateKind::Settlement => "settlement_date",
        DateKind::Diagnosis => "diagnosis_date",
        DateKind::Accident => "accident_date",
        DateKind::Death => "death_date",
        DateKind::Grant => "grant_date",
    }
}
