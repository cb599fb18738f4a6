//! Facts that open the gate of a benefit: everything known, every condition met, nothing that refuses.

use super::heard::Trial;
use super::put::{Figure, Value, put_day};
use super::site::{Site, passes, rows_of};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Key, When};

/// How many values the search may change beyond those that the conditions of the benefit ask for.
const DEPTH: usize = 2;

impl Site<'_> {
    /// A claim that the benefit is computed for, with no money on it yet; none when none was found.
    pub(super) fn opening(&self) -> Option<Facts> {
        self.search(self.known_throughout(), DEPTH, &mut Trial::new(self.scheme))
    }

    /// A claim that the benefit is computed for and that a row of a table fits.
    fn opening_for(&self, row: &When, base: &Facts, trial: &mut Trial<'_>) -> Option<Facts> {
        let mut facts = base.clone();
        for (key, _) in &row.tests {
            let fits = |v: &Value| passes(row, key, v) && passes(&self.benefit().when, key, v);
            let value = self.values(key).into_iter().find(fits)?;
            self.sight().put(&mut facts, key, &value);
        }
        self.is_open(&facts, trial).then_some(facts)
    }

    /// The opening claim, and one for each row of each table that can be opened.
    pub(super) fn variants(&self, base: &Facts) -> Vec<Facts> {
        let rows = self.benefit().lines.iter().flat_map(|line| rows_of(&line.kind));
        let (mut all, mut trial) = (vec![base.clone()], Trial::new(self.scheme));
        for facts in rows.filter_map(|row| self.opening_for(row, base, &mut trial)) {
            if !all.contains(&facts) {
                all.push(facts);
            }
        }
        all
    }

    /// A day on which the edition is in force, not at its very edge.
    pub(super) fn day(&self) -> Day {
        let span = self.edition().in_force.span;
        let later = span.from().checked_add(jiff::Span::new().days(200));
        later.ok().filter(|day| span.contains(*day)).unwrap_or(span.from())
    }

    /// A claim that leaves nothing unknown that any benefit of the edition looks at.
    fn known_throughout(&self) -> Facts {
        let mut facts = Facts::default();
        facts.person.member = "m".into();
        facts.person.household = Some("h".into());
        facts.person.employer = Some("e".into());
        put_day(&mut facts, self.day());
        for benefit in (0..self.edition().benefits.len()).rev().filter(|b| *b != self.benefit) {
            Site { benefit, ..*self }.fill(&mut facts);
        }
        facts.cover.retain(|cover| cover.plan == self.sight().plan.unwrap_or_default());
        self.fill(&mut facts);
        facts
    }

    fn fill(&self, facts: &mut Facts) {
        for figure in self.figures() {
            figure.put(facts, Some(Fen::ZERO));
        }
        for key in self.keys() {
            if let Some(value) = self.choice(&key) {
                self.sight().put(facts, &key, &value);
            }
        }
    }

    /// The value of a key that opens, as far as the conditions of the benefit tell.
    fn choice(&self, key: &Key) -> Option<Value> {
        let mut values = self.values(key);
        if *key == Key::DaysEnrolled {
            values.reverse();
        }
        values.iter().find(|v| passes(&self.benefit().when, key, v)).or(values.first()).cloned()
    }

    fn is_open(&self, facts: &Facts, trial: &mut Trial<'_>) -> bool {
        trial.hear(facts).opened(self.edition, self.benefit)
    }

    /// Changes values until nothing refuses any more.
    fn search(&self, facts: Facts, depth: usize, trial: &mut Trial<'_>) -> Option<Facts> {
        if self.is_open(&facts, trial) {
            return Some(facts);
        }
        let depth = depth.checked_sub(1)?;
        self.keys().into_iter().find_map(|key| {
            let values = self.values(&key).into_iter().filter(|v| passes(&self.benefit().when, &key, v));
            values.into_iter().find_map(|value| {
                let mut changed = facts.clone();
                self.sight().put(&mut changed, &key, &value);
                self.search(changed, depth, trial)
            })
        })
    }
}

/// What moves an amount through a benefit: a figure of the claim, or a number that is counted.
#[derive(Clone, Debug)]
pub(super) enum Driver {
    Figure(Figure),
    Key(Key),
}

impl Driver {
    /// Sets it; false where the claim cannot carry that much.
    pub(super) fn set(&self, facts: &mut Facts, amount: i64, site: &Site<'_>) -> bool {
        match self {
            Self::Figure(figure) => match Fen::new(amount) {
                Ok(fen) => figure.put(facts, Some(fen)),
                Err(_) => return false,
            },
            Self::Key(key) => match i32::try_from(amount) {
                Ok(n) if n <= i32::from(u16::MAX) => site.sight().put(facts, key, &Value::Number(n)),
                _ => return false,
            },
        }
        true
    }

    /// The largest amount worth trying.
    pub(super) fn most(&self) -> i64 {
        match self {
            Self::Figure(_) => 10_000_000_000,
            Self::Key(_) => 10_000,
        }
    }
}
