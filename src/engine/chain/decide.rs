//! One claim against all plans of a chain, in the order of the data.

use std::collections::BTreeSet;

use super::answer::{ChainAdjudication, ChainReceipt, ChainState, Part, Standing};
use super::holding::{Holding, holding, is_named};
use super::judge::Ready;
use super::member::ROOM;
use super::model::{ChainEdition, PlanOf};
use super::room::{Room, running};
use super::session::ChainSession;
use super::totals::Standing as TotalAt;
use crate::engine::adjudicate::run::{Numbers, View};
use crate::engine::adjudicate::{Adjudication, Decision, Frame, Line, LineKind, Reason, Scheme};
use crate::engine::calendar::Day;
use crate::engine::claim::{Declared, Facts, PlanCover};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::scheme::model::{Benefit, KeyValue, Keys};

/// One claim in the making.
pub(super) struct Claim<'r, 'c> {
    pub(super) session: &'r mut ChainSession<'c>,
    pub(super) edition: &'c ChainEdition,
    pub(super) ready: &'c [Ready],
    hash: String,
    /// The numbers of its owners, for all plans.
    owners: Numbers,
    /// The facts as the plan at hand sees them: its cover, its room, and what the plans before it paid.
    pub(super) facts: Facts,
    cover: Vec<PlanCover>,
    /// Schemes whose result is not known, because a plan of theirs waits.
    unknown: BTreeSet<&'c str>,
    /// The plans so far.
    pub(super) parts: Vec<Part>,
    /// What was paid on this claim under each ceiling.
    pub(super) paid_under: Vec<Fen>,
    /// The running totals of ceilings along a window, as they were before this claim.
    pub(super) running: Vec<Option<(TotalAt, Fen)>>,
}

impl<'r, 'c> Claim<'r, 'c> {
    pub(super) fn new(
        session: &'r mut ChainSession<'c>,
        (at, day): (usize, Day),
        facts: &Facts,
        hash: String,
    ) -> Self {
        let edition = &session.chain.editions()[at];
        let ready = session.chain.ready[at].as_slice();
        let running = running(&session.totals, edition, (facts, day));
        let owners = session.owners.of_claim(facts);
        let mut facts = facts.clone();
        let cover = std::mem::take(&mut facts.cover);
        // What the plans of the chain pay is worked out here, whatever the claim says of it.
        for plan in &edition.plans {
            facts.layers.remove(&plan.scheme);
        }
        Self {
            session,
            edition,
            ready,
            hash,
            owners,
            facts,
            cover,
            unknown: BTreeSet::new(),
            parts: Vec::with_capacity(edition.plans.len()),
            paid_under: vec![Fen::ZERO; edition.ceilings.len()],
            running,
        }
    }

    pub(super) fn decide(mut self) -> ChainAdjudication {
        let holdings = self.holdings();
        let mut at = 0;
        while at < self.edition.plans.len() {
            let many = self.side_by_side(at);
            for (place, holding) in holdings.iter().enumerate().skip(at).take(many) {
                let part = self.part(place, holding);
                self.parts.push(part);
            }
            self.settle(at, many);
            at += many;
        }
        self.answer()
    }

    /// What the claim says of each plan.
    fn holdings(&mut self) -> Vec<Holding> {
        std::mem::swap(&mut self.facts.cover, &mut self.cover);
        let members = self.session.chain.members();
        let plans = self.edition.plans.iter().zip(self.ready);
        let all =
            plans.map(|(plan, ready)| holding(&self.facts, plan, &members[ready.member].plans)).collect();
        std::mem::swap(&mut self.facts.cover, &mut self.cover);
        all
    }

