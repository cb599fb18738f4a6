//! Coverage: from when a member is covered, whether he is on a day, and which day of cover it is.

mod begins;
mod chain;
mod period;
mod spell;
mod standing;

pub use begins::{Enrolling, cover_begins, in_window, is_new_hire, membership_begins};
pub use period::{is_second_half, months_begun, period_of};
pub use spell::Spell;
pub use standing::standing;
