//! What members do themselves (会员自助): each under a key that is answered the same again, with its row in the audit chain.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::act::{Done, Outcome};
use super::by::By;
use super::call::Call;
use super::office::Office;
use crate::clock::Now;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::store::audit::Entry;
use crate::store::idempotency::{Answered, Asked, Known};
use crate::store::login::Principal;
use crate::store::{BookId, StoreError, Tx, call, payee};

/// An act of a member, about himself or somebody whom he is guardian or heir of.
pub trait OwnAct: Send + Sync + 'static {
    /// Its name in the audit chain, such as `file-own`.
    const NAME: &'static str;
    /// What is asked for.
    type Request: Serialize + Clone + Send + Sync + 'static;
    /// What is answered, and kept so that it can be answered again.
    type Answer: Serialize + DeserializeOwned + Clone + Send + Sync + 'static;

    /// Carries it out. The book is taken, so that what is read stays true.
    ///
    /// # Errors
    /// Those of the store: then nothing of it stands.
    fn carry_out(
        office: &Office,
        tx: &mut Tx,
        asked: &Own<'_, Self::Request>,
    ) -> impl Future<Output = Result<Outcome<Self::Answer>, StoreError>> + Send;
}

/// A member who asks for something.
#[derive(Clone, Debug)]
pub struct Own<'c, R> {
    /// The member.
    pub member: &'c str,
    /// What rows have of who did it, as [`Principal::name`] says it.
    pub principal: String,
    /// The moment.
    pub now: Now,
    /// What is asked for.
    pub request: &'c R,
}

impl<R> Own<'_, R> {
    /// Who did it and when, as rows have it.
    pub(super) fn by(&self) -> By {
        By { staff: self.principal.clone(), absent: None, at: self.now.moment(), day: self.now.day() }
    }

    /// Refuses what is about somebody whom he does not stand for, as if there were nobody.
    pub(super) async fn stands_for(
        &self,
        tx: &mut Tx,
        whose: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let day = self.now.day().to_string();
        if whose == self.member || payee::stands_for(tx, (self.member, whose), &day).await? {
            return Ok(Ok(()));
        }
        Ok(Err(Refusal::not_found(Thing::Member, whose)))
    }
}

/// What came of it, and whether it was done before under the same key.
pub type Came<A> = Result<(A, bool), Refusal>;

/// Brings the act of a member to the desk, once for each key. `call` names the member as [`Principal::name`] does.
///
/// # Errors
/// Those of the store: then nothing was done.
pub async fn own<A: OwnAct>(
    office: &Office,
    book: &BookId,
    (member, call): (&str, Call<A::Request>),
) -> Result<Came<A::Answer>, StoreError> {
    let (inner, member) = (office.clone(), member.to_owned());
    let work = office
        .store
        .write(book, move |tx| Box::pin(async move { done::<A>(&inner, tx, (&member, &call)).await }));
    work.await
}

async fn done<A: OwnAct>(
    office: &Office,
    tx: &mut Tx,
    (member, call): (&str, &Call<A::Request>),
) -> Result<Came<A::Answer>, StoreError> {
    let now = office.now();
    let principal = Principal::Member(tx.book().clone(), member.to_owned()).name();
    let asked =
        Asked { principal: principal.clone(), key: call.key.clone(), body_hash: call.body_hash(A::NAME) };
    let (known, _) = call::known(tx, &[(asked.clone(), call.who.clone())], now.day()).await?;
    match known.first() {
        Some(Known::Answered(answer)) => return Ok(Ok((serde_json::from_str(answer)?, true))),
        Some(Known::Clash) => return Ok(Err(Refusal::KeyReused { key: call.key.as_str().into() })),
        Some(Known::New | Known::Twin(_)) | None => {}
    }
    let own = Own { member, principal: principal.clone(), now, request: &call.request };
    let outcome = A::carry_out(office, tx, &own).await?;
    let answer = outcome.as_ref().ok().map(|done| serde_json::to_string(&done.answer)).transpose()?;
    tx.audit([Entry {
        at: now.moment(),
        who: principal,
        act: A::NAME.into(),
        object: outcome.as_ref().ok().map(|done| done.object.clone()).unwrap_or_default(),
        result: outcome.as_ref().err().map_or("done", Refusal::code).into(),
        request_id: call.request_id.clone(),
        answered: answer.map(|answer| Answered { key: asked.key, body_hash: asked.body_hash, answer }),
        ..Entry::default()
    }]);
    Ok(outcome.map(|Done { answer, .. }| (answer, false)))
}
