//! Contributions: what is due for a roster, by payer, and why somebody on it cannot enrol.

mod applicant;
mod cases;
mod charge;
mod dues;
mod eligible;
mod employer;
mod explain;
#[cfg(test)]
mod laws;
mod reason;
mod refusal;
mod roster;
#[cfg(test)]
mod tests;
mod together;
mod wish;

pub use applicant::Applicant;
pub use cases::{DuesCase, DuesOutcome, Expectation, run_dues_cases};
pub use dues::{Accepted, ByPayer, DueLine, Dues, dues};
pub use reason::Reason;
pub use refusal::Refusal;
pub use roster::{PlanChoice, RosterLine};
