//! What stands of plans that were computed side by side: which is paid, which excluded, which waits.

use smol_str::format_smolstr;

use super::answer::{Part, Standing};
use super::decide::{Claim, waits_for};
use super::member::ROOM;
use super::model::{Exclude, Keep};
use super::room::Room;
use crate::engine::adjudicate::{Adjudication, Decision, Line, LineKind, Movement, Reason, Reasons};
use crate::engine::money::{Exact, Fen};

impl Claim<'_, '_> {
    /// How many plans from here on are computed from the same state: those of a group that keeps the greatest.
    pub(super) fn side_by_side(&self, at: usize) -> usize {
        match self.greatest(at) {
            Some(group) => self.edition.excludes[group].plans.len(),
            None => 1,
        }
    }

    fn greatest(&self, at: usize) -> Option<usize> {
        self.ready[at].groups.iter().copied().find(|g| self.edition.excludes[*g].keep == Keep::Greatest)
    }

    /// Settles plans that were computed: what is not paid is taken back, and what stands counts.
    pub(super) fn settle(&mut self, from: usize, many: usize) {
        for at in from..from + many {
            if let Some((instead, group)) = self.paid_before(at) {
                self.exclude(at, instead, group);
            }
        }
        if let Some(group) = self.greatest(from) {
            self.keep_greatest(group, from..from + many);
        }
        for at in from..from + many {
            let amount = self.parts[at].amount;
            if amount > Fen::ZERO {
                self.count(&self.ready[at].ceilings, amount);
            }
            self.lay(at);
        }
    }

    /// An earlier plan of a group that keeps the first, and was paid.
    fn paid_before(&self, at: usize) -> Option<(usize, usize)> {
        self.ready[at].groups.iter().find_map(|group| {
            let exclude = &self.edition.excludes[*group];
            let paid = |other: &usize| {
                self.ready[*other].groups.contains(group) && self.parts[*other].amount > Fen::ZERO
            };
            let other = (0..at).find(paid).filter(|_| exclude.keep == Keep::First)?;
            Some((other, *group))
        })
    }

    /// Of plans computed side by side the one that pays most is kept. While one of them waits, all do.
    fn keep_greatest(&mut self, group: usize, plans: std::ops::Range<usize>) {
        let pends = plans.clone().find(|at| self.parts[*at].standing == Standing::Pend);
        let pays = |at: &usize| self.parts[*at].standing == Standing::Approve;
        let paying: Vec<usize> = plans.filter(pays).collect();
        if let Some(pends) = pends {
            let reason = waits_for(&self.edition.plans[pends]);
            paying.into_iter().for_each(|at| self.wait(at, &reason));
            return;
        }
        let best = paying.iter().copied().rev().max_by_key(|at| self.parts[*at].amount);
        for at in paying {
            if let Some(best) = best.filter(|best| *best != at) {
                self.exclude(at, best, group);
            }
        }
    }

    /// A plan that another excludes. What denies it on its own stays said.
    fn exclude(&mut self, at: usize, instead: usize, group: usize) {
        if matches!(self.parts[at].standing, Standing::Deny | Standing::NotHeld | Standing::NotMeant) {
            return;
        }
        self.take_back(at);
        let Exclude { id, clause, .. } = &self.edition.excludes[group];
        let instead = self.edition.plans[instead].id.as_str().into();
        let part = &mut self.parts[at];
        part.would_pay = Some(part.amount).filter(|_| part.standing == Standing::Approve);
        part.standing = Standing::Excluded;
        part.amount = Fen::ZERO;
        part.clause = clause.as_str().into();
        part.instead = Some((instead, id.as_str().into()));
        part.ceiling = None;
        part.adjudication = None;
    }

    /// A plan that pays, and has to wait for one that it is compared with.
    fn wait(&mut self, at: usize, reason: &Reason) {
        self.take_back(at);
        let part = &mut self.parts[at];
        (part.standing, part.amount, part.ceiling) = (Standing::Pend, Fen::ZERO, None);
        if let Some(adjudication) = &mut part.adjudication {
            adjudication.decision = Decision::Pend { reasons: Reasons::new(reason.clone(), []) };
            adjudication.lines.clear();
            adjudication.notes.clear();
            adjudication.funding.clear();
            adjudication.proofs.clear();
            adjudication.movements.clear();
        }
    }

    /// Takes what a plan added to its running totals back.
    fn take_back(&mut self, at: usize) {
        let own = self.parts[at].adjudication.iter().flat_map(|a| &a.movements);
        let back: Vec<Movement> = own.map(Movement::negated).collect();
        let session = &mut *self.session;
        session.sessions[self.ready[at].member].bring_numbered(&back, &mut session.owners);
    }

    /// The room of a plan under the name of the ceiling that leaves least; unsaid where none bounds it.
    pub(super) fn name_ceiling(&self, room: &Room, adjudication: &mut Adjudication, part: &mut Part) {
        name_floors(&mut adjudication.lines);
        let Some(tightest) = room.tightest else {
            adjudication.lines.retain(|line| !is_room(line));
            adjudication.notes.retain(|note| note.line != ROOM);
            return;
        };
        let ceiling = &self.edition.ceilings[tightest.ceiling];
        let bound = Exact::from(tightest.bound);
        for line in adjudication.lines.iter_mut().filter(|line| is_room(line)) {
            part.ceiling = Some(ceiling.id.as_str().into());
            line.line = format_smolstr!("chain.{}", ceiling.id);
            line.clause = Some(ceiling.clause.as_str().into());
            let own = line.before.unwrap_or(Exact::ZERO);
            line.before = Some(own.plus(Exact::from(tightest.used)));
            line.bound = Some(bound);
        }
        let named = |reason: Reason| {
            if reason.line != ROOM {
                return reason;
            }
            let (line, clauses) = (format!("chain.{}", ceiling.id), vec![ceiling.clause.clone()]);
            Reason { line, clauses, bound: reason.bound.map(|_| bound), ..reason }
        };
        adjudication.notes = std::mem::take(&mut adjudication.notes).into_iter().map(named).collect();
        if let Decision::Deny { reasons } = &mut adjudication.decision {
            reasons.change(named);
        }
    }
}

/// Is a line the room that the chain leaves?
fn is_room(line: &Line) -> bool {
    line.kind == LineKind::Ceiling && line.line == ROOM
}

/// What is cut at nought is cut by the scheme, not by the chain: the clause is that of the line before the room.
fn name_floors(lines: &mut [Line]) {
    for at in 2..lines.len() {
        if lines[at].kind == LineKind::Floor && is_room(&lines[at - 1]) {
            let clause = lines[at - 2].clause.clone();
            lines[at].clause = clause;
        }
    }
}

/// A plan that was not told its room asks for it: what it asks for in truth are these.
pub(super) fn ask(adjudication: &mut Adjudication, reasons: &[Reason]) {
    let Decision::Pend { reasons: asked } = &mut adjudication.decision else { return };
    let room = format!("missing-figure.{ROOM}");
    let mut all: Vec<Reason> = asked.iter().filter(|reason| reason.code != room).cloned().collect();
    all.splice(0..0, reasons.iter().cloned());
    let mut all = all.into_iter();
    if let Some(first) = all.next() {
        *asked = Reasons::new(first, all);
    }
}
