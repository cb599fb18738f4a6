//! Sealing: personal data is encrypted where it rests, and looked up by a keyed hash.

mod error;
mod packed;
mod place;
mod random;
mod read;
mod ring;
mod source;
#[cfg(test)]
mod tests;

pub use error::{KeyError, SealError};
pub use place::Place;
pub use random::{NoRandomness, Random, SeededRandom, SystemRandom};
pub use ring::KeyRing;
pub use source::{KeyFile, KeySource, KeyText};

pub(in crate::store) use place::Form;
