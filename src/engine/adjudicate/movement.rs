//! Movements: what a claim adds to running totals. A total is the fold of its movements, nothing else.

use serde::{Deserialize, Serialize};
use smol_str::format_smolstr;

use super::program::{CellSpec, Program};
use super::run::cells::{Move, Standing};
use super::run::table::{Owners, stay_name};
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::money::Exact;
use crate::engine::name::Name;
use crate::engine::scheme::model::{Scope, Stretch};

/// A signed addition to one running total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// The total: `benefit.line`, `count.id`, `ceiling.id`.
    pub total: Name,
    /// Whose: `member`, `household`, `employer`, `pool`.
    pub scope: Name,
    /// The owner's id; empty for the pool.
    pub owner: Name,
    /// The stretch: `year`, `month` …
    pub stretch: Name,
    /// Which one: `2016`, `201603`, the stay, the day of a rolling window, the first day of a period.
    pub window: Name,
    /// The total before.
    pub before: Exact,
    /// What is added.
    pub by: Exact,
}

impl Movement {
    /// The total afterwards.
    pub fn after(&self) -> Exact {
        self.before.plus(self.by)
    }

    /// The movement that takes this one back.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { before: self.after(), by: self.by.negated(), ..self.clone() }
    }

    /// The movement of an addition that a claim made.
    pub(super) fn of(m: &Move<i128>, spec: &CellSpec, facts: &Facts) -> Self {
        let person = &facts.person;
        let owner = match spec.scope {
            Scope::Member => person.member.as_str().into(),
            Scope::Household => person.household.as_deref().unwrap_or_default().into(),
            Scope::Employer => person.employer.as_deref().unwrap_or_default().into(),
            Scope::Pool => Name::default(),
        };
        let window = match spec.stretch {
            Stretch::Admission => stay_name(facts).into(),
            Stretch::Life => Name::default(),
            _ => format_smolstr!("{}", m.window),
        };
        Self {
            total: spec.name.clone(),
            scope: Name::new_static(spec.scope.word()),
            owner,
            stretch: Name::new_static(spec.stretch.word()),
            window,
            before: Exact::new(m.before, spec.denominator),
            by: Exact::new(m.by, spec.denominator),
        }
    }

    /// Where the total stands in a program, and what is added there. None for a total that no edition has.
    pub(super) fn place(&self, program: &Program<i128>, owners: &mut Owners) -> Option<(Standing, i128)> {
        let same = |c: &CellSpec| {
            c.name == self.total && c.scope.word() == self.scope && c.stretch.word() == self.stretch
        };
        let cell = program.cells.iter().position(same)?;
        let spec = &program.cells[cell];
        let owner = owners.of(spec.scope, &self.owner);
        let window = match spec.stretch {
            Stretch::Admission => i32::try_from(owners.stay(&self.window)).ok()?,
            Stretch::Life => 0,
            _ => self.window.parse().ok()?,
        };
        let scaled = self.by.numerator() * i128::from(spec.denominator);
        let by = scaled / i128::from(self.by.denominator());
        Some((Standing { cell, owner, window }, by))
    }
}
