//! A wish: one member who would enrol in one plan, and what its rules have made of it so far.

use std::collections::{BTreeMap, BTreeSet};

use super::applicant::Applicant;
use super::reason::Reason;
use super::refusal::{Grounds, Refusal};
use super::roster::{PlanChoice, RosterLine};
use crate::engine::calendar::{Day, Span};
use crate::engine::coverage::period_of;
use crate::engine::scheme::model::{Contribution, Edition, Enrolment, Plan};

/// What all wishes of a roster share.
pub(super) struct Round<'a> {
    /// The scheme.
    pub edition: &'a Edition,
    /// The period that dues are for.
    pub period: Span,
    /// The sizes that the roster gives for each employer: one, if it does not contradict itself.
    pub sizes: BTreeMap<&'a str, BTreeSet<u32>>,
    as_of: Day,
}

/// One member who would enrol in one plan.
pub(super) struct Wish<'a> {
    /// The line of the roster, counted from 0.
    pub row: usize,
    /// The line.
    pub line: &'a RosterLine,
    /// The plan's id; empty for the only plan of a scheme.
    pub plan: &'a str,
    /// Share units.
    pub units: u16,
    /// The day of enrolment.
    pub day: Day,
    /// The rules of enrolment that apply: the scheme's, then the plan's.
    pub rules: Vec<&'a Enrolment>,
    /// What is charged: once for the scheme, then for the plan.
    pub contributions: Vec<&'a Contribution>,
    /// Has nothing refused it yet?
    pub accepted: bool,
    /// Is it refused for nothing but facts that are missing?
    pub lacks_facts: bool,
}

impl<'a> Round<'a> {
    /// The round of a roster, on a day of the period that dues are for.
    pub fn new(edition: &'a Edition, roster: &'a [RosterLine], as_of: Day) -> Self {
        let mut sizes: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        for line in roster {
            if let (Some(employer), Some(size)) = (&line.employer, line.employer_size) {
                sizes.entry(employer).or_default().insert(size);
            }
        }
        Self { edition, period: period_of(edition, as_of), sizes, as_of }
    }

    /// The wishes of a roster, in its order. A line that names no plan means the only one, unless it says
    /// that its member holds the plan already.
    pub fn wishes(&self, roster: &'a [RosterLine]) -> Vec<Wish<'a>> {
        let mut wishes = Vec::with_capacity(roster.len());
        for (row, line) in roster.iter().enumerate() {
            if line.plans.is_empty() && line.holds.is_empty() {
                wishes.push(self.wish(row, line, &PlanChoice::only(), ""));
            }
            wishes.extend(line.plans.iter().map(|choice| self.wish(row, line, choice, &choice.plan)));
        }
        wishes
    }

    fn wish(&self, row: usize, line: &'a RosterLine, choice: &PlanChoice, plan: &'a str) -> Wish<'a> {
        let plan = match (plan, self.edition.plans.as_slice()) {
            ("", [only]) => &only.id,
            _ => plan,
        };
        let day = line.enrolled_on.unwrap_or(self.as_of);
        let units = choice.share_units;
        Wish {
            row,
            line,
            plan,
            units,
            day,
            rules: vec![],
            contributions: vec![],
            accepted: true,
            lacks_facts: false,
        }
    }

    /// What rules can look at for a wish.
    pub fn applicant(&self, wish: &Wish<'a>) -> Applicant<'a> {
        let of_employer = || self.sizes.get(wish.line.employer.as_deref()?)?.first().copied();
        Applicant {
            edition: self.edition,
            line: wish.line,
            share_units: wish.units,
            employer_size: wish.line.employer_size.or_else(of_employer),
            day: wish.day,
        }
    }

    /// The plan of a wish; none where the scheme has only one that it does not name, and for unknown ones.
    pub fn plan(&self, wish: &Wish<'_>) -> Option<&'a Plan> {
        self.edition.plans.iter().find(|p| p.id == wish.plan)
    }
}

impl<'a> Wish<'a> {
    /// The rule that says when cover begins: the plan's, or else the scheme's.
    pub fn rule(&self) -> Option<&'a Enrolment> {
        self.rules.last().copied()
    }

    /// The member.
    pub fn member(&self) -> &'a str {
        &self.line.member
    }

    /// Refuses the wish.
    pub fn refuse(&mut self, grounds: Grounds) -> Refusal {
        self.lacks_facts = grounds.reason == Reason::MissingFact && (self.accepted || self.lacks_facts);
        self.accepted = false;
        grounds.of(Some(self.member()), self.line.employer.as_deref(), self.plan, vec![self.row])
    }
}
