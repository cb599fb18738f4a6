//! ACTS: one file per act of the office, one transaction for a slice of requests.
//!
//! A [`Desk`] is opened on a store. A request comes with a [`Call`] (who asks, under which key) and goes into the queue
//! of its act and book; requests that wait while a slice runs become the next slice and share its statements and its
//! commit. What an act refuses is a value; an error means that nothing was done.

mod accounts;
pub mod act;
pub mod add_employer;
pub mod add_organisation;
pub mod answer_appeal;
pub mod appeal;
pub mod appoint;
pub mod attach;
pub mod back_up;
mod by;
mod call;
mod cases;
pub mod categorise;
pub mod change_employer;
pub mod change_staff;
pub mod confirm_payee;
pub mod confirm_scheme;
pub mod correct;
pub mod correct_identity;
pub mod decide;
pub mod declare_relative;
pub mod deputise;
pub mod end_category;
pub mod end_payee;
pub mod enrol;
pub mod enrol_roster;
mod enrolling;
pub mod export;
pub mod hand_in;
pub mod hold;
pub mod import_settlements;
pub mod join_household;
pub mod leave;
pub mod merge_members;
pub mod name_payee;
mod office;
pub mod propose_scheme;
mod queue;
pub mod release;
pub mod relieve;
pub mod renew;
pub mod reseal;
pub mod review;
pub mod revoke;
pub mod rotate_keys;
pub mod schemes;
mod signals;
pub mod submit;
pub mod sweep;
pub mod take_back;
pub mod transfer;
mod typed;
pub mod verification;
mod windows;
pub mod withdraw_scheme;

pub use act::{Act, Asked, Done};
pub use call::{Call, Reply};
pub use enrolling::{Enrolled, EnrolledPlan};
pub use office::{Desk, Office};
pub use schemes::compiled;
