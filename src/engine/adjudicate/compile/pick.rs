//! Tables by keys: each combination of parts gets the number of its row.

use super::{At, CompileError, Unit};
use crate::engine::adjudicate::program::{Axis, KeyAt, Parts, Pick};
use crate::engine::scheme::model::{Key, Keyed, Row, Test};
use crate::engine::scheme::read::{Domain, Known};

impl Unit {
    /// Compiles a value or a table; `value` makes each row's value ready.
    pub(super) fn pick<T, U>(
        &mut self,
        table: &Keyed<T>,
        at: &At<'_>,
        mut value: impl FnMut(&T) -> Result<U, CompileError>,
    ) -> Result<Pick<U>, CompileError> {
        if let Some(plain) = table.as_plain() {
            return Ok(Pick::One(value(plain)?));
        }
        let keys = table.keys();
        let mut axes = Vec::new();
        let mut stride = 1;
        for key in &keys {
            let place = self.key(key, &at.source.1, (at.benefit.plan.as_deref(), at.on), false)?;
            let parts = parts(key, &table.rows, &at.source.1);
            let many = parts.count();
            axes.push(Axis { key: place, stride, parts });
            stride *= many;
        }
        let rows = table.rows.iter().map(|r| value(&r.value)).collect::<Result<Vec<_>, _>>()?;
        let cells = (0..stride).map(|cell| row_of(cell, &keys, &axes, table, &at.source.1)).collect();
        Ok(Pick::Table(axes, cells, rows))
    }
}

/// A cell that no row fits; the checker lets none through that a claim can reach.
pub const NO_ROW: u16 = u16::MAX;

fn row_of<T>(cell: usize, keys: &[Key], axes: &[Axis], table: &Keyed<T>, known: &Known) -> u16 {
    let fits = |row: &Row<T>| {
        keys.iter().zip(axes).all(|(key, axis)| {
            let part = cell / axis.stride % axis.parts.count();
            row.when.of(key).is_none_or(|test| axis.parts.passes(part, key, test, known))
        })
    };
    table.rows.iter().position(fits).and_then(|row| u16::try_from(row).ok()).unwrap_or(NO_ROW)
}

fn parts<T>(key: &Key, rows: &[Row<T>], known: &Known) -> Parts {
    let least = match known.domain(key) {
        Domain::Words(words) => return Parts::Words(words.len()),
        Domain::Numbers(least) => least,
        Domain::Amounts => 0,
    };
    let mut cuts = vec![least];
    for test in rows.iter().filter_map(|r| r.when.of(key)) {
        if let Test::Ranges(ranges) = test {
            for (from, to) in ranges {
                cuts.push(*from);
                cuts.extend(to.map(|to| to + 1));
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.retain(|cut| *cut >= least);
    Parts::Cuts(cuts)
}

impl Parts {
    fn count(&self) -> usize {
        match self {
            Self::Words(many) => *many,
            Self::Cuts(cuts) => cuts.len(),
        }
    }

    fn passes(&self, part: usize, key: &Key, test: &Test, known: &Known) -> bool {
        match (self, known.domain(key)) {
            (Self::Words(_), Domain::Words(words)) => words.get(part).is_some_and(|(w, _)| test.has_word(w)),
            (Self::Cuts(cuts), _) => test.has_number(cuts[part]),
            _ => false,
        }
    }

    /// The part that a value falls into.
    #[inline]
    pub fn part(&self, value: i32) -> usize {
        match self {
            Self::Words(_) => usize::try_from(value).unwrap_or(0),
            Self::Cuts(cuts) => cuts.iter().rposition(|cut| *cut <= value).unwrap_or(0),
        }
    }
}

impl<T> Pick<T> {
    /// The value for keys; `key` gives the value of a key, which is known.
    #[inline]
    pub fn get(&self, key: impl Fn(KeyAt) -> i32) -> Option<(usize, &T)> {
        match self {
            Self::One(value) => Some((0, value)),
            Self::Table(axes, cells, rows) => {
                let cell: usize = axes.iter().map(|a| a.parts.part(key(a.key)) * a.stride).sum();
                let row = usize::from(*cells.get(cell)?);
                Some((row, rows.get(row)?))
            }
        }
    }
}
