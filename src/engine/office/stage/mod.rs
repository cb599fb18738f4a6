//! Where a claim stands in the office, and the one method for each move; a move that is not allowed is a value.

mod illegal;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use illegal::{IllegalMove, Why};

use crate::engine::adjudicate::Decision;
use crate::engine::claim::words::{Word, words};
use crate::engine::money::Fen;

words! {
    /// The name of a stage, as it is stored.
    StageName {
        Draft "draft" "草稿",
        Submitted "submitted" "已受理",
        Pending "pending" "待补正",
        Proposed "proposed" "待复核",
        Approved "approved" "已批准",
        Denied "denied" "不予给付",
        Revoked "revoked" "已撤销",
    }
}

words! {
    /// What is done to a claim.
    Move {
        Submit "submit" "提交",
        Decide "decide" "审核",
        Approve "approve" "复核通过",
        SendBack "send-back" "退回",
        Deny "deny" "改为不予给付",
        Correct "correct" "更正",
        Replay "replay" "重新计算",
        Reopen "reopen" "复议重审",
        Revoke "revoke" "撤销",
        Release "release" "解除暂停",
    }
}

/// What was decided on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The fund pays so much, above nought.
    Approve(Fen),
    /// The fund pays nothing.
    Deny,
    /// Something is asked for.
    Pend,
}

impl From<&Decision> for Outcome {
    fn from(decision: &Decision) -> Self {
        match decision {
            Decision::Approve { amount } => Self::Approve(*amount),
            Decision::Deny { .. } => Self::Deny,
            Decision::Pend { .. } => Self::Pend,
        }
    }
}

/// Where a claim stands. What was decided is carried by its number among the claim's decisions, from 1.
///
/// ```
/// use huzhu::engine::money::Fen;
/// use huzhu::engine::office::{Move, Outcome, Stage};
/// let proposed = Stage::Draft.submit()?.decide(1, Outcome::Approve(Fen::yuan(500)))?;
/// let approved = proposed.approve()?;
/// assert_eq!(approved.granted(), Fen::yuan(500));
/// // A correction takes the approval back.
/// assert_eq!(approved.correct()?, Stage::Submitted);
/// assert_eq!(Stage::Draft.approve().unwrap_err().tried, Move::Approve);
/// # Ok::<(), huzhu::engine::office::IllegalMove>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Stage {
    /// Being written; nothing looks at it yet.
    Draft,
    /// Handed in (or handed in again), to be decided.
    Submitted,
    /// Looked at; something is asked for, and it is decided again when it has come.
    Pending {
        /// The decision that asks.
        decision: u32,
    },
    /// Decided, and waiting for a second person.
    Proposed {
        /// The decision.
        decision: u32,
        /// What is granted; nought: a denial waits to be confirmed.
        amount: Fen,
    },
    /// Approved by all who must.
    Approved {
        /// The decision.
        decision: u32,
        /// What is granted.
        amount: Fen,
    },
    /// Denied, and the denial confirmed.
    Denied {
        /// The decision.
        decision: u32,
    },
    /// Taken back, for good: whoever wants it after all hands in another.
    Revoked,
}

type Moved = Result<Stage, IllegalMove>;

impl Stage {
    /// The stage of a name in the store, with the number and the amount of the last decision.
    pub fn of(name: StageName, decision: u32, amount: Fen) -> Self {
        match name {
            StageName::Draft => Self::Draft,
            StageName::Submitted => Self::Submitted,
            StageName::Pending => Self::Pending { decision },
            StageName::Proposed => Self::Proposed { decision, amount },
            StageName::Approved => Self::Approved { decision, amount },
            StageName::Denied => Self::Denied { decision },
            StageName::Revoked => Self::Revoked,
        }
    }

    /// Its name.
    pub fn name(self) -> StageName {
        match self {
            Self::Draft => StageName::Draft,
            Self::Submitted => StageName::Submitted,
            Self::Pending { .. } => StageName::Pending,
            Self::Proposed { .. } => StageName::Proposed,
            Self::Approved { .. } => StageName::Approved,
            Self::Denied { .. } => StageName::Denied,
            Self::Revoked => StageName::Revoked,
        }
    }

