//! Windows: what is decided or taken back on one claim, and what follows from it for the others of its owners.
//!
//! A claim that is later than all others of its owners goes on from their running totals. One that is not, and whatever
//! takes a decision back, has the windows computed again in the order of the events: what stood is negated, and the new
//! stands beside.

pub(super) mod net;
mod replayed;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::beside::Beside;
use super::by::By;
use crate::engine::adjudicate::{Adjudication, Decides, Movement, Scheme};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::office::{Stage, Standing};
use crate::engine::scheme::model::Scope;
use crate::store::accumulator::Totals;
use crate::store::claim::{self, Changed, Claim, Decided, Earlier};
use crate::store::decision::{self, NewDecision};
use crate::store::movement::{self, NewMovement};
use crate::store::{StoreError, Tx};

/// What is to become of a claim.
#[derive(Clone, Debug)]
pub(super) enum To {
    /// It is decided from these facts; `last` are the day and the receipt number of the last of its owners' others.
    Decide { facts: Box<Facts>, last: Option<(Day, u64)> },
    /// What stands is taken back, and it comes to a stage; `outcome` is `none`, or `deny` where a reviewer denies.
    TakeBack { stage: Stage, outcome: &'static str },
}

/// A claim, and what is to become of it.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// The claim.
    pub id: String,
    /// Its receipt number.
    pub receipt: u64,
    /// Its member.
    pub member: String,
    /// Its scheme.
    pub scheme: Arc<Scheme>,
    /// Its stage before, with its open holds: those that the act itself adds are among them.
    pub standing: Standing,
    /// How many decisions there are.
    pub decisions: u32,
    /// Why.
    pub cause: &'static str,
    /// Whose act it is.
    pub by: By,
    /// What is to become of it.
    pub to: To,
    /// Corrected facts, sealed, and their hash.
    pub corrected: Option<(String, String)>,
}

impl Work {
    /// What is to become of a claim, why, and whose act it is.
    pub fn of(claim: Claim, scheme: Arc<Scheme>, (cause, to): (&'static str, To), by: By) -> Self {
        Self {
            id: claim.id,
            receipt: claim.receipt,
            member: claim.person.member,
            scheme,
            standing: claim.standing,
            decisions: claim.decisions,
            cause,
            by,
            to,
            corrected: None,
        }
    }
}

/// How a claim came out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Came {
    /// Its stage now.
    pub stage: Stage,
    /// How many decisions there are.
    pub decisions: u32,
    /// What the last of them grants.
    pub paid: Fen,
    /// How many other claims were computed again because of this slice.
    pub replayed: usize,
}

/// Rows that an act writes.
#[derive(Default)]
pub(super) struct Rows {
    decisions: Vec<NewDecision>,
    /// What was computed, by the place of its decision.
    unsealed: Vec<(usize, Decided)>,
    /// The same sealed, as it comes.
    sealed: Beside<(usize, String)>,
    movements: Vec<NewMovement>,
    /// How claims stand now, each once.
    pub claims: Vec<Changed>,
    /// Claims that were approved, and whose act it is.
    followed: Vec<(String, String)>,
    /// Running totals before, as far as they were read.
    totals: Totals,
}

impl Rows {
    /// Begins to seal what was computed.
    fn seal(&mut self, tx: &Tx) -> Result<(), StoreError> {
        let key = |at: usize| (self.decisions[at].claim_id.clone(), self.decisions[at].number);
        let unsealed: Vec<_> = self.unsealed.drain(..).map(|(at, decided)| (at, key(at), decided)).collect();
        let (keys, book) = (tx.keys().clone(), tx.book().clone());
        self.sealed = Beside::begin(unsealed, move |(at, (claim, number), decided)| {
            Ok((at, decision::seal(&keys, book.as_str(), (&claim, number), &decided)?))
        })?;
        Ok(())
    }

    /// Writes them.
    pub async fn write(mut self, tx: &mut Tx) -> Result<(), StoreError> {
        for (at, answer) in self.sealed.end().await? {
            self.decisions[at].answer = answer;
        }
        decision::insert(tx, &self.decisions).await?;
        movement::insert(tx, &self.movements, &self.totals).await?;
        self.followed.iter().for_each(|(claim, by)| tx.follow(claim, by));
        claim::update(tx, &self.claims).await
    }
}

