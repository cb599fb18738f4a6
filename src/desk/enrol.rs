//! Enrol: a person into plans of a scheme, for the period of a day.

use std::collections::BTreeMap;

use serde::Serialize;

use super::act::{Act, Asked, Done, Outcome};
use super::enrolling::{self, Enrolled, Plans, Wanted};
use super::{Office, typed};
use crate::engine::calendar::Day;
use crate::engine::claim::Declared;
use crate::engine::claim::words::{Insurance, Joining, Service};
use crate::engine::ids::{DocumentKind, Sex};
use crate::engine::office::{Refusal, Right};
use crate::engine::people::CategorySpell;
use crate::store::{StoreError, Tx};

/// Enrols a person. A member is found by his document, his id or his number in files, or else made new.
pub struct Enrol;

/// Who enrols in what.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Enrolment {
    /// The scheme.
    pub scheme: String,
    /// A day of the period, and the day of enrolment where none is given.
    pub as_of: Day,
    /// The member's id, or his number in files; none: by the document alone.
    pub member: Option<String>,
    /// Kind and number of the identity document, as typed.
    pub document: Option<(DocumentKind, String)>,
    /// The name, as on the document.
    pub name: Option<String>,
    /// Day of birth, where the document does not tell it.
    pub birth: Option<Day>,
    /// Sex, where the document does not tell it.
    pub sex: Option<Sex>,
    /// Telephone, as typed.
    pub phone: Option<String>,
    /// Bank account, as typed.
    pub account: Option<String>,
    /// In whose name the account is, as the bank has it; none: nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The employer: name, id or credit code; none: alone.
    pub employer: Option<String>,
    /// In service or retired.
    pub service: Option<Service>,
    /// The insurance.
    pub insurance: Option<Insurance>,
    /// How the member comes in, where the office does not know it.
    pub joining: Option<Joining>,
    /// The day on which the employer hired him.
    pub hired_on: Option<Day>,
    /// The day of enrolment.
    pub enrolled_on: Option<Day>,
    /// Categories.
    pub categories: Vec<CategorySpell>,
    /// Plans with share units; none: the scheme's only one, one share unit.
    pub plans: Vec<(String, u16)>,
    /// Keys that the scheme declares itself.
    pub declared: BTreeMap<String, Declared>,
}

impl Act for Enrol {
    const NAME: &'static str = "enrol";
    const RIGHT: Right = Right::Enrol;
    type Request = Enrolment;
    type Answer = Enrolled;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Enrolment>],
    ) -> Result<Vec<Outcome<Enrolled>>, StoreError> {
        let read: Vec<Result<Wanted, Refusal>> = slice.iter().map(|asked| wanted(asked.request)).collect();
        let wanted: Vec<Wanted> = read.iter().flatten().cloned().collect();
        let mut answers = enrolling::enrol(office, tx, &wanted).await?.into_iter();
        let answer = |read: Result<Wanted, Refusal>| match read {
            Ok(_) => answers.next().map(|answer| answer.map(done)),
            Err(refusal) => Some(Err(refusal)),
        };
        Ok(read.into_iter().filter_map(answer).collect())
    }
}

/// What is noted of an enrolment.
pub(super) fn done(enrolled: Enrolled) -> Done<Enrolled> {
    let object = enrolled.member.clone();
    Done::new(enrolled, object)
}

fn wanted(request: &Enrolment) -> Result<Wanted, Refusal> {
    let document =
        request.document.as_ref().map(|(kind, number)| typed::document(*kind, number)).transpose()?;
    Ok(Wanted {
        scheme: request.scheme.clone(),
        as_of: request.as_of,
        member: request.member.clone(),
        sex: typed::sex(document.as_ref(), request.sex),
        document,
        name: request.name.clone(),
        birth: request.birth,
        phone: request.phone.as_deref().map(typed::phone).transpose()?,
        account: request.account.as_deref().map(typed::account).transpose()?,
        holder: request.holder.as_deref().map(typed::name).transpose()?.map(str::to_owned),
        employer: request.employer.clone(),
        employer_size: None,
        service: request.service,
        insurance: request.insurance,
        joining: request.joining,
        hired_on: request.hired_on,
        enrolled_on: request.enrolled_on,
        categories: request.categories.clone(),
        declared: request.declared.clone(),
        plans: Plans::Named(request.plans.clone()),
        import: None,
    })
}
