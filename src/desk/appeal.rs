//! Appeal (复议受理): a member says something against a final answer; it is taken in, and somebody else answers it.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::found;
use super::office::Office;
use crate::engine::name::Name;
use crate::engine::office::{Refusal, Right};
use crate::store::appeal::{self, Appeals, NewAppeal};
use crate::store::claim::Claim;
use crate::store::{StoreError, Tx};

/// Takes in an appeal.
pub struct Appeal;

/// An appeal to be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealRequest {
    /// The claim, which must have been approved or denied.
    pub claim: Name,
    /// What is said against the answer.
    pub grounds: String,
}

/// An appeal that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appealed {
    /// The claim.
    pub claim: Name,
    /// Its number among the claim's appeals, from 1.
    pub number: i64,
}

impl Act for Appeal {
    const NAME: &'static str = "appeal";
    const RIGHT: Right = Right::FileAppeal;
    type Request = AppealRequest;
    type Answer = Appealed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, AppealRequest>],
    ) -> Result<Vec<Outcome<Appealed>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let appeals = appeal::of_claims(tx, &ids).await?;
        let mut rows = vec![];
        let mut outcomes = Vec::with_capacity(slice.len());
        for ((claim, appeals), asked) in found.into_iter().zip(appeals).zip(slice) {
            outcomes.push(claim.and_then(|claim| {
                let row = one(&claim, appeals, asked)?;
                let answer = Appealed { claim: asked.request.claim.clone(), number: row.number };
                rows.push(row);
                Ok(Done::new(answer, claim.id))
            }));
        }
        appeal::insert(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn one(claim: &Claim, appeals: Appeals, asked: &Asked<'_, AppealRequest>) -> Result<NewAppeal, Refusal> {
    claim.standing.stage.reopen()?;
    if appeals.open.is_some() {
        return Err(Refusal::AppealOpen { claim: asked.request.claim.clone() });
    }
    let grounds = asked.request.grounds.trim();
    if grounds.is_empty() {
        return Err(Refusal::field("grounds", ("请写明复议的理由。", "say what the appeal rests on")));
    }
    let by = By::of(asked);
    Ok(NewAppeal {
        claim_id: claim.id.clone(),
        number: appeals.last + 1,
        grounds: grounds.into(),
        filed_by: by.staff,
        filed_at: by.at,
    })
}
