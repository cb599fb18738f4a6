//! Signs of fraud on claims that are handed in or corrected, from what was seen around them.

use std::collections::{HashMap, HashSet};

use jiff::Span;

use crate::engine::adjudicate::hash;
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::{Event, Word};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::fraud::{
    AccountSeen, Invoice, MemberState, Sighting, Watch, account, before_cover, covered_elsewhere, differ,
    exceeded, many_by_agent, member, same_facts, same_invoice,
};
use crate::engine::office::stage::StageName;
use crate::engine::office::{Signal, Stage};
use crate::store::hold::NewHold;
use crate::store::seal::KeyRing;
use crate::store::seen::{self, Looked, Seen};
use crate::store::{StoreError, Tx, agent, payee, policy};

use super::by::By;

/// The invoice of a claim, where its text is one.
pub(super) fn invoice(facts: &Facts) -> Option<Invoice> {
    Invoice::read(facts.claim.invoice.as_deref()?)
}

/// The blind index by which an invoice is found again.
pub(super) fn index(keys: &KeyRing, invoice: &Invoice) -> String {
    keys.index("invoice", &invoice.identity())
}

/// The hash of the facts of a claim without an invoice: by it the same claim is known when it comes again.
pub(super) fn unnamed(facts: &Facts) -> Option<String> {
    invoice(facts).is_none().then(|| hash(facts))
}

/// What was seen around one claim.
#[derive(Default)]
pub(super) struct Around {
    /// The rows about it.
    pub seen: Vec<Seen>,
    /// In whose name the account is that is paid to, where that is known.
    holder: Option<String>,
    /// Who may be paid: the member and the payees with proof. Read only where the holder is not the member.
    payees: Vec<String>,
    /// The hash of its facts, where it is to be known by it.
    facts: Option<String>,
    /// The agent, by his blind index, and from when on many claims of his are looked at.
    agent: Option<(String, Watch)>,
}

/// The claims of a slice are seen on each other, the later ones on the earlier: by the invoices that they carry, or the facts
/// where they carry none, and by their agents, each with the members for whom he came before.
#[derive(Default)]
pub(super) struct InSlice {
    claims: HashMap<String, Vec<Name>>,
    agents: HashMap<String, HashSet<String>>,
}

impl InSlice {
    /// Claims of the slice that came before with the same invoice, or facts; this one is noted.
    fn note(&mut self, same: String, claim: &str) -> Vec<Name> {
        let claims = self.claims.entry(same).or_default();
        let before = claims.clone();
        claims.push(claim.into());
        before
    }

    /// For how many members the agent came, this one among them.
    fn members(&mut self, agent: &str, member: &str) -> u32 {
        let members = self.agents.entry(agent.into()).or_default();
        members.insert(member.into());
        u32::try_from(members.len()).unwrap_or(u32::MAX)
    }
}

/// Looks around claims, each with its agent: what was seen around each, and what the claims of a slice are noted in.
pub(super) async fn around(
    tx: &mut Tx,
    looked: &[Looked],
    agents: Vec<Option<String>>,
    today: Day,
) -> Result<(Vec<Around>, InSlice), StoreError> {
    let new = |looked: &Looked| Around { facts: looked.facts.clone(), ..Around::default() };
    let mut around: Vec<Around> = looked.iter().map(new).collect();
    for seen in seen::around(tx, looked).await? {
        around[seen.place()?].seen.push(seen);
    }
    name(tx, looked, &mut around, today).await?;
    let agents = brought(tx, agents, &mut around, today).await?;
    Ok((around, InSlice { agents, ..InSlice::default() }))
}

/// In whose names the accounts are; who else may be paid is read only where it is not the member.
async fn name(tx: &mut Tx, looked: &[Looked], around: &mut [Around], today: Day) -> Result<(), StoreError> {
    for (looked, around) in looked.iter().zip(around.iter_mut()) {
        let member = of_kind(&around.seen, "member").next();
        let names = member.map(|member| member.account_names(tx, &looked.member)).transpose()?.flatten();
        if let Some((holder, name)) = names {
            (around.holder, around.payees) = (Some(holder), vec![name]);
        }
    }
    let strange: Vec<usize> =
        (0..around.len()).filter(|at| !account(&around[*at].account()).is_empty()).collect();
    let members: Vec<&str> = strange.iter().map(|at| looked[*at].member.as_str()).collect();
    for (at, names) in strange.iter().zip(payee::names(tx, &members, &today.to_string()).await?) {
        around[*at].payees.extend(names);
    }
    Ok(())
}

