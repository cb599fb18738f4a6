//! Claims: what was handed in, sealed, and where it stands.

mod beside;
mod history;
mod person;
pub mod queue;
mod read;
mod review;
mod settlement;
mod shown;

pub use beside::{Beside, Owners, beside};
pub use history::{Decided, Earlier, Near, decided_place, of_owners};
pub(in crate::store) use person::MemberRow;
pub use read::{Claim, take};
pub use review::{UnderReview, under_review};
pub use settlement::{AT_ONCE, Brought, OfImport, TakenIn, of_imports, of_settlements, settlement_index};
pub use shown::{Event, Listed, Shown, editions, find, is_seen, list};

use serde::Serialize;

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::seal::{KeyRing, Place};
use super::tx::Tx;
use crate::engine::claim::Facts;

/// A claim to be written.
#[derive(Clone, Debug, Serialize)]
pub struct NewClaim {
    /// Its id, of a number that the book issued.
    pub id: String,
    /// The number on the receipt that the member gets: the same number.
    pub receipt: i64,
    /// The scheme.
    pub scheme_id: String,
    /// Who it is for.
    pub member_id: String,
    /// The household on that day.
    pub household_id: Option<String>,
    /// The employer on that day.
    pub employer_id: Option<String>,
    /// The day that orders it among others, as far as it is known.
    pub event_day: Option<String>,
    /// `draft` or `submitted`.
    pub stage: &'static str,
    /// The day on which it was handed in; none for a draft.
    pub handed_in_on: Option<String>,
    /// How many holds are open.
    pub holds: i64,
    /// What it is to be decided from, sealed by [`seal`].
    pub facts_sealed: String,
    /// Hash of it.
    pub facts_hash: String,
    /// Who entered it.
    pub entered_by: String,
    /// In whose name.
    pub entered_for: Option<String>,
    /// How many decisions there are.
    pub decisions: i64,
    /// What the last of them grants.
    pub paid_fen: i64,
    /// The import that brought it.
    pub import_id: Option<String>,
    /// The blind index of its settlement, where an import brought it.
    pub settlement_index: Option<String>,
}

impl NewClaim {
    /// The same after it was decided.
    pub fn become_as(&mut self, changed: Changed) {
        self.stage = changed.stage;
        self.holds = changed.holds;
        self.decisions = changed.decisions;
        self.paid_fen = changed.paid_fen;
        self.event_day = changed.event_day.or(self.event_day.take());
        self.household_id = changed.household_id.or(self.household_id.take());
        self.employer_id = changed.employer_id.or(self.employer_id.take());
    }
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("receipt", Column::Number),
        ("scheme_id", Column::Text),
        ("member_id", Column::Text),
        ("household_id", Column::Text),
        ("employer_id", Column::Text),
        ("event_day", Column::Text),
        ("stage", Column::Text),
        ("handed_in_on", Column::Text),
        ("holds", Column::Number),
        ("facts_sealed", Column::Text),
        ("facts_hash", Column::Text),
        ("entered_by", Column::Text),
        ("entered_for", Column::Text),
        ("decisions", Column::Number),
        ("paid_fen", Column::Number),
        ("import_id", Column::Text),
        ("settlement_index", Column::Text),
    ],
};

/// Writes claims.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, claims: &[NewClaim]) -> Result<(), StoreError> {
    let sql = "insert into claim (book_id, id, receipt, scheme_id, member_id, household_id, employer_id, event_day, \
        stage, handed_in_on, holds, facts_sealed, facts_hash, decisions, paid_fen, entered_by, entered_for, import_id, \
        settlement_index) select book_id, id, receipt, scheme_id, member_id, household_id, employer_id, event_day, \
        stage, handed_in_on, holds, facts_sealed, facts_hash, decisions, paid_fen, entered_by, entered_for, import_id, \
        settlement_index from given";
    tx.bulk(&NEW, claims, sql).await.map(|_| ())
}

/// How a claim stands after an act. What is none stays as it is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Changed {
    /// The claim.
    pub id: String,
    /// The stage.
    pub stage: &'static str,
    /// The day on which it was handed in, where it is now.
    pub handed_in_on: Option<String>,
    /// How many holds are open.
    pub holds: i64,
    /// How many decisions there are.
    pub decisions: i64,
    /// What the last of them grants.
    pub paid_fen: i64,
    /// The day that orders it among others.
    pub event_day: Option<String>,
    /// The household on that day.
    pub household_id: Option<String>,
    /// The employer on that day.
    pub employer_id: Option<String>,
    /// Corrected facts, sealed.
    pub facts_sealed: Option<String>,
    /// Their hash.
    pub facts_hash: Option<String>,
}

const CHANGED: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("stage", Column::Text),
        ("handed_in_on", Column::Text),
        ("holds", Column::Number),
        ("decisions", Column::Number),
        ("paid_fen", Column::Number),
        ("event_day", Column::Text),
        ("household_id", Column::Text),
        ("employer_id", Column::Text),
        ("facts_sealed", Column::Text),
        ("facts_hash", Column::Text),
    ],
};

/// Writes how claims stand now, each at most once.
///
/// # Errors
///
/// Those of the database.
pub async fn update(tx: &mut Tx, claims: &[Changed]) -> Result<(), StoreError> {
    let sql = "update claim set stage = g.stage, holds = g.holds, decisions = g.decisions, paid_fen = g.paid_fen, \
        handed_in_on = coalesce(g.handed_in_on, claim.handed_in_on), \
        event_day = coalesce(g.event_day, claim.event_day), \
        household_id = coalesce(g.household_id, claim.household_id), \
        employer_id = coalesce(g.employer_id, claim.employer_id), \
        facts_sealed = coalesce(g.facts_sealed, claim.facts_sealed), \
        facts_hash = coalesce(g.facts_hash, claim.facts_hash), version = claim.version + 1 \
        from given g where claim.book_id = g.book_id and claim.id = g.id";
    tx.bulk(&CHANGED, claims, sql).await.map(|_| ())
}

/// Seals the facts of a claim.
///
/// # Errors
///
/// When they cannot be written as JSON.
pub fn seal(keys: &KeyRing, book: &str, claim: &str, facts: &Facts) -> Result<String, StoreError> {
    Ok(keys.seal_json(&facts_place(book, claim), facts)?)
}

fn facts_place<'a>(book: &'a str, claim: &'a str) -> Place<'a> {
    Place { table: "claim", column: "facts_sealed", book, row: claim }
}
