//! A line of a benefit: one named, cited amount.

use super::{Keyed, Place, Text, When, Window};
use crate::engine::claim::component::Component;
use crate::engine::claim::words::ExpenseClass;
use crate::engine::money::{Fen, Ratio, Rounding};

/// One line of a benefit, like a line of a tax form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name within the benefit.
    pub id: String,
    /// What it is called on the sheet.
    pub label: Option<Text>,
    /// The clause that it carries out; the benefit's clause where it names none.
    pub clause: Option<String>,
    /// The running total it is taken along.
    pub along: Option<Window>,
    /// When it counts; else it is nought.
    pub when: When,
    /// What it computes.
    pub kind: Kind,
    /// Where it stands in the file.
    pub place: Place,
}

/// What a line computes. How each is computed stands in `engine::adjudicate::run`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A constant amount, or a row of a table of amounts.
    Amount(Amount),
    /// A sum of figures of the claim.
    Measure(Measure),
    /// The sum or the difference of lines.
    Sum(Sum),
    /// A share of a line, or a multiple.
    Portion(Portion),
    /// Bands of a line.
    Bands(Bands),
    /// A number times an amount.
    Count(CountLine),
    /// A line in the proportion of two others.
    Proportion(Proportion),
    /// The least or the greatest of lines.
    Extreme(Extreme),
    /// What another benefit or another scheme paid.
    Result(ResultOf),
    /// A deductible, trigger, limit, minimum or top-up.
    Bound(Bounded),
    /// The running total of a line along its window, this claim included.
    SoFar {
        /// The line.
        of: String,
    },
    /// Rounded by a named rule.
    Round {
        /// The line.
        of: String,
        /// The rule.
        rule: Rounding,
    },
}

/// A constant amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The amount, by keys where it is a table.
    pub amount: Keyed<Fen>,
}

/// A sum of figures of the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The figures that are added.
    pub of: Vec<MeasureOf>,
}

/// A figure of the claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureOf {
    /// A component of the settlement.
    Component(Component),
    /// The bill's expenses of one class.
    Expense(ExpenseClass),
    /// An amount that the scheme declares as a fact.
    Fact(String),
}

/// A sum or difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The lines; in a difference the first less all the others.
    pub of: Vec<String>,
    /// Is it a difference?
    pub difference: bool,
    /// May a difference go below nought? Not unless the scheme says so.
    pub signed: bool,
}

/// A share or a multiple of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// The line.
    pub of: String,
    /// The ratio, by keys where it is a table.
    pub ratio: Keyed<Ratio>,
    /// Is it a multiple (`times`), which may be above one?
    pub times: bool,
}

/// How bands are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Each band pays on the part that falls into it (分段计算).
    Marginal,
    /// The band that the amount falls into pays on the whole of it (全额计算).
    Whole,
    /// The band that the amount falls into pays a fixed sum (定额).
    Fixed,
}

/// Bands of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// The line that the bands pay on.
    pub of: String,
    /// The line that finds the band, where it is another one.
    pub found_by: Option<String>,
    /// How they are read.
    pub reading: Reading,
    /// The bands in rising order, by keys where they are tables.
    pub bands: Keyed<Vec<Band>>,
}

/// One band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its lower bound.
    pub over: Fen,
    /// Does the lower bound itself belong to the band (`from`), or not (`over`)?
    pub from_inclusive: bool,
    /// Its upper bound; none: without bound.
    pub to: Option<Fen>,
    /// Does the upper bound itself belong to the band (`to`), or not (`below`)?
    pub to_inclusive: bool,
    /// The share that is paid (marginal and whole reading).
    pub pay: Ratio,
    /// The sum that is paid (fixed reading).
    pub amount: Fen,
    /// Where it stands in the file.
    pub place: Place,
}

impl Band {
    /// Does an amount fall into it?
    pub fn holds(&self, amount: Fen) -> bool {
        let above = if self.from_inclusive { amount >= self.over } else { amount > self.over };
        let within = self.to.is_none_or(|to| if self.to_inclusive { amount <= to } else { amount < to });
        above && within
    }
}

/// A number times an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountLine {
    /// The number that is counted: a key that is a number.
    pub count: super::Key,
    /// How many are not paid at first.
    pub after: u16,
    /// At most so many are paid, in the window where the line is taken along one.
    pub most: Option<u16>,
    /// Once the number reaches this, the unpaid first ones are paid as well.
    pub all_from: Option<u16>,
    /// The amount for each.
    pub each: Keyed<Fen>,
}

/// A line in the proportion of two others, rounded to the fen by the scheme's mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proportion {
    /// The line.
    pub of: String,
    /// The line above the fraction.
    pub part: String,
    /// The line below it; where it is nought, so is the result.
    pub whole: String,
}

/// The least or the greatest of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extreme {
    /// The lines.
    pub of: Vec<String>,
    /// The greatest instead of the least?
    pub greatest: bool,
}

/// Whose result is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResultOf {
    /// What a benefit above paid on this claim.
    Benefit(String),
    /// What another scheme paid on this claim.
    Scheme(String),
}

/// What a bound does to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundKind {
    /// 起付线: so much of it is left out.
    Deductible,
    /// 达到…方可: nothing below it, everything from it on.
    Trigger,
    /// 封顶线: at most so much.
    Limit,
    /// 最低给付: at least so much when anything is paid.
    Minimum,
    /// 补足: at least so much in any case.
    TopUp,
}

/// An amount that bounds a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A constant, by keys where it is a table.
    Amount(Keyed<Fen>),
    /// Another line.
    Line(String),
}

/// A line within a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// The line.
    pub of: String,
    /// What the bound does.
    pub kind: BoundKind,
    /// The bound.
    pub bound: Bound,
    /// A trigger that the amount must pass, not only reach.
    pub exclusive: bool,
}

impl BoundKind {
    /// All of them, with the word that schemes use.
    pub const ALL: [(&'static str, Self); 5] = [
        ("deductible", Self::Deductible),
        ("trigger", Self::Trigger),
        ("limit", Self::Limit),
        ("minimum", Self::Minimum),
        ("top_up", Self::TopUp),
    ];
}

impl Kind {
    /// The lines above that this one reads.
    pub fn inputs(&self) -> Vec<&str> {
        match self {
            Self::Amount(_) | Self::Measure(_) | Self::Count(_) | Self::Result(_) => vec![],
            Self::Sum(Sum { of, .. }) | Self::Extreme(Extreme { of, .. }) => {
                of.iter().map(String::as_str).collect()
            }
            Self::Portion(Portion { of, .. })
            | Self::Round { of, .. }
            | Self::SoFar { of }
            | Self::Bound(Bounded { of, bound: Bound::Amount(_), .. }) => vec![of],
            Self::Bands(Bands { of, found_by, .. }) => {
                std::iter::once(of.as_str()).chain(found_by.as_deref()).collect()
            }
            Self::Proportion(p) => vec![&p.of, &p.part, &p.whole],
            Self::Bound(Bounded { of, bound: Bound::Line(line), .. }) => vec![of, line],
        }
    }
}
