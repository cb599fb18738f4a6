//! Days on the command line, in the spellings that files may use.

use crate::engine::calendar::{Day, parse_day};

/// The day of an argument.
pub fn day(text: &str) -> Result<Day, String> {
    parse_day(text).map_err(|error| format!("{error} ({})", error.zh()))
}
