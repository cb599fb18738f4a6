//! Review (复核): a second person agrees, sends back, denies, or leaves the claim to others.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::found;
use super::office::Office;
use super::signals;
use super::windows::{self, To, Work};
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::ladder::REVIEW;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::office::{IllegalMove, Refusal, Right, Signal, Stage};
use crate::store::accumulator::Totals;
use crate::store::claim::{self, Changed, UnderReview, under_review};
use crate::store::hold::{self, NewHold};
use crate::store::review::{self, NewReview};
use crate::store::{StoreError, Tx};

/// Reviews a decision.
pub struct Review;

/// What a reviewer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// He agrees.
    Approve,
    /// The desk is to look at it again.
    SendBack,
    /// Nothing is paid, whatever was computed.
    Deny,
    /// He is concerned, and leaves it to others.
    Recuse,
}

/// A decision to be reviewed; why stands in the call's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRequest {
    /// The claim.
    pub claim: Name,
    /// The decision that the reviewer looked at: another one meanwhile, and the review is refused.
    pub decision: u32,
    /// What he says.
    pub verdict: Verdict,
}

/// Where a claim stands after a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The claim.
    pub claim: Name,
    /// Its stage now.
    pub stage: StageName,
    /// The levels that must still agree.
    pub remain: Vec<Name>,
    /// Codes of holds that were placed instead: what was noticed just now is looked into first, and the review is not
    /// given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Name>,
}

impl Verdict {
    /// The word of the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::SendBack => "send-back",
            Self::Deny => "deny",
            Self::Recuse => "recuse",
        }
    }
}

/// A review that may be given, and what comes of it.
struct Given {
    /// None where a hold is placed instead.
    review: Option<NewReview>,
    holds: Vec<NewHold>,
    stage: Stage,
    remain: Vec<Name>,
    changed: Option<Changed>,
    back: Option<&'static str>,
}

impl Act for Review {
    const NAME: &'static str = "review";
    const RIGHT: Right = Right::Review;
    type Request = ReviewRequest;
    type Answer = Reviewed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, ReviewRequest>],
    ) -> Result<Vec<Outcome<Reviewed>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let claims = under_review(tx, office.store.keys(), &ids).await?;
        let mut given = Vec::with_capacity(slice.len());
        for (at, (asked, claim)) in slice.iter().zip(claims).enumerate() {
            let id = asked.request.claim.clone();
            given.push(match claim {
                None => Err(Refusal::not_found(Thing::Claim, &id)),
                Some(_) if ids[..at].contains(&&*id) => Err(Refusal::Stale { what: Thing::Claim, id }),
                Some(claim) => give(asked, claim),
            });
        }
        let fine = || given.iter().flatten();
        review::insert(tx, &fine().filter_map(|given| given.review.clone()).collect::<Vec<_>>()).await?;
        hold::insert(tx, &fine().flat_map(|given| given.holds.clone()).collect::<Vec<_>>()).await?;
        claim::update(tx, &fine().filter_map(|given| given.changed.clone()).collect::<Vec<_>>()).await?;
        let granted = fine().filter(|given| given.stage.granted() > Fen::ZERO && given.changed.is_some());
        granted
            .filter_map(|given| given.review.as_ref())
            .for_each(|review| tx.follow(&review.claim_id, &review.reviewed_by));
        let back: Vec<(&Asked<'_, ReviewRequest>, Stage, &'static str)> = slice
            .iter()
            .zip(&given)
            .filter_map(|(asked, given)| {
                let given = given.as_ref().ok()?;
                Some((asked, given.stage, given.back?))
            })
            .collect();
        take_back(office, tx, &back).await?;
        let outcomes = slice.iter().zip(given).map(|(asked, given)| {
            let (claim, given) = (asked.request.claim.clone(), given?);
            let object = claim.to_string();
            let held = given.holds.iter().map(|hold| Name::new_static(hold.code)).collect();
            let answer = Reviewed { claim, stage: given.stage.name(), remain: given.remain, held };
            Ok(Done::new(answer, object))
        });
        Ok(outcomes.collect())
    }
}