    /// One plan from what stands before it; nothing is settled yet.
    fn part(&mut self, at: usize, holding: &Holding) -> Part {
        let Holding::Held(cover) = holding else { return self.not_run(at, Standing::NotHeld) };
        let mut waits: Vec<Reason> = self.waits(at);
        match self.is_meant(at) {
            Ok(true) => {}
            Ok(false) => return self.not_run(at, Standing::NotMeant),
            Err(reason) => waits.push(*reason),
        }
        let room = match self.room(&self.ready[at].ceilings) {
            Ok(room) if waits.is_empty() => Ok(room),
            Ok(_) => Err(waits),
            Err(reason) => {
                waits.push(*reason);
                Err(waits)
            }
        };
        self.run(at, cover, &room)
    }

    /// The plans before it that share a ceiling or a group with it, and wait for a person themselves.
    fn waits(&self, at: usize) -> Vec<Reason> {
        let waiting = self.ready[at]
            .shares
            .iter()
            .filter(|other| self.parts.get(**other).is_some_and(|part| part.standing == Standing::Pend));
        waiting.map(|other| waits_for(&self.edition.plans[*other])).collect()
    }

    /// Is a plan meant for the claim? The key that must be asked for, where that is not known.
    fn is_meant(&self, at: usize) -> Result<bool, Box<Reason>> {
        let plan = &self.edition.plans[at];
        let scheme = &self.session.chain.members()[self.ready[at].member].scheme;
        let Some(edition) = scheme.editions().first().filter(|_| !plan.when.is_always()) else {
            return Ok(true);
        };
        let view = View { facts: &self.facts, edition, plan: None, on: self.edition.decided_by };
        let unknown = || {
            let mut keys = plan.when.tests.iter().map(|(key, _)| key);
            let key = keys.find(|key| view.value(key) == KeyValue::Unknown);
            let key = key.map(ToString::to_string).unwrap_or_default();
            Box::new(Reason::new(format!("missing-key.{key}"), "", Some(&plan.clause)))
        };
        plan.when.holds(&view).ok_or_else(unknown)
    }

    fn run(&mut self, at: usize, cover: &[PlanCover], room: &Result<Room, Vec<Reason>>) -> Part {
        let ready = &self.ready[at];
        self.facts.cover.clear();
        self.facts.cover.extend_from_slice(cover);
        if self.session.chain.members()[ready.member].gated {
            match room {
                Ok(room) => self.tell_room(room.left),
                Err(_) => drop(self.facts.declared.remove(ROOM)),
            }
        }
        let mut adjudication = self.session.sessions[ready.member].decide_part(&self.facts, self.owners);
        let mut part = self.not_run(at, standing(&adjudication.decision));
        part.amount = adjudication.decision.amount();
        match room {
            Ok(room) => self.name_ceiling(room, &mut adjudication, &mut part),
            Err(reasons) => super::settle::ask(&mut adjudication, reasons),
        }
        self.name_bases(at, &mut adjudication);
        part.adjudication = Some(adjudication);
        part
    }

    /// A plan that was not run yet.
    fn not_run(&self, at: usize, standing: Standing) -> Part {
        Part { standing, ..self.ready[at].part.clone() }
    }

    fn tell_room(&mut self, left: Fen) {
        match self.facts.declared.get_mut(ROOM) {
            Some(told) => *told = Declared::Amount(left),
            None => drop(self.facts.declared.insert(ROOM.into(), Declared::Amount(left))),
        }
    }

    /// A plan that lacks the result of a plan which waits is told to wait, not to bring it.
    fn name_bases(&self, at: usize, adjudication: &mut Adjudication) {
        let Decision::Pend { reasons } = &mut adjudication.decision else { return };
        let named = |reason: &Reason| {
            let scheme = reason.code.strip_prefix("missing-figure.layer.")?;
            let waits = |part: &&Part| part.scheme == scheme && part.standing == Standing::Pend;
            let part = self.parts[..at.min(self.parts.len())].iter().find(waits)?;
            Some(Reason { code: format!("waits-for.{}", part.plan), ..reason.clone() })
        };
        reasons.change(|reason| named(&reason).unwrap_or(reason));
    }

