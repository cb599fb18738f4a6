//! Running a program: claims bound to columns, gates, operations, running totals.

mod bands;
mod bounds;
pub(super) mod cells;
mod evaluate;
mod gate;
pub(super) mod keys;
mod lanes;
mod listen;
mod notes;
mod ops;
mod pages;
mod scratch;
mod sure;
pub(super) mod table;
mod tell;

pub use evaluate::{Machine, Outcome, State};
pub use gate::Closed;
pub use keys::View;
pub use listen::{Listener, Silence, Step};
pub(in crate::engine) use table::{Numbers, Owners, figure, stay_name};
pub use table::{Row, Table};