fn give(asked: &Asked<'_, ReviewRequest>, mut claim: UnderReview) -> Result<Given, Refusal> {
    let ReviewRequest { claim: id, decision, verdict } = asked.request;
    if *decision > claim.decisions {
        let said = (
            format!("申请{id}没有第{decision}次审核结论，请核对（目前为第{}次）。", claim.decisions),
            format!("Claim {id} has no decision {decision}; look at the last one, {}.", claim.decisions),
        );
        return Err(Refusal::field("decision", said));
    }
    if *decision != claim.decisions {
        return Err(Refusal::Stale { what: Thing::Claim, id: id.clone() });
    }
    if let Some(import) = claim.undone {
        return Err(Refusal::ImportUndone { claim: id.clone(), import });
    }
    let before = claim.standing;
    let mut stage = before.stage;
    let (mut level, mut back, mut written) = (Name::new_static(REVIEW), None, None);
    if *verdict != Verdict::Recuse {
        claim.recusal.check(&asked.actor)?;
        moved(*verdict, before.stage, claim.decisions)?;
        claim.makers.check(&asked.actor)?;
    }
    if *verdict == Verdict::Approve && claim.paid > Fen::ZERO && !claim.elsewhere.is_empty() {
        return Ok(held(asked, claim));
    }
    match verdict {
        Verdict::Approve => {
            level = claim.ladder.next(&asked.actor)?;
            claim.ladder.give(&level, &asked.actor)?;
            if claim.ladder.is_complete() {
                stage = before.approve()?.stage;
                written = Some(changed(id, &claim, stage));
            }
        }
        Verdict::SendBack => (stage, back) = (before.stage.send_back()?, Some("none")),
        Verdict::Deny => (stage, back) = (before.stage.deny(claim.decisions + 1)?, Some("deny")),
        Verdict::Recuse => {}
    }
    let by = By::of(asked);
    let review = NewReview {
        claim_id: id.to_string(),
        number: claim.reviews + 1,
        decision: claim.decisions.into(),
        level: level.to_string(),
        outcome: verdict.word(),
        reviewed_by: by.staff,
        on_behalf_of: by.absent,
        reason: asked.reason.into(),
        reviewed_at: by.at,
    };
    let remain = remaining(&claim);
    Ok(Given { review: Some(review), holds: vec![], stage, remain, changed: written, back })
}

/// Where a verdict would bring a claim, or why it cannot be given.
fn moved(verdict: Verdict, stage: Stage, decisions: u32) -> Result<Stage, IllegalMove> {
    match verdict {
        Verdict::Approve => stage.approve(),
        Verdict::SendBack => stage.send_back(),
        Verdict::Deny => stage.deny(decisions + 1),
        Verdict::Recuse => Ok(stage),
    }
}

/// Two books may take the same invoice in at the same instant, when neither sees the other's. By the time of an approval
/// both are there: the later look finds them, and the grant is held.
fn held(asked: &Asked<'_, ReviewRequest>, mut claim: UnderReview) -> Given {
    let signal = Signal::SameInvoiceElsewhere { books: std::mem::take(&mut claim.elsewhere) };
    let holds = signals::holds(&asked.request.claim, &[signal], claim.last_hold, &By::of(asked));
    let stage = claim.standing.stage;
    claim.standing = claim.standing.hold();
    let changed = Some(changed(&asked.request.claim, &claim, stage));
    Given { review: None, holds, stage, remain: remaining(&claim), changed, back: None }
}

fn remaining(claim: &UnderReview) -> Vec<Name> {
    claim.ladder.remains().map(|(level, _)| level.clone()).collect()
}

fn changed(id: &Name, claim: &UnderReview, stage: Stage) -> Changed {
    Changed {
        id: id.to_string(),
        stage: stage.name().word(),
        holds: claim.standing.holds.into(),
        decisions: claim.decisions.into(),
        paid_fen: claim.paid.get(),
        ..Changed::default()
    }
}

/// Takes back what was proposed, and computes the windows again without it.
async fn take_back(
    office: &Office,
    tx: &mut Tx,
    back: &[(&Asked<'_, ReviewRequest>, Stage, &'static str)],
) -> Result<(), StoreError> {
    if back.is_empty() {
        return Ok(());
    }
    let ids: Vec<&str> = back.iter().map(|(asked, ..)| asked.request.claim.as_str()).collect();
    let mut works = Vec::with_capacity(back.len());
    for (claim, (asked, stage, outcome)) in found(office, tx, &ids).await?.into_iter().zip(back) {
        let gone = |what: &str| StoreError::Broken(format!("{}: no {what}", asked.request.claim));
        let claim = claim.map_err(|_| gone("claim"))?;
        let scheme = office.schemes.compiled(tx, &claim.scheme, &claim.editions).await?;
        let scheme = scheme.ok_or_else(|| gone("edition"))?;
        let to = To::TakeBack { stage: *stage, outcome };
        works.push(Work::of(claim, scheme, ("review", to), By::of(asked)));
    }
    windows::work(tx, works, Totals::default()).await.map(|_| ())
}
