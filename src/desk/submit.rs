//! Submit (受理): a claim is handed in, or a draft of it is kept; what looks like fraud is held, never refused.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::agents::{self, Agent, Known};
use super::beside::Beside;
use super::by::By;
use super::office::Office;
use super::signals::{self, Around, InSlice};
use crate::engine::adjudicate::hash;
use crate::engine::claim::words::Word;
use crate::engine::claim::{Facts, Person};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::possible::possible;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right, Standing};
use crate::store::agent::{self, NewAgent};
use crate::store::claim::{self, Claim, NewClaim};
use crate::store::hold::{self, NewHold};
use crate::store::seen::{self, Looked, NewInvoice, Seen};
use crate::store::{StoreError, Tx, id};

/// Hands in a claim.
pub struct Submit;

/// A claim to be handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRequest {
    /// The scheme.
    pub scheme: Name,
    /// What it is to be decided from; the member is `person.member`.
    pub facts: Facts,
    /// Is it only a draft? Then nothing is held yet.
    #[serde(default)]
    pub draft: bool,
    /// The import that brings it.
    #[serde(default)]
    pub import: Option<Name>,
    /// Who hands it in, where the member does not come himself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
}

/// A claim that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// Its id.
    pub claim: Name,
    /// The number on its receipt.
    pub receipt: i64,
    /// Codes of the holds that were placed on it.
    pub holds: Vec<Name>,
}

/// A claim that may be handed in: its rows, before they are written.
pub(super) struct HandedIn {
    /// Its own row.
    pub row: NewClaim,
    /// What is held on it.
    pub holds: Vec<NewHold>,
    /// Its invoice, to be noted.
    pub invoice: Option<NewInvoice>,
    /// Who handed it in, to be noted.
    pub agent: Option<NewAgent>,
    /// Who the member is now, his categories left out.
    person: Person,
    /// Changes whenever an edition of the scheme is published or withdrawn.
    editions: String,
}

impl Act for Submit {
    const NAME: &'static str = "submit";
    const RIGHT: Right = Right::Submit;
    type Request = NewRequest;
    type Answer = Submitted;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, NewRequest>],
    ) -> Result<Vec<Outcome<Submitted>>, StoreError> {
        let requests: Vec<(&NewRequest, By)> =
            slice.iter().map(|asked| (asked.request, By::of(asked))).collect();
        let handed_in = hand_in(tx, &requests).await?;
        let outcomes = handed_in.iter().map(|one| match one {
            Ok(one) => {
                let holds = one.holds.iter().map(|hold| Name::new_static(hold.code)).collect();
                let answer = Submitted { claim: one.row.id.as_str().into(), receipt: one.row.receipt, holds };
                Ok(Done { after: one.row.facts_hash.clone(), ..Done::new(answer, one.row.id.clone()) })
            }
            Err(refusal) => Err(refusal.clone()),
        });
        let outcomes = outcomes.collect();
        let sealed = sealed(tx, &requests, &handed_in)?;
        write(tx, handed_in.into_iter().flatten(), sealed).await?;
        Ok(outcomes)
    }
}

/// Looks around each of some claims, numbers those that may be handed in, and makes their rows.
pub(super) async fn hand_in(
    tx: &mut Tx,
    requests: &[(&NewRequest, By)],
) -> Result<Vec<Result<HandedIn, Refusal>>, StoreError> {
    let Some(today) = requests.first().map(|(_, by)| by.day) else { return Ok(vec![]) };
    let looked: Vec<Looked> = requests.iter().map(|(request, _)| looked(tx, request)).collect();
    let agents: Vec<(Option<&Agent>, &str)> = requests
        .iter()
        .map(|(request, _)| (request.agent.as_ref(), request.facts.person.member.as_str()))
        .collect();
    let agents = agents::read(tx, &agents).await?;
    let indexes = agents.iter().map(|agent| Some(agent.as_ref().ok()?.as_ref()?.index.clone())).collect();
    let (around, mut in_slice) = signals::around(tx, &looked, indexes, today).await?;
    let mut handed_in = Vec::with_capacity(requests.len());
    for ((((request, by), around), looked), agent) in requests.iter().zip(&around).zip(looked).zip(agents) {
        let admitted = admitted(&request.scheme, &request.facts.person.member, &around.seen);
        // A draft is looked at when it is handed in; the rows of an import were, one by one.
        let is_looked_at = request.draft || request.import.is_some();
        let is_possible = || if is_looked_at { Ok(()) } else { possible(&request.facts.claim, today) };
        let fine = admitted.and_then(|member| is_possible().map(|()| member));
        handed_in.push(match fine.and_then(|member| Ok((member, agent?))) {
            Ok((member, agent)) => {
                let mut one = one(tx, (request, by), (around, member, looked.invoice), &mut in_slice)?;
                one.agent = agent.map(|agent| noted(&one.row.id, agent, by));
                Ok(one)
            }
            Err(refusal) => Err(refusal),
        });
    }
    Ok(handed_in)
}

