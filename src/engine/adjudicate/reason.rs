//! Reasons: why nothing or less is paid, what is missing, and what would satisfy.

use serde::{Deserialize, Serialize};

use super::line::{Line, LineKind};
use super::program::{AmountColumn, KeyAt, Layout, Why};
use super::run::Closed;
use super::run::View;
use crate::engine::claim::Facts;
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::money::Exact;
use crate::engine::scheme::model::{Benefit, Edition, Key, KeyValue, Keys, MeasureOf};

/// One reason. Its sentence is made when it is read: see [`super::explain`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The stable code: `waiting-period`, `condition.setting`, `missing-figure.self_pay` …
    pub code: String,
    /// The benefit; empty for the claim as a whole.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub benefit: String,
    /// The clause that says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub clause: Option<String>,
    /// What the claim has there: a word, a number, a date.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub given: Option<String>,
    /// How much is lacking, or how much was cut off.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub short: Option<Exact>,
}

impl Reason {
    fn new(code: impl Into<String>, benefit: &str, clause: Option<&str>) -> Self {
        let (code, benefit) = (code.into(), benefit.into());
        Self { code, benefit, clause: clause.map(Into::into), given: None, short: None }
    }

    fn given(mut self, given: Option<String>) -> Self {
        self.given = given;
        self
    }

    fn short(mut self, short: Option<Exact>) -> Self {
        self.short = short;
        self
    }

    /// No edition is in force on the day.
    pub(super) fn not_in_force(day: Option<String>) -> Self {
        Self::new("not-in-force", "", None).given(day)
    }

    /// Nothing applies, and no reason was found: an edition without benefits.
    pub(super) fn no_benefit() -> Self {
        Self::new("no-benefit", "", None)
    }
}

/// Where a closed gate stands.
pub(super) struct Gate<'a> {
    pub(super) facts: &'a Facts,
    pub(super) edition: &'a Edition,
    pub(super) layout: &'a Layout,
    pub(super) benefit: Option<usize>,
}

impl Gate<'_> {
    fn benefit(&self) -> Option<&Benefit> {
        self.edition.benefits.get(self.benefit?)
    }

    fn view(&self) -> View<'_> {
        let on = self.benefit().and_then(|b| b.decided_by).unwrap_or(self.edition.in_force.decided_by);
        View {
            facts: self.facts,
            edition: self.edition,
            plan: self.benefit().and_then(|b| b.plan.as_deref()),
            on,
        }
    }

    fn given(&self, key: &Key) -> Option<String> {
        match self.view().value(key) {
            KeyValue::Words(words) => Some(words.join(" ")),
            KeyValue::Number(n) => Some(n.to_string()),
            KeyValue::Unknown => None,
        }
    }

    /// The reason that a gate is closed.
    pub(super) fn reason(&self, closed: Closed) -> Reason {
        let benefit = self.benefit();
        let id = benefit.map_or("", |b| b.id.as_str());
        let clause = benefit.map(|b| b.clause.as_str());
        match closed {
            Closed::NotInForce | Closed::Elsewhere => {
                let day = self.facts.claim.dates.get(self.view().on).map(|d| d.to_string());
                Reason::new("not-in-force", id, None).given(day)
            }
            Closed::Refused(why) => self.refused(why),
            Closed::AskKey(KeyAt::Column(column)) => {
                let key = &self.layout.keys[column].key;
                Reason::new(format!("missing-key.{key}"), id, clause)
            }
            Closed::AskKey(KeyAt::Counter(_)) => Reason::new("missing-key.counter", id, clause),
            Closed::AskAmount(column) => {
                Reason::new(format!("missing-figure.{}", self.missing_figure(column)), id, clause)
            }
            Closed::AskDate(column) => {
                let kind: DateKind = self.layout.dates[column];
                Reason::new(format!("missing-date.{}", kind.word()), id, clause)
            }
            Closed::AskOwner(scope) => Reason::new(format!("missing-owner.{}", scope.word()), id, clause),
            Closed::ToAPerson(clause) => {
                let clause = self.edition.clauses[clause].id.as_str();
                Reason::new(format!("unencoded.{clause}"), id, Some(clause))
            }
        }
    }

    fn refused(&self, why: Why) -> Reason {
        let Some(benefit) = self.benefit() else { return Reason::no_benefit() };
        let clause = Some(benefit.clause.as_str());
        match why {
            Why::Condition(number) => {
                let key = &benefit.when.tests[number].0;
                Reason::new(format!("condition.{key}"), &benefit.id, clause).given(self.given(key))
            }
            Why::NotCovered => Reason::new("not-covered", &benefit.id, clause),
            Why::Waiting(stage) => {
                let day = self.given(&Key::DaysEnrolled);
                let left = day
                    .as_ref()
                    .and_then(|d| d.parse::<i32>().ok())
                    .map(|d| benefit.waiting[stage].days - d + 1);
                let days = left.map(|days| Exact::new(i128::from(days) * 100, 1));
                let clause = benefit.waiting_clause.as_deref().or(clause);
                Reason::new("waiting-period", &benefit.id, clause).given(day).short(days)
            }
            Why::Late => {
                let deadline = benefit.deadline.as_ref();
                let clause = deadline.and_then(|d| d.clause.as_deref()).or(clause);
                let days = deadline.and_then(|d| self.given(&Key::DaysSince(d.from)));
                Reason::new("late-claim", &benefit.id, clause).given(days)
            }
            Why::TimesUsedUp => {
                let clause = benefit.at_most.as_ref().and_then(|m| m.clause.as_deref()).or(clause);
                Reason::new("times-used-up", &benefit.id, clause)
            }
            Why::Excluded(number) => {
                let exclusion = &self.edition.exclusions[number];
                Reason::new(format!("excluded.{}", exclusion.id), &benefit.id, Some(&exclusion.clause))
            }
        }
    }

    fn missing_figure(&self, column: usize) -> String {
        match &self.layout.amounts[column] {
            AmountColumn::Layer(scheme) => format!("layer.{scheme}"),
            AmountColumn::Measures(figures) => {
                let known = |f: &&MeasureOf| super::run::table::figure(f, self.facts).is_none();
                figures.iter().find(known).map_or_else(String::new, figure_word)
            }
        }
    }
}

