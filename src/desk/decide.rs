//! Decide (审核): the scheme is applied to what was handed in and to what the office knows of the member.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::cases::{self, Case};
use super::office::Office;
use super::windows::{self, Came, To, Work};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::office::{self, Refusal, Right};
use crate::store::accumulator::Totals;
use crate::store::claim::{self, Claim};
use crate::store::{StoreError, Tx};

/// Decides a claim.
pub struct Decide;

/// A claim to be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideRequest {
    /// The claim.
    pub claim: Name,
}

/// How a claim came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedAnswer {
    /// The claim.
    pub claim: Name,
    /// Its stage now.
    pub stage: StageName,
    /// The number of its last decision.
    pub decision: u32,
    /// What is granted.
    pub amount: Fen,
    /// Other claims that were computed again because of it.
    pub replayed: usize,
}

impl DecidedAnswer {
    /// The answer to what came of a claim.
    pub(super) fn of(claim: &str, came: &Came) -> Self {
        let Came { stage, decisions, paid, replayed } = *came;
        Self { claim: claim.into(), stage: stage.name(), decision: decisions, amount: paid, replayed }
    }
}

impl Act for Decide {
    const NAME: &'static str = "decide";
    const RIGHT: Right = Right::Decide;
    type Request = DecideRequest;
    type Answer = DecidedAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, DecideRequest>],
    ) -> Result<Vec<Outcome<DecidedAnswer>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.claim.as_str()).collect();
        let found = found(office, tx, &ids).await?;
        let may = |claim: Claim| match claim.standing.stage.decide(1, office::Outcome::Deny) {
            Ok(_) => Ok(claim),
            Err(illegal) => Err(illegal.into()),
        };
        let claims: Vec<Result<Claim, Refusal>> =
            found.into_iter().map(|claim| claim.and_then(may)).collect();
        let by: Vec<By> = slice.iter().map(By::of).collect();
        let (decided, rows) = decide(office, tx, claims, &by).await?;
        rows.write(tx).await?;
        let outcomes = decided.into_iter().map(|decided| {
            let Decided { claim, hash, came } = decided?;
            let done = Done::new(DecidedAnswer::of(&claim, &came), claim);
            Ok(Done { before: hash.clone(), after: hash, ..done })
        });
        Ok(outcomes.collect())
    }
}

/// How a claim was decided.
pub(super) struct Decided {
    /// Its id.
    claim: String,
    /// The hash of its facts.
    hash: String,
    /// How it came out.
    pub came: Came,
}

/// Decides claims, each in the name of somebody: how they came out, and the rows that are to be written.
pub(super) async fn decide(
    office: &Office,
    tx: &mut Tx,
    claims: Vec<Result<Claim, Refusal>>,
    by: &[By],
) -> Result<(Vec<Result<Decided, Refusal>>, windows::Rows), StoreError> {
    let (mut cases, totals) = loaded(office, tx, claims).await?;
    let works = cases.iter_mut().zip(by).filter_map(|(case, by)| {
        let case = case.as_mut().ok()?;
        Some(of_case(case, "decide", by.clone()))
    });
    let works: Vec<Work> = works.collect();
    let (came, rows) = windows::computed(tx, works, totals).await?;
    let mut came = came.into_iter();
    let decided = cases.into_iter().map(|case| {
        let Claim { id, facts_hash, .. } = case?.claim;
        let came = came.next().ok_or(Refusal::not_found(Thing::Claim, &id))?;
        Ok(Decided { claim: id, hash: facts_hash, came })
    });
    Ok((decided.collect(), rows))
}

/// The claims of some ids; a second one of the same id in a slice is refused, since the first changes it.
pub(super) async fn found(
    office: &Office,
    tx: &mut Tx,
    ids: &[&str],
) -> Result<Vec<Result<Claim, Refusal>>, StoreError> {
    let claims = claim::take(tx, office.store.keys(), ids).await?;
    let mut seen = HashSet::new();
    let found = claims.into_iter().enumerate().map(|(at, claim)| match claim {
        Some(_) if !seen.insert(ids[at]) => Err(Refusal::Stale { what: Thing::Claim, id: ids[at].into() }),
        Some(claim) => Ok(claim),
        None => Err(Refusal::not_found(Thing::Claim, ids[at])),
    });
    Ok(found.collect())
}

type Loaded = (Vec<Result<Case, Refusal>>, Totals);

/// The cases of those claims that are not refused.
pub(super) async fn loaded(
    office: &Office,
    tx: &mut Tx,
    claims: Vec<Result<Claim, Refusal>>,
) -> Result<Loaded, StoreError> {
    let fine: Vec<Claim> = claims.iter().filter_map(|claim| claim.as_ref().ok().cloned()).collect();
    let cases = cases::load(office, tx, fine).await?;
    let mut all = cases.cases.into_iter();
    let of = |claim: Result<Claim, Refusal>| {
        let Claim { scheme, .. } = claim?;
        let none = || Refusal::NoEdition { scheme: scheme.as_str().into(), on: None };
        all.next().flatten().ok_or_else(none)
    };
    Ok((claims.into_iter().map(of).collect(), cases.totals))
}

/// A case to be decided; its facts go along.
pub(super) fn of_case(case: &mut Case, cause: &'static str, by: By) -> Work {
    let to = To::Decide { facts: Box::new(std::mem::take(&mut case.facts)), last: case.last };
    Work::of(case.claim.clone(), case.scheme.clone(), (cause, to), by)
}
