//! Correct an identity number: the new one becomes the member's, the old one stays as replaced.

use std::collections::HashSet;

use serde::Serialize;

use super::act::{Act, Asked, Done, Outcome};
use super::leave::Changed;
use super::{Office, typed};
use crate::engine::claim::words::Word;
use crate::engine::ids::{DocumentKind, IdentityDocument};
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::identity::{self, Holder, NewNumber};
use crate::store::member;
use crate::store::{StoreError, Tx};

/// Gives a member another number of a kind of document. He is still found by the old one.
pub struct CorrectIdentity;

/// Whose number is corrected.
#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    /// The member's id.
    pub member: String,
    /// Kind and new number, as typed.
    pub document: (DocumentKind, String),
}

impl Act for CorrectIdentity {
    const NAME: &'static str = "correct-identity";
    const RIGHT: Right = Right::MergeMembers;
    type Request = Correction;
    type Answer = Changed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Correction>],
    ) -> Result<Vec<Outcome<Changed>>, StoreError> {
        let read = |asked: &Asked<'_, Correction>| {
            typed::document(asked.request.document.0, &asked.request.document.1)
        };
        let documents: Vec<Result<IdentityDocument, Refusal>> = slice.iter().map(read).collect();
        let index = |document: &Result<IdentityDocument, Refusal>| {
            document
                .as_ref()
                .map_or_else(|_| String::new(), |document| identity::index_of(office.store.keys(), document))
        };
        let indexes: Vec<String> = documents.iter().map(index).collect();
        let holders = identity::holders(tx, &indexes.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let there = member::which(tx, &ids).await?;
        let (mut replaced, mut numbers, mut outcomes) = (vec![], vec![], vec![]);
        let mut taken: HashSet<&str> = HashSet::new();
        for (at, (asked, document)) in slice.iter().zip(documents).enumerate() {
            let id = asked.request.member.as_str();
            let judged = document.and_then(|document| {
                let known =
                    if there.contains(id) { Ok(()) } else { Err(Refusal::not_found(Thing::Member, id)) };
                known.and(free(&document, holders[at].as_ref(), id)).map(|()| document)
            });
            let judged = judged.and_then(|document| {
                let fresh = taken.insert(id) && taken.insert(&indexes[at]);
                if fresh { Ok(document) } else { Err(Refusal::Stale { what: Thing::Member, id: id.into() }) }
            });
            outcomes.push(judged.map(|document| {
                replaced.push((id, document.kind().word()));
                numbers.push(NewNumber::document(office.store.keys(), id, &document).because(asked.reason));
                Done { after: indexes[at].clone(), ..Done::new(Changed { member: id.into() }, id) }
            }));
        }
        identity::replace(tx, &replaced).await?;
        identity::insert(tx, office.store.keys(), &numbers).await?;
        Ok(outcomes)
    }
}

/// The number must not be another member's.
fn free(document: &IdentityDocument, holder: Option<&Holder>, id: &str) -> Result<(), Refusal> {
    match holder.filter(|holder| holder.member != id) {
        None => Ok(()),
        Some(holder) => Err(Refusal::DuplicateIdentity {
            kind: document.kind(),
            masked: document.masked().into(),
            member: holder.member.as_str().into(),
        }),
    }
}