    /// What is approved to be paid: nought until it is approved.
    pub fn granted(self) -> Fen {
        match self {
            Self::Approved { amount, .. } => amount,
            Self::Draft
            | Self::Submitted
            | Self::Pending { .. }
            | Self::Proposed { .. }
            | Self::Denied { .. }
            | Self::Revoked => Fen::ZERO,
        }
    }

    /// The decision that stands, if any does: its movements count in the running totals.
    pub fn decision(self) -> Option<u32> {
        match self {
            Self::Pending { decision }
            | Self::Denied { decision }
            | Self::Proposed { decision, .. }
            | Self::Approved { decision, .. } => Some(decision),
            Self::Draft | Self::Submitted | Self::Revoked => None,
        }
    }

    /// A draft is handed in.
    ///
    /// # Errors
    /// From any other stage: it was handed in already.
    pub fn submit(self) -> Moved {
        match self {
            Self::Draft => Ok(Self::Submitted),
            Self::Submitted
            | Self::Pending { .. }
            | Self::Proposed { .. }
            | Self::Approved { .. }
            | Self::Denied { .. }
            | Self::Revoked => self.illegal(Move::Submit),
        }
    }

    /// What was handed in is decided, or decided again after what was asked for came.
    ///
    /// # Errors
    /// From a draft, and after a decision that asks for nothing: that one is corrected, or sent back first.
    pub fn decide(self, decision: u32, outcome: Outcome) -> Moved {
        match self {
            Self::Submitted | Self::Pending { .. } => Ok(Self::decided(decision, outcome)),
            Self::Draft
            | Self::Proposed { .. }
            | Self::Approved { .. }
            | Self::Denied { .. }
            | Self::Revoked => self.illegal(Move::Decide),
        }
    }

    fn decided(decision: u32, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Approve(amount) => Self::Proposed { decision, amount },
            Outcome::Deny => Self::Proposed { decision, amount: Fen::ZERO },
            Outcome::Pend => Self::Pending { decision },
        }
    }

    /// The last reviewer who must agrees ([`super::Ladder::is_complete`]): a grant is approved, a proposed denial
    /// confirmed. Holds are looked at by [`Standing::approve`].
    ///
    /// # Errors
    /// From any stage but proposed.
    pub fn approve(self) -> Moved {
        match self {
            Self::Proposed { decision, amount: Fen::ZERO } => Ok(Self::Denied { decision }),
            Self::Proposed { decision, amount } => Ok(Self::Approved { decision, amount }),
            Self::Draft
            | Self::Submitted
            | Self::Pending { .. }
            | Self::Approved { .. }
            | Self::Denied { .. }
            | Self::Revoked => self.illegal(Move::Approve),
        }
    }

    /// A reviewer sends a proposal back to the desk, to be looked at and decided again.
    ///
    /// # Errors
    /// From any stage but proposed.
    pub fn send_back(self) -> Moved {
        match self {
            Self::Proposed { .. } => Ok(Self::Submitted),
            Self::Draft
            | Self::Submitted
            | Self::Pending { .. }
            | Self::Approved { .. }
            | Self::Denied { .. }
            | Self::Revoked => self.illegal(Move::SendBack),
        }
    }

    /// A reviewer denies what was proposed. `decision` is that of the denial, which takes the proposal's movements
    /// back.
    ///
    /// # Errors
    /// From any stage but proposed.
    pub fn deny(self, decision: u32) -> Moved {
        match self {
            Self::Proposed { .. } => Ok(Self::Denied { decision }),
            Self::Draft
            | Self::Submitted
            | Self::Pending { .. }
            | Self::Approved { .. }
            | Self::Denied { .. }
            | Self::Revoked => self.illegal(Move::Deny),
        }
    }

    /// The facts are put right. Whatever was decided or approved is taken back, and the claim is decided anew. A draft
    /// stays a draft.
    ///
    /// # Errors
    /// From revoked.
    pub fn correct(self) -> Moved {
        match self {
            Self::Draft => Ok(self),
            Self::Submitted
            | Self::Pending { .. }
            | Self::Proposed { .. }
            | Self::Approved { .. }
            | Self::Denied { .. } => Ok(Self::Submitted),
            Self::Revoked => self.illegal(Move::Correct),
        }
    }

    /// Another claim of the same window was put right, came late or was revoked, and this one was computed again. The
    /// same outcome leaves everything as it is, an approval too; another takes the approval back.
    ///
    /// # Errors
    /// From stages in which nothing was decided.
    pub fn replay(self, decision: u32, outcome: Outcome) -> Moved {
        match self {
            Self::Proposed { amount, .. } | Self::Approved { amount, .. } if outcome.grants(amount) => {
                Ok(self)
            }
            Self::Denied { .. } if outcome == Outcome::Deny => Ok(self),
            Self::Pending { .. } if outcome == Outcome::Pend => Ok(self),
            Self::Proposed { .. } | Self::Approved { .. } | Self::Pending { .. } | Self::Denied { .. } => {
                Ok(Self::decided(decision, outcome))
            }
            Self::Draft | Self::Submitted | Self::Revoked => self.illegal(Move::Replay),
        }
    }

    /// An appeal is upheld: the claim is decided again.
    ///
    /// # Errors
    /// From stages without a final answer.
    pub fn reopen(self) -> Moved {
        match self {
            Self::Approved { .. } | Self::Denied { .. } => Ok(Self::Submitted),
            Self::Draft | Self::Submitted | Self::Pending { .. } | Self::Proposed { .. } | Self::Revoked => {
                self.illegal(Move::Reopen)
            }
        }
    }

    /// The claim is taken back, from any stage, once. A denied one too: a denial may rest on claims that are revoked
    /// later, and the order in which revocations come must not matter.
    ///
    /// # Errors
    /// From revoked.
    pub fn revoke(self) -> Moved {
        match self {
            Self::Draft
            | Self::Submitted
            | Self::Pending { .. }
            | Self::Proposed { .. }
            | Self::Approved { .. }
            | Self::Denied { .. } => Ok(Self::Revoked),
            Self::Revoked => self.illegal(Move::Revoke),
        }
    }

    fn illegal(self, tried: Move) -> Moved {
        Err(IllegalMove { tried, from: self.name(), why: Why::Stage })
    }
}

