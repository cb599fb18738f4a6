//! Names: ids, clauses and words that answers carry in great number, so short that they need no memory of their own.

/// A name. Up to 23 bytes stand in the value itself; longer ones are shared, not copied, when it is cloned.
pub type Name = smol_str::SmolStr;