/// The word of a figure.
pub fn figure_word(figure: &MeasureOf) -> String {
    match figure {
        MeasureOf::Component(component) => component.names().word.into(),
        MeasureOf::Expense(class) => format!("expense.{}", class.word()),
        MeasureOf::Fact(id) => id.clone(),
    }
}

/// Why a benefit came to nothing, or to less than its lines grant: read off its lines.
pub(super) fn of_lines(lines: &[&Line]) -> Vec<Reason> {
    // What bounds the member's own share takes nothing from the payment: only the rest and what follows does.
    let rest = lines.iter().position(|l| l.kind == LineKind::Rest).unwrap_or(0);
    let lines = &lines[rest..];
    let main =
        || lines.iter().filter(|l| !(l.kind == LineKind::Band && l.bound.is_none() && is_slice(l, lines)));
    let emptied = main().find(|l| is_nothing(l) && (!l.base.is_zero() || l.count == Some(0)));
    let last_is_zero = lines.last().is_some_and(|l| is_nothing(l));
    match emptied {
        Some(line) if last_is_zero => vec![of_line(line, emptying_code(line.kind))],
        // A ceiling that found nothing to hold back is not why nothing is paid.
        _ if last_is_zero => {
            let last = lines.iter().rfind(|l| l.kind != LineKind::Ceiling || l.amount != l.base);
            last.map(|l| of_line(l, "nothing-to-pay")).into_iter().collect()
        }
        _ => main().filter_map(|l| Some(of_line(l, trimming_code(l)?))).collect(),
    }
}

/// Nothing is paid of it: a difference or a falling share may also be below nought.
fn is_nothing(line: &Line) -> bool {
    line.amount.numerator() <= 0
}

/// Is a line one of the slices that a line of bands is made of?
fn is_slice(line: &Line, lines: &[&Line]) -> bool {
    lines.iter().any(|l| l.kind == LineKind::Bands && l.line == line.line)
}

fn of_line(line: &Line, code: &str) -> Reason {
    Reason::new(code, &line.benefit, line.clause.as_deref()).short(short_of(line))
}

fn emptying_code(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Deductible => "below-deductible",
        LineKind::Trigger => "below-trigger",
        LineKind::Bands | LineKind::Band => "band-pays-nothing",
        LineKind::Limit => "limit-used-up",
        LineKind::Ceiling => "ceiling-used-up",
        LineKind::Count => "no-paid-days",
        LineKind::Difference => "nothing-left",
        LineKind::Rest => "within-own-share",
        LineKind::Round => "rounded-to-nought",
        _ => "nothing-to-pay",
    }
}

fn trimming_code(line: &Line) -> Option<&'static str> {
    let trimmed = line.amount != line.base;
    match line.kind {
        LineKind::Limit if trimmed => Some("limit-reached"),
        LineKind::Ceiling if trimmed => Some("ceiling-reached"),
        LineKind::Minimum if trimmed => Some("raised-to-minimum"),
        LineKind::TopUp if trimmed => Some("topped-up"),
        LineKind::Waiting => Some("waiting-reduced"),
        _ => None,
    }
}

/// How much is lacking to reach a deductible or trigger, or how much a limit cut off.
fn short_of(line: &Line) -> Option<Exact> {
    match line.kind {
        LineKind::Deductible | LineKind::Trigger => {
            let so_far = line.before.unwrap_or(Exact::ZERO);
            Some(line.bound?.less(so_far).less(line.base))
        }
        LineKind::Limit | LineKind::Ceiling => Some(line.base.less(line.amount)),
        _ => None,
    }
}
