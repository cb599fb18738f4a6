//! A scheme: what a union publishes, read from data and checked.

pub mod model;
pub mod problem;
pub mod read;
pub mod shape;
mod source;
