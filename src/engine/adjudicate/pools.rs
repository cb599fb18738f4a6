//! What each pool is to pay on a claim, and what it pays now when it runs short.

use std::collections::BTreeMap;

use super::decision::{Adjudication, PoolShare};
use super::scheme::Scheme;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Edition, Pool};
use crate::engine::shortage::{Part, Rule, share_out};

/// What each pool is to pay of a decision, its benefits together. What no funding names is the pool's, where the
/// scheme has only one.
pub fn drawn(answer: &Adjudication, scheme: &Scheme) -> BTreeMap<String, Fen> {
    let mut drawn: BTreeMap<String, Fen> = BTreeMap::new();
    for share in &answer.funding {
        *drawn.entry(share.pool.clone()).or_default() += share.amount;
    }
    let named: Fen = drawn.values().copied().sum();
    let rest = answer.decision.amount() - named;
    if let Some(only) = only(answer, scheme).filter(|_| rest > Fen::ZERO) {
        *drawn.entry(only.id.clone()).or_default() += rest;
    }
    drawn
}

/// What each pool is to pay of each benefit. What no funding names is the pool's, where the scheme has only one, and
/// otherwise of a pool without a name; it is of no benefit in particular.
pub fn shares(answer: &Adjudication, scheme: &Scheme) -> Vec<PoolShare> {
    let mut shares = answer.funding.clone();
    let rest = answer.decision.amount() - shares.iter().map(|share| share.amount).sum();
    if rest > Fen::ZERO {
        let pool = only(answer, scheme).map(|pool| pool.id.clone()).unwrap_or_default();
        shares.push(PoolShare { benefit: String::new(), pool, amount: rest });
    }
    shares
}

/// The only pool of the edition that was used.
fn only<'s>(answer: &Adjudication, scheme: &'s Scheme) -> Option<&'s Pool> {
    let editions = scheme.editions().iter();
    let mut used = editions.filter(|e| answer.receipt.editions.iter().any(|(day, _)| *day == e.from()));
    match used.next()?.pools.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// A pool with the edition that it is read in: the latest one that has it, since what is in the pool now is paid
/// by the rules of now, whenever the claims arose.
pub fn pool<'s>(scheme: &'s Scheme, id: &str) -> Option<(&'s Edition, &'s Pool)> {
    let of = |edition: &'s Edition| Some((edition, edition.pools.iter().find(|pool| pool.id == id)?));
    scheme.editions().iter().rev().find_map(of)
}

/// What a pool pays now on each of some claims, by its rule; none where it is short and the scheme has no rule.
pub fn paid_now(scheme: &Scheme, id: &str, available: Fen, granted: &[Fen]) -> Option<Vec<Part>> {
    share_out(rule(scheme, id), available, granted)
}

/// What happens when a pool runs short; none where the scheme does not say.
pub fn rule(scheme: &Scheme, id: &str) -> Option<Rule> {
    Some(pool(scheme, id)?.1.when_short.as_ref()?.rule)
}
