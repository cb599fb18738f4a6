//! What is decided: approve, deny or pend, each with what it rests on.

use serde::{Deserialize, Serialize};

use super::approver::Approver;
use super::line::Line;
use super::movement::Movement;
use super::proof::Proof;
use super::reason::Reason;
use super::receipt::Receipt;
use crate::engine::money::Fen;
use crate::engine::name::Name;

/// A decision on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Decision {
    /// The fund pays.
    Approve {
        /// How much, above nought.
        amount: Fen,
    },
    /// The fund pays nothing, for these reasons.
    Deny {
        /// Why, and what would satisfy.
        reasons: Reasons,
    },
    /// A person must look at it, for these reasons.
    Pend {
        /// What is missing.
        reasons: Reasons,
    },
}

/// At least one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Reason>", into = "Vec<Reason>")]
pub struct Reasons(Vec<Reason>);

impl Reasons {
    /// A first reason and others; one that several benefits share is said once and names them all.
    pub fn new(first: Reason, others: impl IntoIterator<Item = Reason>) -> Self {
        let mut all = vec![first];
        for reason in others {
            match all.iter_mut().find(|said| said.is_same(&reason)) {
                Some(said) => said.join(reason),
                None => all.push(reason),
            }
        }
        Self(all)
    }

    /// Says each otherwise.
    pub(in crate::engine) fn change(&mut self, change: impl FnMut(Reason) -> Reason) {
        self.0 = std::mem::take(&mut self.0).into_iter().map(change).collect();
    }

    /// The reasons, at least one.
    pub fn iter(&self) -> impl Iterator<Item = &Reason> {
        self.0.iter()
    }
}

impl TryFrom<Vec<Reason>> for Reasons {
    type Error = &'static str;
    fn try_from(all: Vec<Reason>) -> Result<Self, Self::Error> {
        let mut all = all.into_iter();
        let first = all.next().ok_or("a denial has at least one reason")?;
        Ok(Self::new(first, all))
    }
}

impl From<Reasons> for Vec<Reason> {
    fn from(reasons: Reasons) -> Self {
        reasons.0
    }
}

impl Decision {
    /// What the fund pays.
    pub fn amount(&self) -> Fen {
        match self {
            Self::Approve { amount } => *amount,
            Self::Deny { .. } | Self::Pend { .. } => Fen::ZERO,
        }
    }

    /// The word of the decision.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Approve { .. } => "approve",
            Self::Deny { .. } => "deny",
            Self::Pend { .. } => "pend",
        }
    }

    /// The reasons, none for an approval.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        let reasons = match self {
            Self::Approve { .. } => None,
            Self::Deny { reasons } | Self::Pend { reasons } => Some(reasons),
        };
        reasons.into_iter().flat_map(Reasons::iter)
    }
}

/// What one pool pays of one benefit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolShare {
    /// The benefit.
    pub benefit: String,
    /// The pool.
    pub pool: String,
    /// What it pays.
    pub amount: Fen,
}

/// The answer to a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjudication {
    /// The decision.
    pub decision: Decision,
    /// How it was computed, from the bill's total to the payment.
    pub lines: Vec<Line>,
    /// Why benefits were trimmed, or did not apply though others did.
    pub notes: Vec<Reason>,
    /// Which pools pay how much.
    pub funding: Vec<PoolShare>,
    /// Who approves what is granted; none where nothing is, or the notice does not say.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub approval: Vec<Approver>,
    /// What was added to running totals.
    pub movements: Vec<Movement>,
    /// Paths of assumed values that the result rests on; a result with any is provisional.
    pub provisional: Vec<String>,
    /// What the claim did not state and the engine took for granted (`covered`, `in-time`).
    pub presumed: Vec<Name>,
    /// Diagnoses of the claim that must be proven, and how.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub proofs: Vec<Proof>,
    /// What it was decided from.
    pub receipt: Receipt,
}

impl Adjudication {
    /// A decision under a scheme with nothing beside it.
    pub(super) fn bare(decision: Decision, scheme: &str) -> Self {
        Self {
            decision,
            lines: vec![],
            notes: vec![],
            funding: vec![],
            approval: vec![],
            movements: vec![],
            provisional: vec![],
            presumed: vec![],
            proofs: vec![],
            receipt: Receipt::new(scheme, std::iter::empty(), String::new()),
        }
    }

    /// Every reason code: of the decision, and of the notes.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> =
            self.decision.reasons().chain(&self.notes).map(|reason| reason.code.as_str()).collect();
        codes.dedup();
        codes
    }
}
