//! What all acts have in common: who may, what was asked before, and what is kept of it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::call::{Call, Reply, SeenAs};
use super::follow::follow;
use super::office::Office;
use crate::clock::Now;
use crate::engine::office::{Actor, Refusal, Right};
use crate::store::audit::Entry;
use crate::store::call;
use crate::store::idempotency::{self, Answered, Known};
use crate::store::staff::{Acting, Who};
use crate::store::version::{self, Versioned};
use crate::store::{StoreError, Tx};

/// An act of the office.
pub trait Act: Send + Sync + 'static {
    /// Its name in the audit chain, such as `submit`.
    const NAME: &'static str;
    /// Who may.
    const RIGHT: Right;
    /// What is asked for.
    type Request: Serialize + Clone + Send + Sync + 'static;
    /// What is answered, and kept so that it can be answered again.
    type Answer: Serialize + DeserializeOwned + Clone + Send + Sync + 'static;

    /// Carries out a slice of requests, whose askers may. The book is taken, so that what is read stays true. There is
    /// one outcome for each request, in their order.
    ///
    /// # Errors
    /// Those of the store: then nothing of the slice stands.
    fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Self::Request>],
    ) -> impl Future<Output = Result<Vec<Outcome<Self::Answer>>, StoreError>> + Send;
}

/// What came of one request.
pub type Outcome<A> = Result<Done<A>, Refusal>;

/// One request whose asker may.
#[derive(Clone, Debug)]
pub struct Asked<'c, R> {
    /// Who asks.
    pub actor: Actor,
    /// The moment of the slice.
    pub now: Now,
    /// Why.
    pub reason: &'c str,
    /// What is asked for.
    pub request: &'c R,
}

impl<R> Asked<'_, R> {
    /// Lets nobody do it without saying why.
    pub(super) fn needs_reason(&self, zh: &str, en: &str) -> Result<(), Refusal> {
        if self.reason.trim().is_empty() { Err(Refusal::field("reason", (zh, en))) } else { Ok(()) }
    }
}

/// What was done.
#[derive(Clone, Debug)]
pub struct Done<A> {
    /// What is answered.
    pub answer: A,
    /// What was acted on, such as a claim's id.
    pub object: String,
    /// Hash of the object before; empty if there was none.
    pub before: String,
    /// Hash of the object after.
    pub after: String,
}

impl<A> Done<A> {
    /// Something new, or something of which no hash is kept.
    pub fn new(answer: A, object: impl Into<String>) -> Self {
        Self { answer, object: object.into(), before: String::new(), after: String::new() }
    }
}

/// Carries out a slice within its transaction.
pub(super) async fn slice<A: Act>(
    office: &Office,
    tx: &mut Tx,
    calls: &[Call<A::Request>],
) -> Result<Vec<Reply<A::Answer>>, StoreError> {
    let now = office.now();
    let asked: Vec<(idempotency::Asked, Who)> =
        calls.iter().map(|call| (asked::<A>(call), call.who.clone())).collect();
    let (known, acting) = call::known(tx, &asked, now.day()).await?;
    let is_new = |at: &usize| known[*at] == Known::New;
    let mut found: Vec<Option<Outcome<A::Answer>>> =
        calls.iter().zip(&acting).map(|(call, acting)| may::<A>(call, acting.as_ref())).collect();
    for (at, refusal) in stale(tx, calls, &found, is_new).await? {
        found[at] = Some(Err(refusal));
    }
    let open: Vec<usize> = (0..calls.len()).filter(is_new).filter(|at| found[*at].is_none()).collect();
    let slice: Vec<Asked<'_, A::Request>> =
        open.iter().filter_map(|at| Some(of_call(&calls[*at], acting[*at].as_ref()?, now))).collect();
    if !slice.is_empty() {
        let outcomes = A::carry_out(office, tx, &slice).await?;
        let by = slice.first().map(|asked| asked.actor.staff.clone()).unwrap_or_default();
        follow(office, tx, (A::NAME, now, &by)).await?;
        for (at, outcome) in open.iter().zip(outcomes) {
            found[*at] = Some(outcome);
        }
    }
    let new = || (0..calls.len()).filter(is_new);
    let answered = |at: usize| answered::<A>(&asked[at].0, found[at].as_ref()?);
    let entry = |at: usize| Entry {
        answered: answered(at),
        ..entry::<A>(&calls[at], acting[at].as_ref(), found[at].as_ref(), now)
    };
    tx.audit(new().map(entry));
    calls.iter().enumerate().map(|call| reply::<A>(call, &known, &found)).collect()
}

