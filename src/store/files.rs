//! Documents later on here.
