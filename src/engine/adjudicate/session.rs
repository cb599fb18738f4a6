//! A session: claims come one by one, each is decided and explained, and the running totals go on.

use super::approver::{self, Approver};
use super::bill::Frame;
use super::decision::{Adjudication, Decision, PoolShare, Reasons};
use super::line::Line;
use super::movement::Movement;
use super::proof::{self, Proof};
use super::provisional::{Rest, RestedOn};
use super::reason::{self, Gate, Reason};
use super::receipt::{Receipt, hash};
use super::run::table::NO_OWNER;
use super::run::{Closed, Listener, Machine, Numbers, Outcome, Owners, State, Step, Table, View};
use super::scheme::Scheme;
use crate::engine::calendar::{Day, packed};
use crate::engine::claim::Facts;
use crate::engine::money::{Exact, Fen, split};
use crate::engine::name::Name;
use crate::engine::scheme::model::{Edition, Key, KeyValue, Keys, Window};

/// Claims decided one after the other.
#[derive(Clone, Debug)]
pub struct Session<'s> {
    scheme: &'s Scheme,
    machine: Machine<'s, i128>,
    table: Table,
    /// What was heard of the claim at hand; kept, so that each claim finds its room ready.
    heard: Heard,
}

/// Everything that was heard of one claim.
#[derive(Clone, Debug, Default)]
struct Heard {
    steps: Vec<Step>,
    closed: Vec<(usize, Option<usize>, Closed)>,
    paid: Vec<(usize, usize, Fen)>,
}

impl Heard {
    fn forget(&mut self) {
        self.steps.clear();
        self.closed.clear();
        self.paid.clear();
    }
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

impl<'s> Session<'s> {
    pub(super) fn new(scheme: &'s Scheme) -> Self {
        let mut machine = Machine::new(scheme.program(), false);
        machine.totals.keep_log();
        Self { scheme, machine, table: scheme.table(), heard: Heard::default() }
    }

    /// Brings movements of earlier claims along.
    pub fn bring(&mut self, history: &[Movement]) {
        put(history, self.scheme, &mut self.machine, self.table.owners());
    }

    /// The same, where owners are numbered for several sessions.
    pub(in crate::engine) fn bring_numbered(&mut self, history: &[Movement], owners: &mut Owners) {
        put(history, self.scheme, &mut self.machine, owners);
    }

    /// Decides one claim, explains it, and adds it to the running totals.
    pub fn decide(&mut self, facts: &Facts) -> Adjudication {
        self.table.clear();
        self.table.push(facts, self.scheme.editions());
        self.answer(facts, Of::Claim)
    }

    /// Decides what is only asked about: the same decision, lines and notes. What is kept with a decision, or done about it
    /// (movements, funding, approval, proofs, what it rests on, the hash of the facts), is left empty.
    pub fn quote(&mut self, facts: &Facts) -> Adjudication {
        self.table.clear();
        self.table.push(facts, self.scheme.editions());
        self.answer(facts, Of::Question)
    }

    /// Decides one claim as a part of a larger answer, to which the bill, what is left and the hash of the
    /// facts belong: the receipt of the part leaves the hash out. Owners are numbered for all parts.
    pub(in crate::engine) fn decide_part(&mut self, facts: &Facts, owners: Numbers) -> Adjudication {
        self.table.clear();
        self.table.push_numbered(facts, self.scheme.editions(), owners);
        self.answer(facts, Of::Part)
    }

    /// What a running total stands at for the owner that a claim has, on a day of an edition by its number. None where
    /// the scheme has no such total, or the owner is not known.
    pub(super) fn stands(
        &mut self,
        (total, along): (&str, Window),
        facts: &Facts,
        (edition, day): (usize, Day),
    ) -> Option<Exact> {
        let program = self.scheme.program();
        let cell = program.cells.iter().position(|cell| cell.name == total && cell.window() == along)?;
        self.table.clear();
        self.table.push(facts, self.scheme.editions());
        let row = self.table.row(0);
        if row.owner(along.scope) == NO_OWNER {
            return None;
        }
        let at = self.machine.totals.standing(cell, &row, packed(day), program.editions.get(edition)?);
        Some(Exact::new(self.machine.totals.get(at), program.cells[cell].denominator))
    }

    /// The answer to the claim that the table holds.
    fn answer(&mut self, facts: &Facts, of: Of) -> Adjudication {
        self.heard.forget();
        let outcome = self.machine.decide(&self.table.row(0), &mut self.heard);
        let cells = &self.scheme.program().cells;
        let log = self.machine.totals.log().iter().filter(|_| of != Of::Question);
        let movements = log.map(|m| Movement::of(m, &cells[m.cell], facts)).collect();
        self.machine.totals.clear_log();
        Answer { scheme: self.scheme, facts, of, heard: &self.heard }.adjudication(outcome, movements)
    }
}

/// Puts movements onto the totals of a scheme.
fn put(history: &[Movement], scheme: &Scheme, machine: &mut Machine<'_, i128>, owners: &mut Owners) {
    for movement in history {
        if let Some((at, by)) = movement.place(scheme.program(), owners) {
            machine.totals.put(at, by);
        }
    }
}

/// What is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A claim.
    Claim,
    /// What a claim would come to.
    Question,
    /// A claim, by a part of a larger answer.
    Part,
}

