//! A line of the explanation: a step of the calculation, kept by names so that it can be read for ever.

use serde::{Deserialize, Serialize};

use super::program::Origin;
use super::run::Step;
use crate::engine::calendar::Day;
use crate::engine::money::{Exact, Fen, Ratio};
use crate::engine::name::Name;
use crate::engine::scheme::model::{Benefit, BoundKind, Edition, Kind, Reading};

/// Who bears an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// Social insurance and its like, and the hospital.
    SocialInsurance,
    /// The mutual-aid fund.
    Fund,
    /// The member.
    Member,
}

/// What a line of the explanation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// A figure of the bill.
    Bill,
    /// A constant amount.
    Amount,
    /// Figures of the claim.
    Measure,
    /// A sum.
    Sum,
    /// A difference.
    Difference,
    /// A share.
    Rate,
    /// A multiple.
    Times,
    /// The part of a line that falls into one band.
    Band,
    /// All bands together.
    Bands,
    /// A number times an amount.
    Count,
    /// A proportion.
    Proportion,
    /// The least of lines.
    Least,
    /// The greatest of lines.
    Greatest,
    /// Another benefit's or scheme's result.
    Result,
    /// A deductible.
    Deductible,
    /// A trigger.
    Trigger,
    /// A limit.
    Limit,
    /// A minimum payment.
    Minimum,
    /// A top-up.
    TopUp,
    /// A running total.
    SoFar,
    /// A rounding.
    Round,
    /// What the fund pays when the last line is what the member keeps.
    Rest,
    /// A stage of the waiting time.
    Waiting,
    /// A ceiling over benefits.
    Ceiling,
    /// Lines below nought are cut: nothing is paid, and nothing is asked back.
    Floor,
    /// What a benefit pays.
    Pays,
    /// A part of what the member bears that no benefit looks at.
    Outside,
    /// What is left to the member of the rest.
    Left,
    /// All that the member keeps, where it has several parts.
    Kept,
}

/// One line of the explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The edition, by its first day; none for figures of the bill.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub edition: Option<Day>,
    /// The benefit.
    #[serde(skip_serializing_if = "Name::is_empty", default)]
    pub benefit: Name,
    /// The line of the benefit, the component of the bill, the ceiling.
    pub line: Name,
    /// The clause that grants it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub clause: Option<Name>,
    /// The band, from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub band: Option<usize>,
    /// The row of the table, from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<usize>,
    /// How many were counted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub count: Option<i64>,
    /// The amount it starts from.
    pub base: Exact,
    /// The ratio it takes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ratio: Option<Ratio>,
    /// The bound it holds to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bound: Option<Exact>,
    /// The running total before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<Exact>,
    /// The result.
    pub amount: Exact,
    /// Who bears the result; nobody as yet, where it is a step on the way.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bearer: Option<Bearer>,
}

impl Line {
    pub(super) fn plain(kind: LineKind, line: &str, amount: Fen, bearer: Option<Bearer>) -> Self {
        Self {
            kind,
            edition: None,
            benefit: Name::default(),
            line: line.into(),
            clause: None,
            band: None,
            row: None,
            count: None,
            base: amount.into(),
            ratio: None,
            bound: None,
            before: None,
            amount: amount.into(),
            bearer,
        }
    }

    /// The line of a step.
    pub(super) fn of(step: &Step, edition: &Edition) -> Self {
        let benefit = &edition.benefits[step.benefit];
        let (kind, line, clause) = name_of(step, benefit, edition);
        Self {
            edition: Some(edition.from()),
            benefit: benefit.id.as_str().into(),
            clause: clause.map(Name::from),
            band: step.band,
            row: step.row,
            count: step.count,
            base: step.base,
            ratio: step.ratio,
            bound: step.bound,
            before: step.before,
            ..Self::plain(kind, line, Fen::ZERO, None)
        }
        .with_amount(step.amount)
    }

    /// The line that takes this one back.
    #[must_use]
    pub fn negated(&self) -> Self {
        let (base, amount) = (self.base.negated(), self.amount.negated());
        Self { base, amount, count: self.count.map(|n| -n), ..self.clone() }
    }

    fn with_amount(mut self, amount: Exact) -> Self {
        self.amount = amount;
        self
    }

    /// Is it the rounding of the scheme, which no line of a benefit orders?
    pub(super) fn is_rounding(&self) -> bool {
        self.kind == LineKind::Round && self.line == "rounding"
    }

    /// Is it a ceiling over several benefits?
    pub(super) fn is_ceiling(&self) -> bool {
        self.kind == LineKind::Ceiling
    }

    /// The cut at nought, where this last line of a benefit is below it. What was there before, if anything is
    /// taken along a window, is kept: it is why.
    pub(super) fn floor(&self, own: &[Self]) -> Option<Self> {
        let before = || own.iter().rev().find_map(|line| line.before.filter(|before| !before.is_zero()));
        (self.amount.numerator() < 0).then(|| Self {
            edition: self.edition,
            benefit: self.benefit.clone(),
            clause: self.clause.clone(),
            base: self.amount,
            before: before(),
            ..Self::plain(LineKind::Floor, "floor", Fen::ZERO, None)
        })
    }

    /// What a benefit pays.
    pub(super) fn pays(benefit: &Benefit, edition: &Edition, amount: Fen) -> Self {
        Self {
            edition: Some(edition.from()),
            benefit: benefit.id.as_str().into(),
            clause: Some(benefit.clause.as_str().into()),
            ..Self::plain(LineKind::Pays, "pays", amount, Some(Bearer::Fund))
        }
    }
}

fn name_of<'e>(
    step: &Step,
    benefit: &'e Benefit,
    edition: &'e Edition,
) -> (LineKind, &'e str, Option<&'e str>) {
    let of_benefit = || Some(benefit.clause.as_str());
    match step.origin {
        Origin::Line(number) => {
            let line = &benefit.lines[number];
            let kind = kind_of(&line.kind);
            let kind = if kind == LineKind::Bands && step.band.is_some() { LineKind::Band } else { kind };
            (kind, &line.id, line.clause.as_deref().or_else(of_benefit))
        }
        Origin::Rest => (LineKind::Rest, "rest", of_benefit()),
        Origin::Waiting(_) => {
            (LineKind::Waiting, "waiting", benefit.waiting_clause.as_deref().or_else(of_benefit))
        }
        Origin::Rounding => (LineKind::Round, "rounding", None),
        Origin::WholeFen => (LineKind::Round, "whole-fen", None),
        Origin::Ceiling(number) => {
            let ceiling = &edition.ceilings[number];
            (LineKind::Ceiling, &ceiling.id, Some(&ceiling.clause))
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
