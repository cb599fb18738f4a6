//! In what parts of a fen each line counts, so that nothing is divided before the rounding.

use std::collections::BTreeMap;

use super::CompileError;
use super::cells::FINEST;
use super::tail::Tail;
use crate::engine::money::lcm;
use crate::engine::scheme::model::{Benefit, Kind, Line, Reading};

/// The parts of each line of a benefit. `cells` holds the parts of running totals and is refined.
pub(super) fn of(benefit: &Benefit, cells: &mut BTreeMap<String, i64>) -> Result<Vec<i64>, CompileError> {
    let mut parts: Vec<i64> = Vec::new();
    let core = Tail::of(benefit).core;
    for line in &benefit.lines {
        let input = |id: &str| {
            let at = benefit.lines.iter().position(|l| l.id == id);
            // The limits at the end read the core line after it was rounded.
            let rounded = at == Some(core) && parts.len() > core;
            let of = if rounded { Some(1) } else { at.and_then(|at| parts.get(at).copied()) };
            of.ok_or_else(|| unchecked(benefit, line))
        };
        let inputs = line.kind.inputs().into_iter().map(input).collect::<Result<Vec<i64>, _>>()?;
        let mut common = inputs.iter().fold(1, |all, d| lcm(all, *d));
        if line.along.is_some() {
            let total = cells.entry(name(benefit, line)).or_insert(1);
            *total = lcm(*total, common);
            common = *total;
        }
        let own = common.checked_mul(factor(&line.kind)).filter(|own| *own <= FINEST);
        let own = own.ok_or_else(|| CompileError::TooFine(format!("{}.{}", benefit.id, line.id)))?;
        parts.push(match line.kind {
            Kind::Round { .. } | Kind::Proportion(_) => 1,
            _ => own,
        });
    }
    Ok(parts)
}

/// The name of a line's running total.
pub(super) fn name(benefit: &Benefit, line: &Line) -> String {
    format!("{}.{}", benefit.id, line.id)
}

/// By how much a line refines the parts of its inputs.
fn factor(kind: &Kind) -> i64 {
    match kind {
        Kind::Portion(p) => p.ratio.rows.iter().fold(1, |all, r| lcm(all, r.value.denominator())),
        Kind::Bands(b) if b.reading != Reading::Fixed => {
            b.bands.rows.iter().flat_map(|r| &r.value).fold(1, |all, band| lcm(all, band.pay.denominator()))
        }
        _ => 1,
    }
}

fn unchecked(benefit: &Benefit, line: &Line) -> CompileError {
    CompileError::Unchecked(format!("benefit.{}.{}", benefit.id, line.id))
}
