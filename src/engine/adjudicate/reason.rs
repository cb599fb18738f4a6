//! Reasons: why nothing or less is paid, what is missing, and what would satisfy.

use serde::{Deserialize, Serialize};

use super::line::{Line, LineKind};
use super::program::{AmountColumn, KeyAt, KeyColumn, Layout, Why};
use super::run::{Closed, View};
use super::scheme::Scheme;
use crate::engine::claim::Facts;
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::money::{Exact, Fen};
use crate::engine::scheme::model::{
    Band, Benefit, Edition, Key, KeyValue, Keys, Kind, MeasureOf, Reading, Scope,
};

/// One reason. Its sentence is made when it is read: see [`super::explain`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The stable code: `waiting-period`, `condition.setting`, `missing-figure.self_pay` …
    pub code: String,
    /// The benefits that it is the reason of; none for the claim as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub benefits: Vec<String>,
    /// The clauses that say so.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub clauses: Vec<String>,
    /// What the claim has there: a word, a number, a date.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub given: Option<String>,
    /// The line of the benefit that says so.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub line: String,
    /// What must be reached.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bound: Option<Exact>,
    /// How much is lacking, or how much was cut off.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub short: Option<Exact>,
}

impl Reason {
    /// A reason of a benefit, or of the claim as a whole where that has no id.
    pub(in crate::engine) fn new(code: impl Into<String>, benefit: &str, clause: Option<&str>) -> Self {
        let benefits = Some(benefit).filter(|b| !b.is_empty()).into_iter().map(Into::into).collect();
        let clauses = clause.into_iter().map(Into::into).collect();
        let (code, line) = (code.into(), String::new());
        Self { code, benefits, clauses, given: None, line, bound: None, short: None }
    }

    /// Is it the same reason, of whichever benefit?
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let told = |r: &Self| (r.short, r.bound);
        (&self.code, &self.given, &self.line) == (&other.code, &other.given, &other.line)
            && told(self) == told(other)
    }

    /// Takes in the same reason of other benefits.
    pub(super) fn join(&mut self, other: Self) {
        let new = |all: &[String], one: &String| !all.contains(one);
        self.benefits
            .extend(other.benefits.into_iter().filter(|b| new(&self.benefits, b)).collect::<Vec<_>>());
        self.clauses.extend(other.clauses.into_iter().filter(|c| new(&self.clauses, c)).collect::<Vec<_>>());
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
    pub(super) scheme: &'a Scheme,
    pub(super) edition: usize,
    pub(super) benefit: Option<usize>,
}

