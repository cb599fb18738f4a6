//! Settlements that come again: known where they say what they said, and shown to the clerk where they do not.

use std::collections::HashMap;

use super::Place;
use crate::engine::scheme::said::Said;
use crate::exchange::claims::SettlementRow;
use crate::store::claim::{self, Claim, TakenIn};
use crate::store::{StoreError, Tx};

/// The rows, by their places, whose settlements were taken in with other figures or days, and what is said of each. A claim
/// that was corrected since says what the office found: its settlement may come as it was.
pub(super) async fn others(
    tx: &mut Tx,
    rows: &[Place<'_>],
    before: &[Option<TakenIn>],
) -> Result<HashMap<usize, Said>, StoreError> {
    let as_it_came =
        |before: &Option<TakenIn>| Some(before.as_ref().filter(|before| !before.is_corrected)?.claim.clone());
    let claims: Vec<Option<String>> = before.iter().map(as_it_came).collect();
    let mut ids: Vec<&str> = claims.iter().flatten().map(String::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    let keys = tx.keys().clone();
    let taken_in: HashMap<&str, Claim> = ids
        .iter()
        .zip(claim::take(tx, &keys, &ids).await?)
        .filter_map(|(id, claim)| Some((*id, claim?)))
        .collect();
    let other = |(at, ((_, row), claim)): (usize, (&Place<'_>, &Option<String>))| {
        let claim = taken_in.get(claim.as_deref()?)?;
        (claim.facts.claim != row.claim.facts.claim).then(|| (at, other(&claim.id)))
    };
    Ok(rows.iter().zip(&claims).enumerate().filter_map(other).collect())
}

/// What is said of a row whose settlement came in the same slice; nothing where both say the same.
pub(super) fn in_slice(first: &SettlementRow, row: &SettlementRow) -> Option<Said> {
    (first.claim.facts.claim != row.claim.facts.claim).then(|| {
        Said::new(
            "同时导入的另一行有相同的结算ID，但金额、日期等内容不同；已按另一行受理，请核对。",
            "Another row that came at the same time has this settlement id and says something else; that one was taken in, compare both.",
        )
    })
}

fn other(claim: &str) -> Said {
    Said::new(
        format!(
            "该结算单此前已受理为申请{claim}，但本行的金额、日期等内容与其不同，未作改动；确有变更的，请更正该申请。"
        ),
        format!(
            "The settlement was taken in before as claim {claim}, and this row says something else; nothing was changed. Where the row is right, correct that claim."
        ),
    )
}
