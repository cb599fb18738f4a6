//! A scheme made ready to run: every name resolved to a place, every ratio to a whole number.

use std::sync::Arc;

use crate::engine::calendar::YearStart;
use crate::engine::claim::words::DateKind;
use crate::engine::money::{Ratio, RoundingMode};
use crate::engine::name::Name;
use crate::engine::scheme::model::{BoundKind, Key, MeasureOf, Reading, Scope, Stretch, Window};

/// All editions of a scheme, compiled for numbers of one width.
#[derive(Clone, Debug)]
pub struct Program<N> {
    /// The editions in the order of their dates.
    pub editions: Vec<EditionProgram<N>>,
    /// The running totals that outlive a claim.
    pub cells: Vec<CellSpec>,
    /// The columns that a claim is bound to.
    pub layout: Arc<Layout>,
    /// The largest factor that an amount is multiplied with on its way: bounds the width that is needed.
    pub largest_factor: i128,
}

/// Which columns a claim has: only what some line, table or condition reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Date columns.
    pub dates: Vec<DateKind>,
    /// Amount columns.
    pub amounts: Vec<AmountColumn>,
    /// Key columns.
    pub keys: Vec<KeyColumn>,
    /// Is the household looked at?
    pub household: bool,
    /// Is the employer looked at?
    pub employer: bool,
    /// Is the stay looked at?
    pub admission: bool,
}

/// Where an amount of a claim comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountColumn {
    /// The sum of figures.
    Measures(Vec<MeasureOf>),
    /// What another scheme paid.
    Layer(String),
}

/// A key of a claim, seen from one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyColumn {
    /// The edition that defines the words.
    pub edition: usize,
    /// The key.
    pub key: Key,
    /// The plan, for keys that are of a plan's cover.
    pub plan: Option<String>,
    /// The date that it is looked at on.
    pub on: DateKind,
    /// The words, in the order of their numbers; empty for keys that are numbers.
    pub words: Vec<String>,
    /// Is the value a set of words (one bit each) instead of a single one?
    pub mask: bool,
}

/// A running total that outlives a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellSpec {
    /// `benefit.line` and what is added up; stable across editions.
    pub name: Name,
    /// Whose.
    pub scope: Scope,
    /// Over which stretch.
    pub stretch: Stretch,
    /// It counts fen in parts of this.
    pub denominator: i64,
}

impl CellSpec {
    /// Whose, and over which stretch.
    pub fn window(&self) -> Window {
        Window { scope: self.scope, stretch: self.stretch }
    }
}

/// One edition.
#[derive(Clone, Debug)]
pub struct EditionProgram<N> {
    /// First day, packed.
    pub from: i32,
    /// Last day, packed; `i32::MAX` without one.
    pub to: i32,
    /// When its year starts.
    pub year: YearStart,
    /// Its periods, first and last day packed.
    pub periods: Vec<(i32, i32)>,
    /// The date column of the edition's deciding date.
    pub date: usize,
    /// Conditions under which a claim goes to a person: (tests, clause index).
    pub to_a_person: Vec<(Vec<Condition>, usize)>,
    /// Clauses that are not encoded and name no condition: a claim that nothing applies to may be theirs.
    pub open_clauses: Vec<usize>,
    /// Counters, with their cells.
    pub counters: Vec<Counter>,
    /// Its benefits.
    pub benefits: Vec<BenefitProgram<N>>,
    /// How many ceilings it has.
    pub ceilings: usize,
}

impl<N> EditionProgram<N> {
    /// The date column of a counter: one of a benefit goes by that benefit's date, any other by the edition's.
    pub fn date_of(&self, counter: usize) -> usize {
        match self.counters[counter].counted {
            CountedAt::Paid(benefit) | CountedAt::Above(benefit, _) => self.benefits[benefit].date,
            CountedAt::Claims | CountedAt::AnyPaid => self.date,
        }
    }
}

/// A counter.
#[derive(Clone, Debug)]
pub struct Counter {
    /// The cell that holds it.
    pub cell: usize,
    /// What is counted.
    pub counted: CountedAt,
}

