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
mod books;
mod by;
mod call;
pub mod carry_forward;
mod cases;
pub mod categorise;
pub mod change_employer;
pub mod change_staff;
pub mod close_period;
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
mod follow;
pub mod hand_in;
pub mod hold;
pub mod import_settlements;
pub mod join_household;
pub mod keep_books;
pub mod leave;
pub mod merge_members;
pub mod name_payee;
mod office;
pub mod open_balances;
pub mod pay_waiting;
pub mod propose_scheme;
mod queue;
pub mod quote;
pub mod release;
pub mod relieve;
pub mod renew;
pub mod reopen_period;
pub mod reseal;
pub mod reverse;
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
pub mod verify;
mod windows;
pub mod withdraw_scheme;

pub use act::{Act, Asked, Done};
pub use call::{Call, Reply};
pub use enrolling::{Enrolled, EnrolledPlan};
pub use office::{Desk, Office};
pub use schemes::compiled;