fn asked<A: Act>(call: &Call<A::Request>) -> idempotency::Asked {
    let principal = call.who.staff.to_string();
    idempotency::Asked { principal, key: call.key.clone(), body_hash: call.body_hash(A::NAME) }
}

/// Refuses whoever may not.
fn may<A: Act>(call: &Call<A::Request>, acting: Option<&Acting>) -> Option<Outcome<A::Answer>> {
    match acting {
        None => Some(Err(Refusal::NotActive { staff: call.who.staff.clone() })),
        Some(acting) => acting.actor.check(A::RIGHT).err().map(Err),
    }
}

/// New requests about something that is another by now than what whoever asks has seen. The book is taken, so that it
/// stays what it is until the act ends.
async fn stale<A: Serialize>(
    tx: &mut Tx,
    calls: &[Call<A>],
    found: &[Option<impl Sized>],
    is_new: impl Fn(&usize) -> bool,
) -> Result<Vec<(usize, Refusal)>, StoreError> {
    let open = (0..calls.len()).filter(is_new).filter(|at| found[*at].is_none());
    let seen: Vec<(usize, &SeenAs)> = open.filter_map(|at| Some((at, calls[at].seen.as_ref()?))).collect();
    if seen.is_empty() {
        return Ok(vec![]);
    }
    let sought: Vec<(Versioned, &str)> = seen.iter().map(|(_, seen)| (seen.of, seen.id.as_str())).collect();
    let now = version::of(tx, &sought).await?;
    // What is not there is for the act to say.
    let other = seen
        .iter()
        .zip(now)
        .filter(|((_, seen), now)| now.as_ref().is_some_and(|now| !seen.versions.contains(now)));
    Ok(other
        .map(|((at, seen), _)| (*at, Refusal::Stale { what: seen.thing(), id: seen.id.as_str().into() }))
        .collect())
}

fn of_call<'c, R>(call: &'c Call<R>, acting: &Acting, now: Now) -> Asked<'c, R> {
    Asked { actor: acting.actor.clone(), now, reason: &call.reason, request: &call.request }
}

fn entry<A: Act>(
    call: &Call<A::Request>,
    acting: Option<&Acting>,
    outcome: Option<&Outcome<A::Answer>>,
    now: Now,
) -> Entry {
    let done = outcome.and_then(|outcome| outcome.as_ref().ok());
    let refused = outcome.and_then(|outcome| outcome.as_ref().err());
    let text = |of: fn(&Done<A::Answer>) -> &String| done.map(of).cloned().unwrap_or_default();
    Entry {
        at: now.moment(),
        who: call.who.staff.to_string(),
        on_behalf_of: call.who.on_behalf_of.as_deref().unwrap_or_default().into(),
        act: A::NAME.into(),
        object: text(|done| &done.object),
        scope: acting.map(|acting| acting.path.clone()).unwrap_or_default(),
        before_hash: text(|done| &done.before),
        after_hash: text(|done| &done.after),
        reason: call.reason.clone(),
        result: refused.map_or("done", Refusal::code).into(),
        request_id: call.request_id.clone(),
        answered: None,
    }
}

/// What is kept of a request that was done. One that was refused changed nothing, and may be asked again.
fn answered<A: Act>(asked: &idempotency::Asked, outcome: &Outcome<A::Answer>) -> Option<Answered> {
    let answer = serde_json::to_string(&outcome.as_ref().ok()?.answer).ok()?;
    let idempotency::Asked { key, body_hash, .. } = asked.clone();
    Some(Answered { key, body_hash, answer })
}

fn reply<A: Act>(
    (at, call): (usize, &Call<A::Request>),
    known: &[Known],
    found: &[Option<Outcome<A::Answer>>],
) -> Result<Reply<A::Answer>, StoreError> {
    let (from, replayed) = match &known[at] {
        Known::Answered(answer) => {
            return Ok(Reply { answer: Ok(serde_json::from_str(answer)?), replayed: true });
        }
        Known::Clash => {
            let key = call.key.as_str().into();
            return Ok(Reply { answer: Err(Refusal::KeyReused { key }), replayed: false });
        }
        Known::Twin(first) => (*first, true),
        Known::New => (at, false),
    };
    let outcome =
        found[from].as_ref().ok_or_else(|| StoreError::Broken(format!("{} left a request out", A::NAME)))?;
    let answer = outcome.as_ref().map(|done| done.answer.clone()).map_err(Clone::clone);
    Ok(Reply { answer, replayed })
}
