//! Revoke (撤销): a claim is taken back, and with it whatever was decided; its limit is free again.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::{DecidedAnswer, found};
use super::office::Office;
use super::windows::{self, To, Work};
use crate::engine::name::Name;
use crate::engine::office::{Refusal, Right};
use crate::store::accumulator::Totals;
use crate::store::claim::Claim;
use crate::store::{StoreError, Tx};

/// Takes a claim back.
pub struct Revoke;

/// A claim to be taken back; why stands in the call's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeRequest {
    /// The claim.
    pub claim: Name,
}

impl Act for Revoke {
    const NAME: &'static str = "revoke";
    const RIGHT: Right = Right::Correct;
    type Request = RevokeRequest;
    type Answer = DecidedAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, RevokeRequest>],
    ) -> Result<Vec<Outcome<DecidedAnswer>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let mut works = Vec::with_capacity(slice.len());
        let mut hashes = Vec::with_capacity(slice.len());
        for (claim, asked) in found.into_iter().zip(slice) {
            hashes.push(match work(office, tx, claim, asked).await? {
                Ok((work, hash)) => {
                    works.push(work);
                    Ok(hash)
                }
                Err(refusal) => Err(refusal),
            });
        }
        let mut came = windows::work(tx, works, Totals::default()).await?.into_iter();
        let mut outcomes = Vec::with_capacity(slice.len());
        for (id, hash) in ids.iter().zip(hashes) {
            outcomes.push(match hash {
                Ok(before) => {
                    let came = came.next().ok_or_else(|| StoreError::Broken(format!("{id} was left out")))?;
                    Ok(Done { before, ..Done::new(DecidedAnswer::of(id, &came), *id) })
                }
                Err(refusal) => Err(refusal),
            });
        }
        Ok(outcomes)
    }
}

async fn work(
    office: &Office,
    tx: &mut Tx,
    claim: Result<Claim, Refusal>,
    asked: &Asked<'_, RevokeRequest>,
) -> Result<Result<(Work, String), Refusal>, StoreError> {
    let claim = match claim {
        Ok(claim) => claim,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = asked.needs_reason("请写明撤销的原因。", "Say why the claim is revoked.") {
        return Ok(Err(refusal));
    }
    let stage = match claim.standing.stage.revoke() {
        Ok(stage) => stage,
        Err(illegal) => return Ok(Err(illegal.into())),
    };
    let Some(scheme) = office.schemes.compiled(tx, &claim.scheme, &claim.editions).await? else {
        return Ok(Err(Refusal::NoEdition { scheme: claim.scheme.as_str().into(), on: None }));
    };
    let hash = claim.facts_hash.clone();
    let to = To::TakeBack { stage, outcome: "none" };
    Ok(Ok((Work::of(claim, scheme, ("revoke", to), By::of(asked)), hash)))
}