/// The answer to one claim in the making.
struct Answer<'a> {
    scheme: &'a Scheme,
    facts: &'a Facts,
    of: Of,
    heard: &'a Heard,
}

impl Answer<'_> {
    fn edition(&self, number: usize) -> &Edition {
        &self.scheme.editions()[number]
    }

    fn adjudication(&self, outcome: Outcome, movements: Vec<Movement>) -> Adjudication {
        let (lines, mut notes) = self.lines(outcome);
        let decision = match outcome.state {
            State::Paid => Decision::Approve { amount: outcome.paid },
            State::Nothing => Decision::Deny { reasons: self.denied(std::mem::take(&mut notes)) },
            State::Pends => Decision::Pend { reasons: self.pending() },
        };
        if self.of == Of::Question {
            return Adjudication { lines, notes, ..Adjudication::bare(decision, self.scheme.id()) };
        }
        let editions = self.heard.paid.chunk_by(|one, next| one.0 == next.0);
        let editions = editions.map(|paid| self.edition(paid[0].0));
        let approval = if outcome.state == State::Paid { self.approval() } else { vec![] };
        Adjudication {
            decision,
            provisional: self.provisional(&lines, &approval, outcome),
            lines,
            approval,
            notes,
            funding: self.funding(),
            movements,
            presumed: self.presumed(),
            proofs: self.proofs(),
            receipt: Receipt::new(
                self.scheme.id(),
                editions,
                if self.of == Of::Claim { hash(self.facts) } else { String::new() },
            ),
        }
    }

    /// All lines from the bill to what is left, and what trimmed or emptied a benefit.
    fn lines(&self, outcome: Outcome) -> (Vec<Line>, Vec<Reason>) {
        let paid = (outcome.state != State::Pends).then_some(outcome.paid);
        let Frame { head: mut lines, foot } = self.frame(paid);
        lines.reserve_exact(self.heard.steps.len() + 2 * self.heard.paid.len() + foot.len());
        let mut notes = Vec::new();
        for (edition, number, paid) in &self.heard.paid {
            let called = self.scheme.called(*edition);
            let benefit = &self.edition(*edition).benefits[*number];
            let steps = self.heard.steps.iter().filter(|s| (s.edition, s.benefit) == (*edition, *number));
            let from = lines.len();
            lines.extend(steps.map(|step| Line::of(step, called)));
            let own = &lines[from..];
            notes.extend(reason::of_lines(own, benefit));
            let floor = own.last().and_then(|last| last.floor(own));
            lines.extend(floor);
            lines.push(Line::pays(&called.benefits[*number], called, *paid));
        }
        lines.extend(foot);
        (lines, notes)
    }

    /// The bill before and after; a part of a larger answer has none of its own.
    fn frame(&self, paid: Option<Fen>) -> Frame {
        if self.of == Of::Part {
            return Frame::default();
        }
        let computed =
            self.heard.paid.iter().map(|(edition, benefit, _)| &self.edition(*edition).benefits[*benefit]);
        Frame::of(self.facts, paid, &computed.collect::<Vec<_>>())
    }

    fn gate(&self, edition: usize, benefit: Option<usize>) -> Gate<'_> {
        Gate { facts: self.facts, scheme: self.scheme, edition, benefit }
    }

    fn denied(&self, emptied: Vec<Reason>) -> Reasons {
        let closed = self.heard.closed.iter().filter(|(edition, benefit, why)| match why {
            Closed::Refused(_) => true,
            Closed::NotInForce => !self.is_in_force_elsewhere(*edition, *benefit),
            _ => false,
        });
        let closed = closed.flat_map(|(edition, benefit, why)| self.gate(*edition, *benefit).reasons(*why));
        let mut all = emptied.into_iter().chain(closed);
        match all.next() {
            Some(first) => Reasons::new(first, all),
            None if self.heard.closed.is_empty() => Reasons::new(Reason::no_benefit(), []),
            None => Reasons::new(Reason::not_in_force(self.deciding_day()), []),
        }
    }

    /// Did another edition, which is in force, decide on the benefit of the same id?
    fn is_in_force_elsewhere(&self, edition: usize, benefit: Option<usize>) -> bool {
        let id = |edition: usize, benefit: usize| self.edition(edition).benefits.get(benefit).map(|b| &b.id);
        let own = benefit.and_then(|b| id(edition, b));
        let refused = self.heard.closed.iter().filter_map(|(e, b, why)| match why {
            Closed::Refused(_) => Some((*e, (*b)?)),
            _ => None,
        });
        let paid = self.heard.paid.iter().map(|(e, b, _)| (*e, *b));
        paid.chain(refused).any(|(e, b)| e != edition && id(e, b) == own)
    }

    fn deciding_day(&self) -> Option<String> {
        let edition = self.scheme.editions().last()?;
        Some(self.facts.claim.dates.get(edition.in_force.decided_by)?.to_string())
    }

    fn pending(&self) -> Reasons {
        let pends = self.heard.closed.iter().filter(|(.., why)| why.pends());
        let mut all = pends.flat_map(|(edition, benefit, why)| self.gate(*edition, *benefit).reasons(*why));
        let first = all.next().unwrap_or_else(Reason::no_benefit);
        Reasons::new(first, all)
    }

    /// Who approves what each edition grants.
    fn approval(&self) -> Vec<Approver> {
        let of = |(number, edition): (usize, &Edition)| {
            let paid = self.heard.paid.iter().filter(|(e, ..)| *e == number);
            let paid: Vec<(usize, Fen)> = paid.map(|(_, benefit, amount)| (*benefit, *amount)).collect();
            approver::of(edition, self.facts, &paid)
        };
        let editions = self.scheme.editions().iter().enumerate();
        editions.filter(|(_, edition)| !edition.approvals.is_empty()).flat_map(of).collect()
    }

    fn funding(&self) -> Vec<PoolShare> {
        let mut shares = Vec::new();
        for (edition, benefit, paid) in self.heard.paid.iter().filter(|(.., paid)| *paid > Fen::ZERO) {
            let text = self.edition(*edition);
            let benefit = &text.benefits[*benefit];
            let Some(funding) = &benefit.funding else { continue };
            let on = benefit.decided_by.unwrap_or(text.in_force.decided_by);
            let view = View { facts: self.facts, edition: text, plan: benefit.plan.as_deref(), on };
            let row = funding.rows.iter().find(|r| r.when.holds(&view) == Some(true));
            let Some(row) = row.or(funding.rows.first()) else { continue };
            for (share, amount) in row.value.iter().zip(split(*paid, &row.value)) {
                shares.push(PoolShare { benefit: benefit.id.clone(), pool: share.of.clone(), amount });
            }
        }
        shares
    }

    /// Paths of assumed values that the result rests on: its lines and gates, and who approves it.
    fn provisional(&self, lines: &[Line], approval: &[Approver], outcome: Outcome) -> Vec<String> {
        let rest = Rest { scheme: self.scheme, facts: self.facts };
        let mut paths = rest.on(lines, || self.rested_on(outcome));
        let of = |approver: &Approver| self.scheme.editions().iter().find(|e| e.from() == approver.edition);
        if approval.iter().filter_map(of).any(|edition| edition.is_assumed("approval")) {
            paths.push("approval".into());
        }
        paths
    }

    /// What must be proven for the benefits that were computed or ask for something.
    fn proofs(&self) -> Vec<Proof> {
        if self.facts.claim.diagnoses.is_empty() {
            return vec![];
        }
        let computed = self.heard.paid.iter().map(|(edition, benefit, _)| (*edition, *benefit));
        let asking = self.heard.closed.iter().filter(|(.., why)| why.pends());
        let asking = asking.filter_map(|(edition, benefit, _)| Some((*edition, (*benefit)?)));
        let mut all: Vec<Proof> = Vec::new();
        for (edition, benefit) in computed.chain(asking) {
            let (text, facts) = (self.edition(edition), self.facts);
            let view = View { facts, edition: text, plan: None, on: text.in_force.decided_by };
            for proof in proof::of(&view, &text.benefits[benefit]) {
                if !all.contains(&proof) {
                    all.push(proof);
                }
            }
        }
        all
    }

    /// The benefits that the result rests on: those computed, and where nothing is paid those that refuse.
    fn rested_on(&self, outcome: Outcome) -> Vec<RestedOn> {
        let computed = self.heard.paid.iter().map(|(edition, benefit, _)| (*edition, *benefit, None));
        let refused = self.heard.closed.iter().filter(|_| outcome.state == State::Nothing);
        let refused = refused.filter_map(|(edition, benefit, why)| Some((*edition, (*benefit)?, Some(*why))));
        computed.chain(refused.filter(|(.., why)| why.is_some_and(|why| !why.pends()))).collect()
    }

    fn presumed(&self) -> Vec<Name> {
        let mut presumed = Vec::new();
        for (edition, benefit, _) in &self.heard.paid {
            let text = self.edition(*edition);
            let benefit = &text.benefits[*benefit];
            let on = benefit.decided_by.unwrap_or(text.in_force.decided_by);
            let view = View { facts: self.facts, edition: text, plan: benefit.plan.as_deref(), on };
            let mut note = |key: &Key, word: &'static str| {
                if view.value(key) == KeyValue::Unknown && !presumed.iter().any(|p| p == word) {
                    presumed.push(Name::new_static(word));
                }
            };
            note(&Key::Covered, "covered");
            if let Some(deadline) = &benefit.deadline {
                note(&Key::DaysSince(deadline.from), "in-time");
            }
        }
        presumed
    }
}
