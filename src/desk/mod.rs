//! ACTS: one file per act of the office, one transaction for a slice of requests.
//!
//! A [`Desk`] is opened on a store. A request comes with a [`Call`] (who asks, under which key) and goes into the queue
//! of its act and book; requests that wait while a slice runs become the next slice and share its statements and its
//! commit. What an act refuses is a value; an error means that nothing was done.

pub mod act;
mod call;
pub mod enrol;
pub mod enrol_roster;
mod enrolling;
mod office;
mod queue;
pub mod renew;
pub mod schemes;
pub mod take_back;
mod typed;

pub use act::{Act, Asked, Done};
pub use call::{Call, Reply};
pub use enrolling::{Enrolled, EnrolledPlan};
pub use office::{Desk, Office};
