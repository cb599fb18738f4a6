//! Attach (上传材料): a document whose sealed file is on the disk already is added to a claim.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::office::Office;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::office::{Refusal, Right};
use crate::store::document::{self, AtClaim, NewDocument, Target};
use crate::store::files::Stored;
use crate::store::{StoreError, Tx};

/// Adds a document to a claim.
pub struct Attach;

/// A document to be added: its content was put onto the disk first ([`crate::store::files::Files::put`]), so that no
/// row is without its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachRequest {
    /// The claim.
    pub claim: Name,
    /// What the document is called.
    pub name: String,
    hash: String,
    media_type: String,
    bytes: u64,
}

impl AttachRequest {
    /// A document that is on the disk.
    pub fn new(claim: &str, name: &str, stored: &Stored) -> Self {
        Self {
            claim: claim.into(),
            name: name.into(),
            hash: stored.hash.clone(),
            media_type: stored.media_type.word().into(),
            bytes: stored.bytes,
        }
    }

    /// SHA-256 of its content.
    pub(super) fn hash(&self) -> &str {
        &self.hash
    }
}

/// A document of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// The claim.
    pub claim: Name,
    /// The document's id.
    pub document: Name,
    /// Had the claim this content already? Then nothing was added.
    pub known: bool,
}

/// The longest name, in characters.
const LONGEST: usize = 200;

impl Act for Attach {
    const NAME: &'static str = "attach";
    const RIGHT: Right = Right::Submit;
    type Request = AttachRequest;
    type Answer = Attached;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, AttachRequest>],
    ) -> Result<Vec<Outcome<Attached>>, StoreError> {
        let targets: Vec<Target<'_>> = slice
            .iter()
            .map(|asked| Target { claim: &asked.request.claim, hash: &asked.request.hash })
            .collect();
        let found = document::targets(tx, &targets).await?;
        let mut here: HashMap<(&str, &str), String> = HashMap::new();
        let (mut rows, mut outcomes) = (vec![], Vec::with_capacity(slice.len()));
        for (asked, found) in slice.iter().zip(found) {
            let request = asked.request;
            outcomes.push(judged(request, found).map(|known| {
                let key = (request.claim.as_str(), request.hash.as_str());
                let known = known.or_else(|| here.get(&key).cloned());
                let is_known = known.is_some();
                let id = known.unwrap_or_else(|| {
                    let row = row(tx.issue_id('d'), request, By::of(asked));
                    let id = row.id.clone();
                    rows.push(row);
                    id
                });
                here.insert(key, id.clone());
                let document = Name::from(&id);
                let answer = Attached { claim: request.claim.clone(), document, known: is_known };
                Done { after: request.hash.clone(), ..Done::new(answer, id) }
            }));
        }
        document::insert(tx, &rows).await?;
        Ok(outcomes)
    }
}

/// The document of this content that the claim has already, if it may have one more.
pub(super) fn judged(request: &AttachRequest, found: Option<AtClaim>) -> Result<Option<String>, Refusal> {
    let claim = found.ok_or_else(|| Refusal::not_found(Thing::Claim, &request.claim))?;
    if claim.stage == StageName::Revoked {
        let said = ("申请已撤销，不能再上传材料。", "The claim is revoked: no document can be added to it.");
        return Err(Refusal::field("claim", said));
    }
    named(&request.name)?;
    Ok(claim.known)
}

/// A name that a document may have.
pub(super) fn named(name: &str) -> Result<(), Refusal> {
    let length = name.trim().chars().count();
    if length == 0 || length > LONGEST {
        let said = (
            format!("材料名称应为1至{LONGEST}个字，请修改文件名。"),
            format!("The name of the document must have 1 to {LONGEST} characters; rename the file."),
        );
        return Err(Refusal::field("name", said));
    }
    Ok(())
}

/// Its row.
pub(super) fn row(id: String, request: &AttachRequest, by: By) -> NewDocument {
    NewDocument {
        id,
        claim_id: Some(request.claim.to_string()),
        member_id: None,
        content_hash: request.hash.clone(),
        media_type: request.media_type.clone(),
        bytes: i64::try_from(request.bytes).unwrap_or(i64::MAX),
        name: request.name.trim().into(),
        attached_by: by.staff,
        attached_at: by.at,
    }
}