/// The members for whom the agents of a slice came within the days of the watch, by agent.
async fn brought(
    tx: &mut Tx,
    agents: Vec<Option<String>>,
    around: &mut [Around],
    today: Day,
) -> Result<HashMap<String, HashSet<String>>, StoreError> {
    let mut indexes: Vec<&str> = agents.iter().flatten().map(String::as_str).collect();
    if indexes.is_empty() {
        return Ok(HashMap::new());
    }
    indexes.sort_unstable();
    indexes.dedup();
    let watch = policy::of(tx).await?.watch();
    let since = today.saturating_sub(Span::new().days(watch.days));
    let members = agent::members(tx, &indexes, &since.to_string()).await?;
    let members =
        indexes.iter().zip(members).map(|(index, members)| ((*index).to_owned(), members)).collect();
    for (agent, around) in agents.into_iter().zip(around) {
        around.agent = agent.map(|agent| (agent, watch));
    }
    Ok(members)
}

impl Around {
    /// The account that is paid to, as far as its name goes.
    fn account(&self) -> AccountSeen {
        AccountSeen { holder: self.holder.clone(), payees: self.payees.clone(), ..AccountSeen::default() }
    }
}

/// What is to be held on one claim.
pub(super) fn of_claim(
    (book, claim): (&str, &str),
    facts: &Facts,
    around: &Around,
    in_slice: &mut InSlice,
) -> Vec<Signal> {
    let seen = &around.seen;
    let mut signals = Vec::new();
    if let Some(invoice) = invoice(facts) {
        let mut sightings: Vec<Sighting> = of_kind(seen, "invoice").map(sighting).collect();
        let here = |claim| Sighting { book: book.into(), claim, check: None, stands: true };
        sightings.extend(in_slice.note(invoice.identity(), claim).into_iter().map(here));
        signals.extend(same_invoice(&invoice, book, &sightings));
    }
    if let Some(facts) = &around.facts {
        let before = of_kind(seen, "facts").filter(|row| stands(row)).filter_map(|row| row.a.as_deref());
        let here = in_slice.note(facts.clone(), claim);
        signals.extend(same_facts(before.map(Name::from).chain(here)));
    }
    let named = |kind| of_kind(seen, kind).filter_map(|row| row.a.as_deref().map(Name::from)).collect();
    let accounts =
        AccountSeen { members: named("account"), books: named("account-elsewhere"), ..around.account() };
    signals.extend(account(&accounts));
    if let Some((agent, watch)) = &around.agent {
        signals.extend(many_by_agent(in_slice.members(agent, &facts.person.member), *watch));
    }
    let others: Vec<Fen> = facts.layers.values().copied().collect();
    signals.extend(exceeded(&facts.claim.settlement, &others));
    signals.extend(differ(&facts.claim.settlement));
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
    let name = |part: &Option<String>| Name::from(part.as_deref().unwrap_or_default());
    Sighting { book: name(&row.a), claim: name(&row.b), check: None, stands: stands(row) }
}

fn stands(row: &Seen) -> bool {
    let stage = row.c.as_deref().and_then(StageName::from_word);
    !matches!(stage, Some(StageName::Draft | StageName::Denied | StageName::Revoked))
}

fn of_member(facts: &Facts, seen: &[Seen]) -> Option<Signal> {
    let row = of_kind(seen, "member").next()?;
    let state = MemberState::from_word(row.c.as_deref()?)?;
    let ended = row.d.as_deref().and_then(|day| day.parse().ok());
    member(state, ended, (facts.claim.event.unwrap_or(Event::Treatment), facts.claim.dates.any()))
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
