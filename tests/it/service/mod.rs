//! The service as those see it who call it: who is let in, what is refused, and that it does what its document says.

mod access;
mod bad_input;
mod codes;
mod demo;
mod document;
mod edits;
mod entitled;
mod examples;
mod letters;
mod limits;
mod listening;
mod own;
mod promised;
mod queues;
mod sentences;
mod sessions;
pub mod world;
