//! File one's own (会员自助申请): a member keeps a draft of a claim of his, or of somebody whom he is guardian or heir of;
//! a clerk hands it in.

use serde::{Deserialize, Serialize};

use super::act::Done;
use super::by::By;
use super::call::Call;
use super::office::Office;
use super::submit::{NewRequest, Submitted, hand_in, write};
use crate::engine::claim::Facts;
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::store::audit::Entry;
use crate::store::idempotency::{Answered, Asked, Known};
use crate::store::login::Principal;
use crate::store::{BookId, StoreError, Tx, call, payee};

/// Its name in the audit chain.
const NAME: &str = "file-own";

/// A claim that a member files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The scheme.
    pub scheme: Name,
    /// What it is to be decided from; whose it is, is `person.member`.
    pub facts: Facts,
}

/// What came of it, and whether it was done before under the same key.
pub type Filed = Result<(Submitted, bool), Refusal>;

/// Keeps the draft of a member, once for each key. `call` names the member as [`Principal::name`] does.
///
/// # Errors
/// Those of the store: then nothing was done.
pub async fn file_own(
    office: &Office,
    book: &BookId,
    (member, call): (&str, Call<Filing>),
) -> Result<Filed, StoreError> {
    let (inner, member) = (office.clone(), member.to_owned());
    let work =
        office.store.write(book, move |tx| Box::pin(async move { file(&inner, tx, (&member, &call)).await }));
    work.await
}

async fn file(
    office: &Office,
    tx: &mut Tx,
    (member, call): (&str, &Call<Filing>),
) -> Result<Filed, StoreError> {
    let now = office.now();
    let principal = Principal::Member(tx.book().clone(), member.to_owned()).name();
    let asked =
        Asked { principal: principal.clone(), key: call.key.clone(), body_hash: call.body_hash(NAME) };
    let (known, _) = call::known(tx, &[(asked.clone(), call.who.clone())], now.day()).await?;
    match known.first() {
        Some(Known::Answered(answer)) => return Ok(Ok((serde_json::from_str(answer)?, true))),
        Some(Known::Clash) => return Ok(Err(Refusal::KeyReused { key: call.key.as_str().into() })),
        Some(Known::New | Known::Twin(_)) | None => {}
    }
    let by = By { staff: principal.clone(), absent: None, at: now.moment(), day: now.day() };
    let outcome = kept(tx, (member, &call.request), by).await?;
    let done = outcome.as_ref().map(|answer| Done::new(answer.clone(), answer.claim.to_string()));
    let answer = outcome.as_ref().ok().map(serde_json::to_string).transpose()?;
    tx.audit([Entry {
        at: now.moment(),
        who: principal,
        act: NAME.into(),
        object: done.map(|done| done.object).unwrap_or_default(),
        result: outcome.as_ref().err().map_or("done", Refusal::code).into(),
        request_id: call.request_id.clone(),
        answered: answer.map(|answer| Answered { key: asked.key, body_hash: asked.body_hash, answer }),
        ..Entry::default()
    }]);
    Ok(outcome.map(|answer| (answer, false)))
}

async fn kept(
    tx: &mut Tx,
    (member, filing): (&str, &Filing),
    by: By,
) -> Result<Result<Submitted, Refusal>, StoreError> {
    let whose = filing.facts.person.member.as_str();
    let day = by.day.to_string();
    if whose != member && !payee::stands_for(tx, (member, whose), &day).await? {
        return Ok(Err(Refusal::not_found(Thing::Member, whose)));
    }
    let Filing { scheme, facts } = filing.clone();
    let request = NewRequest { scheme, facts, draft: true, import: None, agent: None };
    let mut handed_in = hand_in(tx, &[(&request, by)]).await?;
    let Some(Ok(one)) = handed_in.pop_if(|one| one.is_ok()) else {
        let refused = handed_in.pop().and_then(Result::err);
        return refused.map(Err).ok_or_else(|| StoreError::Broken("a filing was left out".into()));
    };
    let answer = Submitted { claim: one.row.id.as_str().into(), receipt: one.row.receipt, holds: vec![] };
    write(tx, [one].into_iter()).await?;
    Ok(Ok(answer))
}
