//! A scheme ready to decide: its editions as written, and compiled.

use super::called::CalledEdition;
use super::compile::{CompileError, Source, compile};
use super::program::Program;
use super::run::{Listener, Machine, Outcome, State, Table, View};
use super::session::Session;
use super::{Adjudication, Movement};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Edition, Scope};
use crate::engine::scheme::read::Known;

/// A scheme with all its editions, ready to decide claims.
///
/// ```
/// use huzhu::engine::adjudicate::Scheme;
/// use huzhu::engine::claim::{Component, Facts, words::{DateKind, Event, Setting}};
/// use huzhu::engine::money::Fen;
/// use huzhu::engine::scheme::{problem::Problems, read::{ListFiles, read}};
///
/// let text = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
/// let edition = read(text, &ListFiles::new(), &mut Problems::default()).unwrap();
/// let scheme = Scheme::new(vec![edition])?;
///
/// let mut facts = Facts::default();
/// facts.claim.event = Some(Event::Treatment);
/// facts.claim.setting = Some(Setting::Inpatient);
/// facts.claim.dates.set(DateKind::Discharge, "2016-03-01".parse()?);
/// facts.claim.settlement.set(Component::SelfPay, Fen::yuan(8_000));
/// let answer = scheme.adjudicate(&facts, &[]);
/// assert_eq!(answer.decision.amount(), Fen::yuan(1_500)); // half of what is above 5,000
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scheme {
    editions: Vec<Edition>,
    known: Vec<Known>,
    called: Vec<CalledEdition>,
    wide: Program<i128>,
    narrow: Option<Program<i64>>,
}

/// What many claims came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Claims that are paid.
    pub paid: usize,
    /// Claims that are denied.
    pub denied: usize,
    /// Claims that go to a person.
    pub pending: usize,
    /// What is paid in all.
    pub amount: Fen,
}

impl Tally {
    fn add(&mut self, outcome: Outcome) {
        // How a claim comes out cannot be foreseen: counted without a branch.
        self.paid += usize::from(outcome.state == State::Paid);
        self.denied += usize::from(outcome.state == State::Nothing);
        self.pending += usize::from(outcome.state == State::Pends);
        self.amount += outcome.paid;
    }
}

impl Scheme {
    /// A scheme from its editions, in the order of their dates; read and checked.
    ///
    /// # Errors
    /// [`CompileError`] for editions that were not checked, or whose ratios are too fine.
    pub fn new(editions: Vec<Source>) -> Result<Self, CompileError> {
        let wide = compile(&editions)?;
        let narrow = compile(&editions).ok();
        let (editions, known): (Vec<Edition>, _) = editions.into_iter().unzip();
        let called = editions.iter().map(CalledEdition::new).collect();
        Ok(Self { editions, known, called, wide, narrow })
    }

    /// The scheme's id.
    pub fn id(&self) -> &str {
        self.editions.first().map_or("", |e| e.id.as_str())
    }

    /// The editions, in the order of their dates.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// What the steps of an edition are called.
    pub(super) fn called(&self, edition: usize) -> &CalledEdition {
        &self.called[edition]
    }

    /// What each edition declares.
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// The program in wide numbers.
    pub fn program(&self) -> &Program<i128> {
        &self.wide
    }

    /// The program in machine words, for schemes whose constants fit them.
    pub fn narrow(&self) -> Option<&Program<i64>> {
        self.narrow.as_ref()
    }

    /// Decides one claim. `history` are the movements of its owners' windows so far, in any order.
    pub fn adjudicate(&self, facts: &Facts, history: &[Movement]) -> Adjudication {
        let mut session = self.session();
        session.bring(history);
        session.decide(facts)
    }

    /// The day that orders a claim among others: the deciding date of the first benefit that may be for it,
    /// else the scheme's, else any.
    pub fn event_day(&self, facts: &Facts) -> Option<Day> {
        let dates = &facts.claim.dates;
        for edition in &self.editions {
            for benefit in &edition.benefits {
                let on = benefit.decided_by.unwrap_or(edition.in_force.decided_by);
                let view = View { facts, edition, plan: benefit.plan.as_deref(), on };
                let day = dates.get(on).filter(|day| edition.in_force.span.contains(*day));
                if day.is_some() && benefit.when.holds(&view) != Some(false) {
                    return day;
                }
            }
        }
        let kind = self.editions.last()?.in_force.decided_by;
        dates.get(kind).or_else(|| dates.any())
    }

    /// A session that decides claim after claim and keeps the running totals.
    pub fn session(&self) -> Session<'_> {
        Session::new(self)
    }

    /// An empty table for many claims.
    pub fn table(&self) -> Table {
        Table::new(&self.wide.layout)
    }

    /// Decides all claims of a table, in their order, and adds them up; nobody listens.
    pub fn tally(&self, table: &Table) -> Tally {
        self.run(table, &mut super::run::Silence)
    }

    /// Decides all claims of a table, in their order; a listener hears every step.
    pub fn run<L: Listener>(&self, table: &Table, listener: &mut L) -> Tally {
        match self.narrow.as_ref().filter(|p| fits(p, table)) {
            Some(narrow) => run(narrow, table, listener),
            None => run(&self.wide, table, listener),
        }
    }
}

/// Do the products of all amounts of a table stay within machine words?
fn fits(program: &Program<i64>, table: &Table) -> bool {
    let most = table.largest_total().saturating_add(i128::from(Fen::MAX.get()) / 100);
    most.checked_mul(program.largest_factor).is_some_and(|bound| bound < i128::from(i64::MAX))
}

fn run<N: super::Number, L: Listener>(program: &Program<N>, table: &Table, listener: &mut L) -> Tally {
    let mut machine = Machine::for_table(program, table);
    for scope in [Scope::Member, Scope::Household, Scope::Employer] {
        machine.totals.expect(scope, table.count_owners(scope));
    }
    let mut tally = Tally::default();
    let together = if L::HEARS { 1 } else { machine.side_by_side() };
    for side_by_side in table.rows().chunks(together) {
        machine.decide_all(side_by_side, listener, |outcome| tally.add(outcome));
    }
    tally
}
