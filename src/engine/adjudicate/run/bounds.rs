//! Bounds, counts and proportions: what each makes of an amount.

use crate::engine::adjudicate::number::Number;
use crate::engine::money::RoundingMode;
use crate::engine::scheme::model::BoundKind;

/// What a bound makes of an amount.
#[inline]
pub(super) fn bounded<N: Number>(kind: BoundKind, x: N, bound: N, exclusive: bool) -> N {
    match kind {
        BoundKind::Deductible => (x - bound).max(N::ZERO),
        BoundKind::Trigger if x > bound || (x == bound && !exclusive) => x,
        BoundKind::Trigger => N::ZERO,
        BoundKind::Limit => x.min(bound),
        BoundKind::Minimum if x > N::ZERO => x.max(bound),
        BoundKind::Minimum => x,
        BoundKind::TopUp => x.max(bound),
    }
}

/// How many of a count are paid, when the first `after` are not unless there are `all_from` of them.
pub(super) fn paid_ones(many: i32, after: i32, all_from: Option<i32>) -> i32 {
    if all_from.is_some_and(|from| many >= from) { many } else { (many - after).max(0) }
}

/// `x / parts × part / whole` fen, rounded once; nought where the whole is nought.
pub(super) fn proportion(x: i128, part: i128, whole: i128, (parts, mode): (i128, RoundingMode)) -> i128 {
    if whole <= 0 {
        return 0;
    }
    let by = gcd(part, whole);
    let (part, whole) = (part / by, whole / by);
    match x.checked_mul(part).zip(whole.checked_mul(parts)) {
        Some((above, below)) => mode.divide(above, below),
        None => 0,
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_as_named() {
        use BoundKind::{Deductible, Limit, Minimum, TopUp, Trigger};
        for (kind, x, exclusive, result) in [
            (Deductible, 99, false, 0),
            (Deductible, 101, false, 1),
            (Trigger, 99, false, 0),
            (Trigger, 100, false, 100),
            (Trigger, 100, true, 0),
            (Trigger, 101, true, 101),
            (Limit, 101, false, 100),
            (Minimum, 0, false, 0),
            (Minimum, 1, false, 100),
            (TopUp, 0, false, 100),
            (TopUp, 101, false, 101),
        ] {
            assert_eq!(bounded(kind, x, 100_i64, exclusive), result, "{kind:?} {x}");
        }
    }

    #[test]
    fn first_days_are_unpaid_until_the_stay_is_long_enough() {
        for (days, after, all_from, paid) in
            [(3, 3, None, 0), (4, 3, None, 1), (4, 3, Some(5), 1), (5, 3, Some(5), 5)]
        {
            assert_eq!(paid_ones(days, after, all_from), paid);
        }
    }

    #[test]
    fn a_proportion_is_rounded_once() {
        assert_eq!(proportion(10_000, 2, 37, (1, RoundingMode::HalfUp)), 541);
        assert_eq!(proportion(10_000, 1, 0, (1, RoundingMode::HalfUp)), 0);
    }
}
