//! From changed decisions to the rows that are written: decisions, movements and claims.

use std::collections::{BTreeMap, HashMap};

use super::{ByReceipt, Came, Net, Rows, To, Work};
use crate::desk::by::By;
use crate::engine::adjudicate::{Adjudication, Movement, Scheme, pools};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::office::{Outcome, Stage};
use crate::store::StoreError;
use crate::store::claim::{Changed, Decided};
use crate::store::decision::{self, NewDecision};
use crate::store::movement::NewMovement;

/// A claim whose decision changes: one that was asked about, or another whose window it shares.
struct Subject<'a> {
    id: &'a str,
    decisions: u32,
    holds: u32,
    before: Stage,
    cause: &'static str,
    scheme: &'a Scheme,
    /// The day of the act, for a claim that it is about.
    day: Option<Day>,
}

/// Adds the rows of the works of one scheme, and says how each came out.
pub(super) fn rows(
    rows: &mut Rows,
    (works, earlier, nets): (&[&Work], &ByReceipt, Vec<Net>),
) -> Result<BTreeMap<u64, Came>, StoreError> {
    let mut came = BTreeMap::new();
    let targets: HashMap<u64, &Work> = works.iter().map(|one| (one.receipt, *one)).collect();
    let target = |receipt: u64| targets.get(&receipt).copied();
    let replayed = nets.iter().filter(|net| target(net.receipt).is_none()).count();
    for net in nets {
        match (target(net.receipt), earlier.get(&net.receipt)) {
            (Some(one), _) => {
                came.insert(one.receipt, Came { replayed, ..own(rows, one, net)? });
            }
            (None, Some(other)) => {
                let Some(first) = works.first() else { continue };
                let subject = Subject {
                    id: &other.id,
                    decisions: other.decisions,
                    holds: other.standing.holds,
                    before: other.standing.stage,
                    cause: "replay",
                    scheme: &first.scheme,
                    day: None,
                };
                let outcome = outcome_of(&net);
                let stage = other.standing.stage.replay(other.decisions + 1, outcome);
                let stage =
                    stage.map_err(|illegal| StoreError::Broken(format!("{}: {illegal:?}", other.id)))?;
                put(rows, &subject, (net, stage, outcome.word()), &first.by)?;
            }
            (None, None) => return Err(StoreError::Broken(format!("no claim has receipt {}", net.receipt))),
        }
    }
    for one in works.iter().filter(|one| !came.contains_key(&one.receipt)).collect::<Vec<_>>() {
        if let To::TakeBack { stage, .. } = one.to {
            // Nothing computed stood: there is nothing to negate.
            rows.claims.push(changed(&subject_of(one), (stage, one.decisions, Fen::ZERO), None));
            came.insert(one.receipt, Came { stage, decisions: one.decisions, paid: Fen::ZERO, replayed });
        }
    }
    Ok(came)
}

fn subject_of(one: &Work) -> Subject<'_> {
    Subject {
        id: &one.id,
        decisions: one.decisions,
        holds: one.standing.holds,
        before: one.standing.stage,
        cause: one.cause,
        scheme: &one.scheme,
        day: Some(one.by.day),
    }
}

/// The rows of a claim that was asked about.
fn own(rows: &mut Rows, one: &Work, net: Net) -> Result<Came, StoreError> {
    let number = one.decisions + 1;
    let paid = paid(net.after.as_ref());
    let (stage, word) = match &one.to {
        To::Decide { .. } => {
            let outcome = outcome_of(&net);
            let stage = Stage::Submitted.decide(number, outcome);
            (stage.map_err(|illegal| StoreError::Broken(format!("{}: {illegal:?}", one.id)))?, outcome.word())
        }
        To::TakeBack { stage, outcome } => (*stage, *outcome),
    };
    put(rows, &subject_of(one), (net, stage, word), &one.by)?;
    if let (Some(row), Some((sealed, hash))) = (rows.claims.last_mut(), &one.corrected) {
        row.facts_sealed = Some(sealed.clone());
        row.facts_hash = Some(hash.clone());
    }
    Ok(Came { stage, decisions: number, paid, replayed: 0 })
}

fn outcome_of(net: &Net) -> Outcome {
    net.after.as_ref().map_or(Outcome::Deny, |(_, adjudication)| Outcome::from(&adjudication.decision))
}

fn paid(after: Option<&(Facts, Adjudication)>) -> Fen {
    after.map_or(Fen::ZERO, |(_, adjudication)| adjudication.decision.amount())
}

/// One decision with its movements, and how the claim stands after it.
fn put(
    rows: &mut Rows,
    subject: &Subject<'_>,
    (net, stage, outcome): (Net, Stage, &'static str),
    by: &By,
) -> Result<(), StoreError> {
    let number = i64::from(subject.decisions) + 1;
    let key = (subject.id, number);
    if subject.before.granted() > Fen::ZERO {
        rows.followed.push((subject.id.into(), by.staff.clone()));
    }
    let paid = paid(net.after.as_ref());
    let before = net.before.as_ref().map_or(Fen::ZERO, |adjudication| adjudication.decision.amount());
    let negated = net.before.iter().flat_map(|old| &old.movements).map(Movement::negated);
    let new = net.after.iter().flat_map(|(_, new)| &new.movements).cloned();
    for (movement, at) in negated.chain(new).zip(1..) {
        rows.movements.push(NewMovement::new(subject.scheme.id(), key, at, &movement)?);
    }
    let facts = net.after.as_ref().map(|(facts, _)| facts.clone());
    let funding = match &net.after {
        Some((_, adjudication)) => decision::funding(&pools::shares(adjudication, subject.scheme))?,
        None => decision::funding(&[])?,
    };
    let edition = match net.after {
        Some((facts, adjudication)) => {
            let decided = Decided { facts, adjudication };
            let editions = editions(&decided.adjudication);
            rows.unsealed.push((rows.decisions.len(), decided));
            editions
        }
        None => String::new(),
    };
    rows.decisions.push(NewDecision {
        claim_id: subject.id.into(),
        number,
        outcome,
        cause: subject.cause,
        paid_fen: paid.get(),
        change_fen: (paid - before).get(),
        edition,
        funding,
        answer: String::new(),
        decided_by: by.staff.clone(),
        decided_for: by.absent.clone(),
        decided_at: by.at.clone(),
    });
    rows.claims.push(changed(subject, (stage, subject.decisions + 1, paid), facts.as_ref()));
    Ok(())
}

/// The editions that a decision rests on, as they are written: first day and hash of each.
pub(in crate::desk) fn editions(adjudication: &Adjudication) -> String {
    let each = adjudication.receipt.editions.iter().map(|(from, hash)| format!("{from} {hash}"));
    each.collect::<Vec<_>>().join(" ")
}

fn changed(
    subject: &Subject<'_>,
    (stage, decisions, paid): (Stage, u32, Fen),
    facts: Option<&Facts>,
) -> Changed {
    let person = facts.map(|facts| &facts.person);
    Changed {
        id: subject.id.into(),
        stage: stage.name().word(),
        // What is opened again waits to be decided from then on.
        handed_in_on: subject.day.filter(|_| stage == Stage::Submitted).map(|day| day.to_string()),
        holds: subject.holds.into(),
        decisions: decisions.into(),
        paid_fen: paid.get(),
        event_day: facts.and_then(|facts| subject.scheme.event_day(facts)).map(|day| day.to_string()),
        household_id: person.and_then(|person| person.household.clone()),
        employer_id: person.and_then(|person| person.employer.clone()),
        facts_sealed: None,
        facts_hash: None,
    }
}
