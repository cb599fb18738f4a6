//! ACTS: one file per act of the office, one transaction for a slice of requests.
//!
//! A [`Desk`] is opened on a store. A request comes with a [`Call`] (who asks, under which key) and goes into the queue
//! of its act and book; requests that wait while a slice runs become the next slice and share its statements and its
//! commit. What an act refuses is a value; an error means that nothing was done.

pub mod act;
pub mod answer_appeal;
pub mod appeal;
pub mod appoint;
mod by;
mod call;
mod cases;
mod compiled;
pub mod confirm_scheme;
pub mod correct;
pub mod correct_identity;
pub mod decide;
pub mod enrol;
pub mod enrol_roster;
mod enrolling;
pub mod hold;
pub mod import_settlements;
pub mod leave;
pub mod merge_members;
mod office;
pub mod propose_scheme;
mod queue;
pub mod release;
pub mod renew;
pub mod review;
pub mod revoke;
pub mod schemes;
mod signals;
pub mod submit;
pub mod take_back;
pub mod transfer;
mod typed;
mod windows;

pub use act::{Act, Asked, Done};
pub use call::{Call, Reply};
pub use compiled::compiled;
pub use enrolling::{Enrolled, EnrolledPlan};
pub use office::{Desk, Office};
