//! Submit (受理): a claim is handed in, or a draft of it is kept; what looks like fraud is held, never refused.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::office::Office;
use super::signals::{self, InSlice};
use crate::engine::adjudicate::hash;
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::name::Name;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::claim::{self, NewClaim};
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

/// Rows that the slice writes.
#[derive(Default)]
struct Rows {
    claims: Vec<NewClaim>,
    invoices: Vec<NewInvoice>,
    holds: Vec<NewHold>,
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
        let looked: Vec<Looked> = slice.iter().map(|asked| looked(tx, asked.request)).collect();
        let seen = seen::around(tx, &looked).await?;
        let (mut rows, mut in_slice) = (Rows::default(), InSlice::default());
        let mut outcomes = Vec::with_capacity(slice.len());
        for (at, asked) in slice.iter().enumerate() {
            let own: Vec<&Seen> = seen.iter().filter(|row| usize::try_from(row.nth) == Ok(at)).collect();
            outcomes.push(match admitted(asked.request, &own) {
                Ok(member) => Ok(one(tx, &mut rows, (asked, &own, member), &mut in_slice)?),
                Err(refusal) => Err(refusal),
            });
        }
        claim::insert(tx, &rows.claims).await?;
        seen::note_invoices(tx, &rows.invoices).await?;
        hold::insert(tx, &rows.holds).await?;
        Ok(outcomes)
    }
}

fn looked(tx: &Tx, request: &NewRequest) -> Looked {
    let invoice = signals::invoice(&request.facts).filter(|_| !request.draft);
    Looked {
        member: request.facts.person.member.clone(),
        scheme: request.scheme.to_string(),
        invoice: invoice.map(|invoice| signals::index(tx.keys(), &invoice)),
        claim: None,
    }
}

/// The member must be there, and the scheme published. A member who is dead or left may still have claims.
fn admitted<'s>(request: &NewRequest, seen: &[&'s Seen]) -> Result<&'s Seen, Refusal> {
    let member = &request.facts.person.member;
    let row = seen.iter().find(|row| row.kind == "member");
    let row = row.ok_or_else(|| Refusal::not_found(Thing::Member, member))?;
    if let Some(into) = &row.e {
        let (member, into) = (member.as_str().into(), Some(into.as_str().into()));
        return Err(Refusal::MemberNotActive { member, state: MemberState::Merged, into });
    }
    match row.n {
        Some(1..) => Ok(row),
        _ => Err(Refusal::not_found(Thing::Scheme, &request.scheme)),
    }
}

fn one(
    tx: &mut Tx,
    rows: &mut Rows,
    (asked, seen, member): (&Asked<'_, NewRequest>, &[&Seen], &Seen),
    in_slice: &mut InSlice,
) -> Result<Done<Submitted>, StoreError> {
    let NewRequest { scheme, facts, draft, import } = asked.request;
    let (receipt, by) = (tx.issue(1).start, By::of(asked));
    let claim = id('c', receipt);
    let mut found = vec![];
    if !draft {
        let invoice = signals::invoice(facts);
        let beside = invoice.as_ref().map(|invoice| in_slice.note(invoice, &claim)).unwrap_or_default();
        found = signals::of_claim(tx.book().as_str(), facts, seen, beside);
        rows.invoices.extend(invoice.map(|invoice| NewInvoice {
            invoice_index: signals::index(tx.keys(), &invoice),
            claim_id: claim.clone(),
        }));
    }
    let holds = signals::holds(&claim, &found, 0, &by);
    let facts_hash = hash(facts);
    rows.claims.push(NewClaim {
        id: claim.clone(),
        receipt,
        scheme_id: scheme.to_string(),
        member_id: facts.person.member.clone(),
        household_id: member.a.clone(),
        employer_id: member.b.clone(),
        event_day: facts.claim.dates.any().map(|day| day.to_string()),
        stage: signals::first_stage(*draft).name().word(),
        holds: i64::try_from(holds.len()).unwrap_or(i64::MAX),
        facts_sealed: claim::seal(tx.keys(), tx.book().as_str(), &claim, facts)?,
        facts_hash: facts_hash.clone(),
        entered_by: by.staff,
        entered_for: by.absent,
        import_id: import.as_ref().map(Name::to_string),
    });
    let codes = holds.iter().map(|hold| Name::new_static(hold.code)).collect();
    rows.holds.extend(holds);
    let answer = Submitted { claim: claim.as_str().into(), receipt, holds: codes };
    Ok(Done { after: facts_hash, ..Done::new(answer, claim) })
}
