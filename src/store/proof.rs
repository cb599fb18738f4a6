//! Proofs: documents that a category or a payee rests on.

use serde::Serialize;

use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::tx::Tx;

#[derive(Serialize)]
struct Asked<'a> {
    member: &'a str,
    document: &'a str,
}

const ASKED: Given =
    Given { name: "given", columns: &[("member", Column::Text), ("document", Column::Text)] };

/// Which of some documents are those of their members, or of claims of theirs, in order.
///
/// # Errors
///
/// Those of the database.
pub async fn there(tx: &mut Tx, proofs: &[(&str, &str)]) -> Result<Vec<bool>, StoreError> {
    let given: Vec<Asked<'_>> = proofs.iter().map(|(member, document)| Asked { member, document }).collect();
    let sql = "select g.nth from given g join document d on d.book_id = g.book_id and d.id = g.document \
        left join claim c on c.book_id = d.book_id and c.id = d.claim_id \
        where d.member_id = g.member or c.member_id = g.member";
    let rows: Vec<(i64,)> = tx.bulk_read(&ASKED, &given, sql).await?;
    let mut there = vec![false; proofs.len()];
    for (nth,) in rows {
        there[number::<usize>(nth)?] = true;
    }
    Ok(there)
}
