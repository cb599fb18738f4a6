//! Tests of the sealing.
