//! Deductibles, triggers, limits and ceilings of a benefit: what each is, and how far it is reached.

use serde::Serialize;

use super::{Looking, condition, said};
use crate::engine::adjudicate::Session;
use crate::engine::money::{Exact, Fen, Rounding};
use crate::engine::scheme::model::{
    Bound, BoundKind, Bounded, Ceiling, Keyed, Keys, Kind, Lang, Line, Stretch, When, Window,
};
use crate::engine::scheme::said::Said;
use crate::engine::scheme::say;

/// A bound of a benefit, and how far it is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoundLeft {
    /// `deductible`, `trigger`, `limit`, `minimum`, `top_up` or `ceiling`.
    pub kind: &'static str,
    /// The line, or the ceiling.
    pub line: String,
    /// What it is called.
    pub label: Said,
    /// The clause.
    pub clause: String,
    /// The window that it is counted along; none: each claim on its own.
    pub along: Option<Said>,
    /// What was counted so far: what was paid, of limits and ceilings; what was claimed, of the others.
    pub used: Fen,
    /// The bound, by what the claim may be: one row, where nothing is open.
    pub rows: Vec<BoundRow>,
}

/// A bound for claims of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoundRow {
    /// For which claims; none: all.
    pub when: Option<Said>,
    /// The bound.
    pub amount: Fen,
    /// What is left below a limit or ceiling; what is still to be borne or reached, of a deductible or trigger.
    pub left: Fen,
}

/// How many times a benefit pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Times {
    /// So many times.
    pub most: u16,
    /// So many it did.
    pub used: u16,
    /// So many are left.
    pub left: u16,
    /// The window that they are counted along.
    pub along: Said,
    /// The clause.
    pub clause: String,
}

impl Looking<'_> {
    /// How many times it still pays.
    pub(super) fn times(&self, session: &mut Session<'_>) -> Option<Times> {
        let most = self.benefit.at_most.as_ref()?;
        let used = self.used(session, &format!("{}.times", self.benefit.id), most.along);
        let used = u16::try_from(used.numerator() / i128::from(used.denominator())).unwrap_or(u16::MAX);
        Some(Times {
            most: most.times,
            used,
            left: most.times.saturating_sub(used),
            along: window(most.along),
            clause: most.clause.as_ref().unwrap_or(&self.benefit.clause).clone(),
        })
    }

    /// All bounds of its lines in their order, then the ceilings over it.
    pub(super) fn bounds(&self, session: &mut Session<'_>) -> Vec<BoundLeft> {
        let mut found = vec![];
        for line in &self.benefit.lines {
            if let Kind::Bound(bounded) = &line.kind {
                found.extend(self.bound(session, line, bounded));
            }
        }
        let ceilings = self.view.edition.ceilings.iter();
        for ceiling in ceilings.filter(|ceiling| ceiling.covers.contains(&self.benefit.id)) {
            found.extend(self.ceiling(session, ceiling));
        }
        found
    }

    /// None where the bound is another line, or the line does not count for him.
    fn bound(&self, session: &mut Session<'_>, line: &Line, bounded: &Bounded) -> Option<BoundLeft> {
        let Bound::Amount(table) = &bounded.bound else { return None };
        if line.when.holds(&self.view) == Some(false) {
            return None;
        }
        let name = format!("{}.{}", self.benefit.id, line.id);
        let used = line.along.map_or(Exact::ZERO, |along| self.used(session, &name, along));
        let label = |lang| say::line_name(line, lang).to_owned();
        Some(BoundLeft {
            kind: word(bounded.kind),
            line: line.id.clone(),
            label: Said::new(label(Lang::Zh), label(Lang::En)),
            clause: line.clause.as_ref().unwrap_or(&self.benefit.clause).clone(),
            along: line.along.map(window),
            used: used.round(Rounding::FEN_HALF_UP),
            rows: self.rows(table, &line.when, used),
        })
    }

    /// None where the ceiling is a figure of the claim.
    fn ceiling(&self, session: &mut Session<'_>, ceiling: &Ceiling) -> Option<BoundLeft> {
        let amount = ceiling.amount.filter(|_| ceiling.measure.is_none())?;
        let name = format!("ceiling.{}", ceiling.id);
        let used = ceiling.along.map_or(Exact::ZERO, |along| self.used(session, &name, along));
        Some(BoundLeft {
            kind: "ceiling",
            line: ceiling.id.clone(),
            label: said(&ceiling.label),
            clause: ceiling.clause.clone(),
            along: ceiling.along.map(window),
            used: used.round(Rounding::FEN_HALF_UP),
            rows: vec![BoundRow { when: None, amount, left: left(amount, used) }],
        })
    }

    /// The rows of a table that may fit: those of which nothing is known to be otherwise.
    fn rows(&self, table: &Keyed<Fen>, line: &When, used: Exact) -> Vec<BoundRow> {
        let edition = self.view.edition;
        let open = |when: &When| -> Option<Said> {
            let tests = line.tests.iter().chain(&when.tests);
            let tests = tests.filter(|(key, test)| test.passes(&self.view.value(key)).is_none());
            let open = When { tests: tests.cloned().collect(), ..when.clone() };
            (!open.is_always()).then(|| condition(&open, edition))
        };
        let fits = table.rows.iter().filter(|row| row.when.holds(&self.view) != Some(false));
        fits.map(|row| BoundRow { when: open(&row.when), amount: row.value, left: left(row.value, used) })
            .collect()
    }

    /// What a running total stands at for him on the day. A new stay has a new total.
    fn used(&self, session: &mut Session<'_>, total: &str, along: Window) -> Exact {
        if along.stretch == Stretch::Admission {
            return Exact::ZERO;
        }
        let at = (self.number, self.day);
        session.stands((total, along), self.view.facts, at).unwrap_or(Exact::ZERO)
    }
}

fn left(amount: Fen, used: Exact) -> Fen {
    Exact::from(amount).less(used).round(Rounding::FEN_DOWN).or_zero()
}

fn word(kind: BoundKind) -> &'static str {
    BoundKind::ALL.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| word)
}

fn window(window: Window) -> Said {
    Said::new(say::window(window, Lang::Zh), say::window(window, Lang::En))
}
