//! A chain as written: which plans, in which order, which exclude each other, and what all may not exceed.

use crate::engine::calendar::{Day, Span, YearStart};
use crate::engine::claim::words::DateKind;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::scheme::model::{Assumption, MeasureOf, Place, Source, Text, When, Window};

/// One edition of a chain: the order of plans in force from a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainEdition {
    /// The chain's id: its path below `schemes/`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Where the order was published.
    pub source: Source,
    /// First and last day, inclusive.
    pub span: Span,
    /// The date of a claim that decides which edition of the chain applies.
    pub decided_by: DateKind,
    /// When the year of its ceilings starts.
    pub year: YearStart,
    /// The clauses, as printed.
    pub clauses: Vec<ChainClause>,
    /// What was assumed.
    pub assumptions: Vec<Assumption>,
    /// The plans, in the order of calculation.
    pub plans: Vec<PlanOf>,
    /// Groups of plans that are not paid together.
    pub excludes: Vec<Exclude>,
    /// Ceilings over several plans.
    pub ceilings: Vec<Ceiling>,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: Name,
}

/// One clause, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainClause {
    /// Its number or name.
    pub id: String,
    /// Its words.
    pub text: Text,
    /// Does it decide no amount?
    pub informative: bool,
    /// Where it stands in the file.
    pub place: Place,
}

/// One plan of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanOf {
    /// Its id within the chain, which `cover` of the facts names.
    pub id: String,
    /// What it is called; the scheme's title where the chain does not say.
    pub label: Option<Text>,
    /// The scheme.
    pub scheme: String,
    /// The plan of the scheme, where only one of several is meant.
    pub plan: Option<String>,
    /// The clause that places it here.
    pub clause: String,
    /// The claims that it is meant for; all, when nothing is said.
    pub when: When,
    /// Where it stands in the file.
    pub place: Place,
}

/// Which plan of a group is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The first that pays, in the order of the chain.
    First,
    /// The one that pays most; of equals the first.
    Greatest,
}

/// Plans of which only one is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclude {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause.
    pub clause: String,
    /// The plans.
    pub plans: Vec<String>,
    /// Which of them is kept.
    pub keep: Keep,
    /// Where it stands in the file.
    pub place: Place,
}

/// A bound over several plans: those that come later find what those before have left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause.
    pub clause: String,
    /// The plans whose sum it bounds.
    pub plans: Vec<String>,
    /// The bound.
    pub bound: Bound,
    /// The running total it is taken along; none: each claim on its own.
    pub along: Option<Window>,
    /// Where it stands in the file.
    pub place: Place,
}

/// What a ceiling bounds at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// An amount.
    Amount(Fen),
    /// The sum of figures of the claim: what the member bears.
    Figures(Vec<MeasureOf>),
}

impl ChainEdition {
    /// The day it came into force.
    pub fn from(&self) -> Day {
        self.span.from()
    }

    /// Of the clauses that are rules, so many percent are cited; all of them where there is none.
    pub fn encoded_percent(&self) -> usize {
        let cited = |id: &str| {
            self.plans.iter().any(|plan| plan.clause == id)
                || self.excludes.iter().any(|exclude| exclude.clause == id)
                || self.ceilings.iter().any(|ceiling| ceiling.clause == id)
        };
        let rules: Vec<&ChainClause> = self.clauses.iter().filter(|clause| !clause.informative).collect();
        let encoded = rules.iter().filter(|clause| cited(&clause.id)).count();
        (encoded * 100).checked_div(rules.len()).unwrap_or(100)
    }

    /// The place of a plan in the order.
    pub fn plan(&self, id: &str) -> Option<usize> {
        self.plans.iter().position(|plan| plan.id == id)
    }
}

impl PlanOf {
    /// Is it, with that plan, of the same scheme and plan?
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.scheme == other.scheme && self.plan == other.plan
    }
}
