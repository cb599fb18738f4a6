//! The books of the fund, on both databases.

mod claims;
