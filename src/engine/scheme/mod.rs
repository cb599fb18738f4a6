//! A scheme: what a union publishes, read from data and checked.

pub mod check;
pub mod diff;
pub mod library;
pub mod model;
pub mod problem;
pub mod read;
pub mod said;
pub mod say;
pub mod shape;
pub mod sheet;
pub(in crate::engine) mod source;
pub(in crate::engine) mod tree;
pub mod what_if;
