//! Transfer: a member goes to another employer of the book.

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::leave::{Changed, alive};
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::employer;
use crate::store::enrolment::{self, Leaving};
use crate::store::member::{self, Change};
use crate::store::{StoreError, Tx};

/// A member goes to another employer. Whether the cover goes with him is the scheme's to say.
pub struct Transfer;

/// Who goes where.
#[derive(Clone, Debug, Serialize)]
pub struct Move {
    /// The member's id.
    pub member: String,
    /// The new employer: name, id or credit code.
    pub employer: String,
    /// The first day with it.
    pub on: Day,
}

impl Act for Transfer {
    const NAME: &'static str = "transfer";
    const RIGHT: Right = Right::Enrol;
    type Request = Move;
    type Answer = Changed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Move>],
    ) -> Result<Vec<Outcome<Changed>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let members = member::for_claims(tx, office.store.keys(), &ids).await?;
        let called: Vec<&str> = slice.iter().map(|asked| asked.request.employer.as_str()).collect();
        let employers = employer::find(tx, &called).await?;
        let (mut changes, mut leavings, mut outcomes) = (vec![], vec![], vec![]);
        for ((asked, member), employer) in slice.iter().zip(&members).zip(employers) {
            let request = asked.request;
            let twice = changes.iter().any(|change: &Change| change.id == request.member);
            let none = || Refusal::not_found(Thing::Employer, &request.employer);
            let judged = alive(member.as_ref(), &request.member, twice)
                .and_then(|member| Ok((member, employer.ok_or_else(none)?)));
            outcomes.push(judged.map(|(member, employer)| {
                let left_on = request.on.yesterday().unwrap_or(request.on).to_string();
                let old = member.employer.clone().filter(|old| *old != employer.id);
                leavings.extend(old.map(|old| Leaving {
                    member_id: member.id.clone(),
                    employer_id: Some(old),
                    left_on,
                    was: None,
                }));
                changes.push(Change { employer_id: Some(employer.id), ..Change::of(&member.id) });
                Done::new(Changed { member: member.id.clone() }, member.id.clone())
            }));
        }
        member::change(tx, &changes).await?;
        enrolment::note_leaving(tx, &leavings).await?;
        Ok(outcomes)
    }
}
