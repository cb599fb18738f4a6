//! Adjudication: facts in, decision and lines out. Pure and total: a refusal is an answer.

mod approver;
mod bill;
mod called;
mod compile;
mod cover;
mod decision;
pub mod entitlement;
pub mod explain;
mod line;
mod movement;
mod number;
pub mod pools;
pub mod probe;
pub mod program;
mod proof;
mod provisional;
mod reason;
mod receipt;
pub mod reference;
mod replay;
pub mod run;
mod scheme;
mod session;

pub use approver::Approver;
pub(in crate::engine) use bill::Frame;
pub use compile::{CompileError, Source, compile};
pub use cover::covers;
pub use decision::{Adjudication, Decision, PoolShare, Reasons};
pub use line::{Bearer, Line, LineKind};
pub use movement::Movement;
pub use number::Number;
pub use proof::Proof;
pub use reason::{Reason, figure_word};
pub use receipt::{Receipt, hash};
pub use replay::{Answered, Change, Decides, Entry, History};
pub use scheme::{Scheme, Tally};
pub use session::Session;

#[cfg(test)]
mod tests;
