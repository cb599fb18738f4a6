//! File one's own (会员自助申请): a member keeps a draft of a claim of his, or of somebody whom he is guardian or heir of;
//! a clerk hands it in.

use serde::{Deserialize, Serialize};

use super::act::{Done, Outcome};
use super::office::Office;
use super::own::{Own, OwnAct};
use super::submit::{NewRequest, Submitted, hand_in, sealed, write};
use crate::engine::claim::Facts;
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::store::{StoreError, Tx};

/// Keeps the draft of a member.
pub struct FileOwn;

/// A claim that a member files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The scheme.
    pub scheme: Name,
    /// What it is to be decided from; whose it is, is `person.member`.
    pub facts: Facts,
}

impl OwnAct for FileOwn {
    const NAME: &'static str = "file-own";
    type Request = Filing;
    type Answer = Submitted;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        asked: &Own<'_, Filing>,
    ) -> Result<Outcome<Submitted>, StoreError> {
        if let Err(refusal) = asked.stands_for(tx, &asked.request.facts.person.member).await? {
            return Ok(Err(refusal));
        }
        let Filing { scheme, facts } = asked.request.clone();
        let request = NewRequest { scheme, facts, draft: true, import: None, agent: None };
        let requests = [(&request, asked.by())];
        let mut handed_in = hand_in(tx, &requests).await?;
        let sealed = sealed(tx, &requests, &handed_in)?;
        let Some(Ok(one)) = handed_in.pop_if(|one| one.is_ok()) else {
            let refused: Option<Refusal> = handed_in.pop().and_then(Result::err);
            return refused.map(Err).ok_or_else(|| StoreError::Broken("a filing was left out".into()));
        };
        let answer = Submitted { claim: one.row.id.as_str().into(), receipt: one.row.receipt, holds: vec![] };
        write(tx, [one].into_iter(), sealed).await?;
        let object = answer.claim.to_string();
        Ok(Ok(Done::new(answer, object)))
    }
}
