//! A line of an employer's roster: who would enrol, in which plans, and what is known of him.

use std::collections::BTreeMap;

use crate::engine::calendar::Day;
use crate::engine::claim::Declared;
use crate::engine::claim::words::{Insurance, Joining, Service};
use crate::engine::ids::Sex;
use crate::engine::people::CategorySpell;

/// One line of a roster. A member may stand on several lines, each with other plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterLine {
    /// The member, by an id of the office's (never an identity number).
    pub member: String,
    /// The member's name, for the clerk who reads the answer; no rule looks at it.
    pub name: Option<String>,
    /// The employer, by id or name; none for somebody who enrols alone.
    pub employer: Option<String>,
    /// How many people the employer has, enrolled or not. One line of an employer may say it for all.
    pub employer_size: Option<u32>,
    /// Categories with their days; the day of enrolment picks one.
    pub categories: Vec<CategorySpell>,
    /// Day of birth.
    pub birth: Option<Day>,
    /// Sex.
    pub sex: Option<Sex>,
    /// In service or retired.
    pub service: Option<Service>,
    /// The insurance that covers the member.
    pub insurance: Option<Insurance>,
    /// How the member comes into this cover.
    pub joining: Option<Joining>,
    /// The day on which the employer hired the member.
    pub hired_on: Option<Day>,
    /// The day of enrolment; the day for which dues are worked out, when not stated.
    pub enrolled_on: Option<Day>,
    /// What the member enrols in; empty: the scheme's only plan, one share unit.
    pub plans: Vec<PlanChoice>,
    /// The plans that the member holds already (the empty id for a scheme that has only one): they count as
    /// held and for participation, and nothing is due for them.
    pub holds: Vec<String>,
    /// Keys that the scheme declares itself (`[[fact]]`), by their id.
    pub declared: BTreeMap<String, Declared>,
}

/// One plan that a member enrols in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChoice {
    /// The plan's id; empty for the only plan of a scheme.
    pub plan: String,
    /// Share units (份数).
    pub share_units: u16,
}

impl PlanChoice {
    /// One share unit of the only plan of a scheme.
    pub fn only() -> Self {
        Self { plan: String::new(), share_units: 1 }
    }
}
