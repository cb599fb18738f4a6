//! A move that the stage of a claim does not allow: which, from where, and what to do instead.

use serde::{Deserialize, Serialize};

use super::{Move, StageName};
use crate::engine::claim::words::Word;
use crate::engine::scheme::said::Said;

/// A move that is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IllegalMove {
    /// What was tried.
    pub tried: Move,
    /// Where the claim stands.
    pub from: StageName,
    /// Why not.
    pub why: Why,
}

/// Why a move is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It does not lead on from the stage.
    Stage,
    /// Holds are open.
    Held {
        /// How many.
        holds: u32,
    },
    /// No hold is open.
    NotHeld,
}

impl IllegalMove {
    /// The code, kept for ever.
    pub fn code(&self) -> &'static str {
        match self.why {
            Why::Stage => "wrong-stage",
            Why::Held { .. } => "held",
            Why::NotHeld => "not-held",
        }
    }

    /// The sentence: where the claim stands, what cannot be done, what to do instead.
    pub fn said(&self) -> Said {
        match self.why {
            Why::Stage => self.wrong_stage(),
            Why::Held { holds } => Said::new(
                format!("申请有{holds}项暂停尚未解除，不能复核通过；请先核实并逐项解除暂停。"),
                format!(
                    "The claim cannot be approved while it is held ({holds}); look into each hold and release it first."
                ),
            ),
            Why::NotHeld => Said::new(
                "申请没有待解除的暂停，无需办理。",
                "The claim is not held; there is nothing to release.",
            ),
        }
    }

    fn wrong_stage(&self) -> Said {
        let (tried, from) = (self.tried, self.from);
        let (zh, en) = instead(from);
        Said::new(
            format!("申请目前为“{}”，不能{}；{zh}。", from.zh(), tried.zh()),
            format!("The claim is {} and cannot be {}; {en}.", from.word(), done(tried)),
        )
    }
}

/// The move as something that was done.
fn done(tried: Move) -> &'static str {
    match tried {
        Move::Submit => "submitted",
        Move::Decide => "decided",
        Move::Approve => "approved",
        Move::SendBack => "sent back",
        Move::Deny => "denied",
        Move::Correct => "corrected",
        Move::Replay => "computed again",
        Move::Reopen => "reopened",
        Move::Revoke => "revoked",
        Move::Release => "released",
    }
}

/// What leads on from a stage.
fn instead(from: StageName) -> (&'static str, &'static str) {
    match from {
        StageName::Draft => ("请先提交申请", "submit it first"),
        StageName::Submitted => ("请先审核", "decide it first"),
        StageName::Pending => ("请先补齐材料或信息后再审核", "supply what is asked for and decide it again"),
        StageName::Proposed => {
            ("请先完成复核，或由复核人退回", "have it reviewed, or sent back by the reviewer, first")
        }
        StageName::Approved => {
            ("如有变化，请办理更正、撤销或复议", "if something has changed, correct it, revoke it or appeal")
        }
        StageName::Denied => {
            ("如有新情况，请办理更正或复议", "if there is something new, correct it or appeal")
        }
        StageName::Revoked => ("如仍需申请，请重新提交", "if it is wanted after all, hand in a new claim"),
    }
}
