//! Days, years and the spellings of a date.

mod count;
mod parse;
mod shanghai;
mod span;
mod working_days;
mod year;

/// A day of the Gregorian calendar, without time or zone.
pub use jiff::civil::Date as Day;

pub use count::{age_on, day_of_cover, days_between, packed, stay_days, unpacked};
pub use parse::{DayError, parse_day, zh_day};
pub use shanghai::{begin_of, day_of, is_in_time};
pub use span::{Span, SpanError};
pub use working_days::{CN, CalendarError, Due, WorkingDays};
pub use year::{YearStart, YearStartError};
