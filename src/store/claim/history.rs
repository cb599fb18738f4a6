//! Claims that were decided, with what they were decided from: for windows that are computed again.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::read::fen;
use crate::engine::adjudicate::Adjudication;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::office::{Stage, Standing};
use crate::engine::scheme::model::Scope;
use crate::store::bulk::{Column, Given};
use crate::store::column::{number, word};
use crate::store::error::StoreError;
use crate::store::seal::{KeyRing, Place};
use crate::store::tx::Tx;

/// What is sealed with a decision: it can be computed again from it, whatever changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The claim with all that the office knew of the member.
    pub facts: Facts,
    /// What was decided.
    pub adjudication: Adjudication,
}

/// Where a decision's answer is sealed: the row is `claim/number`.
pub fn decided_place<'a>(book: &'a str, row: &'a str) -> Place<'a> {
    Place { table: "decision", column: "answer", book, row }
}

/// An owner whose claims are looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Near {
    /// The scheme.
    pub scheme: String,
    /// `member`, `household`, `employer` or `pool`.
    pub scope: &'static str,
    /// The owner; empty for the pool.
    pub owner: String,
}

impl Near {
    /// An owner of a scope.
    pub fn new(scheme: &str, (scope, owner): (Scope, &str)) -> Self {
        Self { scheme: scheme.into(), scope: word_of(scope), owner: owner.into() }
    }
}

/// The word of a scope, as movements have it.
pub(super) fn word_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Member => "member",
        Scope::Household => "household",
        Scope::Employer => "employer",
        Scope::Pool => "pool",
    }
}

/// A claim with a decision that stands.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The claim.
    pub id: String,
    /// Its receipt number.
    pub receipt: u64,
    /// Its scheme.
    pub scheme: String,
    /// Stage and open holds.
    pub standing: Standing,
    /// How many decisions there are.
    pub decisions: u32,
    /// What the last of them grants.
    pub paid: Fen,
    /// What the last of them is.
    pub decided: Decided,
}

const NEAR: Given = Given {
    name: "given",
    columns: &[("scheme", Column::Text), ("scope", Column::Text), ("owner", Column::Text)],
};

#[derive(FromRow)]
struct Row {
    id: String,
    receipt: i64,
    scheme_id: String,
    member_id: String,
    stage: String,
    holds: i64,
    decisions: i64,
    paid_fen: i64,
    answer: String,
}

const CLAIMS: &str = "with own as (select book_id, scheme, owner as id from given where scope = 'member' union \
    select g.book_id, g.scheme, m.id from given g \
    join member m on m.book_id = g.book_id and m.merged_into = g.owner where g.scope = 'member'), \
    near as (select c.book_id, c.id from own o \
    join claim c on c.book_id = o.book_id and c.scheme_id = o.scheme and c.member_id = o.id \
    union select c.book_id, c.id from given g \
    join claim c on c.book_id = g.book_id and c.scheme_id = g.scheme and c.household_id = g.owner \
    where g.scope = 'household' \
    union select c.book_id, c.id from given g \
    join claim c on c.book_id = g.book_id and c.scheme_id = g.scheme and c.employer_id = g.owner \
    where g.scope = 'employer' \
    union select c.book_id, c.id from given g \
    join claim c on c.book_id = g.book_id and c.scheme_id = g.scheme where g.scope = 'pool') \
    select c.id, c.receipt, c.scheme_id, coalesce(m.merged_into, m.id) as member_id, c.stage, c.holds, c.decisions, \
    c.paid_fen, d.answer from near n join claim c on c.book_id = n.book_id and c.id = n.id \
    join member m on m.book_id = c.book_id and m.id = c.member_id \
    join decision d on d.book_id = c.book_id and d.claim_id = c.id and d.number = c.decisions \
    where c.stage in ('pending', 'proposed', 'approved', 'denied') and d.answer <> '' order by c.receipt";

/// The claims of owners with a computed decision that stands. What a reviewer denied against it is not among them.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be opened.
pub async fn of_owners(tx: &mut Tx, keys: &KeyRing, owners: &[Near]) -> Result<Vec<Earlier>, StoreError> {
    let rows: Vec<Row> = tx.bulk_read(&NEAR, owners, CLAIMS).await?;
    let book = tx.book().as_str();
    rows.into_iter().map(|row| earlier(book, keys, row)).collect()
}

fn earlier(book: &str, keys: &KeyRing, row: Row) -> Result<Earlier, StoreError> {
    let place = format!("{}/{}", row.id, row.decisions);
    let mut decided: Decided = keys.open_json(&decided_place(book, &place), &row.answer)?;
    decided.facts.person.member = row.member_id;
    let (decisions, paid) = (number(row.decisions)?, fen(row.paid_fen)?);
    Ok(Earlier {
        standing: Standing {
            stage: Stage::of(word(&row.stage)?, decisions, paid),
            holds: number(row.holds)?,
        },
        id: row.id,
        receipt: number(row.receipt)?,
        scheme: row.scheme_id,
        decisions,
        paid,
        decided,
    })
}
