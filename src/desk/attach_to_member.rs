//! Attach to a member (上传会员材料): a document that belongs to no claim, such as the certificate of a category.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::attach::named;
use super::by::By;
use super::office::Office;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::document::{self, MemberTarget, NewDocument};
use crate::store::files::Stored;
use crate::store::{StoreError, Tx};

/// Adds a document to a member.
pub struct AttachToMember;

/// A document to be added: its content was put onto the disk first ([`Office::put`]), so that no row is without its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberDocument {
    /// The member; one who has left or died as well.
    pub member: Name,
    /// What the document is called.
    pub name: String,
    hash: String,
    media_type: String,
    bytes: u64,
}

impl MemberDocument {
    /// A document that is on the disk.
    pub fn new(member: &str, name: &str, stored: &Stored) -> Self {
        Self {
            member: member.into(),
            name: name.into(),
            hash: stored.hash.clone(),
            media_type: stored.media_type.word().into(),
            bytes: stored.bytes,
        }
    }
}

/// A document of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtMember {
    /// The member.
    pub member: Name,
    /// The document's id.
    pub document: Name,
    /// Had the member this content already? Then nothing was added.
    pub known: bool,
}

impl Act for AttachToMember {
    const NAME: &'static str = "attach-to-member";
    const RIGHT: Right = Right::EditMember;
    type Request = MemberDocument;
    type Answer = AtMember;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, MemberDocument>],
    ) -> Result<Vec<Outcome<AtMember>>, StoreError> {
        let targets: Vec<MemberTarget<'_>> = slice
            .iter()
            .map(|asked| target(asked.request))
            .map(|(member, hash)| MemberTarget { member, hash })
            .collect();
        let found = document::member_targets(tx, &targets).await?;
        let mut here: HashMap<(&str, &str), String> = HashMap::new();
        let (mut rows, mut outcomes) = (vec![], Vec::with_capacity(slice.len()));
        for (asked, found) in slice.iter().zip(found) {
            let request = asked.request;
            let there = found.ok_or_else(|| Refusal::not_found(Thing::Member, &request.member));
            outcomes.push(there.and_then(|there| named(&request.name).map(|()| there)).map(|there| {
                let known = there.known.or_else(|| here.get(&target(asked.request)).cloned());
                let is_known = known.is_some();
                let id = known.unwrap_or_else(|| {
                    let row = row(tx.issue_id('d'), asked);
                    let id = row.id.clone();
                    rows.push(row);
                    id
                });
                here.insert(target(asked.request), id.clone());
                let answer =
                    AtMember { member: request.member.clone(), document: Name::from(&id), known: is_known };
                Done { after: request.hash.clone(), ..Done::new(answer, id) }
            }));
        }
        document::insert(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn target(request: &MemberDocument) -> (&str, &str) {
    (&request.member, &request.hash)
}

fn row(id: String, asked: &Asked<'_, MemberDocument>) -> NewDocument {
    let (request, by) = (asked.request, By::of(asked));
    NewDocument {
        id,
        claim_id: None,
        member_id: Some(request.member.to_string()),
        content_hash: request.hash.clone(),
        media_type: request.media_type.clone(),
        bytes: i64::try_from(request.bytes).unwrap_or(i64::MAX),
        name: request.name.trim().into(),
        attached_by: by.staff,
        attached_at: by.at,
    }
}
