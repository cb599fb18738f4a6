//! Who approves what is granted: a ladder of levels, each up to an amount.

use super::{Place, Text, When};
use crate::engine::money::Fen;

/// One step of a ladder. Steps with the same benefits and the same condition make one ladder, in file order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The id of the level that approves; several steps may name one level.
    pub level: String,
    /// What the level is called.
    pub label: Text,
    /// It approves amounts up to this one, inclusive, above that of the step before; the last step has no bound.
    pub up_to: Option<Fen>,
    /// The clause.
    pub clause: String,
    /// So many persons give their opinion, at least one.
    pub opinions: u16,
    /// For which claims; empty: all.
    pub when: When,
    /// What of which benefits is looked at, all of them together; empty: everything that a claim is granted.
    pub benefits: Vec<String>,
    /// Where it stands in the file.
    pub place: Place,
}

impl Approval {
    /// Do two steps belong to one ladder?
    pub fn is_beside(&self, other: &Self) -> bool {
        self.is_about(other) && self.when.tests == other.when.tests
    }

    /// Do two steps look at what the same benefits grant?
    pub fn is_about(&self, other: &Self) -> bool {
        let has_all = |a: &Self, b: &Self| a.benefits.iter().all(|id| b.benefits.contains(id));
        has_all(self, other) && has_all(other, self)
    }

    /// Does it look at what a benefit grants?
    pub fn covers(&self, benefit: &str) -> bool {
        self.benefits.is_empty() || self.benefits.iter().any(|id| id == benefit)
    }
}

/// The ladders of an edition: steps that belong together, in file order.
pub fn ladders(all: &[Approval]) -> Vec<Vec<&Approval>> {
    let mut ladders: Vec<Vec<&Approval>> = Vec::new();
    for step in all {
        match ladders.iter_mut().find(|ladder| ladder.first().is_some_and(|first| first.is_beside(step))) {
            Some(ladder) => ladder.push(step),
            None => ladders.push(vec![step]),
        }
    }
    ladders
}