impl Outcome {
    /// Is it the grant of this amount, nought being a denial?
    fn grants(self, amount: Fen) -> bool {
        match self {
            Self::Approve(granted) => granted == amount,
            Self::Deny => amount == Fen::ZERO,
            Self::Pend => false,
        }
    }

    /// What is granted.
    pub fn amount(self) -> Fen {
        match self {
            Self::Approve(amount) => amount,
            Self::Deny | Self::Pend => Fen::ZERO,
        }
    }

    /// The word of the decision.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approve(_) => "approve",
            Self::Deny => "deny",
            Self::Pend => "pend",
        }
    }
}

/// A stage, and beside it the open holds. A hold stops no clerk from working on a claim; it stops the approval of a
/// grant, and what is approved from being paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Standing {
    /// The stage.
    pub stage: Stage,
    /// How many holds are open.
    pub holds: u32,
}

impl Standing {
    /// The last reviewer who must agrees.
    ///
    /// # Errors
    /// From any stage but proposed, and while a grant is held. A denial may be confirmed all the same: it pays nothing.
    pub fn approve(self) -> Result<Self, IllegalMove> {
        let stage = self.stage.approve()?;
        if self.holds > 0 && stage.granted() > Fen::ZERO {
            let why = Why::Held { holds: self.holds };
            return Err(IllegalMove { tried: Move::Approve, from: self.stage.name(), why });
        }
        Ok(Self { stage, ..self })
    }

    /// One more hold, at any stage: what was noticed is written down, whatever became of the claim.
    #[must_use]
    pub fn hold(self) -> Self {
        Self { holds: self.holds + 1, ..self }
    }

    /// One hold less.
    ///
    /// # Errors
    /// When none is open.
    pub fn release(self) -> Result<Self, IllegalMove> {
        let why = Why::NotHeld;
        let none = IllegalMove { tried: Move::Release, from: self.stage.name(), why };
        let holds = self.holds.checked_sub(1).ok_or(none)?;
        Ok(Self { holds, ..self })
    }

    /// What may be paid now: what is approved and not held.
    pub fn payable(self) -> Fen {
        if self.holds == 0 { self.stage.granted() } else { Fen::ZERO }
    }
}
