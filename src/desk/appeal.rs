//! Appeal (复议受理): a member says something against a final answer; it is taken in, and somebody else answers it.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::found;
use super::office::Office;
use crate::clock::Now;
use crate::engine::calendar::Day;
use crate::engine::name::Name;
use crate::engine::office::{Policies, Refusal, Right};
use crate::store::appeal::{self, Appeals, NewAppeal};
use crate::store::claim::Claim;
use crate::store::{StoreError, Tx, policy};

/// Takes in an appeal.
pub struct Appeal;

/// An appeal to be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealRequest {
    /// The claim, which must have been approved or denied.
    pub claim: Name,
    /// What is said against the answer.
    pub grounds: String,
    /// The day on which the member was told of the answer; none: the day on which it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Day>,
}

/// An appeal that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appealed {
    /// The claim.
    pub claim: Name,
    /// Its number among the claim's appeals, from 1.
    pub number: i64,
}

impl Act for Appeal {
    const NAME: &'static str = "appeal";
    const RIGHT: Right = Right::FileAppeal;
    type Request = AppealRequest;
    type Answer = Appealed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, AppealRequest>],
    ) -> Result<Vec<Outcome<Appealed>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let appeals = appeal::of_claims(tx, &ids).await?;
        let answered = appeal::answered_at(tx, &ids).await?;
        let policies = policy::of(tx).await?;
        let mut rows = vec![];
        let mut outcomes = Vec::with_capacity(slice.len());
        for (((claim, appeals), answered), asked) in found.into_iter().zip(appeals).zip(answered).zip(slice) {
            outcomes.push(claim.and_then(|claim| {
                let row = one(&claim, appeals, (asked.request, By::of(asked)))?;
                in_time(answered.as_deref(), &policies, (asked.request, asked.now))?;
                let answer = Appealed { claim: asked.request.claim.clone(), number: row.number };
                rows.push(row);
                Ok(Done::new(answer, claim.id))
            }));
        }
        appeal::insert(tx, &rows).await?;
        Ok(outcomes)
    }
}

/// The appeal as it is written, where the claim has a final answer and no appeal against it is open.
pub(super) fn one(
    claim: &Claim,
    appeals: Appeals,
    (request, by): (&AppealRequest, By),
) -> Result<NewAppeal, Refusal> {
    claim.standing.stage.reopen()?;
    if appeals.open.is_some() {
        return Err(Refusal::AppealOpen { claim: request.claim.clone() });
    }
    let grounds = request.grounds.trim();
    if grounds.is_empty() {
        return Err(Refusal::field("grounds", ("请写明复议的理由。", "say what the appeal rests on")));
    }
    let told_on = request.told.map(|day| day.to_string());
    Ok(NewAppeal {
        claim_id: claim.id.clone(),
        number: appeals.last + 1,
        grounds: grounds.into(),
        told_on,
        filed_by: by.staff,
        filed_at: by.at,
    })
}

/// The term runs from the day on which the member was told, which is not before that of the answer.
pub(super) fn in_time(
    answered: Option<&str>,
    policies: &Policies,
    (request, now): (&AppealRequest, Now),
) -> Result<(), Refusal> {
    let Some(answered) = answered.and_then(|at| Now::parse(at).ok()).map(Now::day) else { return Ok(()) };
    let (told, today) = (request.told.unwrap_or(answered), now.day());
    if told < answered || told > today {
        let said = (
            format!("告知日期应在答复之日{answered}与今天之间，请更正。"),
            format!(
                "The day on which the member was told must be from {answered}, when it was answered, to today."
            ),
        );
        return Err(Refusal::field("told", said));
    }
    let last = policies.last_day_of_appeal(told);
    if today > last { Err(Refusal::TooLate { last }) } else { Ok(()) }
}
