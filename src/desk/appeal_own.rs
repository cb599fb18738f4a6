//! Appeal oneself (会员自助申请复议): a member says something against the final answer to a claim of his, or of somebody
//! whom he is guardian or heir of; somebody who had no part in the answer looks at it again.

use super::act::{Done, Outcome};
use super::appeal::{AppealRequest, Appealed, in_time, one};
use super::decide::found;
use super::office::Office;
use super::own::{Own, OwnAct};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::store::{StoreError, Tx, appeal, policy};

/// Takes in the appeal of a member.
pub struct AppealOwn;

impl OwnAct for AppealOwn {
    const NAME: &'static str = "appeal-own";
    type Request = AppealRequest;
    type Answer = Appealed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        asked: &Own<'_, AppealRequest>,
    ) -> Result<Outcome<Appealed>, StoreError> {
        let id = asked.request.claim.as_str();
        let Some(Ok(claim)) = found(office, tx, &[id]).await?.pop() else {
            return Ok(Err(Refusal::not_found(Thing::Claim, id)));
        };
        if asked.stands_for(tx, &claim.person.member).await?.is_err() {
            return Ok(Err(Refusal::not_found(Thing::Claim, id)));
        }
        let appeals = appeal::of_claims(tx, &[id]).await?.pop().unwrap_or_default();
        let answered = appeal::answered_at(tx, &[id]).await?.pop().flatten();
        let policies = policy::of(tx).await?;
        let row = one(&claim, appeals, (asked.request, asked.by())).and_then(|row| {
            in_time(answered.as_deref(), &policies, (asked.request, asked.now)).map(|()| row)
        });
        Ok(match row {
            Err(refusal) => Err(refusal),
            Ok(row) => {
                let answer = Appealed { claim: asked.request.claim.clone(), number: row.number };
                appeal::insert(tx, &[row]).await?;
                Ok(Done::new(answer, id))
            }
        })
    }
}
