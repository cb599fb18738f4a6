//! Chains: several plans of one member in a fixed order, where one takes what another left, excludes it, or
//! shares a ceiling with it. The order is data beside the schemes.

mod answer;
mod cases;
mod check;
mod decide;
pub mod explain;
mod holding;
mod judge;
mod member;
mod model;
mod read;
mod room;
mod session;
mod settle;
mod shape;
mod sheet;
mod totals;
pub mod words;

pub use answer::{ChainAdjudication, ChainReceipt, ChainState, Part, Standing};
pub use cases::{ChainCase, failure, run_cases};
pub use check::{ChainFile, Checked, beside_each_other, read_and_check, schemes_of};
pub use judge::{Chain, ChainError};
pub use model::{Ceiling, ChainEdition, Exclude, Keep, PlanOf};
pub use session::ChainSession;
pub use shape::{is_chain, json_schema, shape};
pub use sheet::{html, markdown};
