//! From text to TOML: syntax errors as sentences, each mended so that the rest of the file can be read too.

mod brackets;
mod mend;
mod outside;
mod slips;
mod syntax;
#[cfg(test)]
mod tests;

pub use mend::{Mended, mend};

use toml::de::{DeTable, DeValue};

/// A TOML value with its place.
pub type Spanned<'a, 't> = &'a toml::Spanned<DeValue<'t>>;

/// The table of a text, as much of it as can be read.
pub fn table(text: &str) -> DeTable<'_> {
    DeTable::parse_recoverable(text).0.into_inner()
}
