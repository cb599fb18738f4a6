//! Renew: the plans that a member held last, for the period of another day.

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Outcome};
use super::enrol::done;
use super::enrolling::{self, Enrolled, Plans, Wanted};
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::{StoreError, Tx, member};

/// Renews what a member holds.
pub struct Renew;

/// Whose cover goes on.
#[derive(Clone, Debug, Serialize)]
pub struct Renewal {
    /// The scheme.
    pub scheme: String,
    /// A day of the new period, and the day of enrolment.
    pub as_of: Day,
    /// The day of enrolment, where it is another.
    pub enrolled_on: Option<Day>,
    /// The member's id.
    pub member: String,
}

impl Act for Renew {
    const NAME: &'static str = "renew";
    const RIGHT: Right = Right::Enrol;
    type Request = Renewal;
    type Answer = Enrolled;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Renewal>],
    ) -> Result<Vec<Outcome<Enrolled>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let members = member::for_claims(tx, office.store.keys(), &ids).await?;
        let mut wanted = vec![];
        let mut refused = vec![];
        for (asked, member) in slice.iter().zip(members) {
            let request = asked.request;
            let held = member.as_ref().map(|member| member.spells(&request.scheme));
            refused.push(match held {
                None => Some(Refusal::not_found(Thing::Member, &request.member)),
                Some(spells) if spells.is_empty() => Some(Refusal::NotEnrolled {
                    member: request.member.as_str().into(),
                    scheme: request.scheme.as_str().into(),
                    on: None,
                }),
                Some(_) => {
                    wanted.push(renewal(request, member.and_then(|member| member.employer_name)));
                    None
                }
            });
        }
        let mut answers = enrolling::enrol(office, tx, &wanted).await?.into_iter();
        let answer = |refused: Option<Refusal>| match refused {
            Some(refusal) => Some(Err(refusal)),
            None => answers.next().map(|answer| answer.map(done)),
        };
        Ok(refused.into_iter().filter_map(answer).collect())
    }
}

fn renewal(request: &Renewal, employer: Option<String>) -> Wanted {
    Wanted {
        scheme: request.scheme.clone(),
        as_of: request.as_of,
        member: Some(request.member.clone()),
        employer,
        enrolled_on: request.enrolled_on,
        plans: Plans::AsBefore,
        document: None,
        name: None,
        birth: None,
        sex: None,
        phone: None,
        account: None,
        holder: None,
        employer_size: None,
        service: None,
        insurance: None,
        joining: None,
        hired_on: None,
        categories: vec![],
        declared: std::collections::BTreeMap::new(),
        import: None,
    }
}
