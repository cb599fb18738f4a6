//! Join a household: members who share what a scheme gives to a household.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::leave::alive;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::household;
use crate::store::member::{self, Change, MemberFacts};
use crate::store::{StoreError, Tx};

/// Puts members into one household. Claims that are decided from then on share its windows; what was decided before
/// stays where it was counted.
pub struct JoinHousehold;

/// Who lives together.
#[derive(Clone, Debug, Serialize)]
pub struct Joining {
    /// The members; one alone leaves the others.
    pub members: Vec<String>,
    /// A member whose household they join; none: a new household of their own.
    pub with: Option<String>,
}

/// Which household it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The household.
    pub household: String,
}

impl Act for JoinHousehold {
    const NAME: &'static str = "join-household";
    const RIGHT: Right = Right::EditMember;
    type Request = Joining;
    type Answer = Joined;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Joining>],
    ) -> Result<Vec<Outcome<Joined>>, StoreError> {
        let ids: Vec<&str> = slice.iter().flat_map(|asked| named(asked.request)).collect();
        let members = member::for_claims(tx, office.store.keys(), &ids).await?;
        let mut members = ids.iter().copied().zip(members);
        let (mut seen, mut changes, mut new, mut outcomes) = (HashSet::new(), vec![], vec![], vec![]);
        for asked in slice {
            let request = asked.request;
            let found: Vec<_> = members.by_ref().take(named(request).count()).collect();
            let judged = judge(&found, &mut seen).map(|()| with(request, &found));
            outcomes.push(judged.map(|known| {
                let id = known.unwrap_or_else(|| tx.issue_id('f'));
                let is_new = !found.iter().any(|(_, member)| has(member.as_ref(), &id));
                new.extend(is_new.then(|| id.clone()));
                changes.extend(
                    found
                        .iter()
                        .filter(|(_, member)| !has(member.as_ref(), &id))
                        .map(|(member, _)| Change { household_id: Some(id.clone()), ..Change::of(member) }),
                );
                Done::new(Joined { household: id.clone() }, id)
            }));
        }
        household::insert(tx, &new).await?;
        member::change(tx, &changes).await?;
        Ok(outcomes)
    }
}

/// All members of a request: those who join, then the one whom they join.
fn named(request: &Joining) -> impl Iterator<Item = &str> {
    request.members.iter().chain(&request.with).map(String::as_str)
}

fn has(member: Option<&MemberFacts>, household: &str) -> bool {
    member.is_some_and(|member| member.household.as_deref() == Some(household))
}

/// The household of the one whom they join, if he has one.
fn with(request: &Joining, found: &[(&str, Option<MemberFacts>)]) -> Option<String> {
    let with = request.with.as_deref()?;
    found.iter().find(|(id, _)| *id == with)?.1.as_ref()?.household.clone()
}

fn judge<'s>(found: &[(&'s str, Option<MemberFacts>)], seen: &mut HashSet<&'s str>) -> Result<(), Refusal> {
    if found.is_empty() {
        let said = ("请填写至少一名会员。", "Name at least one member.");
        return Err(Refusal::field("members", said));
    }
    for (id, member) in found {
        alive(member.as_ref(), id, seen.contains(id))?;
    }
    let mut own = HashSet::new();
    if let Some((id, _)) = found.iter().find(|(id, _)| !own.insert(*id)) {
        return Err(Refusal::Stale { what: Thing::Member, id: (*id).into() });
    }
    seen.extend(own);
    Ok(())
}
