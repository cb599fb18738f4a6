//! What became of one row, in words.

use super::footnote;
use crate::cli::grid::Tone;
use crate::engine::adjudicate::{Adjudication, Decision, Scheme, explain};
use crate::engine::calendar::Day;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::exchange::claims::ClaimRow;

/// One row with its answer.
pub struct Answer<'a> {
    /// The row.
    pub row: &'a ClaimRow,
    /// The day that decided.
    pub date: Option<Day>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a row.
pub enum Fate {
    /// It was decided.
    Decided(Box<Adjudication>),
    /// It was decided in place of an earlier decision; what that comes to stands among the changes.
    Corrects(Box<Adjudication>),
    /// It takes a claim back that was decided earlier.
    Revokes {
        /// The receipt number of that claim.
        number: u64,
    },
    /// A later row takes it back.
    TakenBack {
        /// The line of that row.
        by: usize,
    },
    /// It takes an earlier row back.
    TakesBack {
        /// The line of that row.
        line: usize,
    },
}

impl Answer<'_> {
    /// The adjudication, unless the row was taken back.
    pub fn adjudication(&self) -> Option<&Adjudication> {
        match &self.fate {
            Fate::Decided(adjudication) | Fate::Corrects(adjudication) => Some(adjudication),
            Fate::Revokes { .. } | Fate::TakenBack { .. } | Fate::TakesBack { .. } => None,
        }
    }

    /// What is paid; none where a person must look at it first, nothing is left to pay for, or the amount
    /// stands among the changes.
    pub fn amount(&self) -> Option<Fen> {
        match &self.adjudication()?.decision {
            Decision::Pend { .. } => None,
            _ if matches!(self.fate, Fate::Corrects(_)) => None,
            decision => Some(decision.amount()),
        }
    }

    /// The decision as a word of files.
    pub fn code(&self) -> &'static str {
        match &self.fate {
            Fate::Decided(adjudication) => adjudication.decision.word(),
            Fate::Corrects(_) => "corrects",
            Fate::TakenBack { .. } => "taken-back",
            Fate::Revokes { .. } | Fate::TakesBack { .. } => "takes-back",
        }
    }

    /// The decision as people say it.
    pub fn word(&self, lang: Lang) -> &'static str {
        match &self.fate {
            Fate::Decided(adjudication) => match adjudication.decision {
                Decision::Approve { .. } => lang.pick("给付", "approved"),
                Decision::Deny { .. } => lang.pick("不予给付", "denied"),
                Decision::Pend { .. } => lang.pick("待核", "pending"),
            },
            Fate::Corrects(_) => lang.pick("更正", "corrects"),
            Fate::TakenBack { .. } => lang.pick("已冲销", "taken back"),
            Fate::Revokes { .. } | Fate::TakesBack { .. } => lang.pick("冲销", "takes back"),
        }
    }

    /// How the decision looks.
    pub fn tone(&self) -> Tone {
        match self.code() {
            "approve" => Tone::Good,
            "deny" => Tone::Bad,
            "pend" => Tone::Open,
            _ => Tone::Plain,
        }
    }

    /// Every reason in words: of the decision, and of what was trimmed.
    pub fn reasons(&self, scheme: &Scheme, lang: Lang) -> Vec<String> {
        match &self.fate {
            Fate::Decided(a) | Fate::Corrects(a) => a
                .decision
                .reasons()
                .chain(&a.notes)
                .map(|reason| explain::reason(reason, scheme, lang))
                .chain(pending_proofs(a, lang))
                .collect(),
            Fate::TakenBack { by } => vec![lang.pick(
                format!("第{by}行冲销了该结算单，不再计算"),
                format!("line {by} takes this settlement back; it counts no more"),
            )],
            Fate::Revokes { number } => vec![lang.pick(
                format!("冲销受理编号{number}的申请，见“改动”"),
                format!("takes back the claim of receipt {number}; see the changes"),
            )],
            Fate::TakesBack { line } => {
                vec![lang.pick(
                    format!("冲销第{line}行的结算单"),
                    format!("takes back the settlement of line {line}"),
                )]
            }
        }
    }
}

/// What a claim that waits must prove as well: who asks for the rest asks for it too.
fn pending_proofs(answer: &Adjudication, lang: Lang) -> Vec<String> {
    match answer.decision {
        Decision::Pend { .. } => footnote::proofs(answer, lang),
        Decision::Approve { .. } | Decision::Deny { .. } => vec![],
    }
}
