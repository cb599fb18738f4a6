//! Answer an appeal (复议答复): by somebody who had no hand in the answer; one that is upheld opens the claim again.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::found;
use super::office::Office;
use super::windows::{self, To, Work};
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::office::{Refusal, Right};
use crate::store::accumulator::Totals;
use crate::store::appeal::{self, Answered, Appeals};
use crate::store::claim::{Claim, UnderReview, under_review};
use crate::store::{StoreError, Tx};

/// Answers an appeal.
pub struct AnswerAppeal;

/// The open appeal of a claim, and its answer; why stands in the call's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRequest {
    /// The claim.
    pub claim: Name,
    /// Is the member right? Then the claim is decided again.
    pub upheld: bool,
}

/// What became of an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealAnswered {
    /// The claim.
    pub claim: Name,
    /// The number of the appeal.
    pub number: i64,
    /// The claim's stage now.
    pub stage: StageName,
}

impl Act for AnswerAppeal {
    const NAME: &'static str = "answer-appeal";
    const RIGHT: Right = Right::AnswerAppeal;
    type Request = AnswerRequest;
    type Answer = AppealAnswered;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, AnswerRequest>],
    ) -> Result<Vec<Outcome<AppealAnswered>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let appeals = appeal::of_claims(tx, &ids).await?;
        let reviews = under_review(tx, office.store.keys(), &ids).await?;
        let (mut rows, mut works, mut outcomes) = (vec![], vec![], Vec::with_capacity(slice.len()));
        for (((claim, appeals), review), asked) in found.into_iter().zip(appeals).zip(reviews).zip(slice) {
            let row = claim.and_then(|claim| {
                let row = one(&claim, appeals, review.as_ref(), asked)?;
                Ok((claim, row))
            });
            outcomes.push(match row {
                Ok((claim, row)) => {
                    let mut stage = claim.standing.stage;
                    let done = AppealAnswered {
                        claim: asked.request.claim.clone(),
                        number: row.number,
                        stage: stage.name(),
                    };
                    let object = claim.id.clone();
                    rows.push(row);
                    if asked.request.upheld {
                        let broken = |_| StoreError::Broken(format!("{object} cannot be opened again"));
                        stage = stage.reopen().map_err(broken)?;
                        works.push(reopened(office, tx, claim, asked).await?);
                    }
                    Ok(Done::new(AppealAnswered { stage: stage.name(), ..done }, object))
                }
                Err(refusal) => Err(refusal),
            });
        }
        appeal::answer(tx, &rows).await?;
        windows::work(tx, works, Totals::default()).await?;
        Ok(outcomes)
    }
}

/// Whoever made or reviewed the answer does not judge it.
fn one(
    claim: &Claim,
    appeals: Appeals,
    review: Option<&UnderReview>,
    asked: &Asked<'_, AnswerRequest>,
) -> Result<Answered, Refusal> {
    let number = appeals.open.ok_or_else(|| Refusal::not_found(Thing::Appeal, &claim.id))?;
    if let Some(review) = review {
        review.makers.check(&asked.actor)?;
        review.reviewers.check(&asked.actor)?;
        review.recusal.check(&asked.actor)?;
    }
    if asked.request.upheld {
        claim.standing.stage.reopen()?;
    }
    asked.needs_reason("请写明答复的理由。", "say what the answer rests on")?;
    let by = By::of(asked);
    Ok(Answered {
        claim_id: claim.id.clone(),
        number,
        outcome: if asked.request.upheld { "upheld" } else { "rejected" },
        answered_by: by.staff,
        answered_at: by.at,
        reason: asked.reason.into(),
    })
}

async fn reopened(
    office: &Office,
    tx: &mut Tx,
    claim: Claim,
    asked: &Asked<'_, AnswerRequest>,
) -> Result<Work, StoreError> {
    let broken = || StoreError::Broken(format!("{} has no edition", claim.scheme));
    let scheme = office.schemes.compiled(tx, &claim.scheme, &claim.editions).await?.ok_or_else(broken)?;
    let stage =
        claim.standing.stage.reopen().map_err(|illegal| StoreError::Broken(format!("{illegal:?}")))?;
    let to = To::TakeBack { stage, outcome: "none" };
    Ok(Work::of(claim, scheme, ("appeal", to), By::of(asked)))
}
