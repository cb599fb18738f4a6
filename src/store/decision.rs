//! Decisions: each a row that is never changed, with the whole answer sealed beside what it pays.

use serde::Serialize;

use super::bulk::{Column, Given};
use super::claim::{Decided, decided_place};
use super::error::StoreError;
use super::seal::KeyRing;
use super::tx::Tx;
use crate::engine::adjudicate::PoolShare;

/// A decision to be written.
#[derive(Clone, Debug, Serialize)]
pub struct NewDecision {
    /// The claim.
    pub claim_id: String,
    /// Its number among the claim's decisions, from 1.
    pub number: i64,
    /// `approve`, `deny`, `pend`; `none`: what stood is taken back.
    pub outcome: &'static str,
    /// Why there is one: `decide`, `correct`, `revoke`, `replay`, `review` or `appeal`.
    pub cause: &'static str,
    /// What is granted.
    pub paid_fen: i64,
    /// The same less what was granted before: all changes of a claim add up to what it is granted.
    pub change_fen: i64,
    /// First day and hash of each edition, separated by a blank.
    pub edition: String,
    /// What each pool is to pay of each benefit, as JSON: `[["inpatient","county",40000]]`, in fen.
    pub funding: String,
    /// What it was decided from and how it was computed, sealed by [`seal`]; empty where nothing was computed.
    pub answer: String,
    /// Who decided, or whose act made it be computed again.
    pub decided_by: String,
    /// In whose name.
    pub decided_for: Option<String>,
    /// The moment.
    pub decided_at: String,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("number", Column::Number),
        ("outcome", Column::Text),
        ("cause", Column::Text),
        ("paid_fen", Column::Number),
        ("change_fen", Column::Number),
        ("edition", Column::Text),
        ("funding", Column::Text),
        ("answer", Column::Text),
        ("decided_by", Column::Text),
        ("decided_for", Column::Text),
        ("decided_at", Column::Text),
    ],
};

/// Writes decisions.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, decisions: &[NewDecision]) -> Result<(), StoreError> {
    let sql = "insert into decision (book_id, claim_id, number, outcome, cause, paid_fen, change_fen, edition, \
        funding, answer, decided_by, decided_for, decided_at) select book_id, claim_id, number, outcome, cause, paid_fen, change_fen, \
        edition, funding, answer, decided_by, decided_for, decided_at from given";
    tx.bulk(&NEW, decisions, sql).await.map(|_| ())
}

/// What each pool is to pay of each benefit, as a decision has it.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub fn funding(shares: &[PoolShare]) -> Result<String, StoreError> {
    let shares: Vec<_> = shares.iter().map(|one| (&one.benefit, &one.pool, one.amount.get())).collect();
    Ok(serde_json::to_string(&shares)?)
}

/// Seals the answer of a decision, by its claim and number.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub fn seal(
    keys: &KeyRing,
    book: &str,
    (claim, number): (&str, i64),
    decided: &Decided,
) -> Result<String, StoreError> {
    Ok(keys.seal_json(&decided_place(book, &format!("{claim}/{number}")), decided)?)
}
