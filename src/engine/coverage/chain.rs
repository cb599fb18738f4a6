//! Unbroken cover: spells joined where the gap between them is tolerated.

use super::spell::Spell;
use crate::engine::calendar::{Day, Span, days_between};

/// Cover without a break.
pub(super) struct Chain {
    /// Its first spell.
    pub first: usize,
    /// Its covered days so far.
    pub days: i32,
    /// Its last day so far.
    pub last: Day,
}

/// The unbroken cover that the last of some spells belongs to, up to a day.
pub(super) fn chain(begun: &[(Span, &Spell)], day: Day, grace: i32) -> Chain {
    let mut chain: Option<Chain> = None;
    for (at, (cover, _)) in begun.iter().enumerate() {
        let last = cover.to().map_or(day, |to| to.min(day));
        let whole = days_between(cover.from(), last) + 1;
        chain = Some(match chain {
            Some(so_far) if days_between(so_far.last, cover.from()) - 1 <= grace => {
                let new_days = whole.min(days_between(so_far.last, last)).max(0);
                Chain { first: so_far.first, days: so_far.days + new_days, last: so_far.last.max(last) }
            }
            _ => Chain { first: at, days: whole, last },
        });
    }
    chain.unwrap_or(Chain { first: 0, days: 0, last: day })
}
