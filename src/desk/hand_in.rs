//! Hand in (提交草稿): a claim that was kept as a draft is handed in; what looks like fraud is held, as with any claim.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::found;
use super::office::Office;
use super::signals::{self, Around, InSlice};
use super::submit::{Submitted, admitted};
use crate::engine::claim::words::Word;
use crate::engine::name::Name;
use crate::engine::office::Right;
use crate::engine::office::possible::possible;
use crate::store::claim::{self, Changed, Claim};
use crate::store::hold::{self, NewHold};
use crate::store::seen::{self, Looked, NewInvoice};
use crate::store::{StoreError, Tx, agent};

/// Hands in a draft.
pub struct HandIn;

/// A draft to be handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandInRequest {
    /// The claim.
    pub claim: Name,
}

impl Act for HandIn {
    const NAME: &'static str = "hand-in";
    const RIGHT: Right = Right::Submit;
    type Request = HandInRequest;
    type Answer = Submitted;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, HandInRequest>],
    ) -> Result<Vec<Outcome<Submitted>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let looked: Vec<Looked> =
            found.iter().zip(&ids).map(|(claim, id)| looked(tx, id, claim.as_ref().ok())).collect();
        let Some(today) = slice.first().map(|asked| asked.now.day()) else { return Ok(vec![]) };
        let agents = agent::of_claims(tx, &ids).await?;
        let (around, mut in_slice) = signals::around(tx, &looked, agents, today).await?;
        let (mut changed, mut holds, mut invoices) = (vec![], vec![], vec![]);
        let mut outcomes = Vec::with_capacity(slice.len());
        for (((claim, asked), around), looked) in found.into_iter().zip(slice).zip(&around).zip(looked) {
            let judged = claim.and_then(|claim| {
                let stage = claim.standing.stage.submit()?;
                admitted(&claim.scheme, &claim.person.member, &around.seen)?;
                possible(&claim.facts.claim, today)?;
                Ok((claim, stage))
            });
            outcomes.push(judged.map(|(claim, stage)| {
                let found = one(tx, &claim, (asked, around), &mut in_slice);
                changed.push(Changed {
                    id: claim.id.clone(),
                    stage: stage.name().word(),
                    handed_in_on: Some(asked.now.day().to_string()),
                    holds: i64::from(claim.standing.holds) + i64::try_from(found.len()).unwrap_or(i64::MAX),
                    household_id: claim.person.household.clone(),
                    employer_id: claim.person.employer.clone(),
                    ..Changed::default()
                });
                let codes = found.iter().map(|hold| Name::new_static(hold.code)).collect();
                holds.extend(found);
                invoices.extend(
                    looked
                        .invoice
                        .map(|invoice_index| NewInvoice { invoice_index, claim_id: claim.id.clone() }),
                );
                let receipt = i64::try_from(claim.receipt).unwrap_or(i64::MAX);
                let answer = Submitted { claim: claim.id.as_str().into(), receipt, holds: codes };
                let (before, after) = (claim.facts_hash.clone(), claim.facts_hash);
                Done { before, after, ..Done::new(answer, claim.id) }
            }));
        }
        claim::update(tx, &changed).await?;
        seen::note_invoices(tx, &invoices).await?;
        hold::insert(tx, &holds).await?;
        Ok(outcomes)
    }
}

fn looked(tx: &Tx, id: &str, claim: Option<&Claim>) -> Looked {
    let invoice = claim.and_then(|claim| signals::invoice(&claim.facts));
    Looked {
        member: claim.map(|claim| claim.person.member.clone()).unwrap_or_default(),
        scheme: claim.map(|claim| claim.scheme.clone()).unwrap_or_default(),
        invoice: invoice.map(|invoice| signals::index(tx.keys(), &invoice)),
        claim: Some(id.into()),
        facts: claim.and_then(|claim| signals::unnamed(&claim.facts)),
    }
}

/// What is to be held on it.
fn one(
    tx: &Tx,
    claim: &Claim,
    (asked, around): (&Asked<'_, HandInRequest>, &Around),
    in_slice: &mut InSlice,
) -> Vec<NewHold> {
    let found = signals::of_claim((tx.book().as_str(), &claim.id), &claim.facts, around, in_slice);
    signals::holds(&claim.id, &found, claim.last_hold, &By::of(asked))
}
