//! Enrolling: from what is asked for to members, enrolments and dues; shared by all acts that enrol.
//!
//! Everybody is looked up at once, the rules of a scheme see all requests of a slice and period as one roster, and what
//! they accept is written at once: the number of statements does not depend on how many ask.

mod lookup;
mod rules;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Office;
use crate::engine::calendar::Day;
use crate::engine::claim::Declared;
use crate::engine::claim::words::{Insurance, Joining, Service};
use crate::engine::ids::{BankAccount, IdentityDocument, MobilePhone, Sex};
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::people::CategorySpell;
use crate::store::{StoreError, Tx};

use lookup::Known;
pub(super) use lookup::distinct;

/// Which plans are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plans {
    /// These, with share units; none: the scheme's only plan, one share unit.
    Named(Vec<(String, u16)>),
    /// Those that the member held last, with as many share units.
    AsBefore,
}

/// Somebody who would enrol.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub scheme: String,
    /// A day of the period; the day of enrolment when none is given.
    pub as_of: Day,
    /// An id of the book, or the number in files.
    pub member: Option<String>,
    pub document: Option<IdentityDocument>,
    pub name: Option<String>,
    pub birth: Option<Day>,
    pub sex: Option<Sex>,
    pub phone: Option<MobilePhone>,
    pub account: Option<BankAccount>,
    /// In whose name the account is.
    pub holder: Option<String>,
    /// Name, id or credit code.
    pub employer: Option<String>,
    pub employer_size: Option<u32>,
    pub service: Option<Service>,
    pub insurance: Option<Insurance>,
    pub joining: Option<Joining>,
    pub hired_on: Option<Day>,
    pub enrolled_on: Option<Day>,
    pub categories: Vec<CategorySpell>,
    pub declared: BTreeMap<String, Declared>,
    pub plans: Plans,
    pub import: Option<String>,
}

/// Who was enrolled in what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The member's id.
    pub member: String,
    /// Was the member made with it?
    pub is_new: bool,
    /// The enrolments.
    pub plans: Vec<EnrolledPlan>,
    /// What is due in all, by payer.
    pub due: BTreeMap<String, Fen>,
}

/// An enrolment that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolledPlan {
    /// Its id.
    pub id: String,
    /// The plan; empty for a scheme's only one without a name.
    pub plan: String,
    /// First day of cover, inclusive.
    pub from: Day,
    /// Last day of cover, inclusive; none: without end.
    pub to: Option<Day>,
    /// Share units.
    pub share_units: u16,
}

/// Enrols whom the rules let enrol; all plans of a request, or none.
pub(super) async fn enrol(
    office: &Office,
    tx: &mut Tx,
    wanted: &[Wanted],
) -> Result<Vec<Result<Enrolled, Refusal>>, StoreError> {
    let known = Known::of(office, tx, wanted).await?;
    let judged = rules::judge(&known, wanted);
    write::write(office, tx, (wanted, &known), judged).await
}
