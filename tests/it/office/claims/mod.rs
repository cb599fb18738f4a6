//! Claims in the office, on both databases: their life, who may what, limits under many at once, windows in any order.

mod life;
mod refused;
mod statements;
mod world;
