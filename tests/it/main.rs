//! All integration tests in one binary: linked once, run together.

mod bad_input;
mod cli;
mod documents;
mod readme;
mod source;
mod tidy;
