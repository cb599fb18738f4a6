//! Correct (更正): the facts of a claim are put right; what was decided is taken back and decided anew.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::{DecidedAnswer, found, loaded, of_case};
use super::office::Office;
use super::signals::{self, Around, InSlice};
use super::windows;
use crate::engine::adjudicate::hash;
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::name::Name;
use crate::engine::office::fraud::changed;
use crate::engine::office::possible::possible;
use crate::engine::office::{Refusal, Right, Signal, Stage};
use crate::store::claim::{self, Changed, Claim};
use crate::store::hold::{self, NewHold};
use crate::store::seen::{self, Looked, NewInvoice};
use crate::store::{StoreError, Tx};

/// Puts a claim right.
pub struct Correct;

/// A claim to be put right; why stands in the call's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectRequest {
    /// The claim.
    pub claim: Name,
    /// All of its facts, as they should have been. The member stays the same: for another member the claim is revoked
    /// and handed in again.
    pub facts: Facts,
}

/// A correction that may be made.
struct Corrected {
    claim: Claim,
    before: String,
    sealed: String,
    hash: String,
    holds: Vec<NewHold>,
}

impl Act for Correct {
    const NAME: &'static str = "correct";
    const RIGHT: Right = Right::Correct;
    type Request = CorrectRequest;
    type Answer = DecidedAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, CorrectRequest>],
    ) -> Result<Vec<Outcome<DecidedAnswer>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let looked: Vec<Looked> =
            slice.iter().zip(&found).map(|(asked, claim)| looked(tx, asked, claim)).collect();
        let Some(today) = slice.first().map(|asked| asked.now.day()) else { return Ok(vec![]) };
        // Who came with it was looked at when it was handed in.
        let agents = slice.iter().map(|_| None).collect();
        let (around, _) = signals::around(tx, &looked, agents, today).await?;
        let mut corrected = Vec::with_capacity(slice.len());
        for ((claim, asked), own) in found.into_iter().zip(slice).zip(&around) {
            corrected.push(match claim.and_then(|claim| admitted(claim, asked)) {
                Ok(claim) => Ok(one(tx, claim, asked, own)?),
                Err(refusal) => Err(refusal),
            });
        }
        let fine = || corrected.iter().flatten();
        hold::insert(tx, &fine().flat_map(|one| one.holds.clone()).collect::<Vec<_>>()).await?;
        let invoices = looked.iter().zip(&corrected).filter_map(|(looked, one)| {
            let claim_id = one.as_ref().ok()?.claim.id.clone();
            Some(NewInvoice { invoice_index: looked.invoice.clone()?, claim_id })
        });
        seen::note_invoices(tx, &invoices.collect::<Vec<_>>()).await?;
        let undecided = fine().filter(|one| !is_decided(&one.claim)).map(written);
        claim::update(tx, &undecided.collect::<Vec<_>>()).await?;
        again(office, tx, slice, corrected).await
    }
}

