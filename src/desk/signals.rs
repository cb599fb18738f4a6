//! Signs of fraud on claims that are handed in or corrected, from what was seen around them.

use std::collections::HashMap;

use crate::engine::claim::Facts;
use crate::engine::claim::words::{Event, Word};
use crate::engine::name::Name;
use crate::engine::office::fraud::{
    AccountSeen, Invoice, MemberState, Sighting, account, before_cover, covered_elsewhere, exceeded, member,
    same_invoice,
};
use crate::engine::office::stage::StageName;
use crate::engine::office::{Signal, Stage};
use crate::store::hold::NewHold;
use crate::store::seal::KeyRing;
use crate::store::seen::Seen;

use super::by::By;

/// The invoice of a claim, where its text is one.
pub(super) fn invoice(facts: &Facts) -> Option<Invoice> {
    Invoice::read(facts.claim.invoice.as_deref()?)
}

/// The blind index by which an invoice is found again.
pub(super) fn index(keys: &KeyRing, invoice: &Invoice) -> String {
    keys.index("invoice", &invoice.identity())
}

/// The claims of a slice by the invoices that they carry: they are seen on each other, the later ones on the earlier.
#[derive(Default)]
pub(super) struct InSlice(HashMap<String, Vec<Name>>);

impl InSlice {
    /// Claims of the slice that came before with the same invoice; this one is noted.
    pub fn note(&mut self, invoice: &Invoice, claim: &str) -> Vec<Name> {
        let claims = self.0.entry(invoice.identity()).or_default();
        let before = claims.clone();
        claims.push(claim.into());
        before
    }
}

/// What is to be held on one claim: `seen` are the rows about it, `beside` claims of the slice with the same invoice.
pub(super) fn of_claim(book: &str, facts: &Facts, seen: &[Seen], beside: Vec<Name>) -> Vec<Signal> {
    let mut signals = Vec::new();
    if let Some(invoice) = invoice(facts) {
        let mut sightings: Vec<Sighting> = of_kind(seen, "invoice").map(sighting).collect();
        let in_slice = |claim| Sighting { book: book.into(), claim, check: None, stands: true };
        sightings.extend(beside.into_iter().map(in_slice));
        signals.extend(same_invoice(&invoice, book, &sightings));
    }
    let named = |kind| of_kind(seen, kind).filter_map(|row| row.a.as_deref().map(Name::from)).collect();
    let accounts = AccountSeen {
        members: named("account"),
        books: named("account-elsewhere"),
        ..AccountSeen::default()
    };
    signals.extend(account(&accounts));
    signals.extend(exceeded(&facts.claim.settlement, &[]));
    signals.extend(of_member(facts, seen));
    signals.extend(covered_elsewhere(named("person-elsewhere")));
    let covered = of_kind(seen, "member").next().and_then(Seen::covered_since);
    signals.extend(before_cover(facts.claim.dates.diagnosis, covered));
    signals
}

fn of_kind<'s>(seen: &'s [Seen], kind: &'static str) -> impl Iterator<Item = &'s Seen> {
    seen.iter().filter(move |row| row.kind == kind)
}

/// In the book it counts unless it is a draft, denied or revoked; elsewhere nobody knows.
fn sighting(row: &Seen) -> Sighting {
    let stage = row.c.as_deref().and_then(StageName::from_word);
    let stands = !matches!(stage, Some(StageName::Draft | StageName::Denied | StageName::Revoked));
    let name = |part: &Option<String>| Name::from(part.as_deref().unwrap_or_default());
    Sighting { book: name(&row.a), claim: name(&row.b), check: None, stands }
}

fn of_member(facts: &Facts, seen: &[Seen]) -> Option<Signal> {
    let row = of_kind(seen, "member").next()?;
    let state = MemberState::from_word(row.c.as_deref()?)?;
    let died = row.d.as_deref().and_then(|day| day.parse().ok());
    member(state, died, (facts.claim.event.unwrap_or(Event::Treatment), facts.claim.dates.any()))
}

/// Holds for signals, numbered on after the last one of the claim.
pub(super) fn holds(claim: &str, signals: &[Signal], last: i64, by: &By) -> Vec<NewHold> {
    let hold = |(signal, number): (&Signal, i64)| NewHold {
        claim_id: claim.into(),
        number,
        code: signal.code(),
        detail: signal.detail(),
        placed_by: by.staff.clone(),
        placed_at: by.at.clone(),
    };
    signals.iter().zip(last + 1..).map(hold).collect()
}

/// The stage of a new claim.
pub(super) fn first_stage(draft: bool) -> Stage {
    if draft { Stage::Draft } else { Stage::Submitted }
}
