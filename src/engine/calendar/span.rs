//! A stretch of days, both ends included, perhaps without an end.

use super::{Day, zh_day};

/// Days from a first to a last, both included; without a last it never ends. Never inverted.
/// (Not `jiff::Span`, which is a length of time.)
///
/// ```
/// use huzhu::engine::calendar::{Span, parse_day};
/// let year = Span::new(parse_day("2026-01-01")?, Some(parse_day("2026-12-31")?))?;
/// assert!(year.contains(parse_day("2026-12-31")?));
/// assert!(year.touches_next(&Span::new(parse_day("2027-01-01")?, None)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    from: Day,
    to: Option<Day>,
}

/// Why two days are not a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// The end lies before the beginning: correct one of them.
    #[error("the period ends on {to}, before it begins on {from}; correct one of the two days")]
    Inverted {
        /// First day given.
        from: Day,
        /// Last day given.
        to: Day,
    },
}

impl Span {
    /// All days.
    pub const EVER: Self = Self { from: Day::ZERO, to: None };

    /// The days from `from` to `to`, both included; `None` is without end.
    ///
    /// # Errors
    /// [`SpanError::Inverted`] if `to` is before `from`.
    pub fn new(from: Day, to: Option<Day>) -> Result<Self, SpanError> {
        match to {
            Some(to) if to < from => Err(SpanError::Inverted { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// First day.
    pub fn from(&self) -> Day {
        self.from
    }

    /// Last day, included; `None` is without end.
    pub fn to(&self) -> Option<Day> {
        self.to
    }

    /// Whether `day` is one of the days.
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && self.lasts_until(day)
    }

    /// Whether the two have a day in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.lasts_until(other.from) && other.lasts_until(self.from)
    }

    /// Whether `next` begins the day after this one ends.
    pub fn touches_next(&self, next: &Self) -> bool {
        self.to.is_some_and(|to| to.tomorrow().is_ok_and(|day| day == next.from))
    }

    /// Whether `day` is not after the last day.
    fn lasts_until(&self, day: Day) -> bool {
        self.to.is_none_or(|to| day <= to)
    }
}

impl SpanError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        let Self::Inverted { from, to } = *self;
        format!("截止日期{}早于起始日期{}，请更正。", zh_day(to), zh_day(from))
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::super::count::tests::any_day;
    use super::{Span, SpanError};

    /// January of 2026 from one day to another, or without end.
    fn january(from: i8, to: Option<i8>) -> Span {
        Span::new(date(2026, 1, from), to.map(|to| date(2026, 1, to))).unwrap()
    }

    #[test]
    fn pairs_of_periods() {
        // (this, other, overlap, other follows at once)
        let table = [
            (january(1, Some(5)), january(5, Some(9)), true, false),
            (january(1, Some(5)), january(6, Some(9)), false, true),
            (january(1, Some(5)), january(7, None), false, false),
            (january(1, None), january(7, None), true, false),
            (january(3, Some(3)), january(1, Some(9)), true, false),
            (january(6, Some(9)), january(1, Some(5)), false, false),
        ];
        for (this, other, overlap, follows) in table {
            assert_eq!(
                (this.overlaps(&other), this.touches_next(&other)),
                (overlap, follows),
                "{this:?} {other:?}"
            );
        }
        let last = Span::new(date(9999, 1, 1), Some(date(9999, 12, 31))).unwrap();
        assert!(!last.touches_next(&last));
    }

    #[test]
    fn an_inverted_period_cannot_be_built() {
        let (from, to) = (date(2026, 1, 2), date(2026, 1, 1));
        let error = Span::new(from, Some(to)).unwrap_err();
        assert_eq!(error, SpanError::Inverted { from, to });
        assert_eq!(error.zh(), "截止日期2026年1月1日早于起始日期2026年1月2日，请更正。");
        assert!(Span::new(from, Some(from)).is_ok());
    }

    proptest! {
        #[test]
        fn overlapping_is_having_a_day_in_common(start in any_day(), a in (0_i32..9, 0_i32..9), b in (0_i32..9, 0_i32..9)) {
            let span = |(after, length): (i32, i32)| {
                let from = start + after.days();
                Span::new(from, Some(from + length.days())).unwrap()
            };
            let (this, other) = (span(a), span(b));
            let common = (0_i32..20).any(|days| {
                let day = start + days.days();
                this.contains(day) && other.contains(day)
            });
            prop_assert_eq!(this.overlaps(&other), common);
            prop_assert_eq!(other.overlaps(&this), common);
        }
    }
}
