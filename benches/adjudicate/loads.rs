//! Loading and checking all shipped schemes.

use super::watch::Watch;
use criterion::Criterion;

/// Benches reading and checking the shipped library.
pub fn library(c: &mut Criterion, watch: &mut Watch) {
    let _ = (c, watch);
}
