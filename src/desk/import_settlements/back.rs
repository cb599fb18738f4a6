//! Settlements that are taken back: the claims that came of them are revoked, unless they were approved.

use std::collections::{HashMap, HashSet};

use super::judge::Fate;
use super::{Place, TakenIn, bad};
use crate::desk::by::By;
use crate::desk::office::Office;
use crate::desk::windows::{self, To, Work};
use crate::engine::office::Stage;
use crate::engine::scheme::said::Said;
use crate::exchange::claims::SettlementRow;
use crate::store::accumulator::Totals;
use crate::store::claim::{self, Claim, TakenIn as Before, of_settlements};
use crate::store::{StoreError, Tx};

/// Takes the claims of settlements back that rows of the slice reverse.
pub(super) async fn take_back(
    office: &Office,
    tx: &mut Tx,
    (rows, fates, by): (&[Place<'_>], &[Fate], &[By]),
    answers: &mut [TakenIn],
) -> Result<(), StoreError> {
    let back = rows.iter().zip(fates).filter_map(|(row, fate)| match fate {
        Fate::TakesBack(index) => Some((*row, index.as_str())),
        Fate::Known | Fate::Wrong(_) | Fate::Claim { .. } => None,
    });
    let back: Vec<(Place<'_>, &str)> = back.collect();
    let indexes: Vec<&str> = back.iter().map(|(_, index)| *index).collect();
    let before = of_settlements(tx, &indexes).await?;
    let mut ids: Vec<&str> = before.iter().flatten().map(|before| before.claim.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let claims = claim::take(tx, office.store.keys(), &ids).await?;
    let claims: HashMap<&str, &Claim> =
        ids.iter().zip(&claims).filter_map(|(id, claim)| Some((*id, claim.as_ref()?))).collect();
    let (mut works, mut taken) = (vec![], HashSet::new());
    for (((batch, row), _), before) in back.into_iter().zip(&before) {
        let answer = &mut answers[batch];
        match judged(row, before.as_ref(), &claims) {
            Ok(None) => answer.known += 1,
            Ok(Some(claim)) if !taken.insert(claim.id.clone()) => answer.known += 1,
            Ok(Some(claim)) => {
                answer.taken_back += 1;
                works.push(work(office, tx, claim, &by[batch]).await?);
            }
            Err(said) => answer.bad.push(bad(row, said)),
        }
    }
    windows::work(tx, works, Totals::default()).await.map(|_| ())
}

/// The claim that is taken back; none where it is taken back already.
fn judged<'c>(
    row: &SettlementRow,
    before: Option<&Before>,
    claims: &HashMap<&str, &'c Claim>,
) -> Result<Option<&'c Claim>, Said> {
    let id = row.claim.reverses.as_deref().or(row.claim.settlement_id.as_deref()).unwrap_or_default();
    let claim = before.and_then(|before| claims.get(before.claim.as_str()));
    let Some(claim) = claim else {
        return Err(Said::new(
            format!("该行冲销结算单{id}，但没有受理过该结算单，请核对。"),
            format!("The row takes settlement {id} back, which was never taken in; check it."),
        ));
    };
    if before.is_some_and(Before::is_revoked) {
        return Ok(None);
    }
    if !row.claim.facts.claim.settlement.takes_back(&claim.facts.claim.settlement) {
        return Err(Said::new(
            format!("该行冲销申请{}的结算单，但金额不一致，请核对。", claim.id),
            format!(
                "The row takes the settlement of claim {} back, and its amounts are others; compare both.",
                claim.id
            ),
        ));
    }
    if matches!(claim.standing.stage, Stage::Approved { .. }) {
        return Err(Said::new(
            format!("该行冲销的结算单对应申请{}，已批准，请核实是否已付款后人工撤销。", claim.id),
            format!(
                "The row takes the settlement of claim {} back, which is approved; find out whether it was paid, and revoke it by hand.",
                claim.id
            ),
        ));
    }
    Ok(Some(claim))
}

async fn work(office: &Office, tx: &mut Tx, claim: &Claim, by: &By) -> Result<Work, StoreError> {
    let broken = |what: &str| StoreError::Broken(format!("{} {what}", claim.id));
    let scheme = office.schemes.compiled(tx, &claim.scheme, &claim.editions).await?;
    let scheme = scheme.ok_or_else(|| broken("has no edition"))?;
    let stage = claim.standing.stage.revoke().map_err(|_| broken("cannot be revoked"))?;
    let to = To::TakeBack { stage, outcome: "none" };
    Ok(Work::of(claim.clone(), scheme, ("revoke", to), by.clone()))
}
