//! Replay: a late, corrected or revoked claim decides its owners' windows again, in the order of the events.
//!
//! Whoever decides claims one after the other, a scheme or a chain of them, is replayed by the same code.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::Adjudication;
use super::line::Line;
use super::movement::Movement;
use super::scheme::Scheme;
use super::session::Session;
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::{Exact, Fen};
use crate::engine::scheme::model::Scope;

/// Something that decides claims one after the other, and keeps running totals.
pub trait Decides {
    /// What comes of a claim.
    type Answer: Answered;
    /// Claims decided one after the other.
    type Session<'s>
    where
        Self: 's;
    /// A session with no claim behind it.
    fn session(&self) -> Self::Session<'_>;
    /// Decides one claim and adds it to the running totals.
    fn decide(session: &mut Self::Session<'_>, facts: &Facts) -> Self::Answer;
    /// The day that orders a claim among others.
    fn event_day(&self, facts: &Facts) -> Option<Day>;
    /// Whose running totals there are.
    fn scopes(&self) -> Vec<Scope>;
}

/// An answer to a claim, as a history keeps it.
pub trait Answered: Clone + PartialEq {
    /// What is paid.
    fn amount(&self) -> Fen;
    /// How it was computed.
    fn lines(&self) -> Vec<Line>;
    /// What was added to running totals.
    fn movements(&self) -> Vec<Movement>;
}

impl Decides for Scheme {
    type Answer = Adjudication;
    type Session<'s> = Session<'s>;

    fn session(&self) -> Session<'_> {
        Scheme::session(self)
    }

    fn decide(session: &mut Session<'_>, facts: &Facts) -> Adjudication {
        session.decide(facts)
    }

    fn event_day(&self, facts: &Facts) -> Option<Day> {
        Scheme::event_day(self, facts)
    }

    fn scopes(&self) -> Vec<Scope> {
        self.program().cells.iter().map(|cell| cell.scope).collect()
    }
}

impl Answered for Adjudication {
    fn amount(&self) -> Fen {
        self.decision.amount()
    }

    fn lines(&self) -> Vec<Line> {
        self.lines.clone()
    }

    fn movements(&self) -> Vec<Movement> {
        self.movements.clone()
    }
}

/// Claims that were decided, by receipt number.
#[derive(Clone, Debug)]
pub struct History<'s, J: Decides = Scheme> {
    judge: &'s J,
    entries: BTreeMap<u64, Entry<J::Answer>>,
}

/// One claim as it stands decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<A = Adjudication> {
    /// What it was decided from.
    pub facts: Facts,
    /// What was decided.
    pub adjudication: A,
}

/// How a claim's decision changed. Nothing is overwritten: what stood is negated, and the new stands beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<A = Adjudication> {
    /// The receipt number.
    pub number: u64,
    /// What stood before; none for a claim that is new.
    pub before: Option<A>,
    /// What stands now; none for a claim that was revoked.
    pub after: Option<A>,
}

impl<A: Answered> Change<A> {
    /// What is to be paid (or, below nought, to be got back) because of the change.
    pub fn amount(&self) -> Fen {
        let of = |a: &Option<A>| a.as_ref().map_or(Fen::ZERO, Answered::amount);
        of(&self.after) - of(&self.before)
    }

    /// The old lines negated, and the new lines.
    pub fn lines(&self) -> Vec<Line> {
        let old = self.before.iter().flat_map(Answered::lines).map(|line| line.negated());
        old.chain(self.after.iter().flat_map(Answered::lines)).collect()
    }

    /// The old movements negated, and the new movements.
    pub fn movements(&self) -> Vec<Movement> {
        let old = self.before.iter().flat_map(Answered::movements).map(|movement| movement.negated());
        old.chain(self.after.iter().flat_map(Answered::movements)).collect()
    }
}

impl<'s, J: Decides> History<'s, J> {
    /// No claim yet.
    pub fn new(judge: &'s J) -> Self {
        Self { judge, entries: BTreeMap::new() }
    }

    /// Takes over a claim that was decided before.
    pub fn record(&mut self, number: u64, facts: Facts, adjudication: J::Answer) {
        self.entries.insert(number, Entry { facts, adjudication });
    }

