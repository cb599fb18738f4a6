//! A refusal: whom, on which lines, under which clause, and what would satisfy the rule.

use super::reason::Reason;
use crate::engine::claim::words::Word;
use crate::engine::scheme::model::Text;

/// Why a member or an employer cannot enrol. One refusal never hides another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The member; none when the employer's roster as a whole is refused.
    pub member: Option<String>,
    /// The employer.
    pub employer: Option<String>,
    /// The plan; empty for the only plan of a scheme.
    pub plan: String,
    /// Why, as one word.
    pub reason: Reason,
    /// The clause, where the rule has one.
    pub clause: Option<String>,
    /// The sentence for the clerk.
    pub sentence: Text,
    /// What would satisfy the rule.
    pub remedy: Text,
    /// The lines of the roster that it refuses, counted from 0.
    pub rows: Vec<usize>,
}

/// A reason with its sentences, not yet said of anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grounds {
    /// Why, as one word.
    pub reason: Reason,
    /// The clause.
    pub clause: Option<String>,
    /// The sentence for the clerk.
    pub sentence: Text,
    /// What would satisfy the rule.
    pub remedy: Text,
}

impl Grounds {
    /// A reason with its sentences in Chinese and English, and the remedy in both.
    pub fn new(reason: Reason, clause: Option<&str>, sentence: [String; 2], remedy: [String; 2]) -> Self {
        Self { reason, clause: clause.map(Into::into), sentence: both(sentence), remedy: both(remedy) }
    }

    /// Said of a member, or of an employer when there is no member.
    pub fn of(self, member: Option<&str>, employer: Option<&str>, plan: &str, rows: Vec<usize>) -> Refusal {
        Refusal {
            member: member.map(Into::into),
            employer: employer.map(Into::into),
            plan: plan.into(),
            reason: self.reason,
            clause: self.clause,
            sentence: self.sentence,
            remedy: self.remedy,
            rows,
        }
    }
}

fn both([zh, en]: [String; 2]) -> Text {
    Text { zh, en: Some(en) }
}

impl Refusal {
    /// The reason as the word of files.
    pub fn code(&self) -> &'static str {
        self.reason.word()
    }
}
