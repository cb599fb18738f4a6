//! Merge members: one of two entries of the same person is kept, and the other points to it.

use std::collections::HashMap;

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::leave::Changed;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::member::{self, Change, MemberFacts};
use crate::store::{StoreError, Tx};

/// Merges a member into another. Nothing of him is rewritten: enrolments, documents and what was decided stay as they
/// are, and count for the one who is kept.
pub struct MergeMembers;

/// Who is merged into whom.
#[derive(Clone, Debug, Serialize)]
pub struct Merge {
    /// The member who is merged.
    pub member: String,
    /// The member who is kept.
    pub into: String,
}

impl Act for MergeMembers {
    const NAME: &'static str = "merge-members";
    const RIGHT: Right = Right::MergeMembers;
    type Request = Merge;
    type Answer = Changed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Merge>],
    ) -> Result<Vec<Outcome<Changed>>, StoreError> {
        let ids = slice.iter().flat_map(|asked| [asked.request.member.as_str(), asked.request.into.as_str()]);
        let ids: Vec<&str> = ids.collect();
        let members = member::for_claims(tx, office.store.keys(), &ids).await?;
        let members: HashMap<&str, MemberFacts> =
            ids.iter().zip(members).filter_map(|(id, member)| Some((*id, member?))).collect();
        let (mut changes, mut outcomes) = (Vec::<Change>::new(), vec![]);
        for asked in slice {
            let request = asked.request;
            let touched =
                |id: &str| changes.iter().any(|c| c.id == id || c.merged_into.as_deref() == Some(id));
            let stale = touched(&request.member) || touched(&request.into);
            outcomes.push(judge(&members, request, stale).map(|()| {
                let merged_into = Some(request.into.clone());
                changes.push(Change { merged_into, ..Change::of(&request.member).to(MemberState::Merged) });
                Done::new(Changed { member: request.into.clone() }, request.member.clone())
            }));
        }
        member::change(tx, &changes).await?;
        Ok(outcomes)
    }
}

fn judge(members: &HashMap<&str, MemberFacts>, request: &Merge, stale: bool) -> Result<(), Refusal> {
    let find = |id: &str| members.get(id).ok_or_else(|| Refusal::not_found(Thing::Member, id));
    let (member, into) = (find(&request.member)?, find(&request.into)?);
    let merged = |member: &MemberFacts| member.state == MemberState::Merged;
    if request.member == request.into || merged(member) || merged(into) {
        let (member, into) = (request.member.as_str().into(), request.into.as_str().into());
        return Err(Refusal::Merge { member, into });
    }
    if stale {
        Err(Refusal::Stale { what: Thing::Member, id: request.member.as_str().into() })
    } else {
        Ok(())
    }
}
