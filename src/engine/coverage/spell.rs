//! One stretch of a member's cover in one plan, as the office keeps it.

use crate::engine::calendar::{Day, Span};

/// A stretch of cover. The history of a member is a list of them, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spell {
    /// The plan's id; empty for a scheme that has only one.
    pub plan: String,
    /// The employer whose roster it came with; none for somebody who joined alone.
    pub employer: Option<String>,
    /// First and last day of cover, inclusive: a waiting time lies before the first.
    pub span: Span,
    /// The day of enrolment.
    pub enrolled_on: Option<Day>,
    /// The day on which the employer hired the member.
    pub hired_on: Option<Day>,
    /// The last day with the employer, inclusive.
    pub left_employer_on: Option<Day>,
    /// Share units held (份数), at least 1.
    pub share_units: u16,
}

impl Spell {
    /// The days that are covered. Where cover does not follow the member, it ends with the last day at the
    /// employer; none, when that lies before the first day of cover.
    pub fn cover(&self, follows_member: bool) -> Option<Span> {
        let left = self.left_employer_on.filter(|_| !follows_member);
        let last = [self.span.to(), left].into_iter().flatten().min();
        Span::new(self.span.from(), last).ok()
    }
}
