//! Claims with their facts, and decisions with their lines and movements.

use futures_util::TryStreamExt as _;
use sqlx::FromRow;

use super::{ExportError, Rows, Taken};
use crate::engine::adjudicate::Adjudication;
use crate::engine::claim::Facts;
use crate::store::claim::{Decided, decided_place};
use crate::store::error::StoreError;
use crate::store::seal::Place;

/// A claim.
#[derive(Clone, Debug, FromRow)]
pub struct ClaimOut {
    /// The scheme.
    pub scheme_id: String,
    /// Its id.
    pub id: String,
    /// Its receipt number.
    pub receipt: i64,
    /// The member.
    pub member_id: String,
    /// The stage.
    pub stage: String,
    /// Open holds.
    pub holds: i64,
    /// How many decisions.
    pub decisions: i64,
    /// What the last of them grants, in fen.
    pub paid_fen: i64,
    /// Who entered it.
    pub entered_by: String,
    facts_sealed: String,
    /// What it is decided from; invoices and diagnoses as far as they may be seen.
    #[sqlx(skip)]
    pub facts: Facts,
}

/// A decision.
#[derive(Clone, Debug, FromRow)]
pub struct DecisionOut {
    /// The claim.
    pub claim_id: String,
    /// Its number.
    pub number: i64,
    /// What it says.
    pub outcome: String,
    /// Why there is one.
    pub cause: String,
    /// What is granted, in fen.
    pub paid_fen: i64,
    /// The change, in fen.
    pub change_fen: i64,
    /// The edition.
    pub edition: String,
    /// Who decided.
    pub decided_by: String,
    /// In whose name.
    pub decided_for: Option<String>,
    /// When.
    pub decided_at: String,
    answer: String,
    /// How it was computed; none where nothing was.
    #[sqlx(skip)]
    pub adjudication: Option<Adjudication>,
}

const CLAIMS: &str = "select scheme_id, id, receipt, member_id, stage, holds, decisions, paid_fen, entered_by, \
    facts_sealed from claim where book_id = $1 order by scheme_id, receipt";

const DECISIONS: &str = "select claim_id, number, outcome, cause, paid_fen, change_fen, edition, decided_by, \
    decided_for, decided_at, answer from decision where book_id = $1 order by claim_id, number";

impl Taken {
    /// All claims, by scheme and receipt number.
    ///
    /// # Errors
    ///
    /// Those of the database, and of whoever takes the rows.
    pub async fn claims(&mut self, each: Rows<'_, ClaimOut>) -> Result<(), ExportError> {
        let (keys, book, whole) = (self.keys.clone(), self.book.clone(), self.whole);
        let mut rows = sqlx::query_as::<_, ClaimOut>(CLAIMS).bind(&self.book).fetch(&mut *self.point);
        while let Some(mut claim) = rows.try_next().await? {
            let place = Place { table: "claim", column: "facts_sealed", book: &book, row: &claim.id };
            let mut facts: Facts = keys.open_json(&place, &claim.facts_sealed).map_err(StoreError::from)?;
            if !whole.diagnoses {
                facts.claim.diagnoses = categories(&facts);
            }
            if !whole.personal {
                facts.claim.invoice = None;
                facts.claim.admission = None;
                facts.person.birth = None;
            }
            claim.facts = facts;
            each(claim)?;
        }
        Ok(())
    }

    /// All decisions, by claim and number.
    ///
    /// # Errors
    ///
    /// Those of the database, and of whoever takes the rows.
    pub async fn decisions(&mut self, each: Rows<'_, DecisionOut>) -> Result<(), ExportError> {
        let (keys, book) = (self.keys.clone(), self.book.clone());
        let mut rows = sqlx::query_as::<_, DecisionOut>(DECISIONS).bind(&self.book).fetch(&mut *self.point);
        while let Some(mut decision) = rows.try_next().await? {
            if !decision.answer.is_empty() {
                let row = format!("{}/{}", decision.claim_id, decision.number);
                let decided: Decided = keys
                    .open_json(&decided_place(&book, &row), &decision.answer)
                    .map_err(StoreError::from)?;
                decision.adjudication = Some(decided.adjudication);
            }
            each(decision)?;
        }
        Ok(())
    }
}

/// The categories of the diagnoses: three characters of each code.
fn categories(facts: &Facts) -> Vec<crate::engine::claim::diagnosis::IcdCode> {
    let category = |code: &crate::engine::claim::diagnosis::IcdCode| {
        code.to_string().chars().take(3).collect::<String>().parse().ok()
    };
    facts.claim.diagnoses.iter().filter_map(category).collect()
}
