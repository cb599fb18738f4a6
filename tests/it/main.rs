//! All integration tests in one binary: linked once, run together.

mod documents;
mod readme;
mod source;
mod tidy;
