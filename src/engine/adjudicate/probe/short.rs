//! Cases of a pool that runs short: the claims of a scenario share what it has, in their order.

use std::collections::BTreeMap;

use super::cases::{CaseResult, ProbeCase};
use crate::engine::adjudicate::{Scheme, pools};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;

/// Adds to the results which claims are paid something else now than was expected.
pub(super) fn check(scheme: &Scheme, cases: &[ProbeCase], results: &mut [CaseResult]) {
    for places in groups(cases) {
        match now(scheme, cases, &places, results) {
            Ok(now) => {
                for (at, now) in places.into_iter().zip(now) {
                    let expected = cases[at].now.filter(|expected| *expected != now);
                    fail(&mut results[at], expected.map(|e| other_than(e, now)));
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
) -> Result<Vec<Fen>, Said> {
    let mut told: BTreeMap<&str, Fen> = BTreeMap::new();
    for (pool, amount) in places.iter().flat_map(|at| &cases[*at].available) {
        if told.insert(pool, *amount).is_some_and(|before| before != *amount) {
            return Err(Said::new(
                format!("资金池“{pool}”在同一scenario中有两个余额，请只写一个。"),
                format!("the pool `{pool}` has two amounts in one scenario; write one"),
            ));
        }
    }
    if told.is_empty() {
        return Err(Said::new(
            "填写expect_now时，须在available栏写明资金池余额。",
            "`expect_now` needs the pool's money under `available`",
        ));
    }
    let mut now = vec![Fen::ZERO; places.len()];
    for (pool, available) in told {
        let granted = |at: &usize| pools::drawn(&results[*at].found, scheme).get(pool).copied();
        let granted: Vec<Fen> = places.iter().map(|at| granted(at).unwrap_or_default()).collect();
        let parts = pools::paid_now(scheme, pool, available, &granted).ok_or_else(|| silent(pool))?;
        now.iter_mut().zip(parts).for_each(|(now, part)| *now += part.now);
    }
    Ok(now)
}

fn other_than(expected: Fen, now: Fen) -> Said {
    Said::new(format!("现付应为{expected}，实为{now}"), format!("expected {expected} now, found {now} now"))
}

fn silent(pool: &str) -> Said {
    Said::new(
        format!("资金池“{pool}”余额不足，方案未写明如何处理（when_short）。"),
        format!("the pool `{pool}` is short, and the scheme does not say what then (`when_short`)"),
    )
}

fn fail(result: &mut CaseResult, why: Option<Said>) {
    let Some(why) = why else { return };
    let (zh, en) = (why.get(Lang::Zh), why.get(Lang::En));
    let said = Said::new(format!("案例“{}”：{zh}", result.id), format!("case `{}`: {en}", result.id));
    let after = |before: Said| {
        before.map(|b| format!("{b}；{}", said.get(Lang::Zh)), |b| format!("{b}; {}", said.get(Lang::En)))
    };
    result.failure = Some(result.failure.take().map_or(said.clone(), after));
}