impl<'a> Gate<'a> {
    fn text(&self) -> &'a Edition {
        &self.scheme.editions()[self.edition]
    }

    fn layout(&self) -> &'a Layout {
        &self.scheme.program().layout
    }

    fn benefit(&self) -> Option<&'a Benefit> {
        self.text().benefits.get(self.benefit?)
    }

    fn view(&self) -> View<'a> {
        let on = self.benefit().and_then(|b| b.decided_by).unwrap_or(self.text().in_force.decided_by);
        let plan = self.benefit().and_then(|b| b.plan.as_deref());
        View { facts: self.facts, edition: self.text(), plan, on }
    }

    fn given(&self, key: &Key) -> Option<String> {
        match self.view().value(key) {
            KeyValue::Word(word) => Some(word.into()),
            KeyValue::Words(words) => Some(words.join(" ")),
            KeyValue::Number(n) => Some(n.to_string()),
            KeyValue::Unknown => None,
        }
    }

    /// A reason of this benefit.
    fn own(&self, code: impl Into<String>) -> Reason {
        let benefit = self.benefit();
        Reason::new(code, benefit.map_or("", |b| b.id.as_str()), benefit.map(|b| b.clause.as_str()))
    }

    /// The reasons that a gate is closed.
    pub(super) fn reasons(&self, closed: Closed) -> Vec<Reason> {
        match closed {
            Closed::NotInForce | Closed::Elsewhere => {
                let day = self.facts.claim.dates.get(self.view().on).map(|d| d.to_string());
                vec![Reason { clauses: vec![], ..self.own("not-in-force").given(day) }]
            }
            Closed::Refused(why) => vec![self.refused(why)],
            Closed::AskKey(key) => vec![self.missing_key(key)],
            Closed::AskAmount(column) => self.missing_figures(column),
            Closed::AskDate(column) => vec![self.missing_date(self.layout().dates[column])],
            Closed::AskOwner(scope) => vec![self.missing_owner(scope)],
            Closed::ToAPerson(clause) => {
                let clause = self.text().clauses[clause].id.as_str();
                vec![Reason::new(format!("unencoded.{clause}"), "", Some(clause))]
            }
        }
    }

    fn missing_date(&self, kind: DateKind) -> Reason {
        self.own(format!("missing-date.{}", kind.word()))
    }

    fn missing_owner(&self, scope: Scope) -> Reason {
        self.own(format!("missing-owner.{}", scope.word()))
    }

    /// A key that is not known; or what it would follow from, where that is what is missing.
    fn missing_key(&self, key: KeyAt) -> Reason {
        match key {
            KeyAt::Counter(counter) => self.missing_behind_counter(counter),
            KeyAt::Column(column) => {
                let column = &self.layout().keys[column];
                if let Some((units, most)) =
                    self.view().share_units().filter(|_| column.key == Key::ShareUnits)
                {
                    let most = Exact::from(Fen::yuan(most.into()));
                    return Reason { bound: Some(most), ..self.own("too-many-share-units") }
                        .given(Some(units.to_string()));
                }
                match self.date_behind(column) {
                    Some(kind) => self.missing_date(kind),
                    None => self.own(format!("missing-key.{}", column.key)),
                }
            }
        }
    }

    /// The date that a key is looked at on, where only that is missing: the birth is known, not the age.
    fn date_behind(&self, column: &KeyColumn) -> Option<DateKind> {
        let person = &self.facts.person;
        let stated = match column.key {
            Key::Age => person.birth.is_some(),
            Key::Category => !person.categories.is_empty(),
            Key::DaysEnrolled => self.view().is_enrolled_since(),
            _ => false,
        };
        (stated && self.facts.claim.dates.get(column.on).is_none()).then_some(column.on)
    }

    /// A counter is not known when its date or its owner is not.
    fn missing_behind_counter(&self, counter: usize) -> Reason {
        let (program, cells) = (&self.scheme.program().editions[self.edition], &self.scheme.program().cells);
        let kind = self.layout().dates[program.date_of(counter)];
        match self.facts.claim.dates.get(kind) {
            None => self.missing_date(kind),
            Some(_) => self.missing_owner(cells[program.counters[counter].cell].scope),
        }
    }

    fn missing_figures(&self, column: usize) -> Vec<Reason> {
        let missing = |word: String| self.own(format!("missing-figure.{word}"));
        match &self.layout().amounts[column] {
            AmountColumn::Layer(scheme) => vec![missing(format!("layer.{scheme}"))],
            AmountColumn::Measures(figures) => {
                let unknown = |f: &&MeasureOf| super::run::table::figure(f, self.facts).is_none();
                figures.iter().filter(unknown).map(|f| missing(figure_word(f))).collect()
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
                let exclusion = &self.text().exclusions[number];
                Reason::new(format!("excluded.{}", exclusion.id), &benefit.id, Some(&exclusion.clause))
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
pub(super) fn of_lines(lines: &[Line], benefit: &Benefit) -> Vec<Reason> {
    // What bounds the member's own share takes nothing from the payment: only the rest and what follows does.
    let rest = lines.iter().position(|l| l.kind == LineKind::Rest).unwrap_or(0);
    let after = &lines[rest..];
    let main =
        || after.iter().filter(|l| !(l.kind == LineKind::Band && l.bound.is_none() && is_slice(l, after)));
    let emptied = main().find(|l| is_nothing(l) && (!l.base.is_zero() || l.count == Some(0)));
    let last_is_zero = after.last().is_some_and(is_nothing);
    let of_line = |line: &Line, code: &str| of_line(line, code, needed(line, lines, benefit));
    match emptied {
        Some(line) if last_is_zero => vec![of_line(line, emptying_code(line))],
        // A ceiling that found nothing to hold back is not why nothing is paid.
        _ if last_is_zero => {
            let last = after.iter().rfind(|l| l.kind != LineKind::Ceiling || l.amount != l.base);
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
fn is_slice(line: &Line, lines: &[Line]) -> bool {
    lines.iter().any(|l| l.kind == LineKind::Bands && l.line == line.line)
}

fn of_line(line: &Line, code: &str, needed: Needed) -> Reason {
    let Needed { bound, short } = needed;
    let reason = Reason::new(code, &line.benefit, line.clause.as_deref());
    Reason { line: line.line.to_string(), bound, ..reason }.short(short)
}

fn emptying_code(line: &Line) -> &'static str {
    match line.kind {
        // A band that falls along a window may take back what a lower one gave.
        LineKind::Bands | LineKind::Band if line.amount.numerator() < 0 => "paid-ahead",
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
        LineKind::Minimum if trimmed && binds(line) => Some("raised-to-minimum"),
        LineKind::TopUp if trimmed && binds(line) => Some("topped-up"),
        LineKind::Waiting => Some("waiting-reduced"),
        _ => None,
    }
}

/// Is what there is so far below what a minimum raises it to? Along a window a claim may get less than its own
/// amount because one before was raised: no minimum is paid then.
fn binds(line: &Line) -> bool {
    let so_far = line.before.unwrap_or(Exact::ZERO).plus(line.base);
    line.bound.is_none_or(|bound| bound.less(so_far).numerator() > 0)
}

/// What would satisfy: what must be reached, and how much is lacking to it or was cut off.
#[derive(Clone, Copy, Default)]
struct Needed {
    bound: Option<Exact>,
    short: Option<Exact>,
}

impl Needed {
    /// A bound that an amount does not reach.
    fn reach(bound: Exact, amount: Exact) -> Self {
        Self { bound: Some(bound), short: Some(bound.less(amount)) }
    }
}

fn needed(line: &Line, lines: &[Line], benefit: &Benefit) -> Needed {
    let so_far = || line.before.unwrap_or(Exact::ZERO).plus(line.base);
    match line.kind {
        LineKind::Deductible | LineKind::Trigger => {
            line.bound.map_or_else(Needed::default, |bound| Needed::reach(bound, so_far()))
        }
        LineKind::Limit | LineKind::Ceiling => {
            Needed { bound: line.bound, short: Some(line.base.less(line.amount)) }
        }
        LineKind::Bands | LineKind::Band => paying_band(line, lines, benefit)
            .map_or_else(Needed::default, |(bound, by)| Needed::reach(bound, by.unwrap_or_else(so_far))),
        _ => Needed::default(),
    }
}

/// Where the next band begins that pays, and the amount that finds the band where it is another line's.
fn paying_band(line: &Line, lines: &[Line], benefit: &Benefit) -> Option<(Exact, Option<Exact>)> {
    let written = benefit.lines.iter().find(|l| l.id == line.line)?;
    let Kind::Bands(bands) = &written.kind else { return None };
    let group = &bands.bands.rows.get(line.row.unwrap_or(0))?.value;
    let finder = bands.found_by.as_ref();
    let found = finder.and_then(|id| lines.iter().rev().find(|l| l.line == *id)).map(|l| l.amount);
    let by = found.unwrap_or_else(|| line.before.unwrap_or(Exact::ZERO).plus(line.base));
    let pays = |band: &&Band| match bands.reading {
        Reading::Fixed => band.amount > Fen::ZERO,
        Reading::Marginal | Reading::Whole => band.pay.numerator() > 0,
    };
    let above = |band: &&Band| Exact::from(band.over).less(by).numerator() >= 0;
    let next = group.iter().filter(pays).find(above)?;
    Some((next.over.into(), found))
}