/// How the decision of one claim changes.
struct Net {
    receipt: u64,
    before: Option<Adjudication>,
    after: Option<(Facts, Adjudication)>,
}

/// Does all works of a slice, and writes what comes of them: how each came out, in their order.
pub(super) async fn work(tx: &mut Tx, works: Vec<Work>, totals: Totals) -> Result<Vec<Came>, StoreError> {
    let (came, rows) = computed(tx, works, totals).await?;
    rows.write(tx).await?;
    Ok(came)
}

/// Does all works of a slice: how each came out, in their order, and what is to be written.
pub(super) async fn computed(
    tx: &mut Tx,
    works: Vec<Work>,
    totals: Totals,
) -> Result<(Vec<Came>, Rows), StoreError> {
    let mut schemes: BTreeMap<String, Vec<&Work>> = BTreeMap::new();
    for one in &works {
        schemes.entry(one.scheme.id().to_owned()).or_default().push(one);
    }
    let (mut rows, mut came) = (Rows::default(), BTreeMap::new());
    for (id, works) in schemes {
        let (on, again) = parted(works);
        let own = totals.movements.iter().filter(|(scheme, _)| *scheme == id).map(|(_, m)| m.clone());
        let nets = gone_on(&on, own);
        came.extend(net::rows(&mut rows, (&on, &BTreeMap::new(), nets))?);
        let (nets, earlier) = replayed::nets(tx, &again).await?;
        came.extend(net::rows(&mut rows, (&again, &earlier, nets))?);
    }
    rows.totals = totals;
    rows.seal(tx)?;
    let broken = || StoreError::Broken("a claim was left out of its windows".into());
    let came: Result<Vec<Came>, _> =
        works.iter().map(|one| came.get(&one.receipt).copied().ok_or_else(broken)).collect();
    Ok((came?, rows))
}

/// Those that go on from the running totals, and those whose windows are computed again. What a member has stays
/// together, and everything does where members share windows.
fn parted(works: Vec<&Work>) -> (Vec<&Work>, Vec<&Work>) {
    let scopes = works.first().map(|one| one.scheme.scopes()).unwrap_or_default();
    let is_shared = scopes.iter().any(|scope| *scope != Scope::Member);
    let back: HashSet<String> =
        works.iter().filter(|one| !goes_on(one)).map(|one| one.member.clone()).collect();
    works.into_iter().partition(|one| back.is_empty() || !is_shared && !back.contains(&one.member))
}

/// Is it decided for the first time, and later than all that its owners have?
fn goes_on(one: &Work) -> bool {
    match &one.to {
        To::Decide { facts, last } => {
            let own = one.scheme.event_day(facts).map(|day| (day, one.receipt));
            one.standing.stage.decision().is_none() && (last.is_none() || own > *last)
        }
        To::TakeBack { .. } => false,
    }
}

/// Claims decided in the order of their events, going on from the running totals.
fn gone_on(works: &[&Work], totals: impl Iterator<Item = Movement>) -> Vec<Net> {
    let Some(first) = works.first() else { return vec![] };
    let mut session = first.scheme.session();
    session.bring(&totals.collect::<Vec<_>>());
    let decided = in_order(works).into_iter().map(|(receipt, facts)| {
        let adjudication = session.decide(facts);
        Net { receipt, before: None, after: Some((facts.clone(), adjudication)) }
    });
    decided.collect()
}

/// Those that are to be decided, in the order of their events.
fn in_order<'w>(works: &[&'w Work]) -> Vec<(u64, &'w Facts)> {
    let mut all: Vec<(Option<Day>, u64, &Facts)> = works
        .iter()
        .filter_map(|one| match &one.to {
            To::Decide { facts, .. } => Some((one.scheme.event_day(facts), one.receipt, &**facts)),
            To::TakeBack { .. } => None,
        })
        .collect();
    all.sort_by_key(|(day, receipt, _)| (*day, *receipt));
    all.into_iter().map(|(_, receipt, facts)| (receipt, facts)).collect()
}

/// Claims with a decision that stands, by receipt number.
type ByReceipt = BTreeMap<u64, Earlier>;
