//! What is heard while claims are decided: closed gates, steps, payments.

use crate::engine::adjudicate::Scheme;
use crate::engine::adjudicate::run::{Closed, Listener, Machine, Step, Table};
use crate::engine::claim::Facts;
use crate::engine::money::{Exact, Fen};
use crate::engine::scheme::model::Edition;

use super::super::program::Origin;

/// All that was heard of one claim.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard {
    pub(super) steps: Vec<Step>,
    pub(super) closed: Vec<(usize, Option<usize>, Closed)>,
    pub(super) paid: Vec<(usize, usize, Fen)>,
}

impl Listener for Heard {
    fn closed(&mut self, edition: usize, benefit: Option<usize>, why: Closed) {
        self.closed.push((edition, benefit, why));
    }
    fn step(&mut self, step: &Step) {
        self.steps.push(*step);
    }
    fn paid(&mut self, edition: usize, benefit: usize, amount: Fen) {
        self.paid.push((edition, benefit, amount));
    }
}

impl Heard {
    /// Forgets the claim before.
    pub(super) fn forget(&mut self) {
        self.steps.clear();
        self.closed.clear();
        self.paid.clear();
    }

    /// Was a benefit computed?
    pub(super) fn opened(&self, edition: usize, benefit: usize) -> bool {
        self.paid.iter().any(|(e, b, _)| (*e, *b) == (edition, benefit))
    }

    /// Was a payment rounded from exactly half a step?
    pub(super) fn has_tie(&self, editions: &[Edition]) -> bool {
        let roundings = self.steps.iter().filter(|s| s.origin == Origin::Rounding);
        roundings.into_iter().any(|s| is_half(s.base, editions[s.edition].money.round.step()))
    }
}

fn is_half(amount: Exact, step: Fen) -> bool {
    let whole = i128::from(amount.denominator()) * i128::from(step.get());
    amount.numerator() % whole != 0 && amount.numerator() * 2 % whole == 0
}

/// A trial of one claim after the other, each with no claim before it, in room that is taken once.
#[derive(Debug)]
pub(super) struct Trial<'s> {
    scheme: &'s Scheme,
    table: Table,
    machine: Machine<'s, i128>,
    heard: Heard,
}

impl<'s> Trial<'s> {
    pub(super) fn new(scheme: &'s Scheme) -> Self {
        let machine = Machine::new(scheme.program(), false);
        Self { scheme, table: scheme.table(), machine, heard: Heard::default() }
    }

    /// Decides one claim.
    pub(super) fn hear(&mut self, facts: &Facts) -> &Heard {
        self.table.clear();
        self.table.push(facts, self.scheme.editions());
        self.machine.forget(false);
        self.heard.forget();
        self.machine.decide(&self.table.row(0), &mut self.heard);
        &self.heard
    }
}

/// Claims bound to a scheme.
pub(super) fn table<'f>(scheme: &Scheme, claims: impl IntoIterator<Item = &'f Facts>) -> Table {
    let mut table = scheme.table();
    for facts in claims {
        table.push(facts, scheme.editions());
    }
    table
}

/// Decides all claims of a table and hears each.
pub(super) fn one_by_one(scheme: &Scheme, table: &Table) -> Vec<Heard> {
    let mut machine = Machine::new(scheme.program(), false);
    let decide = |row| {
        let mut heard = Heard::default();
        machine.decide(&row, &mut heard);
        heard
    };
    table.rows().iter().map(decide).collect()
}
