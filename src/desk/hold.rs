//! Hold (暂停): whoever notices something writes it down on a claim, which is then not paid until it is released.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::found;
use super::office::Office;
use super::signals;
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::{Actor, Refusal, Right, Signal, Standing};
use crate::store::claim::{self, Changed, Claim};
use crate::store::hold;
use crate::store::{StoreError, Tx};

/// Holds a claim.
pub struct Hold;

/// A claim to be held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRequest {
    /// The claim.
    pub claim: Name,
    /// Why.
    pub reason: String,
}

/// How a claim is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The claim.
    pub claim: Name,
    /// The number of the hold that was placed or released.
    pub number: i64,
    /// How many are open.
    pub open: u32,
}

impl Act for Hold {
    const NAME: &'static str = "hold";
    const RIGHT: Right = Right::Hold;
    type Request = HoldRequest;
    type Answer = Held;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, HoldRequest>],
    ) -> Result<Vec<Outcome<Held>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let (mut holds, mut rows, mut outcomes) = (vec![], vec![], vec![]);
        for (claim, asked) in found.into_iter().zip(slice) {
            outcomes.push(claim.and_then(|claim| {
                let reason = asked.request.reason.trim();
                if reason.is_empty() {
                    return Err(Refusal::field(
                        "reason",
                        ("请写明暂停的原因。", "say why the claim is held"),
                    ));
                }
                let signal = Signal::ByHand { reason: reason.into() };
                holds.extend(signals::holds(&claim.id, &[signal], claim.last_hold, &By::of(asked)));
                let standing = claim.standing.hold();
                rows.push(standing_row(&claim, standing));
                follow(tx, &claim, &asked.actor);
                let answer = Held {
                    claim: claim.id.as_str().into(),
                    number: claim.last_hold + 1,
                    open: standing.holds,
                };
                Ok(Done::new(answer, claim.id))
            }));
        }
        hold::insert(tx, &holds).await?;
        claim::update(tx, &rows).await?;
        Ok(outcomes)
    }
}

/// What is approved is held back or released in the books.
pub(super) fn follow(tx: &mut Tx, claim: &Claim, actor: &Actor) {
    if claim.standing.stage.granted() > Fen::ZERO {
        tx.follow(&claim.id, &actor.staff);
    }
}

/// The row of a claim of which only the holds change.
pub(super) fn standing_row(claim: &Claim, standing: Standing) -> Changed {
    Changed {
        id: claim.id.clone(),
        stage: standing.stage.name().word(),
        holds: standing.holds.into(),
        decisions: claim.decisions.into(),
        paid_fen: claim.paid.get(),
        ..Changed::default()
    }
}
