//! Leave: a member leaves the fund, or died; the last day ends what the scheme lets end. Asked again, it puts the day right.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::calendar::{Day, zh_day};
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
            let judged = leaving(member.as_ref(), (request, twice), asked.now.day());
            outcomes.push(judged.map(|was| {
                let state = if request.died { MemberState::Dead } else { MemberState::Left };
                let died_on = request.died.then(|| request.on.to_string());
                changes.push(Change { died_on, ..Change::of(&request.member).to(state) });
                leavings.push(Leaving {
                    member_id: request.member.clone(),
                    employer_id: None,
                    left_on: request.on.to_string(),
                    was: was.map(|day| day.to_string()),
                });
                Done::new(Changed { member: request.member.clone() }, request.member.clone())
            }));
        }
        member::change(tx, &changes).await?;
        enrolment::note_leaving(tx, &leavings).await?;
        Ok(outcomes)
    }
}

/// Lets a member leave: the day that was noted before, where he left already and the day is put right.
fn leaving(
    member: Option<&MemberFacts>,
    (request, twice): (&Departure, bool),
    today: Day,
) -> Result<Option<Day>, Refusal> {
    let gone = member.filter(|member| match member.state {
        MemberState::Left => true,
        MemberState::Dead => request.died,
        MemberState::Active | MemberState::Merged => false,
    });
    let member = match gone {
        Some(member) if !twice => member,
        _ => alive(member, &request.member, twice)?,
    };
    if request.died && request.on > today {
        let said = (
            format!("身故日期{}晚于今天，请更正。", zh_day(request.on)),
            format!("The day of death, {}, is still to come; correct it.", request.on),
        );
        return Err(Refusal::field("on", said));
    }
    let spells = || member.enrolments.iter().map(|held| &held.spell);
    // Who enrolled may die or leave before his cover begins, but nobody leaves before he joined.
    let joined = spells().map(|spell| spell.enrolled_on.unwrap_or(spell.span.from())).min();
    if let Some(first) = joined.filter(|first| request.on < *first && !request.died) {
        let said = (
            format!("退出日期{}早于参加日期{}，请更正。", zh_day(request.on), zh_day(first)),
            format!("The last day, {}, is before the member joined on {first}; correct it.", request.on),
        );
        return Err(Refusal::field("on", said));
    }
    Ok(gone.and_then(|_| spells().filter_map(|spell| spell.left_employer_on).max()))
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
