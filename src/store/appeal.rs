//! Appeals: what a member says against a final answer, and what is answered to it.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::tx::Tx;

/// An appeal to be filed.
#[derive(Clone, Debug, Serialize)]
pub struct NewAppeal {
    /// The claim.
    pub claim_id: String,
    /// Its number among the claim's appeals, from 1.
    pub number: i64,
    /// What is said against the answer.
    pub grounds: String,
    /// The day on which the member was told of the answer, where it is known.
    pub told_on: Option<String>,
    /// Who took it in.
    pub filed_by: String,
    /// The moment.
    pub filed_at: String,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("number", Column::Number),
        ("grounds", Column::Text),
        ("told_on", Column::Text),
        ("filed_by", Column::Text),
        ("filed_at", Column::Text),
    ],
};

/// Files appeals.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, appeals: &[NewAppeal]) -> Result<(), StoreError> {
    let sql = "insert into appeal (book_id, claim_id, number, grounds, told_on, filed_by, filed_at) \
        select book_id, claim_id, number, grounds, told_on, filed_by, filed_at from given";
    tx.bulk(&NEW, appeals, sql).await.map(|_| ())
}

/// An answer to an appeal.
#[derive(Clone, Debug, Serialize)]
pub struct Answered {
    /// The claim.
    pub claim_id: String,
    /// Which of its appeals.
    pub number: i64,
    /// `upheld` or `rejected`.
    pub outcome: &'static str,
    /// Who answered.
    pub answered_by: String,
    /// The moment.
    pub answered_at: String,
    /// Why.
    pub reason: String,
}

const ANSWERED: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("number", Column::Number),
        ("outcome", Column::Text),
        ("answered_by", Column::Text),
        ("answered_at", Column::Text),
        ("reason", Column::Text),
    ],
};

/// Answers appeals that are open.
///
/// # Errors
///
/// Those of the database.
pub async fn answer(tx: &mut Tx, answers: &[Answered]) -> Result<(), StoreError> {
    let sql = "update appeal set outcome = g.outcome, answered_by = g.answered_by, answered_at = g.answered_at, \
        reason = g.reason from given g where appeal.book_id = g.book_id and appeal.claim_id = g.claim_id \
        and appeal.number = g.number and appeal.answered_at is null";
    tx.bulk(&ANSWERED, answers, sql).await.map(|_| ())
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// The appeals of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appeals {
    /// The last number; nought where there is none.
    pub last: i64,
    /// The one that is not answered.
    pub open: Option<i64>,
}

#[derive(FromRow)]
struct AnsweredRow {
    nth: i64,
    at: Option<String>,
}

/// When claims got the answers that they have now: the moment of the last decision or, if it is later, of the last
/// review that agreed to it. What is answered to an appeal is not such an answer.
///
/// # Errors
///
/// Those of the database.
pub async fn answered_at(tx: &mut Tx, ids: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
    let asked: Vec<Asked<'_>> = ids.iter().map(|id| Asked { id }).collect();
    let sql = "with answers as (select g.nth, d.decided_at as at from given g \
        join claim c on c.book_id = g.book_id and c.id = g.id \
        join decision d on d.book_id = c.book_id and d.claim_id = c.id and d.number = c.decisions \
        union all select g.nth, r.reviewed_at from given g \
        join claim c on c.book_id = g.book_id and c.id = g.id \
        join review r on r.book_id = c.book_id and r.claim_id = c.id and r.decision = c.decisions \
        and r.outcome = 'approve') select nth, max(at) as at from answers group by nth";
    let mut found: Vec<Option<String>> = ids.iter().map(|_| None).collect();
    for row in tx.bulk_read::<AnsweredRow>(&ASKED, &asked, sql).await? {
        found[number::<usize>(row.nth)?] = row.at;
    }
    Ok(found)
}

#[derive(FromRow)]
struct Row {
    nth: i64,
    last: i64,
    open: Option<i64>,
}

/// The appeals of claims, in their order.
///
/// # Errors
///
/// Those of the database.
pub async fn of_claims(tx: &mut Tx, ids: &[&str]) -> Result<Vec<Appeals>, StoreError> {
    let asked: Vec<Asked<'_>> = ids.iter().map(|id| Asked { id }).collect();
    let sql = "select g.nth, max(a.number) as last, max(case when a.answered_at is null then a.number end) as open \
        from given g join appeal a on a.book_id = g.book_id and a.claim_id = g.id group by g.nth";
    let mut found = vec![Appeals::default(); ids.len()];
    for row in tx.bulk_read::<Row>(&ASKED, &asked, sql).await? {
        found[number::<usize>(row.nth)?] = Appeals { last: row.last, open: row.open };
    }
    Ok(found)
}
