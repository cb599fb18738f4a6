//! What the lines of an answer are called: the kind, name and clause of every step of a scheme, put together once
//! for all claims.

use super::line::LineKind;
use super::program::Origin;
use super::run::Step;
use crate::engine::calendar::Day;
use crate::engine::name::Name;
use crate::engine::scheme::model::{Benefit, BoundKind, Edition, Kind, Line, Reading};

/// What a step is called.
#[derive(Clone, Debug)]
pub(super) struct Called {
    pub(super) kind: LineKind,
    pub(super) line: Name,
    pub(super) clause: Option<Name>,
}

/// What the steps of a benefit are called.
#[derive(Clone, Debug)]
pub(super) struct CalledBenefit {
    pub(super) id: Name,
    pub(super) clause: Name,
    lines: Vec<Called>,
    waiting_clause: Name,
}

/// What the steps of an edition are called.
#[derive(Clone, Debug)]
pub(super) struct CalledEdition {
    pub(super) from: Day,
    pub(super) benefits: Vec<CalledBenefit>,
    ceilings: Vec<Called>,
}

impl CalledEdition {
    pub(super) fn new(edition: &Edition) -> Self {
        let ceilings = edition.ceilings.iter().map(|ceiling| Called {
            kind: LineKind::Ceiling,
            line: ceiling.id.as_str().into(),
            clause: Some(ceiling.clause.as_str().into()),
        });
        Self {
            from: edition.from(),
            benefits: edition.benefits.iter().map(CalledBenefit::new).collect(),
            ceilings: ceilings.collect(),
        }
    }

    /// What one step is called.
    pub(super) fn step(&self, step: &Step) -> Called {
        let benefit = &self.benefits[step.benefit];
        let of_engine = |kind, line, clause: Option<&Name>| Called {
            kind,
            line: Name::new_static(line),
            clause: clause.cloned(),
        };
        match step.origin {
            Origin::Line(number) => match &benefit.lines[number] {
                bands if bands.kind == LineKind::Bands && step.band.is_some() => {
                    Called { kind: LineKind::Band, ..bands.clone() }
                }
                line => line.clone(),
            },
            Origin::Rest => of_engine(LineKind::Rest, "rest", Some(&benefit.clause)),
            Origin::Waiting(_) => of_engine(LineKind::Waiting, "waiting", Some(&benefit.waiting_clause)),
            Origin::Rounding => of_engine(LineKind::Round, "rounding", None),
            Origin::WholeFen => of_engine(LineKind::Round, "whole-fen", None),
            Origin::Ceiling(number) => self.ceilings[number].clone(),
        }
    }
}

impl CalledBenefit {
    fn new(benefit: &Benefit) -> Self {
        let clause = |own: Option<&str>| Name::from(own.unwrap_or(&benefit.clause));
        let called = |line: &Line| Called {
            kind: kind_of(&line.kind),
            line: line.id.as_str().into(),
            clause: Some(clause(line.clause.as_deref())),
        };
        Self {
            id: benefit.id.as_str().into(),
            clause: clause(None),
            lines: benefit.lines.iter().map(called).collect(),
            waiting_clause: clause(benefit.waiting_clause.as_deref()),
        }
    }
}

fn kind_of(kind: &Kind) -> LineKind {
    match kind {
        Kind::Amount(_) => LineKind::Amount,
        Kind::Measure(_) => LineKind::Measure,
        Kind::Sum(sum) if sum.difference => LineKind::Difference,
        Kind::Sum(_) => LineKind::Sum,
        Kind::Portion(p) if p.times => LineKind::Times,
        Kind::Portion(_) => LineKind::Rate,
        Kind::Bands(b) if b.reading == Reading::Marginal => LineKind::Bands,
        Kind::Bands(_) => LineKind::Band,
        Kind::Count(_) => LineKind::Count,
        Kind::Proportion(_) => LineKind::Proportion,
        Kind::Extreme(e) if e.greatest => LineKind::Greatest,
        Kind::Extreme(_) => LineKind::Least,
        Kind::Result(_) => LineKind::Result,
        Kind::Bound(b) => match b.kind {
            BoundKind::Deductible => LineKind::Deductible,
            BoundKind::Trigger => LineKind::Trigger,
            BoundKind::Limit => LineKind::Limit,
            BoundKind::Minimum => LineKind::Minimum,
            BoundKind::TopUp => LineKind::TopUp,
        },
        Kind::SoFar { .. } => LineKind::SoFar,
        Kind::Round { .. } => LineKind::Round,
    }
}
