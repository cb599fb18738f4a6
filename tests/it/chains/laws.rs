//! Laws over chains.
