//! Settlements that imports brought: each is found again, so that it is taken in once.

use serde::Serialize;
use sqlx::FromRow;

use crate::engine::claim::words::Word;
use crate::engine::office::stage::StageName;
use crate::store::bulk::{Column, Given};
use crate::store::column::{number, word};
use crate::store::error::StoreError;
use crate::store::seal::KeyRing;
use crate::store::tx::Tx;

/// The blind index of a settlement under a scheme, by its id or, where it has none, by the hash of its row.
pub fn settlement_index(keys: &KeyRing, scheme: &str, identity: &str) -> String {
    keys.index("settlement", &format!("{scheme}\n{identity}"))
}

/// The claim of a settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Its id.
    pub claim: String,
    /// Its stage.
    pub stage: StageName,
    /// Was it corrected since it came?
    pub is_corrected: bool,
}

#[derive(Serialize)]
struct Asked<'a> {
    settlement_index: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("settlement_index", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    id: String,
    stage: String,
    corrected: i64,
}

/// The claims of some settlements, in their order. Those of an import that was taken back do not count.
///
/// # Errors
///
/// Those of the database.
pub async fn of_settlements(tx: &mut Tx, indexes: &[&str]) -> Result<Vec<Option<TakenIn>>, StoreError> {
    let asked: Vec<Asked<'_>> = indexes.iter().map(|settlement_index| Asked { settlement_index }).collect();
    let sql = "select g.nth, c.id, c.stage, (select count(*) from decision d where d.book_id = c.book_id \
        and d.claim_id = c.id and d.cause = 'correct') as corrected from given g \
        join claim c on c.book_id = g.book_id and c.settlement_index = g.settlement_index \
        left join import_run i on i.book_id = c.book_id and i.id = c.import_id where i.undone_at is null";
    let mut found: Vec<Option<TakenIn>> = indexes.iter().map(|_| None).collect();
    for row in tx.bulk_read::<Row>(&ASKED, &asked, sql).await? {
        found[number::<usize>(row.nth)?] = Some(TakenIn {
            claim: row.id,
            stage: word::<StageName>(&row.stage)?,
            is_corrected: row.corrected > 0,
        });
    }
    Ok(found)
}

/// A claim that an import brought.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Brought {
    nth: i64,
    /// Its id.
    pub id: String,
    /// Its receipt number.
    pub receipt: i64,
}

/// So many claims of an import are found at once: one more than are taken back in a slice.
pub const AT_ONCE: usize = 2001;

/// Claims of an import: those whose receipt numbers are below one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OfImport<'a> {
    /// The import.
    pub import_id: &'a str,
    /// Below this receipt number.
    pub below: i64,
}

const OF_IMPORT: Given =
    Given { name: "given", columns: &[("import_id", Column::Text), ("below", Column::Number)] };

/// The claims that imports brought and that were not revoked, by import, from the last one on, at most [`AT_ONCE`] each.
///
/// # Errors
///
/// Those of the database.
pub async fn of_imports(tx: &mut Tx, asked: &[OfImport<'_>]) -> Result<Vec<Vec<Brought>>, StoreError> {
    let sql = "select g.nth, c.id, c.receipt from given g join claim c on c.book_id = g.book_id and c.id in \
        (select x.id from claim x where x.book_id = g.book_id and x.import_id = g.import_id \
        and x.receipt < g.below and x.stage <> 'revoked' order by x.receipt desc limit 2001) \
        order by g.nth, c.receipt desc";
    let mut found: Vec<Vec<Brought>> = asked.iter().map(|_| vec![]).collect();
    for row in tx.bulk_read::<Brought>(&OF_IMPORT, asked, sql).await? {
        found[number::<usize>(row.nth)?].push(row);
    }
    Ok(found)
}

impl TakenIn {
    /// Was it taken back?
    pub fn is_revoked(&self) -> bool {
        self.stage.word() == StageName::Revoked.word()
    }
}
