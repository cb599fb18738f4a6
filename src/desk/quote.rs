//! Quote (试算): what a claim would come to if it were handed in now, decided with the office's own rules and totals, and
//! nothing of it kept.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cases::{facts, owners};
use super::office::Office;
use super::signals::{self, Around, InSlice};
use super::submit::admitted;
use crate::engine::adjudicate::{Adjudication, Decides, Movement, Scheme};
use crate::engine::calendar::Day;
use crate::engine::claim::{Facts, Person};
use crate::engine::coverage::Spell;
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::office::fraud::Invoice;
use crate::store::claim::{Beside, beside};
use crate::store::seen::Looked;
use crate::store::{BookId, Memory, StoreError, Tx};

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRequest {
    /// The scheme.
    pub scheme: Name,
    /// What it is to be decided from; the member is `person.member`.
    pub facts: Facts,
}

/// What it would come to.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// The answer.
    pub adjudication: Adjudication,
    /// The scheme that gives it, to say it in words.
    pub scheme: Arc<Scheme>,
    /// Codes of the holds that would be placed.
    pub holds: Vec<Name>,
}

/// What forms that are typed into asked about: with every key the same member, scheme and invoice again.
pub(super) type Forms = Memory<Asked, Result<Known, Refusal>>;

/// Room for as many forms as people may have open.
pub(super) fn forms() -> Forms {
    Memory::of(2_000)
}

/// What is read for a quote, and by what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    book: BookId,
    scheme: Name,
    member: Name,
    invoice: Option<Invoice>,
    today: Day,
}

/// What the office knows that a claim of a member would be decided from.
pub(super) struct Known {
    scheme: Arc<Scheme>,
    around: Around,
    /// Who the member is, as far as the office knows, with his categories.
    person: Person,
    cover: Vec<Spell>,
    /// What stands of the running totals.
    totals: Vec<Movement>,
}

/// Decides a claim that nobody handed in, as the last of its owners. It takes no book: many may ask at once. What was read
/// for the quote before is known again where nobody wrote since.
///
/// # Errors
/// Those of the store.
pub async fn quote(
    office: &Office,
    book: &BookId,
    request: QuoteRequest,
) -> Result<Result<Quoted, Refusal>, StoreError> {
    let QuoteRequest { scheme, facts } = request;
    let asked = Asked {
        book: book.clone(),
        scheme,
        member: facts.person.member.as_str().into(),
        invoice: signals::invoice(&facts),
        today: office.now().day(),
    };
    let known = office.forms.recall(&office.store, asked.clone(), known(office, asked)).await?;
    match known.as_ref() {
        Ok(known) => Ok(Ok(decided(book, known, facts))),
        Err(refusal) => Ok(Err(refusal.clone())),
    }
}

async fn known(office: &Office, asked: Asked) -> Result<Result<Known, Refusal>, StoreError> {
    let inner = office.clone();
    let book = asked.book.clone();
    let look = office.store.look(&book, move |tx| Box::pin(async move { read(&inner, tx, &asked).await }));
    look.await
}

async fn read(office: &Office, tx: &mut Tx, asked: &Asked) -> Result<Result<Known, Refusal>, StoreError> {
    let Asked { scheme: id, member, invoice, today, .. } = asked;
    let looked = [Looked {
        member: member.to_string(),
        scheme: id.to_string(),
        invoice: invoice.as_ref().map(|invoice| signals::index(tx.keys(), invoice)),
        claim: None,
        facts: None,
    }];
    let (around, _) = signals::around(tx, &looked, vec![None], *today).await?;
    let around = around.into_iter().next().unwrap_or_default();
    let row = match admitted(id, member, &around.seen) {
        Ok(row) => row,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(scheme) = office.schemes.compiled(tx, id, row.editions()).await? else {
        return Ok(Err(Refusal::NoEdition { scheme: id.clone(), on: None }));
    };
    let person = Person { member: member.to_string(), ..Person::default() };
    let person = row.person((tx.book().as_str(), tx.keys()), &person)?;
    let Beside { categories, cover, totals, .. } =
        beside(tx, &[owners(&person, (scheme.id(), &scheme.scopes()))]).await?;
    let categories = categories.into_iter().next().unwrap_or_default();
    Ok(Ok(Known {
        scheme,
        around,
        person: Person { categories, ..person },
        cover: cover.into_iter().next().unwrap_or_default(),
        totals: totals.movements.into_iter().map(|(_, movement)| movement).collect(),
    }))
}

fn decided(book: &BookId, known: &Known, claimed: Facts) -> Quoted {
    let Known { scheme, around, person, cover, totals } = known;
    let signals = signals::of_claim((book.as_str(), ""), &claimed, around, &mut InSlice::default());
    let facts = facts(person.clone().or(&claimed.person), claimed, scheme, cover);
    let mut session = scheme.session();
    session.bring(totals);
    let holds = signals.iter().map(|signal| Name::new_static(signal.code())).collect();
    Quoted { adjudication: session.quote(&facts), scheme: Arc::clone(scheme), holds }
}
