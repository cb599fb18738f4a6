//! People: the categories that a member belongs to, from when to when, and when they lapse.

mod category;

pub use category::{CategorySpell, category_on};