    /// The claims as they stand decided, by receipt number.
    pub fn entries(&self) -> &BTreeMap<u64, Entry<J::Answer>> {
        &self.entries
    }

    /// Decides a new claim; an earlier decision changes when the claim comes late. A number that is there
    /// already is corrected.
    pub fn decide(&mut self, number: u64, facts: Facts) -> Vec<Change<J::Answer>> {
        self.change(number, Some(facts))
    }

    /// Decides a claim anew from corrected facts, and all that follow from it.
    pub fn correct(&mut self, number: u64, facts: Facts) -> Vec<Change<J::Answer>> {
        self.change(number, Some(facts))
    }

    /// Takes a claim back, as if it had never come. No change when there is none of this number.
    pub fn revoke(&mut self, number: u64) -> Vec<Change<J::Answer>> {
        self.change(number, None)
    }

    /// The running totals: the fold of all movements.
    pub fn totals(&self) -> BTreeMap<String, Exact> {
        let mut totals = BTreeMap::new();
        for movement in self.entries.values().flat_map(|e| e.adjudication.movements()) {
            let Movement { total, scope, owner, stretch, window, by, .. } = movement;
            let sum =
                totals.entry(format!("{total} {scope}:{owner} {stretch}:{window}")).or_insert(Exact::ZERO);
            *sum = sum.plus(by);
        }
        totals
    }

    fn change(&mut self, number: u64, facts: Option<Facts>) -> Vec<Change<J::Answer>> {
        let old = self.entries.remove(&number);
        let mut concerned = BTreeSet::new();
        for facts in old.iter().map(|e| &e.facts).chain(&facts) {
            concerned.extend(self.concerned_by(facts));
        }
        let mut replayed: Vec<(u64, Facts)> =
            concerned.iter().map(|n| (*n, self.entries[n].facts.clone())).collect();
        replayed.extend(facts.map(|facts| (number, facts)));
        replayed.sort_by_key(|(number, facts)| (self.judge.event_day(facts), *number));
        let mut changes = Vec::new();
        if !replayed.iter().any(|(n, _)| *n == number) {
            changes.extend(old.clone().map(|e| Change { number, before: Some(e.adjudication), after: None }));
        }
        let mut session = self.judge.session();
        for (n, facts) in replayed {
            let adjudication = J::decide(&mut session, &facts);
            let before = if n == number { old.as_ref() } else { self.entries.get(&n) };
            let before = before.map(|e| e.adjudication.clone());
            if before.as_ref() != Some(&adjudication) {
                changes.push(Change { number: n, before, after: Some(adjudication.clone()) });
            }
            self.entries.insert(n, Entry { facts, adjudication });
        }
        changes
    }

    /// The claims whose windows a claim may touch: those that share an owner with it, with one that does …
    fn concerned_by(&self, facts: &Facts) -> BTreeSet<u64> {
        let mut owners: BTreeSet<(Scope, String)> = self.owners(facts).into_iter().collect();
        let mut found = BTreeSet::new();
        loop {
            let mut grown = false;
            for (number, entry) in
                self.entries.iter().filter(|(n, _)| !found.contains(*n)).collect::<Vec<_>>()
            {
                let own = self.owners(&entry.facts);
                if own.iter().any(|o| owners.contains(o)) {
                    found.insert(*number);
                    owners.extend(own);
                    grown = true;
                }
            }
            if !grown {
                return found;
            }
        }
    }

    /// The owners whose totals a claim may move, of the scopes that the scheme looks at.
    fn owners(&self, facts: &Facts) -> Vec<(Scope, String)> {
        let person = &facts.person;
        let mut scopes = self.judge.scopes();
        scopes.sort_unstable();
        scopes.dedup();
        let owner = |scope| match scope {
            Scope::Member => Some(person.member.clone()),
            Scope::Household => person.household.clone(),
            Scope::Employer => person.employer.clone(),
            Scope::Pool => Some(String::new()),
        };
        scopes.into_iter().filter_map(|scope| Some((scope, owner(scope)?))).collect()
    }
}
