//! Facts: everything that one decision looks at, already parsed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::diagnosis::IcdCode;
use super::settlement::Settlement;
use super::words::{
    DateKind, Event, ExpenseClass, HospitalLevel, Insurance, Joining, Place, Relation, Service, Setting,
    Severity, Word,
};
use crate::engine::calendar::Day;
use crate::engine::ids::Sex;
use crate::engine::money::Fen;
use crate::engine::people::CategorySpell;

/// All that a claim is decided from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// What happened and what it cost.
    pub claim: Claim,
    /// Who was ill.
    pub person: Person,
    /// What the member takes part in: one entry a plan. Empty means: not stated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cover: Vec<PlanCover>,
    /// Keys that the scheme declares itself (`[[fact]]`), by their id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub declared: BTreeMap<String, Declared>,
    /// What other schemes paid on this claim before, by scheme id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub layers: BTreeMap<String, Fen>,
}

/// What happened and what it cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claim {
    /// The occasion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// Where care was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Setting>,
    /// The dates of the claim.
    pub dates: Dates,
    /// The day the claim was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Day>,
    /// The settlement slip.
    pub settlement: Settlement,
    /// The bill by class of expense.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub expenses: BTreeMap<ExpenseClass, Fen>,
    /// Place of treatment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Level of the hospital.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hospital_level: Option<HospitalLevel>,
    /// Identity of the stay (就诊ID): settlements of one stay share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admission: Option<String>,
    /// Which stay of the year it is, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admission_number: Option<u16>,
    /// Days of the stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// How severe, as the reviewer found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Diagnoses, the main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnoses: Vec<IcdCode>,
    /// Invoice identity (code, number).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice: Option<String>,
}

/// The dates that a claim carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    /// 入院日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admission: Option<Day>,
    /// 出院日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discharge: Option<Day>,
    /// 结算日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Day>,
    /// 确诊日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<Day>,
    /// 事故日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accident: Option<Day>,
    /// 身故日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub death: Option<Day>,
    /// 发放日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant: Option<Day>,
}

impl Dates {
    /// The date of one kind.
    pub fn get(&self, kind: DateKind) -> Option<Day> {
        match kind {
            DateKind::Admission => self.admission,
            DateKind::Discharge => self.discharge,
            DateKind::Settlement => self.settlement,
            DateKind::Diagnosis => self.diagnosis,
            DateKind::Accident => self.accident,
            DateKind::Death => self.death,
            DateKind::Grant => self.grant,
        }
    }

    /// Sets the date of one kind.
    pub fn set(&mut self, kind: DateKind, day: Day) {
        let field = match kind {
            DateKind::Admission => &mut self.admission,
            DateKind::Discharge => &mut self.discharge,
            DateKind::Settlement => &mut self.settlement,
            DateKind::Diagnosis => &mut self.diagnosis,
            DateKind::Accident => &mut self.accident,
            DateKind::Death => &mut self.death,
            DateKind::Grant => &mut self.grant,
        };
        *field = Some(day);
    }

    /// The first date there is, in the order of [`DateKind`]: only for sorting a history.
    pub fn any(&self) -> Option<Day> {
        DateKind::ALL.iter().find_map(|(_, kind, _)| self.get(*kind))
    }
}

/// Who was ill, and to whom the windows belong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// The member, by an id of the office's (never an identity number).
    pub member: String,
    /// The household, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<String>,
    /// The employer, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// How many people the employer has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer_size: Option<u32>,
    /// Day of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth: Option<Day>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Categories (hardship …) with their days. The day of the event picks one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategorySpell>,
    /// The insurance that settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insurance: Option<Insurance>,
    /// In service or retired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// Who was ill, seen from the member; the member when not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
}

impl Person {
    /// What the office knows of a member goes before what his claim says of him; what it does not know is taken from
    /// there. Whose he is (household, employer, categories) only the office says, and who was ill only the claim.
    #[must_use]
    pub fn or(self, claimed: &Self) -> Self {
        Self {
            birth: self.birth.or(claimed.birth),
            sex: self.sex.or(claimed.sex),
            service: self.service.or(claimed.service),
            insurance: self.insurance.or(claimed.insurance),
            employer_size: self.employer_size.or(claimed.employer_size),
            relation: claimed.relation,
            ..self
        }
    }
}

/// How a member stands in one plan on the day of the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCover {
    /// The plan's id; empty for a scheme that has only one.
    #[serde(default)]
    pub plan: String,
    /// Is the member covered on the day?
    pub covered: bool,
    /// Which day of unbroken cover the day of the event is, the first being 1; where `since` is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i32>,
    /// First day of unbroken cover: the day of cover is counted from it to the date that decides a benefit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Last day of cover, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// How the member came into this cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joining: Option<Joining>,
    /// Share units held (份数).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_units: Option<u16>,
}

/// The value of a key that a scheme declares itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Declared {
    /// One of the fact's choices (`yes` and `no` for a flag).
    Word(String),
    /// A whole number.
    Number(i32),
    /// An amount.
    Amount(Fen),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_travel_as_json_unchanged() {
        let mut facts = Facts::default();
        facts.claim.event = Some(Event::Treatment);
        facts.claim.dates.set(DateKind::Discharge, Day::constant(2016, 3, 1));
        facts.declared.insert("organ-removed".into(), Declared::Word("yes".into()));
        let text = serde_json::to_string(&facts).unwrap();
        assert_eq!(serde_json::from_str::<Facts>(&text).unwrap(), facts);
    }
}
