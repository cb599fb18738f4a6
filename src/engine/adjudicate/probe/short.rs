//! Cases of a pool that runs short: the claims of a scenario share what it has, in their order.

use std::collections::BTreeMap;

use super::cases::{CaseResult, ProbeCase};
use crate::engine::adjudicate::{Scheme, pools};
use crate::engine::money::Fen;

/// Adds to the results which claims are paid something else now than was expected.
pub(super) fn check(scheme: &Scheme, cases: &[ProbeCase], results: &mut [CaseResult]) {
    for places in groups(cases) {
        match now(scheme, cases, &places, results) {
            Ok(now) => {
                for (at, now) in places.into_iter().zip(now) {
                    let expected = cases[at].now.filter(|expected| *expected != now);
                    fail(&mut results[at], expected.map(|e| format!("expected {e} now, found {now} now")));
                }
            }
            Err(why) => places.into_iter().for_each(|at| fail(&mut results[at], Some(why.clone()))),
        }
    }
}

/// The places of the cases that share a pool.
fn groups(cases: &[ProbeCase]) -> Vec<Vec<usize>> {
    let mut scenarios: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut alone = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        match &case.scenario {
            Some(name) => scenarios.entry(name).or_default().push(at),
            None => alone.push(vec![at]),
        }
    }
    let has_pool = |places: &Vec<usize>| {
        places.iter().any(|at| !cases[*at].available.is_empty() || cases[*at].now.is_some())
    };
    scenarios.into_values().chain(alone).filter(has_pool).collect()
}

/// What each of some claims is paid now, out of all pools whose money is told.
fn now(
    scheme: &Scheme,
    cases: &[ProbeCase],
    places: &[usize],
    results: &[CaseResult],
) -> Result<Vec<Fen>, String> {
    let mut told: BTreeMap<&str, Fen> = BTreeMap::new();
    for (pool, amount) in places.iter().flat_map(|at| &cases[*at].available) {
        if told.insert(pool, *amount).is_some_and(|before| before != *amount) {
            return Err(format!("the pool `{pool}` has two amounts in one scenario"));
        }
    }
    if told.is_empty() {
        return Err("`expect_now` needs the pool's money under `available`".into());
    }
    let mut now = vec![Fen::ZERO; places.len()];
    for (pool, available) in told {
        let granted = |at: &usize| pools::drawn(&results[*at].found, scheme).get(pool).copied();
        let granted: Vec<Fen> = places.iter().map(|at| granted(at).unwrap_or_default()).collect();
        let parts = pools::paid_now(scheme, pool, available, &granted)
            .ok_or_else(|| format!("the pool `{pool}` is short, and the scheme does not say what then"))?;
        now.iter_mut().zip(parts).for_each(|(now, part)| *now += part.now);
    }
    Ok(now)
}

fn fail(result: &mut CaseResult, why: Option<String>) {
    let Some(why) = why else { return };
    let said = format!("case `{}`: {why}", result.id);
    result.failure = Some(result.failure.take().map_or(said.clone(), |before| format!("{before}; {said}")));
}
