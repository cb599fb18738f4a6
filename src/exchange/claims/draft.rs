//! One row while it is read: the facts so far, and the cells that only mean something together.

use super::columns::Field;
use super::scheme::{Scheme, declared};
use super::target::Target;
use super::values::{self, Wrong};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::{Joining, insurance_of_code, setting_of_code};

/// A row being read.
#[derive(Default)]
pub(in crate::exchange) struct Draft {
    pub facts: Facts,
    pub receipt: Option<u64>,
    pub cert: Option<String>,
    pub id_number: Option<String>,
    pub category: Option<String>,
    pub category_from: Option<Day>,
    pub category_to: Option<Day>,
    pub verified: Option<Day>,
    pub insured_area: Option<String>,
    pub care_area: Option<String>,
    pub bill_code: Option<String>,
    pub settlement_id: Option<String>,
    pub reversal: bool,
    pub reverses: Option<String>,
    pub void: bool,
    pub plans: Vec<String>,
    pub covered: Option<bool>,
    pub enrolled_from: Option<Day>,
    /// Last day of cover, inclusive.
    pub enrolled_to: Option<Day>,
    pub days_enrolled: Option<i32>,
    pub joining: Option<Joining>,
    pub share_units: Option<u16>,
}

impl Draft {
    /// Takes one cell that is not empty.
    pub(super) fn put(&mut self, target: &Target<'_>, cell: &str, scheme: &Scheme<'_>) -> Result<(), Wrong> {
        let claim = &mut self.facts.claim;
        match target {
            Target::Field(field) => return self.put_field(*field, cell, scheme),
            Target::Amount(component) => claim.settlement.set(*component, values::amount(cell)?),
            Target::Expense(class) => {
                claim.expenses.insert(*class, values::amount(cell)?);
            }
            Target::Layer(id) => {
                self.facts.layers.insert(id.clone(), values::amount(cell)?);
            }
            Target::Fact(facts) => {
                let (id, value) = declared(facts, cell)?;
                self.facts.declared.insert(id, value);
            }
            Target::Elsewhere | Target::Unknown => {}
        }
        Ok(())
    }

    fn put_field(&mut self, field: Field, cell: &str, scheme: &Scheme<'_>) -> Result<(), Wrong> {
        let claim = &mut self.facts.claim;
        match field {
            Field::Receipt => self.receipt = Some(values::number(cell, 0..=u64::MAX)?),
            Field::Event => claim.event = Some(values::word(cell)?),
            Field::Setting => claim.setting = Some(values::coded(cell, setting_of_code)?),
            Field::Date(kind) => claim.dates.set(kind, values::day(cell)?),
            Field::Submitted => claim.submitted = Some(values::day(cell)?),
            Field::Place => claim.place = Some(values::word(cell)?),
            Field::InsuredArea => self.insured_area = Some(values::area(cell)?),
            Field::CareArea => self.care_area = Some(values::area(cell)?),
            Field::HospitalLevel => claim.hospital_level = Some(values::hospital_level(cell)?),
            Field::Admission => claim.admission = Some(cell.to_owned()),
            Field::AdmissionNumber => claim.admission_number = Some(values::number(cell, 1..=u16::MAX)?),
            Field::Days => claim.days = Some(values::number(cell, 0..=u16::MAX)?),
            Field::Severity => claim.severity = Some(values::word(cell)?),
            Field::Diagnosis => claim.diagnoses = values::diagnoses(cell)?,
            Field::Invoice => claim.invoice = Some(cell.to_owned()),
            Field::BillCode => self.bill_code = Some(cell.to_owned()),
            Field::SettlementId => self.settlement_id = Some(cell.to_owned()),
            Field::Refund => self.reversal = values::yes_or_no(cell)?,
            Field::Reverses => self.reverses = Some(cell.to_owned()),
            Field::Valid => self.void = !values::yes_or_no(cell)?,
            _ => return self.put_person(field, cell, scheme),
        }
        Ok(())
    }

    fn put_person(&mut self, field: Field, cell: &str, scheme: &Scheme<'_>) -> Result<(), Wrong> {
        let person = &mut self.facts.person;
        match field {
            Field::Member => cell.clone_into(&mut person.member),
            Field::Household => person.household = Some(cell.to_owned()),
            Field::Employer => person.employer = Some(values::employer(cell)?),
            Field::EmployerSize => person.employer_size = Some(values::number(cell, 1..=u32::MAX)?),
            Field::CertType => self.cert = Some(cell.to_owned()),
            Field::IdNumber => self.id_number = Some(cell.to_owned()),
            Field::Birth => person.birth = Some(values::birth(cell)?),
            Field::Sex => person.sex = values::sex(cell)?,
            Field::Insurance => person.insurance = Some(values::coded(cell, insurance_of_code)?),
            Field::Service => person.service = values::service(cell)?,
            Field::Relation => person.relation = Some(values::word(cell)?),
            Field::Category => self.category = Some(scheme.category(cell)?),
            Field::CategoryFrom => self.category_from = Some(values::day(cell)?),
            Field::CategoryTo => self.category_to = Some(values::day(cell)?),
            Field::Verified => self.verified = Some(values::day(cell)?),
            Field::Plan => self.plans = scheme.plans(cell)?,
            Field::Covered => self.covered = Some(values::yes_or_no(cell)?),
            Field::EnrolledFrom => self.enrolled_from = Some(values::day(cell)?),
            Field::EnrolledTo => self.enrolled_to = Some(values::day(cell)?),
            Field::DaysEnrolled => self.days_enrolled = Some(values::number(cell, 0..=i32::MAX)?),
            Field::Joining => self.joining = Some(values::word(cell)?),
            Field::ShareUnits => self.share_units = Some(values::number(cell, 1..=u16::MAX)?),
            _ => {}
        }
        Ok(())
    }
}
