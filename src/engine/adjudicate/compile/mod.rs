//! From the scheme as written to a program: names become places, ratios whole numbers.

mod cells;
mod denominators;
mod gate;
mod keys;
mod lines;
mod pick;
mod tail;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::number::Number;
use super::program::{
    AmountColumn, BenefitProgram, CountedAt, Counter, EditionProgram, Layout, Op, OpKind, Program,
};
use crate::engine::calendar::packed;
use crate::engine::claim::words::DateKind;
use crate::engine::scheme::model::{Benefit, ClauseStatus, Counted, Edition};
use crate::engine::scheme::read::Known;
use cells::Cells;

/// Why a scheme cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// A constant does not fit the width.
    #[error("an amount or ratio of the scheme needs wider numbers")]
    Width,
    /// The ratios multiply to parts too fine to count.
    #[error("the ratios of {0} multiply to parts of a fen too fine to count: use fewer or rounder ratios")]
    TooFine(String),
    /// The scheme was not checked: something it names is not there.
    #[error("{0} names something that is not there: check the scheme first")]
    Unchecked(String),
    /// More lists or words than a table of conditions can hold.
    #[error("{0} has more than can be compiled: at most 64 words, benefits, counters or ceilings, 30 lists")]
    TooMany(String),
}

impl CompileError {
    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Width => "方案中的金额或比例超出可计算的范围".into(),
            Self::TooFine(of) => {
                format!("{of}的各个比例相乘后分得过细，无法计数：请减少比例的层数或改用较整的比例")
            }
            Self::Unchecked(of) => format!("{of}引用了不存在的内容：请先检查方案"),
            Self::TooMany(of) => {
                format!("{of}超出可编入的数量：取值、待遇、计数、总封顶各最多64个，病种目录最多30个")
            }
        }
    }
}

/// An edition with what it declares.
pub type Source = (Edition, Known);

/// Compiles the editions of a scheme, which were read and checked.
///
/// # Errors
/// [`CompileError::Width`] when constants do not fit `N`; the others for schemes that were not checked.
pub fn compile<N: Number>(editions: &[Source]) -> Result<Program<N>, CompileError> {
    let mut parts = Cells::parts_of_lines(editions)?;
    loop {
        let mut unit = Unit {
            layout: Layout::default(),
            cells: Cells::new(parts.clone()),
            largest_factor: 1,
            edition: 0,
            counters: BTreeMap::new(),
        };
        let numbered = editions.iter().enumerate();
        let compiled =
            numbered.map(|(at, source)| unit.edition(at, source)).collect::<Result<Vec<_>, _>>()?;
        let (cells, found) = unit.cells.into_specs();
        if found == parts {
            let (layout, largest_factor) = (unit.layout, unit.largest_factor);
            return Ok(Program { editions: compiled, cells, layout: Arc::new(layout), largest_factor });
        }
        parts = found;
    }
}

/// What is gathered while editions are compiled.
pub(super) struct Unit {
    layout: Layout,
    cells: Cells,
    largest_factor: i128,
    edition: usize,
    /// Counters of the edition at hand: id → place.
    counters: BTreeMap<String, usize>,
}

/// The benefit at hand.
pub(super) struct At<'s> {
    source: &'s Source,
    benefit: &'s Benefit,
    on: DateKind,
}

/// From where the keys of a claim are seen.
pub(super) struct Sight<'s> {
    source: &'s Source,
    plan: Option<&'s str>,
    on: DateKind,
}

impl<'s> At<'s> {
    fn sight(&self) -> Sight<'s> {
        Sight { source: self.source, plan: self.benefit.plan.as_deref(), on: self.on }
    }
}

impl Unit {
    fn edition<N: Number>(&mut self, at: usize, source: &Source) -> Result<EditionProgram<N>, CompileError> {
        let (edition, _) = source;
        self.edition = at;
        self.counters.clear();
        let most =
            [edition.benefits.len(), edition.ceilings.len(), edition.counts.len() + edition.benefits.len()];
        if most.iter().any(|n| *n > 64) {
            return Err(CompileError::TooMany(format!("{} ({})", edition.id, edition.from())));
        }
        let mut counters = self.counters(edition)?;
        let mut benefits = Vec::new();
        for (number, benefit) in edition.benefits.iter().enumerate() {
            let on = benefit.decided_by.unwrap_or(edition.in_force.decided_by);
            let at = At { source, benefit, on };
            let most = self.at_most(&at, number, counters.len())?;
            benefits.push(self.benefit(&at, most.is_some())?);
            counters.extend(most);
        }
        Self::point_counters(edition, &benefits, &mut counters)?;
        let span = edition.in_force.span;
        Ok(EditionProgram {
            from: packed(span.from()),
            to: span.to().map_or(i32::MAX, packed),
            year: edition.in_force.year,
            periods: edition.periods.iter().map(|p| period(&p.span)).collect(),
            date: self.date(edition.in_force.decided_by),
            to_a_person: self.unencoded(source)?,
            open_clauses: open_clauses(edition),
            counters,
            benefits,
            ceilings: edition.ceilings.len(),
        })
    }

