//! A line of the explanation: a step of the calculation, kept by names so that it can be read for ever.

use serde::{Deserialize, Serialize};

use super::called::{Called, CalledBenefit, CalledEdition};
use super::run::Step;
use crate::engine::calendar::Day;
use crate::engine::money::{Exact, Fen, Ratio};
use crate::engine::name::Name;

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
    pub(super) fn plain(kind: LineKind, line: &'static str, amount: Fen, bearer: Option<Bearer>) -> Self {
        Self {
            kind,
            edition: None,
            benefit: Name::default(),
            line: Name::new_static(line),
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
    pub(super) fn of(step: &Step, edition: &CalledEdition) -> Self {
        let Called { kind, line, clause } = edition.step(step);
        Self {
            kind,
            edition: Some(edition.from),
            benefit: edition.benefits[step.benefit].id.clone(),
            line,
            clause,
            band: step.band,
            row: step.row,
            count: step.count,
            base: step.base,
            ratio: step.ratio,
            bound: step.bound,
            before: step.before,
            amount: step.amount,
            bearer: None,
        }
    }

    /// The line that takes this one back.
    #[must_use]
    pub fn negated(&self) -> Self {
        let (base, amount) = (self.base.negated(), self.amount.negated());
        Self { base, amount, count: self.count.map(|n| -n), ..self.clone() }
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
    pub(super) fn pays(benefit: &CalledBenefit, edition: &CalledEdition, amount: Fen) -> Self {
        Self {
            edition: Some(edition.from),
            benefit: benefit.id.clone(),
            clause: Some(benefit.clause.clone()),
            ..Self::plain(LineKind::Pays, "pays", amount, Some(Bearer::Fund))
        }
    }
}
