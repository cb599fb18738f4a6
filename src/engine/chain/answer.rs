//! The answer to a claim against all plans of a chain: what each pays and why, the sum, one receipt.

use serde::{Deserialize, Serialize};
use smol_str::format_smolstr;

use crate::engine::adjudicate::{Adjudication, Line, Movement, Reason};
use crate::engine::calendar::Day;
use crate::engine::money::Fen;
use crate::engine::name::Name;

/// How a claim stands against the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChainState {
    /// Something is paid, and no plan waits.
    Approve,
    /// Something is paid, and some plan waits for a person.
    Part,
    /// Nothing is paid.
    Deny,
    /// Nothing is paid yet, and some plan waits for a person.
    Pend,
}

/// How one plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It pays.
    Approve,
    /// It pays nothing.
    Deny,
    /// A person must look at it, or it waits for a plan before it.
    Pend,
    /// Another plan of its group is paid instead.
    Excluded,
    /// The member does not hold it.
    NotHeld,
    /// It is not meant for claims of this kind.
    NotMeant,
}

/// One plan's part of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The plan, by its id in the chain.
    pub plan: Name,
    /// Its scheme.
    pub scheme: Name,
    /// How it stands.
    pub standing: Standing,
    /// What it pays.
    pub amount: Fen,
    /// The clause of the chain that excludes it, trims it or places it here.
    pub clause: Name,
    /// The plan that is paid instead, and the group that says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instead: Option<(Name, Name)>,
    /// What it would have paid, had it not been excluded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub would_pay: Option<Fen>,
    /// The ceiling of the chain that its payment was held to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ceiling: Option<Name>,
    /// How it was decided; none for a plan that was not run or is excluded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub adjudication: Option<Adjudication>,
}

/// The answer to a claim against a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainAdjudication {
    /// How the claim stands.
    pub state: ChainState,
    /// What all plans pay together.
    pub amount: Fen,
    /// The bill, and who bore what of it before.
    pub bill: Vec<Line>,
    /// The plans in the order of the chain.
    pub parts: Vec<Part>,
    /// What is left to the member, part by part; empty while a plan waits, or where the slip does not say what he
    /// bore.
    pub left: Vec<Line>,
    /// Why the chain as a whole pays nothing.
    pub reasons: Vec<Reason>,
    /// What was added to the running totals of the chain's ceilings.
    pub movements: Vec<Movement>,
    /// Paths of assumed values of the chain that the result rests on.
    pub provisional: Vec<String>,
    /// What the claim did not state and was taken for granted: `holds`, `covered`, `in-time`.
    pub presumed: Vec<Name>,
    /// What it was decided from.
    pub receipt: ChainReceipt,
}

/// What a claim was decided from. The same receipt means the same decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainReceipt {
    /// Version of the engine.
    pub engine: Name,
    /// The chain's id.
    pub chain: Name,
    /// First day and hash of its edition; none when none was in force.
    pub edition: Option<(Day, Name)>,
    /// SHA-256 of the facts, in hexadecimal. The editions of each plan stand in its own receipt.
    pub facts: String,
}

impl ChainState {
    /// The state from what is paid and whether a plan waits.
    pub(super) fn of(amount: Fen, waits: bool) -> Self {
        match (amount > Fen::ZERO, waits) {
            (true, false) => Self::Approve,
            (true, true) => Self::Part,
            (false, false) => Self::Deny,
            (false, true) => Self::Pend,
        }
    }

    /// The word of files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Part => "part",
            Self::Deny => "deny",
            Self::Pend => "pend",
        }
    }
}

impl Standing {
    /// The word of files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Deny => "deny",
            Self::Pend => "pend",
            Self::Excluded => "excluded",
            Self::NotHeld => "not-held",
            Self::NotMeant => "not-meant",
        }
    }
}

impl ChainAdjudication {
    /// Every addition to a running total: those of plans under `plan/total`, and those of the chain.
    pub fn all_movements(&self) -> impl Iterator<Item = Movement> {
        let of_plans = self.parts.iter().flat_map(|part| {
            let own = part.adjudication.iter().flat_map(|a| &a.movements);
            own.map(|m| Movement { total: format_smolstr!("{}/{}", part.plan, m.total), ..m.clone() })
        });
        of_plans.chain(self.movements.iter().cloned())
    }

    /// Every line: the bill, those of all plans, what is left.
    pub fn all_lines(&self) -> impl Iterator<Item = &Line> {
        let of_plans = self.parts.iter().filter_map(|part| part.adjudication.as_ref()).flat_map(|a| &a.lines);
        self.bill.iter().chain(of_plans).chain(&self.left)
    }

    /// Every reason code: of the chain, of its plans' decisions and of their notes.
    pub fn codes(&self) -> Vec<&str> {
        let of_plans =
            self.parts.iter().filter_map(|part| part.adjudication.as_ref()).flat_map(Adjudication::codes);
        let excluded = self.parts.iter().filter(|part| part.standing == Standing::Excluded);
        let mut codes: Vec<&str> = self.reasons.iter().map(|reason| reason.code.as_str()).collect();
        codes.extend(of_plans);
        codes.extend(excluded.map(|_| "excluded-by-chain"));
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}