/// What a counter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedAt {
    /// Every claim that some benefit was computed for.
    Claims,
    /// Claims on which any benefit paid.
    AnyPaid,
    /// Claims on which this benefit paid.
    Paid(usize),
    /// Claims on which this operation of this benefit was above nought.
    Above(usize, usize),
}

/// One benefit.
#[derive(Clone, Debug)]
pub struct BenefitProgram<N> {
    /// The date column that decides.
    pub date: usize,
    /// Conditions that must hold.
    pub conditions: Vec<Condition>,
    /// Conditions that refuse when all of them hold: (tests, why).
    pub refusals: Vec<(Vec<Condition>, Why)>,
    /// Key columns that the lines look at.
    pub needs_keys: Vec<usize>,
    /// Amount columns that the lines read.
    pub needs_amounts: Vec<usize>,
    /// Owners that the windows need.
    pub needs_owners: Vec<Scope>,
    /// The ceilings that it counts against.
    pub ceilings: Vec<usize>,
    /// The running totals that what it finally pays is added to: those of ceilings, and of limits that other
    /// limits come after; each with the parts of a fen that it counts in.
    pub settled: Vec<(usize, N)>,
    /// The operations, one register each.
    pub ops: Vec<Op<N>>,
}

/// A condition on one key.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Where the key stands.
    pub key: KeyAt,
    /// What it must be.
    pub test: TestAt,
    /// Why a claim is refused that does not pass.
    pub why: Why,
    /// Does an unknown key pass (presumed, and said so)?
    pub presumed: bool,
}

/// Where a key's value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAt {
    /// In a column of the claim.
    Column(usize),
    /// In a counter of the edition.
    Counter(usize),
}

/// What a key's value must be.
#[derive(Clone, Debug)]
pub enum TestAt {
    /// A word whose bit is set.
    Word(u64),
    /// A set of words that has one in common with this.
    Mask(i32),
    /// A number within one of these ranges, both ends inclusive.
    Ranges(Vec<(i32, i32)>),
}

/// Why a benefit does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// A condition of the benefit: its number among the benefit's tests.
    Condition(usize),
    /// Not covered on the day.
    NotCovered,
    /// Within the waiting time: the stage.
    Waiting(usize),
    /// Handed in too late.
    Late,
    /// Paid as often as it may be.
    TimesUsedUp,
    /// An exclusion of the edition.
    Excluded(usize),
}

/// An operation: a line of the scheme or a step that the engine adds.
#[derive(Clone, Debug)]
pub struct Op<N> {
    /// The line or step.
    pub origin: Origin,
    /// What is computed.
    pub kind: OpKind<N>,
    /// The running total it is taken along.
    pub along: Option<usize>,
    /// Is what counts against its running total only known when the benefit is done? So it is with a limit
    /// that another limit comes after.
    pub settles_later: bool,
    /// When it counts; else it is nought, and a bound leaves the amount as it is.
    pub when: Vec<Condition>,
    /// The inputs count fen in parts of this.
    pub inputs: i64,
    /// The result counts fen in parts of this.
    pub denominator: i64,
}

/// Where an operation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A line of the benefit, by number.
    Line(usize),
    /// What is left of the first line when the last is what the member keeps.
    Rest,
    /// A stage of the waiting time that pays a share.
    Waiting(usize),
    /// The rounding of the scheme.
    Rounding,
    /// A ceiling of the edition, by number.
    Ceiling(usize),
    /// What the limits leave, down to the fen.
    WholeFen,
}

/// A register and what its value is multiplied with to be in the parts of the operation.
#[derive(Clone, Copy, Debug)]
pub struct Input<N> {
    /// The operation above.
    pub from: usize,
    /// The multiplier.
    pub scale: N,
}