/// Decides anew what was decided before; the others keep their stage.
async fn again(
    office: &Office,
    tx: &mut Tx,
    slice: &[Asked<'_, CorrectRequest>],
    corrected: Vec<Result<Corrected, Refusal>>,
) -> Result<Vec<Outcome<DecidedAnswer>>, StoreError> {
    let decided = |one: &&Corrected| is_decided(&one.claim);
    let claims = corrected.iter().flatten().filter(decided).map(|one| Ok(one.claim.clone())).collect();
    let by = corrected.iter().zip(slice).filter(|(one, _)| one.as_ref().is_ok_and(|one| decided(&one)));
    let by: Vec<(&Corrected, By)> =
        by.filter_map(|(one, asked)| Some((one.as_ref().ok()?, By::of(asked)))).collect();
    let (mut cases, totals) = loaded(office, tx, claims).await?;
    let mut works = Vec::with_capacity(cases.len());
    for (case, (one, by)) in cases.iter_mut().zip(by) {
        // It was decided once, so that an edition was published, and editions are only added.
        let case = case.as_mut().map_err(|refusal| StoreError::Broken(refusal.code().into()))?;
        let mut work = of_case(case, "correct", by);
        work.corrected = Some((one.sealed.clone(), one.hash.clone()));
        works.push(work);
    }
    let mut came = windows::work(tx, works, totals).await?.into_iter();
    let mut outcomes = Vec::with_capacity(slice.len());
    for one in corrected {
        outcomes.push(match one {
            Ok(one) => {
                let answer = if is_decided(&one.claim) {
                    let came =
                        came.next().ok_or_else(|| StoreError::Broken("a correction was left out".into()))?;
                    DecidedAnswer::of(&one.claim.id, &came)
                } else {
                    unchanged(&one.claim)
                };
                Ok(Done { before: one.before, after: one.hash, ..Done::new(answer, one.claim.id) })
            }
            Err(refusal) => Err(refusal),
        });
    }
    Ok(outcomes)
}

fn looked(tx: &Tx, asked: &Asked<'_, CorrectRequest>, claim: &Result<Claim, Refusal>) -> Looked {
    let CorrectRequest { claim: id, facts } = asked.request;
    let is_draft = claim.as_ref().is_ok_and(|claim| claim.standing.stage == Stage::Draft);
    Looked {
        member: facts.person.member.clone(),
        scheme: claim.as_ref().map(|claim| claim.scheme.clone()).unwrap_or_default(),
        invoice: signals::invoice(facts)
            .filter(|_| !is_draft)
            .map(|invoice| signals::index(tx.keys(), &invoice)),
        claim: Some(id.to_string()),
        facts: signals::unnamed(facts),
    }
}

fn admitted(claim: Claim, asked: &Asked<'_, CorrectRequest>) -> Result<Claim, Refusal> {
    claim.standing.stage.correct()?;
    let member = &asked.request.facts.person.member;
    if *member != claim.facts.person.member {
        let said = (
            "更正不能改变会员；请撤销本申请，再以正确的会员重新提交。",
            "a correction cannot change the member; revoke the claim and hand it in again for the right one",
        );
        return Err(Refusal::field("person.member", said));
    }
    if claim.standing.stage != Stage::Draft {
        asked.needs_reason("请写明更正的原因。", "Say why the claim is corrected (--because).")?;
        possible(&asked.request.facts.claim, asked.now.day())?;
    }
    Ok(claim)
}

/// Has it been decided, whatever became of that? A claim that waits to be decided keeps waiting.
fn is_decided(claim: &Claim) -> bool {
    claim.standing.stage.decision().is_some()
}

fn one(
    tx: &Tx,
    mut claim: Claim,
    asked: &Asked<'_, CorrectRequest>,
    around: &Around,
) -> Result<Corrected, StoreError> {
    let facts = &asked.request.facts;
    let mut found: Vec<Signal> = changed(&claim.facts.claim.settlement, &facts.claim.settlement);
    if claim.facts.claim.invoice != facts.claim.invoice {
        found.extend(signals::of_claim(
            (tx.book().as_str(), &claim.id),
            facts,
            around,
            &mut InSlice::default(),
        ));
    }
    if claim.standing.stage == Stage::Draft {
        found.clear();
    }
    let holds = signals::holds(&claim.id, &found, claim.last_hold, &By::of(asked));
    claim.standing = found.iter().fold(claim.standing, |standing, _| standing.hold());
    let before = std::mem::replace(&mut claim.facts_hash, hash(facts));
    let sealed = claim::seal(tx.keys(), tx.book().as_str(), &claim.id, facts)?;
    claim.facts = facts.clone();
    Ok(Corrected { before, sealed, hash: claim.facts_hash.clone(), holds, claim })
}

/// The row of a claim that was not decided yet.
fn written(one: &Corrected) -> Changed {
    let claim = &one.claim;
    Changed {
        id: claim.id.clone(),
        stage: claim.standing.stage.name().word(),
        holds: claim.standing.holds.into(),
        decisions: claim.decisions.into(),
        paid_fen: claim.paid.get(),
        facts_sealed: Some(one.sealed.clone()),
        facts_hash: Some(one.hash.clone()),
        ..Changed::default()
    }
}

fn unchanged(claim: &Claim) -> DecidedAnswer {
    DecidedAnswer {
        claim: claim.id.as_str().into(),
        stage: claim.standing.stage.name(),
        decision: claim.decisions,
        amount: claim.paid,
        replayed: 0,
    }
}
