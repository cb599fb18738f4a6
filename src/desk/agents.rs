//! Agents: who hands a claim in for a member, as typed at the counter.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::typed;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::{AgentRelation, Refusal};
use crate::store::{StoreError, Tx, identity};

/// Who hands a claim in for the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// What he is to the member.
    pub relation: AgentRelation,
    /// Kind and number of his identity document, of which the blind index alone is kept.
    pub document: (DocumentKind, String),
}

/// An agent who was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// The blind index of his document.
    pub index: String,
    /// What he is to the member.
    pub relation: &'static str,
}

/// Reads the agents of claims, each with the member; none where the member comes himself, who is no agent.
pub(super) async fn read(
    tx: &mut Tx,
    claims: &[(Option<&Agent>, &str)],
) -> Result<Vec<Result<Option<Known>, Refusal>>, StoreError> {
    let keys = tx.keys().clone();
    let known = |(agent, _): &(Option<&Agent>, &str)| {
        let Some(Agent { relation, document: (kind, number) }) = agent else { return Ok(None) };
        let document = typed::document(*kind, number)?;
        Ok(Some(Known { index: identity::index_of(&keys, &document), relation: relation.word() }))
    };
    let read: Vec<Result<Option<Known>, Refusal>> = claims.iter().map(known).collect();
    let indexes: Vec<&str> =
        read.iter().flatten().flatten().map(|known: &Known| known.index.as_str()).collect();
    let holders = identity::holders(tx, &indexes).await?;
    let holders: HashMap<&str, String> =
        indexes.iter().zip(holders).filter_map(|(index, holder)| Some((*index, holder?.member))).collect();
    let judged = read.iter().zip(claims).map(|(read, (_, member))| {
        let known = read.clone()?;
        let himself = known.as_ref().and_then(|known| holders.get(known.index.as_str()));
        if himself.is_some_and(|holder| holder == member) { Err(himself_there()) } else { Ok(known) }
    });
    Ok(judged.collect())
}

fn himself_there() -> Refusal {
    let said = (
        "代办人的证件就是会员本人的证件；会员本人办理的，请不要填写代办人。",
        "The agent's document is the member's own; where the member comes himself, leave the agent out.",
    );
    Refusal::field("agent", said)
}
