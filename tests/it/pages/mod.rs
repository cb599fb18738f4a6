//! The pages without a browser: who may see which. (With one: `tests/pages`.)

mod access;
mod people;