    fn counters(&mut self, edition: &Edition) -> Result<Vec<Counter>, CompileError> {
        let mut counters = Vec::new();
        for count in &edition.counts {
            self.counters.insert(count.id.clone(), counters.len());
            let cell = self.cells.place(&format!("count.{}", count.id), count.along)?;
            self.owner(count.along);
            counters.push(Counter { cell, counted: CountedAt::Claims });
        }
        Ok(counters)
    }

    /// Counters may look at benefits and lines, which are compiled after them.
    fn point_counters<N>(
        edition: &Edition,
        benefits: &[BenefitProgram<N>],
        counters: &mut [Counter],
    ) -> Result<(), CompileError> {
        let unchecked = |id: &str| CompileError::Unchecked(format!("count.{id}"));
        for (count, counter) in edition.counts.iter().zip(counters) {
            let find = |id: &String| edition.benefits.iter().position(|b| b.id == *id);
            counter.counted = match &count.counted {
                Counted::Claims => CountedAt::Claims,
                Counted::Paid(None) => CountedAt::AnyPaid,
                Counted::Paid(Some(id)) => CountedAt::Paid(find(id).ok_or_else(|| unchecked(&count.id))?),
                Counted::Line(id, line) => {
                    let at = find(id).ok_or_else(|| unchecked(&count.id))?;
                    let line = edition.benefits[at].lines.iter().position(|l| l.id == *line);
                    let op = benefits[at]
                        .ops
                        .iter()
                        .position(|o| line.is_some_and(|l| o.origin == super::program::Origin::Line(l)));
                    CountedAt::Above(at, op.ok_or_else(|| unchecked(&count.id))?)
                }
            };
        }
        Ok(())
    }

    fn at_most(&mut self, at: &At<'_>, number: usize, place: usize) -> Result<Option<Counter>, CompileError> {
        let Some(most) = &at.benefit.at_most else { return Ok(None) };
        let name = format!("{}.times", at.benefit.id);
        let cell = self.cells.place(&name, most.along)?;
        self.counters.insert(name, place);
        self.owner(most.along);
        Ok(Some(Counter { cell, counted: CountedAt::Paid(number) }))
    }

    /// The totals that a benefit's payment is added to, with the parts of a fen that each counts in.
    fn settled<N: Number>(&self, ops: &[Op<N>]) -> Result<Vec<(usize, N)>, CompileError> {
        let later = |op: &&Op<N>| op.settles_later || ceiling_of(op).is_some();
        let cells = ops.iter().filter(later).filter_map(|op| op.along);
        let parts = |cell| N::from_wide(self.cells.denominator(cell).into()).ok_or(CompileError::Width);
        cells.map(|cell| Ok((cell, parts(cell)?))).collect()
    }

    /// The date column of a kind of date.
    fn date(&mut self, kind: DateKind) -> usize {
        place_of(&mut self.layout.dates, kind)
    }

    /// The amount column of figures, or of another scheme's result.
    fn amount(&mut self, column: AmountColumn) -> usize {
        place_of(&mut self.layout.amounts, column)
    }

    fn benefit<N: Number>(&mut self, at: &At<'_>, counted: bool) -> Result<BenefitProgram<N>, CompileError> {
        let conditions = self.conditions(at, counted)?;
        let refusals = self.refusals(at)?;
        let ops = self.ops::<N>(at)?;
        let date = self.date(at.on);
        Ok(gate::with_needs(BenefitProgram {
            date,
            conditions,
            refusals,
            needs_keys: vec![],
            needs_amounts: vec![],
            needs_owners: self.owners_of(&ops),
            ceilings: ops.iter().filter_map(ceiling_of).collect(),
            settled: self.settled(&ops)?,
            ops,
        }))
    }
}

fn ceiling_of<N>(op: &Op<N>) -> Option<usize> {
    match op.kind {
        OpKind::Ceiling { ceiling, .. } => Some(ceiling),
        _ => None,
    }
}

/// The place of a value in a list, which grows when it is new.
fn place_of<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    list.iter().position(|v| *v == value).unwrap_or_else(|| {
        list.push(value);
        list.len() - 1
    })
}

fn period(span: &crate::engine::calendar::Span) -> (i32, i32) {
    (packed(span.from()), span.to().map_or(i32::MAX, packed))
}

fn open_clauses(edition: &Edition) -> Vec<usize> {
    let open =
        |c: &crate::engine::scheme::model::Clause| c.status == ClauseStatus::Unencoded && c.when.is_always();
    (0..edition.clauses.len()).filter(|i| open(&edition.clauses[*i])).collect()
}
