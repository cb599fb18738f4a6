//! Running totals: which there are, and in what parts of a fen each counts.

use std::collections::BTreeMap;

use super::{CompileError, Source, denominators};
use crate::engine::adjudicate::program::CellSpec;
use crate::engine::money::lcm;
use crate::engine::scheme::model::{Scope, Window};

/// The finest parts that a running total may count in: with amounts of 10^13 fen and a million claims the
/// products stay far within 128 bits.
pub(super) const FINEST: i64 = 1_000_000_000;

/// The running totals of a scheme.
pub(super) struct Cells {
    /// In what parts the totals of lines count, over all editions.
    parts: BTreeMap<String, i64>,
    specs: Vec<CellSpec>,
}

impl Cells {
    /// Totals that count in known parts.
    pub(super) fn new(parts: BTreeMap<String, i64>) -> Self {
        Self { parts, specs: vec![] }
    }

    /// Works out in what parts the total of each line counts, so that all editions agree.
    pub(super) fn parts_of_lines(editions: &[Source]) -> Result<BTreeMap<String, i64>, CompileError> {
        let mut parts = BTreeMap::new();
        loop {
            let before = parts.clone();
            for benefit in editions.iter().flat_map(|(e, _)| &e.benefits) {
                denominators::of(benefit, &mut parts)?;
            }
            if parts == before {
                return Ok(parts);
            }
        }
    }

    /// In what parts the totals of a line count.
    pub(super) fn parts(&self) -> &BTreeMap<String, i64> {
        &self.parts
    }

    /// The place of a total; totals of one name, scope and stretch are one across editions.
    pub(super) fn place(&mut self, name: &str, along: Window) -> Result<usize, CompileError> {
        let denominator = self.parts.get(name).copied().unwrap_or(1);
        let same = |c: &CellSpec| c.name == name && c.scope == along.scope && c.stretch == along.stretch;
        if let Some(at) = self.specs.iter().position(same) {
            return Ok(at);
        }
        if denominator > FINEST {
            return Err(CompileError::TooFine(name.into()));
        }
        let (scope, stretch) = (along.scope, along.stretch);
        self.specs.push(CellSpec { name: name.into(), scope, stretch, denominator });
        Ok(self.specs.len() - 1)
    }

    /// The place of the total that a scheme rounds; its parts grow until all editions agree.
    pub(super) fn rounding(
        &mut self,
        benefit: &str,
        along: Window,
        parts: i64,
    ) -> Result<usize, CompileError> {
        let name = format!("{benefit}.rounding");
        let known = self.parts.entry(name.clone()).or_insert(1);
        *known = lcm(*known, parts);
        self.place(&name, along)
    }

    /// In what parts a total counts.
    pub(super) fn denominator(&self, cell: usize) -> i64 {
        self.specs[cell].denominator
    }

    /// Whose total it is.
    pub(super) fn scope(&self, cell: usize) -> Scope {
        self.specs[cell].scope
    }

    /// The totals in their places, and the parts that were found on the way.
    pub(super) fn into_specs(self) -> (Vec<CellSpec>, BTreeMap<String, i64>) {
        (self.specs, self.parts)
    }
}
