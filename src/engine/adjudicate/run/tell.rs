//! Telling a listener what an operation found: first the part of each band, then the line itself.

use super::lanes::Calculation;
use super::listen::{Listener, Step};
use super::notes::{Found, Unheard};
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{Op, OpKind, Origin};
use crate::engine::money::Exact;
use crate::engine::scheme::model::Reading;

/// Tells one operation.
#[inline]
pub(super) fn tell<N: Number, L: Listener>(
    calculation: &Calculation<'_, N>,
    (edition, benefit): (usize, usize),
    op: &Op<N>,
    (amount, found): (N, &Found<N>),
    listener: &mut L,
) {
    let base = found.base.unwrap_or(amount);
    // A stage of the waiting time that does not apply, and a rounding that changes nothing, say nothing.
    let silent = match op.origin {
        Origin::Waiting(_) => found.skipped,
        Origin::Rounding | Origin::WholeFen => exact(base, op.inputs) == exact(amount, op.denominator),
        _ => false,
    };
    if silent {
        return;
    }
    let step = Step {
        edition,
        benefit,
        origin: op.origin,
        band: None,
        row: found.row,
        count: None,
        base: if found.base.is_some() { exact(base, op.inputs) } else { exact(amount, op.denominator) },
        ratio: found.ratio,
        bound: found.bound.map(|b| exact(b, op.inputs)),
        before: found.before.map(|b| exact(b, op.inputs)),
        amount: exact(amount, op.denominator),
    };
    match &op.kind {
        OpKind::Bands(_, _, pick) if !found.skipped => {
            let table = calculation.pick(pick, &mut Unheard);
            if table.reading == Reading::Marginal {
                let from = found.before.unwrap_or(N::ZERO);
                for (band, slice, pays) in table.slices(from, from + base) {
                    let (base, amount) = (exact(slice, op.inputs), exact(pays, op.denominator));
                    let ratio = Some(table.bands[band].ratio);
                    listener.step(&Step { band: Some(band), base, ratio, bound: None, amount, ..step });
                }
                listener.step(&step);
            } else {
                listener.step(&Step { band: found.band, ..step });
            }
        }
        OpKind::Count { .. } => {
            let whole = |n: N| i64::try_from(n.wide()).unwrap_or(i64::MAX);
            let count = (!found.skipped).then(|| whole(base));
            listener.step(&Step { count, base: step.amount, before: None, ..step });
        }
        _ => listener.step(&step),
    }
}

fn exact<N: Number>(n: N, parts: i64) -> Exact {
    Exact::new(n.wide(), parts)
}
