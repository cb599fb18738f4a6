//! Leave: a member leaves the fund, or died; the last day ends what the scheme lets end.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::calendar::Day;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::enrolment::{self, Leaving};
use crate::store::member::{self, Change, MemberFacts};
use crate::store::{StoreError, Tx};

/// A member leaves.
pub struct Leave;

/// Who leaves, and when.
#[derive(Clone, Debug, Serialize)]
pub struct Departure {
    /// The member's id.
    pub member: String,
    /// The last day, inclusive; the day of death.
    pub on: Day,
    /// Did he die?
    pub died: bool,
}

/// Who was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The member's id.
    pub member: String,
}

impl Act for Leave {
    const NAME: &'static str = "leave";
    const RIGHT: Right = Right::Enrol;
    type Request = Departure;
    type Answer = Changed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Departure>],
    ) -> Result<Vec<Outcome<Changed>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let members = member::for_claims(tx, office.store.keys(), &ids).await?;
        let (mut changes, mut leavings, mut outcomes) = (vec![], vec![], vec![]);
        for (asked, member) in slice.iter().zip(&members) {
            let request = asked.request;
            let twice = changes.iter().any(|change: &Change| change.id == request.member);
            let judged = alive(member.as_ref(), &request.member, twice);
            outcomes.push(judged.map(|_| {
                let state = if request.died { MemberState::Dead } else { MemberState::Left };
                let died_on = request.died.then(|| request.on.to_string());
                changes.push(Change { died_on, ..Change::of(&request.member).to(state) });
                leavings.push(Leaving {
                    member_id: request.member.clone(),
                    employer_id: None,
                    left_on: request.on.to_string(),
                });
                Done::new(Changed { member: request.member.clone() }, request.member.clone())
            }));
        }
        member::change(tx, &changes).await?;
        enrolment::note_leaving(tx, &leavings).await?;
        Ok(outcomes)
    }
}

/// A member for whom something may be done; `twice` when this slice has changed him already.
pub(super) fn alive<'m>(
    member: Option<&'m MemberFacts>,
    id: &str,
    twice: bool,
) -> Result<&'m MemberFacts, Refusal> {
    let member = member.ok_or_else(|| Refusal::not_found(Thing::Member, id))?;
    if twice {
        return Err(Refusal::Stale { what: Thing::Member, id: id.into() });
    }
    match member.state {
        MemberState::Active => Ok(member),
        state => {
            let into = member.merged_into.as_deref().map(Into::into);
            Err(Refusal::MemberNotActive { member: id.into(), state, into })
        }
    }
}
