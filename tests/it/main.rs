//! All integration tests in one binary: linked once, run together.

mod source;
mod tidy;
