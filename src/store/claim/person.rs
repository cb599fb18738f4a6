//! The person of a claim: what the office knows of the member, and what only the claim says.

use crate::engine::claim::Person;
use crate::engine::claim::words::{Insurance, Service};
use crate::store::column::{number, some_day, some_sex, some_word};
use crate::store::error::StoreError;
use crate::store::seal::{KeyRing, Place};

/// A member as columns have him.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct MemberRow {
    pub id: String,
    pub household: Option<String>,
    pub employer: Option<String>,
    pub size: Option<i64>,
    pub sex: Option<String>,
    pub birth_sealed: Option<String>,
    pub service: Option<String>,
    pub insurance: Option<String>,
}

impl MemberRow {
    /// The person, his categories left out. What the office does not know of him is taken from the claim.
    pub fn person(self, book: &str, keys: &KeyRing, claimed: &Person) -> Result<Person, StoreError> {
        let sealed = Place { table: "member", column: "birth_sealed", book, row: &self.id };
        let birth = self.birth_sealed.as_deref().map(|text| keys.open(&sealed, text)).transpose()?;
        let known = Person {
            birth: some_day(birth.as_deref())?,
            sex: some_sex(self.sex.as_deref())?,
            service: some_word::<Service>(self.service.as_deref())?,
            insurance: some_word::<Insurance>(self.insurance.as_deref())?,
            employer_size: self.size.map(number).transpose()?,
            household: self.household,
            employer: self.employer,
            member: self.id,
            ..Person::default()
        };
        Ok(known.or(claimed))
    }
}
