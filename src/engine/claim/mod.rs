//! What a member brings: the settlement, the event, the diagnoses.

pub mod component;
pub mod diagnosis;
mod facts;
mod settlement;
pub mod ties;
pub mod words;

pub use component::Component;
pub use facts::{Claim, Dates, Declared, Facts, Person, PlanCover};
pub use settlement::Settlement;
