//! What moved in a period between a pool and a party: kept beside the postings, as an account's periods beside its lines.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::ledger::contributed::Contributed;
use crate::engine::ledger::{Period, Posting};
use crate::engine::name::Name;
use crate::store::bulk::{Column, Given};
use crate::store::error::StoreError;
use crate::store::tx::Tx;

/// Between whom: party, pool, payer; and when.
type Key = (Name, Name, Name, Period);

/// What waits to be added.
#[derive(Debug, Default)]
pub(super) struct Moved(BTreeMap<Key, Contributed>);

#[derive(Serialize)]
struct Row<'a> {
    party: &'a Name,
    pool_id: &'a Name,
    payer: &'a Name,
    period: String,
    due_fen: i64,
    received_fen: i64,
    open_fen: i64,
    advance_fen: i64,
}

impl Moved {
    /// Takes in what postings of a period say of contributions.
    pub(super) fn extend(&mut self, period: Period, postings: &[Posting]) {
        for posting in postings {
            let Some(moved) = Contributed::of(posting) else { continue };
            let key = (posting.party().into(), posting.pool().into(), posting.sub().into(), period);
            self.0.entry(key).or_default().add(moved);
        }
    }

    /// Adds it to what stands.
    pub(super) async fn write(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let rows: Vec<Row<'_>> = self.0.iter().map(row).collect();
        tx.bulk(&PARTIES, &rows, ADD).await.map(|_| ())
    }
}

fn row<'m>(((party, pool_id, payer, period), moved): (&'m Key, &Contributed)) -> Row<'m> {
    Row {
        party,
        pool_id,
        payer,
        period: period.to_string(),
        due_fen: moved.due.get(),
        received_fen: moved.received.get(),
        open_fen: moved.open.get(),
        advance_fen: moved.advance.get(),
    }
}

const PARTIES: Given = Given {
    name: "given",
    columns: &[
        ("party", Column::Text),
        ("pool_id", Column::Text),
        ("payer", Column::Text),
        ("period", Column::Text),
        ("due_fen", Column::Number),
        ("received_fen", Column::Number),
        ("open_fen", Column::Number),
        ("advance_fen", Column::Number),
    ],
};

const ADD: &str = "insert into party_period (book_id, party, pool_id, payer, period, due_fen, received_fen, open_fen, \
    advance_fen) select book_id, party, pool_id, payer, period, due_fen, received_fen, open_fen, advance_fen from given \
    where true on conflict (book_id, party, pool_id, payer, period) do update set \
    due_fen = party_period.due_fen + excluded.due_fen, received_fen = party_period.received_fen + excluded.received_fen, \
    open_fen = party_period.open_fen + excluded.open_fen, \
    advance_fen = party_period.advance_fen + excluded.advance_fen";
