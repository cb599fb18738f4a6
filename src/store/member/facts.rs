//! What is known of a member where a claim is decided or a person is enrolled.

use std::collections::HashSet;

use serde::Serialize;
use sqlx::FromRow;

use super::sealed::{open, open_day};
use crate::engine::calendar::Day;
use crate::engine::claim::words::{Insurance, Service};
use crate::engine::coverage::Spell;
use crate::engine::ids::Sex;
use crate::engine::office::fraud::MemberState;
use crate::engine::people::CategorySpell;
use crate::store::bulk::{Column, Given};
use crate::store::category;
use crate::store::column::{number, some_day, some_sex, some_word, word};
use crate::store::enrolment::{self, Held};
use crate::store::error::StoreError;
use crate::store::seal::KeyRing;
use crate::store::tx::Tx;

/// A member, and all that came with him: read in three statements, however many members are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFacts {
    /// The id that was asked for.
    pub id: String,
    /// Members that were merged into him: what they hold, and what was paid to them, is his.
    pub same: Vec<String>,
    /// The name.
    pub name: String,
    /// Day of birth.
    pub birth: Option<Day>,
    /// Sex.
    pub sex: Option<Sex>,
    /// The household.
    pub household: Option<String>,
    /// The employer's id.
    pub employer: Option<String>,
    /// The employer's name.
    pub employer_name: Option<String>,
    /// How many people the employer has.
    pub employer_size: Option<u32>,
    /// In service or retired.
    pub service: Option<Service>,
    /// The insurance that covers the member.
    pub insurance: Option<Insurance>,
    /// How the member stands in the book.
    pub state: MemberState,
    /// Into whom he was merged.
    pub merged_into: Option<String>,
    /// Day of death.
    pub died_on: Option<Day>,
    /// The bank account that is paid to.
    pub account: Option<String>,
    /// Its blind index.
    pub account_index: Option<String>,
    /// How often the row was changed.
    pub version: i64,
    /// Categories with their days, in the order of their first days.
    pub categories: Vec<CategorySpell>,
    /// Enrolments that stand, in the order of their first days.
    pub enrolments: Vec<Held>,
}

impl MemberFacts {
    /// The member's cover in a scheme, as the rules of coverage look at it.
    pub fn spells(&self, scheme: &str) -> Vec<Spell> {
        self.enrolments.iter().filter(|held| held.scheme == scheme).map(|held| held.spell.clone()).collect()
    }

    /// The member's own id and those of members that were merged into him.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id).chain(&self.same).map(String::as_str)
    }
}

/// A member who is asked for.
#[derive(Serialize)]
pub(in crate::store) struct OfMember<'a> {
    pub(in crate::store) id: &'a str,
}

pub(in crate::store) const OF_MEMBERS: Given = Given { name: "given", columns: &[("id", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    id: String,
    employer_id: Option<String>,
    employer_name: Option<String>,
    size: Option<i64>,
    household_id: Option<String>,
    name_sealed: String,
    sex: Option<String>,
    birth_sealed: Option<String>,
    account_sealed: Option<String>,
    account_index: Option<String>,
    service: Option<String>,
    insurance: Option<String>,
    state: String,
    died_on: Option<String>,
    merged_into: Option<String>,
    version: i64,
}

#[derive(FromRow)]
struct Same {
    nth: i64,
    id: String,
}

/// The members of some ids, in their order; none where there is no such member in the book.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be opened.
pub async fn for_claims(
    tx: &mut Tx,
    keys: &KeyRing,
    ids: &[&str],
) -> Result<Vec<Option<MemberFacts>>, StoreError> {
    let given: Vec<OfMember<'_>> = ids.iter().map(|id| OfMember { id }).collect();
    let rows: Vec<Row> = tx.bulk_read(&OF_MEMBERS, &given, MEMBERS).await?;
    let mut found: Vec<Option<MemberFacts>> = ids.iter().map(|_| None).collect();
    for row in rows {
        let at: usize = number(row.nth)?;
        found[at] = Some(facts(tx.book().as_str(), keys, row)?);
    }
    let same: Vec<Same> = tx.bulk_read(&OF_MEMBERS, &given, SAME).await?;
    for one in same {
        if let Some(member) = &mut found[number::<usize>(one.nth)?] {
            member.same.push(one.id);
        }
    }
    for (at, spell) in category::of_members(tx, &given).await? {
        if let Some(member) = &mut found[at] {
            member.categories.push(spell);
        }
    }
    for (at, held) in enrolment::of_members(tx, &given).await? {
        if let Some(member) = &mut found[at] {
            member.enrolments.push(held);
        }
    }
    Ok(found)
}

const MEMBERS: &str = "select g.nth, m.id, m.employer_id, e.name as employer_name, e.size, m.household_id, \
    m.name_sealed, m.sex, m.birth_sealed, m.account_sealed, m.account_index, m.service, m.insurance, m.state, \
    m.died_on, m.merged_into, m.version \
    from given g join member m on m.book_id = g.book_id and m.id = g.id \
    left join employer e on e.book_id = m.book_id and e.id = m.employer_id";

const SAME: &str = "select g.nth, m.id from given g \
    join member m on m.book_id = g.book_id and m.merged_into = g.id order by g.nth, m.id";

fn facts(book: &str, keys: &KeyRing, row: Row) -> Result<MemberFacts, StoreError> {
    let at = (book, row.id.as_str());
    Ok(MemberFacts {
        same: vec![],
        name: open(keys, at, "name_sealed", &row.name_sealed)?,
        birth: row.birth_sealed.map(|sealed| open_day(keys, at, &sealed)).transpose()?,
        account: row.account_sealed.map(|sealed| open(keys, at, "account_sealed", &sealed)).transpose()?,
        sex: some_sex(row.sex.as_deref())?,
        household: row.household_id,
        employer: row.employer_id,
        employer_name: row.employer_name,
        employer_size: row.size.map(number).transpose()?,
        service: some_word(row.service.as_deref())?,
        insurance: some_word(row.insurance.as_deref())?,
        state: word(&row.state)?,
        merged_into: row.merged_into,
        died_on: some_day(row.died_on.as_deref())?,
        account_index: row.account_index,
        version: row.version,
        categories: vec![],
        enrolments: vec![],
        id: row.id,
    })
}

/// Which of some ids are members of the book.
///
/// # Errors
///
/// Those of the database.
pub async fn which(tx: &mut Tx, ids: &[&str]) -> Result<HashSet<String>, StoreError> {
    let given: Vec<OfMember<'_>> = ids.iter().map(|id| OfMember { id }).collect();
    let sql = "select m.id from given g join member m on m.book_id = g.book_id and m.id = g.id";
    let rows: Vec<(String,)> = tx.bulk_read(&OF_MEMBERS, &given, sql).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
