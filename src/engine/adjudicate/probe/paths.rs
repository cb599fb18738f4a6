//! The same claims down three paths: machine words, wide numbers, the slow reference. They must agree.

use super::heard::Heard;
use crate::engine::adjudicate::Scheme;
use crate::engine::adjudicate::reference::Reference;
use crate::engine::adjudicate::run::{Machine, Outcome, Silence, State, Table};
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;

/// What came of claims on all paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many claims were decided.
    pub claims: usize,
    /// How many of them were decided in machine words as well.
    pub narrow: usize,
    /// How many are paid.
    pub paid: usize,
    /// How many of these were rounded from exactly half a fen (or of another step).
    pub ties: usize,
    /// How many go to a person.
    pub pending: usize,
    /// What is paid in all.
    pub amount: Fen,
    /// The claims on which the paths disagree, or that are paid less than nothing: number and sentence.
    pub faults: Vec<(usize, Said)>,
}

/// Decides claims, in their order, on every path.
pub fn compare(scheme: &Scheme, claims: &[Facts]) -> Comparison {
    Paths::new(scheme).compare(claims)
}

/// The paths of a scheme; claims after claims are compared in room that is taken once.
#[derive(Debug)]
pub(super) struct Paths<'s> {
    scheme: &'s Scheme,
    table: Table,
    wide: Machine<'s, i128>,
    narrow: Option<Machine<'s, i64>>,
    heard: Heard,
}

impl<'s> Paths<'s> {
    pub(super) fn new(scheme: &'s Scheme) -> Self {
        Self {
            scheme,
            table: scheme.table(),
            wide: Machine::new(scheme.program(), false),
            narrow: scheme.narrow().map(|program| Machine::new(program, false)),
            heard: Heard::default(),
        }
    }

    /// Decides claims, in their order, with none before them.
    pub(super) fn compare(&mut self, claims: &[Facts]) -> Comparison {
        let editions = self.scheme.editions();
        self.table.clear();
        claims.iter().for_each(|facts| self.table.push(facts, editions));
        self.wide.forget(false);
        let narrow = self.narrow();
        let mut reference = Reference::default();
        let mut found = Comparison {
            claims: claims.len(),
            narrow: narrow.as_ref().map_or(0, Vec::len),
            ..Comparison::default()
        };
        for (at, (facts, row)) in claims.iter().zip(self.table.rows().iter()).enumerate() {
            self.heard.forget();
            let outcome = self.wide.decide(&row, &mut self.heard);
            let slow = reference.decide(editions, facts);
            let narrow = narrow.as_ref().map(|all| all[at]);
            found.check(at, slow, (verdict(outcome), narrow.map(verdict)));
            found.paid += usize::from(outcome.state == State::Paid);
            found.pending += usize::from(outcome.state == State::Pends);
            found.ties += usize::from(outcome.state == State::Paid && self.heard.has_tie(editions));
            found.amount += outcome.paid;
        }
        found.check_tally(self.scheme, &self.table);
        found
    }

    /// The outcomes in machine words, for claims that surely fit them.
    fn narrow(&mut self) -> Option<Vec<Outcome>> {
        let (table, factor) = (&self.table, self.scheme.narrow()?.largest_factor);
        let most = table.largest_total() + i128::from(Fen::MAX.get()) / 100;
        most.checked_mul(factor).filter(|bound| *bound < i128::from(i64::MAX))?;
        let machine = self.narrow.as_mut()?;
        machine.forget(table.in_order());
        Some(table.rows().iter().map(|row| machine.decide(&row, &mut Silence)).collect())
    }
}

/// What was said of a claim: an amount, or that a person must look at it.
type Verdict = Option<Fen>;

impl Comparison {
    /// Compares what the reference says with what is said in wide numbers and in machine words.
    fn check(&mut self, at: usize, slow: Verdict, (wide, narrow): (Verdict, Option<Verdict>)) {
        let fast = || std::iter::once(wide).chain(narrow);
        if fast().any(|verdict| verdict != slow) {
            let all = |lang: Lang| fast().map(|v| said(v).get(lang).to_owned()).collect::<Vec<_>>();
            let slow = said(slow);
            let fault = Said::new(
                format!("参照计算得{}，快速计算得{}", slow.get(Lang::Zh), all(Lang::Zh).join("和")),
                format!(
                    "the reference says {slow}, wide numbers and machine words {}",
                    all(Lang::En).join(" and ")
                ),
            );
            self.faults.push((at, fault));
        }
        if let Some(paid) = slow.filter(|paid| *paid < Fen::ZERO) {
            let fault =
                (format!("给付{paid}，小于零"), format!("{paid} is paid, which is less than nothing"));
            self.faults.push((at, fault.into()));
        }
    }

    /// What many claims come to when nobody listens is what they come to one by one.
    fn check_tally(&mut self, scheme: &Scheme, table: &Table) {
        let tally = scheme.tally(table);
        if (tally.paid, tally.pending, tally.amount) != (self.paid, self.pending, self.amount) {
            let one_by_one = (self.paid, self.pending, self.amount);
            let fault = (
                format!("逐项计算得{one_by_one:?}，批量计算得{tally:?}"),
                format!("one by one {one_by_one:?}, as a whole {tally:?}"),
            );
            self.faults.push((self.claims, fault.into()));
        }
    }

    /// Adds what came of other claims.
    pub fn add(&mut self, other: Self) {
        self.faults.extend(other.faults.into_iter().map(|(at, fault)| (at + self.claims, fault)));
        self.claims += other.claims;
        self.narrow += other.narrow;
        self.paid += other.paid;
        self.ties += other.ties;
        self.pending += other.pending;
        self.amount += other.amount;
    }
}

fn said(verdict: Verdict) -> Said {
    let to_a_person = || Said::new("转人工", "a person must look");
    verdict.map_or_else(to_a_person, |paid| Said::new(paid.to_string(), paid.to_string()))
}

fn verdict(outcome: Outcome) -> Verdict {
    (outcome.state != State::Pends).then_some(outcome.paid)
}