/// What an operation computes.
#[derive(Clone, Debug)]
pub enum OpKind<N> {
    /// A constant.
    Amount(Pick<N>),
    /// An amount column.
    Column(usize),
    /// The sum of registers.
    Sum(Vec<Input<N>>),
    /// The first register less the others; at least nought unless signed.
    Difference(Vec<Input<N>>, bool),
    /// A register times a number (the parts grow by the denominator).
    Portion(Input<N>, Pick<(N, Ratio)>),
    /// Bands of a register, found by itself or by another.
    Bands(Input<N>, Option<Input<N>>, Pick<BandTable<N>>),
    /// A number times an amount.
    Count {
        /// What is counted.
        key: KeyAt,
        /// How many are not paid at first.
        after: i32,
        /// At most so many are paid.
        most: Option<i32>,
        /// From so many on the first ones are paid as well.
        all_from: Option<i32>,
        /// The amount for each, in fen.
        each: Pick<N>,
    },
    /// A register times part / whole, rounded to the fen.
    Proportion {
        /// The register.
        of: Input<N>,
        /// The register above the fraction.
        part: Input<N>,
        /// The register below it.
        whole: Input<N>,
        /// The parts of a fen that all of them count in.
        parts: N,
        /// How the result is rounded.
        mode: RoundingMode,
    },
    /// The least of registers.
    Least(Vec<Input<N>>),
    /// The greatest of registers.
    Greatest(Vec<Input<N>>),
    /// What a benefit above paid.
    Paid(usize),
    /// The running total of a register, this claim included.
    SoFar(Input<N>),
    /// A register within a bound.
    Bound {
        /// The register.
        of: Input<N>,
        /// What the bound does.
        kind: BoundKind,
        /// The bound.
        bound: BoundAt<N>,
        /// Must a trigger be passed, not only reached?
        exclusive: bool,
    },
    /// A register rounded: step in parts, step in fen, mode.
    Round {
        /// The register.
        of: Input<N>,
        /// The step, in the parts of the register.
        step: N,
        /// The step, in fen.
        fen: N,
        /// Which way.
        mode: RoundingMode,
    },
    /// A register times a ratio, when the operation's conditions hold; else as it is.
    Reduce {
        /// The register.
        of: Input<N>,
        /// The number above the line.
        above: N,
        /// The number below it.
        below: N,
        /// The ratio as written.
        ratio: Ratio,
    },
    /// A register within what a ceiling leaves.
    Ceiling {
        /// The register.
        of: Input<N>,
        /// The ceiling, by number.
        ceiling: usize,
        /// What it bounds at.
        at_most: CeilingAt<N>,
    },
}

/// What a ceiling bounds at.
#[derive(Clone, Copy, Debug)]
pub enum CeilingAt<N> {
    /// An amount.
    Amount(N),
    /// An amount column.
    Column(usize),
}

/// The bound of a bounded operation.
#[derive(Clone, Debug)]
pub enum BoundAt<N> {
    /// A constant.
    Amount(Pick<N>),
    /// A register.
    Register(Input<N>),
}

/// A value, or a table of values by keys.
#[derive(Clone, Debug)]
pub enum Pick<T> {
    /// The value.
    One(T),
    /// A table: axes, and for each cell the number of its row.
    Table(Vec<Axis>, Vec<u16>, Vec<T>),
}

/// One key of a table.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Where the key stands.
    pub key: KeyAt,
    /// How far apart its parts are in the table.
    pub stride: usize,
    /// How its values fall into parts.
    pub parts: Parts,
}

/// How a key's values fall into parts.
#[derive(Clone, Debug)]
pub enum Parts {
    /// Each word is its own part.
    Words(usize),
    /// Numbers from each cut up to the next.
    Cuts(Vec<i32>),
}

/// Bands made ready.
#[derive(Clone, Debug)]
pub struct BandTable<N> {
    /// How they are read.
    pub reading: Reading,
    /// The bands.
    pub bands: Vec<BandAt<N>>,
}

/// One band made ready. Bounds are in the parts of the input, values in those of the result.
#[derive(Clone, Copy, Debug)]
pub struct BandAt<N> {
    /// Lower bound.
    pub over: N,
    /// Is the lower bound within?
    pub from_inclusive: bool,
    /// Upper bound.
    pub to: N,
    /// Is the upper bound within?
    pub to_inclusive: bool,
    /// What all bands below pay together (marginal).
    pub below: N,
    /// What each part within pays.
    pub pay: N,
    /// The same as it is written.
    pub ratio: Ratio,
    /// The fixed sum.
    pub amount: N,
}
