//! Claims as acts read them: opened, with the member as he is now.

use serde::Serialize;
use sqlx::FromRow;

use super::{MemberRow, facts_place};
use crate::engine::claim::{Facts, Person};
use crate::engine::money::Fen;
use crate::engine::office::{Stage, Standing};
use crate::store::bulk::{Column, Given};
use crate::store::column::{number, word};
use crate::store::error::StoreError;
use crate::store::seal::KeyRing;
use crate::store::tx::Tx;

/// A claim as it stands.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Its receipt number.
    pub receipt: u64,
    /// The scheme.
    pub scheme: String,
    /// Changes whenever an edition of the scheme is published or withdrawn.
    pub editions: String,
    /// Stage and open holds.
    pub standing: Standing,
    /// How many decisions there are.
    pub decisions: u32,
    /// What the last of them grants.
    pub paid: Fen,
    /// As it was handed in, or corrected.
    pub facts: Facts,
    /// Hash of that.
    pub facts_hash: String,
    /// Who the member is now, his categories left out; one who was merged into another is that other.
    pub person: Person,
    /// The last number of its holds.
    pub last_hold: i64,
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("id", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    id: String,
    receipt: i64,
    scheme_id: String,
    editions: String,
    stage: String,
    holds: i64,
    decisions: i64,
    paid_fen: i64,
    facts_sealed: String,
    facts_hash: String,
    last_hold: i64,
    member_id: String,
    household_id: Option<String>,
    employer_id: Option<String>,
    size: Option<i64>,
    sex: Option<String>,
    birth_sealed: Option<String>,
    service: Option<String>,
    insurance: Option<String>,
}

const CLAIMS: &str = "select g.nth, c.id, c.receipt, c.scheme_id, \
    (select cast(count(*) as text) || '/' || coalesce(max(s.confirmed_at), '') from scheme_edition s \
    where s.scheme_id = c.scheme_id and s.state = 'published') as editions, \
    c.stage, c.holds, c.decisions, c.paid_fen, c.facts_sealed, c.facts_hash, \
    coalesce((select max(h.number) from hold h where h.book_id = c.book_id and h.claim_id = c.id), 0) as last_hold, \
    m.id as member_id, m.household_id, m.employer_id, e.size, m.sex, m.birth_sealed, m.service, m.insurance \
    from given g join claim c on c.book_id = g.book_id and c.id = g.id \
    join member o on o.book_id = c.book_id and o.id = c.member_id \
    join member m on m.book_id = o.book_id and m.id = coalesce(o.merged_into, o.id) \
    left join employer e on e.book_id = m.book_id and e.id = m.employer_id";

/// The claims of some ids, in their order; none where there is no such claim in the book.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be opened.
pub async fn take(tx: &mut Tx, keys: &KeyRing, ids: &[&str]) -> Result<Vec<Option<Claim>>, StoreError> {
    let asked: Vec<Asked<'_>> = ids.iter().map(|id| Asked { id }).collect();
    let rows: Vec<Row> = tx.bulk_read(&ASKED, &asked, CLAIMS).await?;
    let mut found: Vec<Option<Claim>> = ids.iter().map(|_| None).collect();
    for row in rows {
        let at: usize = number(row.nth)?;
        found[at] = Some(claim(tx.book().as_str(), keys, row)?);
    }
    Ok(found)
}

fn claim(book: &str, keys: &KeyRing, row: Row) -> Result<Claim, StoreError> {
    let facts: Facts = keys.open_json(&facts_place(book, &row.id), &row.facts_sealed)?;
    let (decisions, paid) = (number(row.decisions)?, fen(row.paid_fen)?);
    let standing =
        Standing { stage: Stage::of(word(&row.stage)?, decisions, paid), holds: number(row.holds)? };
    let person = MemberRow {
        id: row.member_id,
        household: row.household_id,
        employer: row.employer_id,
        size: row.size,
        sex: row.sex,
        birth_sealed: row.birth_sealed,
        service: row.service,
        insurance: row.insurance,
    };
    Ok(Claim {
        id: row.id,
        receipt: number(row.receipt)?,
        scheme: row.scheme_id,
        editions: row.editions,
        standing,
        decisions,
        paid,
        facts_hash: row.facts_hash,
        person: person.person(book, keys, &facts.person)?,
        facts,
        last_hold: row.last_hold,
    })
}

/// An amount of a column.
pub(in crate::store) fn fen(fen: i64) -> Result<Fen, StoreError> {
    Fen::new(fen).map_err(|why| StoreError::Broken(why.to_string()))
}