/// Begins to seal the facts of those that were handed in, in their order.
pub(super) fn sealed(
    tx: &Tx,
    requests: &[(&NewRequest, By)],
    handed_in: &[Result<HandedIn, Refusal>],
) -> Result<Beside<String>, StoreError> {
    let own = requests.iter().zip(handed_in);
    let own = own
        .filter_map(|((request, _), one)| Some((one.as_ref().ok()?.row.id.clone(), request.facts.clone())));
    let (keys, book) = (tx.keys().clone(), tx.book().clone());
    Beside::begin(own.collect(), move |(id, facts)| claim::seal(&keys, book.as_str(), &id, &facts))
}

/// Writes the rows of claims that were handed in, with their facts as they come sealed.
pub(super) async fn write(
    tx: &mut Tx,
    all: impl Iterator<Item = HandedIn>,
    sealed: Beside<String>,
) -> Result<(), StoreError> {
    let sealed = sealed.end().await?;
    let (mut claims, mut invoices, mut holds, mut agents) = (vec![], vec![], vec![], vec![]);
    for (mut one, facts) in all.zip(sealed) {
        one.row.facts_sealed = facts;
        claims.push(one.row);
        invoices.extend(one.invoice);
        holds.extend(one.holds);
        agents.extend(one.agent);
    }
    claim::insert(tx, &claims).await?;
    agent::insert(tx, &agents).await?;
    seen::note_invoices(tx, &invoices).await?;
    hold::insert(tx, &holds).await
}

impl HandedIn {
    /// The claim as it stands, with the facts that it was handed in with.
    pub fn claim(&self, facts: Facts) -> Claim {
        let row = &self.row;
        let holds = u32::try_from(self.holds.len()).unwrap_or(u32::MAX);
        Claim {
            id: row.id.clone(),
            receipt: row.receipt.unsigned_abs(),
            scheme: row.scheme_id.clone(),
            editions: self.editions.clone(),
            standing: Standing { stage: signals::first_stage(false), holds },
            decisions: 0,
            paid: Fen::ZERO,
            facts_hash: row.facts_hash.clone(),
            person: self.person.clone(),
            facts,
            last_hold: holds.into(),
        }
    }
}

fn noted(claim: &str, agent: Known, by: &By) -> NewAgent {
    NewAgent {
        claim_id: claim.into(),
        agent_index: agent.index,
        relation: agent.relation,
        came_on: by.day.to_string(),
    }
}

fn looked(tx: &Tx, request: &NewRequest) -> Looked {
    let invoice = signals::invoice(&request.facts).filter(|_| !request.draft);
    Looked {
        member: request.facts.person.member.clone(),
        scheme: request.scheme.to_string(),
        invoice: invoice.map(|invoice| signals::index(tx.keys(), &invoice)),
        claim: None,
        // A settlement that is imported is known again by its own id.
        facts: signals::unnamed(&request.facts).filter(|_| !request.draft && request.import.is_none()),
    }
}

/// The member must be there, and the scheme published. A member who is dead or left may still have claims.
pub(super) fn admitted<'s>(scheme: &str, member: &str, seen: &'s [Seen]) -> Result<&'s Seen, Refusal> {
    let row = seen.iter().find(|row| row.kind == "member");
    let row = row.ok_or_else(|| Refusal::not_found(Thing::Member, member))?;
    if let Some(into) = &row.e {
        let (member, into) = (member.into(), Some(into.as_str().into()));
        return Err(Refusal::MemberNotActive { member, state: MemberState::Merged, into });
    }
    match row.n {
        Some(1..) => Ok(row),
        _ => Err(Refusal::not_found(Thing::Scheme, scheme)),
    }
}

fn one(
    tx: &mut Tx,
    (request, by): (&NewRequest, &By),
    (around, member, invoice_index): (&Around, &Seen, Option<String>),
    in_slice: &mut InSlice,
) -> Result<HandedIn, StoreError> {
    let NewRequest { scheme, facts, draft, import, agent: _ } = request;
    let receipt = tx.issue(1).start;
    let claim = id('c', receipt);
    let mut found = vec![];
    if !draft {
        found = signals::of_claim((tx.book().as_str(), &claim), facts, around, in_slice);
    }
    let holds = signals::holds(&claim, &found, 0, by);
    let person = member.person((tx.book().as_str(), tx.keys()), &facts.person)?;
    let row = NewClaim {
        id: claim.clone(),
        receipt,
        scheme_id: scheme.to_string(),
        member_id: person.member.clone(),
        household_id: person.household.clone(),
        employer_id: person.employer.clone(),
        event_day: facts.claim.dates.any().map(|day| day.to_string()),
        stage: signals::first_stage(*draft).name().word(),
        handed_in_on: (!draft).then(|| by.day.to_string()),
        holds: i64::try_from(holds.len()).unwrap_or(i64::MAX),
        // Sealed where it is written: a quote writes nothing.
        facts_sealed: String::new(),
        facts_hash: hash(facts),
        entered_by: by.staff.clone(),
        entered_for: by.absent.clone(),
        decisions: 0,
        paid_fen: 0,
        import_id: import.as_ref().map(Name::to_string),
        settlement_index: None,
    };
    let invoice = invoice_index.map(|invoice_index| NewInvoice { invoice_index, claim_id: claim });
    Ok(HandedIn { row, holds, invoice, agent: None, person, editions: member.editions().into() })
}