    /// What plans before paid, as the plans after find it that take it.
    pub(super) fn lay(&mut self, at: usize) {
        if !self.ready[at].taken {
            return;
        }
        let (plan, part) = (&self.edition.plans[at], &self.parts[at]);
        if part.standing == Standing::Pend {
            self.unknown.insert(&plan.scheme);
            self.facts.layers.remove(&plan.scheme);
        } else if !self.unknown.contains(plan.scheme.as_str()) {
            *self.facts.layers.entry(plan.scheme.clone()).or_default() += part.amount;
        }
    }

    fn answer(mut self) -> ChainAdjudication {
        std::mem::swap(&mut self.facts.cover, &mut self.cover);
        let amount: Fen = self.parts.iter().map(|part| part.amount).sum();
        let waits = self.parts.iter().any(|part| part.standing == Standing::Pend);
        let frame = Frame::of(&self.facts, (!waits).then_some(amount), &self.computed());
        ChainAdjudication {
            state: ChainState::of(amount, waits),
            amount,
            bill: frame.head,
            left: frame.foot,
            reasons: vec![],
            provisional: self.provisional(),
            presumed: self.presumed(),
            receipt: ChainReceipt {
                engine: Name::new_static(env!("CARGO_PKG_VERSION")),
                chain: self.edition.id.as_str().into(),
                edition: Some((self.edition.from(), self.edition.hash.clone())),
                facts: std::mem::take(&mut self.hash),
            },
            movements: self.close(),
            parts: self.parts,
        }
    }

    /// The benefits that were computed, of all plans.
    fn computed(&self) -> Vec<&'c Benefit> {
        let schemes = self.ready.iter().map(|ready| &self.session.chain.members()[ready.member].scheme);
        let mut all = Vec::with_capacity(self.parts.len());
        for (part, scheme) in self.parts.iter().zip(schemes) {
            let lines = part.adjudication.iter().flat_map(|adjudication| &adjudication.lines);
            let pays = lines.filter(|line| line.kind == LineKind::Pays);
            all.extend(pays.filter_map(|line| benefit_of(line, scheme)));
        }
        all
    }

    /// Paths of assumed values of the chain that the result rests on.
    fn provisional(&self) -> Vec<String> {
        let used = |about: &&String| match about.split_once('.') {
            Some(("exclude", id)) => {
                self.parts.iter().any(|part| part.instead.as_ref().is_some_and(|(_, group)| group == id))
            }
            Some(("ceiling", id)) => self.parts.iter().any(|part| part.ceiling.as_deref() == Some(id)),
            Some(("plan", id)) => {
                let id = id.split('.').next().unwrap_or(id);
                self.parts.iter().any(|part| part.plan == id && part.adjudication.is_some())
            }
            _ => true,
        };
        let about = self.edition.assumptions.iter().flat_map(|assumption| &assumption.about);
        about.filter(used).cloned().collect()
    }

    fn presumed(&self) -> Vec<Name> {
        let run = self.parts.iter().filter_map(|part| part.adjudication.as_ref());
        let holds = (!is_named(&self.facts)).then_some(Name::new_static("holds"));
        let mut presumed: Vec<Name> = holds.into_iter().collect();
        for word in run.flat_map(|adjudication| &adjudication.presumed) {
            if !presumed.contains(word) {
                presumed.push(word.clone());
            }
        }
        presumed
    }
}

fn benefit_of<'c>(line: &Line, scheme: &'c Scheme) -> Option<&'c Benefit> {
    let edition = scheme.editions().iter().find(|edition| Some(edition.from()) == line.edition)?;
    edition.benefit(&line.benefit)
}

/// A plan whose result is needed waits for a person.
pub(super) fn waits_for(plan: &PlanOf) -> Reason {
    Reason::new(format!("waits-for.{}", plan.id), "", Some(&plan.clause))
}

fn standing(decision: &Decision) -> Standing {
    match decision {
        Decision::Approve { .. } => Standing::Approve,
        Decision::Deny { .. } => Standing::Deny,
        Decision::Pend { .. } => Standing::Pend,
    }
}
