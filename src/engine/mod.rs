//! DECIDES: pure values and functions. No async, no SQL, no clock, no environment, no files.

pub mod adjudicate;
pub mod calendar;
pub mod chain;
pub mod claim;
pub mod contribution;
pub mod coverage;
pub mod digest;
pub mod ids;
pub mod ledger;
pub mod letter;
pub mod money;
pub mod name;
pub mod office;
pub mod people;
pub mod scheme;
pub mod shortage;
