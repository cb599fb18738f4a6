//! The sentences of refusals, in Chinese and English, each with what would satisfy the rule.

mod amounts;
mod employer;
mod member;
mod words;

pub(super) use amounts::{contributions, own_share, too_large};
pub(super) use employer::{conflicting_size, least_members, least_participation, units_differ};
pub(super) use member::{
    duplicate, employer_only, excluded_with, hired_unknown, missing, needs_plan, not_eligible,
    outside_window, share_units, unknown_plan,
};
