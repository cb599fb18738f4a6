//! Keys and conditions: which column each key reads, which bits and ranges a test is.

use super::{CompileError, Sight, Unit, place_of};
use crate::engine::adjudicate::program::{Condition, KeyAt, KeyColumn, TestAt, Why};
use crate::engine::claim::words::DateKind;
use crate::engine::scheme::model::{Key, Scope, Test, When, Window};
use crate::engine::scheme::read::{Domain, Known};

impl Unit {
    /// The place where a key stands.
    pub(super) fn key(
        &mut self,
        key: &Key,
        known: &Known,
        of: (Option<&str>, DateKind),
        mask: bool,
    ) -> Result<KeyAt, CompileError> {
        if let Key::Count(id) = key {
            let place = self.counters.get(id).copied();
            return place.map(KeyAt::Counter).ok_or_else(|| CompileError::Unchecked(format!("count.{id}")));
        }
        let words = match known.domain(key) {
            Domain::Words(words) => words.into_iter().map(|(word, _)| word).collect(),
            _ => vec![],
        };
        if words.len() > if mask { 31 } else { 64 } {
            return Err(CompileError::TooMany(key.word()));
        }
        let (plan, on) = of;
        let of_cover = matches!(key, Key::Covered | Key::DaysEnrolled | Key::ShareUnits | Key::Joining);
        let on_day = matches!(key, Key::Age | Key::Category | Key::Covered | Key::DaysEnrolled);
        let column = KeyColumn {
            edition: self.edition,
            key: key.clone(),
            plan: plan.filter(|_| of_cover).map(Into::into),
            on: if on_day { on } else { DateKind::Settlement },
            words,
            mask,
        };
        Ok(KeyAt::Column(place_of(&mut self.layout.keys, column)))
    }

    /// A condition on one key.
    pub(super) fn condition(
        &mut self,
        key: &Key,
        test: &Test,
        at: &Sight<'_>,
        why: Why,
    ) -> Result<Condition, CompileError> {
        let mask = *key == Key::Disease;
        let place = self.key(key, &at.source.1, (at.plan, at.on), mask)?;
        let words = match place {
            KeyAt::Column(column) => self.layout.keys[column].words.as_slice(),
            KeyAt::Counter(_) => &[],
        };
        let test = match test {
            Test::Ranges(ranges) => {
                TestAt::Ranges(ranges.iter().map(|(from, to)| (*from, to.unwrap_or(i32::MAX))).collect())
            }
            Test::Words(wanted) => {
                let bits = wanted.iter().filter_map(|w| words.iter().position(|d| d == w));
                let bits = bits.fold(0_u64, |all, bit| all | (1 << bit));
                if mask { TestAt::Mask(i32::try_from(bits).unwrap_or(i32::MAX)) } else { TestAt::Word(bits) }
            }
        };
        Ok(Condition { key: place, test, why, presumed: false })
    }

    /// The conditions of a `when`, each refusing for its own reason.
    pub(super) fn when(&mut self, when: &When, at: &Sight<'_>) -> Result<Vec<Condition>, CompileError> {
        let tests = when.tests.iter().enumerate();
        tests.map(|(number, (key, test))| self.condition(key, test, at, Why::Condition(number))).collect()
    }

    /// Notes that a window's owner is looked at.
    pub(super) fn owner(&mut self, window: Window) {
        match window.scope {
            Scope::Household => self.layout.household = true,
            Scope::Employer => self.layout.employer = true,
            Scope::Member | Scope::Pool => {}
        }
        self.layout.admission |= window.stretch == crate::engine::scheme::model::Stretch::Admission;
    }
}
