//! Release (解除暂停): somebody who has not entered or decided the claim has looked into a hold, and says why it ends.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::found;
use super::hold::{Held, follow, standing_row};
use super::office::Office;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::claim::{self, Claim, UnderReview, under_review};
use crate::store::hold::{self, Released};
use crate::store::{StoreError, Tx};

/// Releases a hold.
pub struct Release;

/// A hold to be released; why stands in the call's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseRequest {
    /// The claim.
    pub claim: Name,
    /// Which of its holds, from 1.
    pub number: i64,
}

impl Act for Release {
    const NAME: &'static str = "release";
    const RIGHT: Right = Right::Release;
    type Request = ReleaseRequest;
    type Answer = Held;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, ReleaseRequest>],
    ) -> Result<Vec<Outcome<Held>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let reviewed = under_review(tx, office.store.keys(), &ids).await?;
        let admitted: Vec<Result<Claim, Refusal>> = found
            .into_iter()
            .zip(reviewed)
            .zip(slice)
            .map(|((claim, review), asked)| admitted(claim?, review.as_ref(), asked))
            .collect();
        let rows =
            admitted.iter().zip(slice).filter(|(claim, _)| claim.is_ok()).map(|(_, asked)| released(asked));
        let open = hold::release(tx, &rows.collect::<Vec<_>>()).await?;
        let (mut claims, mut outcomes) = (vec![], vec![]);
        for (claim, asked) in admitted.into_iter().zip(slice) {
            let number = asked.request.number;
            outcomes.push(claim.and_then(|claim| {
                if !open.contains(&(claim.id.clone(), number)) {
                    let id = format!("{}/{number}", claim.id);
                    return Err(Refusal::not_found(Thing::Hold, &id));
                }
                let standing = claim.standing.release()?;
                claims.push(standing_row(&claim, standing));
                follow(tx, &claim, &asked.actor);
                let answer = Held { claim: claim.id.as_str().into(), number, open: standing.holds };
                Ok(Done::new(answer, claim.id))
            }));
        }
        claim::update(tx, &claims).await?;
        Ok(outcomes)
    }
}

fn admitted(
    claim: Claim,
    review: Option<&UnderReview>,
    asked: &Asked<'_, ReleaseRequest>,
) -> Result<Claim, Refusal> {
    if let Some(review) = review {
        review.makers.check(&asked.actor)?;
        review.recusal.check(&asked.actor)?;
    }
    claim.standing.release()?;
    asked.needs_reason("请写明解除暂停的理由。", "say why the hold is released")?;
    Ok(claim)
}

fn released(asked: &Asked<'_, ReleaseRequest>) -> Released {
    let by = By::of(asked);
    Released {
        claim_id: asked.request.claim.to_string(),
        number: asked.request.number,
        released_by: by.staff,
        released_at: by.at,
        reason: asked.reason.into(),
    }
}
