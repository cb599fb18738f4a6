//! A member's category (困难职工 …) with its days, its evidence and the day it must be verified by.

use serde::{Deserialize, Serialize};

use crate::engine::calendar::Day;

/// One spell in a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategorySpell {
    /// The category's id in the scheme.
    pub category: String,
    /// First day, inclusive; none means: from ever.
    #[serde(default)]
    pub from: Option<Day>,
    /// Last day, inclusive; none means: until further notice.
    #[serde(default)]
    pub to: Option<Day>,
    /// The day of the last verification. A category that must be verified yearly lapses a year later.
    #[serde(default)]
    pub verified: Option<Day>,
}

impl CategorySpell {
    /// A spell without bounds, for a claim that only names a category.
    pub fn always(category: &str) -> Self {
        Self { category: category.into(), from: None, to: None, verified: None }
    }

    /// Does it hold on a day, when it lapses so many months after the last verification?
    pub fn holds_on(&self, day: Day, reverify_months: Option<u8>) -> bool {
        let begun = self.from.is_none_or(|from| from <= day);
        let not_ended = self.to.is_none_or(|to| day <= to);
        begun && not_ended && !self.lapsed_on(day, reverify_months)
    }

    /// Has it lapsed for want of verification? The day `months` after the verification is the first lapsed
    /// one. A spell with no date of verification counts from its first day.
    pub fn lapsed_on(&self, day: Day, reverify_months: Option<u8>) -> bool {
        self.lapses_on(reverify_months).is_some_and(|lapses| lapses <= day)
    }

    /// The first day on which it no longer counts unless it is verified again; none where it need not be.
    pub fn lapses_on(&self, reverify_months: Option<u8>) -> Option<Day> {
        let (months, verified) = (reverify_months?, self.verified.or(self.from)?);
        verified.checked_add(jiff::Span::new().months(i64::from(months))).ok()
    }
}

/// The category that holds on a day: the spell that began last wins. `reverify` gives, for a category, the
/// months after which it lapses.
pub fn category_on(
    spells: &[CategorySpell],
    day: Day,
    reverify: impl Fn(&str) -> Option<u8>,
) -> Option<&CategorySpell> {
    spells.iter().filter(|s| s.holds_on(day, reverify(&s.category))).max_by_key(|s| s.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_of_the_event_picks_the_category() {
        let spell = |c: &str, from: &str, to: Option<&str>| CategorySpell {
            category: c.into(),
            from: Some(day(from)),
            to: to.map(day),
            verified: None,
        };
        let spells =
            [spell("ordinary", "2010-01-01", None), spell("hardship", "2016-03-01", Some("2016-08-31"))];
        for (on, category) in [
            ("2009-12-31", None),
            ("2016-02-29", Some("ordinary")),
            ("2016-03-01", Some("hardship")),
            ("2016-08-31", Some("hardship")),
            ("2016-09-01", Some("ordinary")),
        ] {
            let found = category_on(&spells, day(on), |_| None).map(|s| s.category.as_str());
            assert_eq!(found, category, "{on}");
        }
    }

    #[test]
    fn a_category_lapses_when_it_is_not_verified() {
        let spell = CategorySpell {
            category: "tier-1".into(),
            from: Some(day("2014-01-01")),
            to: None,
            verified: Some(day("2015-03-10")),
        };
        assert!(spell.holds_on(day("2016-03-09"), Some(12)));
        assert!(!spell.holds_on(day("2016-03-10"), Some(12)));
        assert!(spell.holds_on(day("2020-01-01"), None));
    }
}
