//! Windows: whose running total, over which stretch of time.

use crate::engine::claim::words::Word;

/// Whose running total a line is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The member's own.
    Member,
    /// That of all members of the household.
    Household,
    /// That of all members of the employer.
    Employer,
    /// That of everybody in the scheme.
    Pool,
}

/// Over which stretch of time a running total runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stretch {
    /// The scheme's year (`in_force.year`).
    Year,
    /// The calendar month.
    Month,
    /// One stay in hospital, however many settlements it has.
    Admission,
    /// The twelve months up to and including the day of the event.
    Rolling12Months,
    /// The scheme's period (一期).
    PlanPeriod,
    /// For ever.
    Life,
}

/// A window: `member.year`, `household.year`, `member.life` …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    /// Whose.
    pub scope: Scope,
    /// How long.
    pub stretch: Stretch,
}

impl Word for Scope {
    const ALL: &'static [(&'static str, Self, &'static str)] = &[
        ("member", Self::Member, "每人"),
        ("household", Self::Household, "每户"),
        ("employer", Self::Employer, "每单位"),
        ("pool", Self::Pool, "全体参加人员"),
    ];
}

impl Word for Stretch {
    const ALL: &'static [(&'static str, Self, &'static str)] = &[
        ("year", Self::Year, "每年度"),
        ("month", Self::Month, "每月"),
        ("admission", Self::Admission, "每次住院"),
        ("rolling-12-months", Self::Rolling12Months, "连续十二个月内"),
        ("plan-period", Self::PlanPeriod, "每一保障期"),
        ("life", Self::Life, "终身"),
    ];
}

impl Stretch {
    /// The English words of a sentence.
    pub fn en(self) -> &'static str {
        match self {
            Self::Year => "a year",
            Self::Month => "a month",
            Self::Admission => "a stay",
            Self::Rolling12Months => "in twelve months",
            Self::PlanPeriod => "a period",
            Self::Life => "in a lifetime",
        }
    }
}

impl Window {
    /// Reads `member.year`.
    pub fn parse(text: &str) -> Option<Self> {
        let (scope, stretch) = text.split_once('.')?;
        Some(Self { scope: Scope::from_word(scope)?, stretch: Stretch::from_word(stretch)? })
    }

    /// Chinese: 每人每年度.
    pub fn zh(self) -> String {
        format!("{}{}", self.scope.zh(), self.stretch.zh())
    }

    /// English: "a member a year".
    pub fn en(self) -> String {
        format!("a {} {}", self.scope.word(), self.stretch.en())
    }

    /// Every window that a scheme can name.
    pub fn all() -> impl Iterator<Item = Self> {
        Scope::ALL.iter().flat_map(|(_, scope, _)| {
            Stretch::ALL.iter().map(|(_, stretch, _)| Self { scope: *scope, stretch: *stretch })
        })
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.scope.word(), self.stretch.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_reads_back() {
        for window in Window::all() {
            assert_eq!(Window::parse(&window.to_string()), Some(window));
        }
        assert_eq!(Window::parse("member"), None);
    }
}
