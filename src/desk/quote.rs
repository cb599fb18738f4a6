//! Quote (试算): what a claim would come to if it were handed in now, decided with the office's own rules and totals, and
//! nothing of it kept.

use serde::{Deserialize, Serialize};

use super::by::By;
use super::decide::loaded;
use super::office::Office;
use super::submit::{NewRequest, hand_in};
use crate::engine::adjudicate::{Adjudication, Scheme};
use crate::engine::claim::Facts;
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::store::{BookId, StoreError};
use std::sync::Arc;

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

/// Decides a claim that nobody handed in, as the last of its owners. It takes no book: many may ask at once.
///
/// # Errors
/// Those of the store.
pub async fn quote(
    office: &Office,
    book: &BookId,
    request: QuoteRequest,
) -> Result<Result<Quoted, Refusal>, StoreError> {
    let (inner, now) = (office.clone(), office.now());
    let look = office.store.look(book, move |tx| {
        Box::pin(async move {
            let QuoteRequest { scheme, facts } = request;
            let request = NewRequest { scheme, facts, draft: false, import: None, agent: None };
            let by = By { staff: String::new(), absent: None, at: now.moment(), day: now.day() };
            let Some(handed_in) = hand_in(tx, &[(&request, by)]).await?.pop() else {
                return Err(StoreError::Broken("a quote was left out".into()));
            };
            let handed_in = match handed_in {
                Ok(handed_in) => handed_in,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let holds = handed_in.holds.iter().map(|hold| Name::new_static(hold.code)).collect();
            let claim = handed_in.claim(request.facts);
            let (mut cases, totals) = loaded(&inner, tx, vec![Ok(claim)]).await?;
            let case = match cases.pop() {
                Some(Ok(case)) => case,
                Some(Err(refusal)) => return Ok(Err(refusal)),
                None => return Err(StoreError::Broken("a quote was left out".into())),
            };
            let own = totals.movements.iter().filter(|(id, _)| *id == case.claim.scheme);
            let own: Vec<_> = own.map(|(_, movement)| movement.clone()).collect();
            let mut session = case.scheme.session();
            session.bring(&own);
            let adjudication = session.decide(&case.facts);
            Ok(Ok(Quoted { adjudication, scheme: Arc::clone(&case.scheme), holds }))
        })
    });
    look.await
}
