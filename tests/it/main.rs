//! All integration tests in one binary: linked once, run together.

mod bad_input;
mod cases;
mod chains;
mod cli;
mod cli_after;
mod cli_blame;
mod cli_checks;
mod cli_cover;
mod cli_explain;
mod cli_new;
mod cli_pool;
mod cli_reversal;
mod documents;
mod exactness;
mod first_mistakes;
mod generate;
mod guide;
mod laws;
mod library;
#[cfg(test)]
mod office;
#[cfg(test)]
mod pages;
mod readme;
#[cfg(test)]
mod service;
mod shapes;
mod source;
mod tidy;
