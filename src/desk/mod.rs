//! ACTS: one file per act of the office, one transaction for a slice of requests.
//!
//! A [`Desk`] is opened on a store. A request comes with a [`Call`] (who asks, under which key) and goes into the queue
//! of its act and book; requests that wait while a slice runs become the next slice and share its statements and its
//! commit. What an act refuses is a value; an error means that nothing was done.

pub mod act;
pub mod answer_appeal;
pub mod appeal;
mod by;
mod call;
mod cases;
mod compiled;
pub mod correct;
pub mod decide;
pub mod hold;
mod office;
mod queue;
pub mod release;
pub mod review;
pub mod revoke;
mod signals;
pub mod submit;
mod windows;

pub use act::{Act, Asked, Done};
pub use call::{Call, Reply};
pub use compiled::compiled;
pub use office::{Desk, Office};
