//! All integration tests in one binary: linked once, run together.

mod bad_input;
mod cases;
mod chains;
mod cli;
mod cli_after;
mod cli_reversal;
mod documents;
mod exactness;
mod laws;
mod library;
mod readme;
mod source;
mod tidy;
