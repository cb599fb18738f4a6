//! Attach one's own (会员自助上传): a member adds a document to a claim of his, or of somebody whom he is guardian or heir of.

use super::act::{Done, Outcome};
use super::attach::{AttachRequest, Attached, judged, row};
use super::decide::found;
use super::office::Office;
use super::own::{Own, OwnAct};
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::store::document::{self, Target};
use crate::store::{StoreError, Tx};

/// Adds a document of a member.
pub struct AttachOwn;

impl OwnAct for AttachOwn {
    const NAME: &'static str = "attach-own";
    type Request = AttachRequest;
    type Answer = Attached;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        asked: &Own<'_, AttachRequest>,
    ) -> Result<Outcome<Attached>, StoreError> {
        let id = asked.request.claim.as_str();
        let Some(Ok(claim)) = found(office, tx, &[id]).await?.pop() else {
            return Ok(Err(Refusal::not_found(Thing::Claim, id)));
        };
        if asked.stands_for(tx, &claim.person.member).await?.is_err() {
            return Ok(Err(Refusal::not_found(Thing::Claim, id)));
        }
        let target = Target { claim: id, hash: asked.request.hash() };
        let at = document::targets(tx, &[target]).await?.pop().flatten();
        Ok(match judged(asked.request, at) {
            Err(refusal) => Err(refusal),
            Ok(Some(known)) => Ok(attached(asked.request, &known, true)),
            Ok(None) => {
                let new = row(tx.issue_id('d'), asked.request, asked.by());
                let done = attached(asked.request, &new.id, false);
                document::insert(tx, &[new]).await?;
                Ok(done)
            }
        })
    }
}

fn attached(request: &AttachRequest, id: &str, known: bool) -> Done<Attached> {
    let answer = Attached { claim: request.claim.clone(), document: Name::from(id), known };
    Done { after: request.hash().to_owned(), ..Done::new(answer, id) }
}
