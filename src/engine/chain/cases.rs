//! Cases of a chain: claims with what all plans must pay together, and what each must.

use std::collections::BTreeMap;

use super::{Chain, ChainAdjudication, ChainSession, Part};
use crate::engine::claim::Facts;
use crate::engine::money::Fen;

/// A claim and what must come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainCase {
    /// Its id.
    pub id: String,
    /// Cases of one scenario share running totals, in their order; none: the case stands alone.
    pub scenario: Option<String>,
    /// The claim.
    pub facts: Facts,
    /// What all plans pay together; none: not said.
    pub expect: Option<Fen>,
    /// `approve`, `part`, `deny` or `pend`; `approve` also stands for a part.
    pub decision: String,
    /// Reason codes that must be given, perhaps among others.
    pub reasons: Vec<String>,
    /// What each plan pays, or how it stands: an amount, or a word such as `excluded`.
    pub by_plan: Vec<(String, String)>,
}

/// Decides cases, those of one scenario one after the other in one session. For each why it fails; none: it
/// holds.
pub fn run_cases(chain: &Chain, cases: &[ChainCase]) -> Vec<Option<String>> {
    let mut sessions: BTreeMap<&str, ChainSession<'_>> = BTreeMap::new();
    let mut results = Vec::with_capacity(cases.len());
    for case in cases {
        let found = match &case.scenario {
            Some(name) => sessions.entry(name).or_insert_with(|| chain.session()).decide(&case.facts),
            None => chain.adjudicate(&case.facts, &[]),
        };
        results.push(failure(case, &found));
    }
    results
}

/// Why a case fails, as a sentence; none: it holds.
pub fn failure(case: &ChainCase, found: &ChainAdjudication) -> Option<String> {
    let state = found.state.word();
    let same = case.decision == state || (case.decision == "approve" && state == "part");
    if !same || case.expect.is_some_and(|expect| expect != found.amount) {
        let expect = case.expect.map_or_else(String::new, |fen| format!(" {fen}"));
        let (id, wanted) = (&case.id, &case.decision);
        return Some(format!(
            "{id}: expected {wanted}{expect}, found {state} {}; {:?}",
            found.amount,
            found.codes()
        ));
    }
    let codes = found.codes();
    if let Some(lacks) = case.reasons.iter().find(|code| !codes.contains(&code.as_str())) {
        return Some(format!("{}: expected the reason {lacks}, found {codes:?}", case.id));
    }
    let wrong = case.by_plan.iter().find(|(plan, expect)| !is_so(found, plan, expect));
    wrong.map(|(plan, expect)| {
        let part = found.parts.iter().find(|part| part.plan == *plan);
        let found = part.map_or_else(|| "no such plan".into(), said);
        format!("{}: expected {plan}={expect}, found {found}", case.id)
    })
}

fn is_so(found: &ChainAdjudication, plan: &str, expect: &str) -> bool {
    found.parts.iter().find(|part| part.plan == plan).is_some_and(|part| {
        let amount = Fen::parse(expect).ok();
        amount.map_or_else(|| part.standing.word() == expect, |amount| part.amount == amount)
    })
}

fn said(part: &Part) -> String {
    format!("{} {}", part.standing.word(), part.amount)
}
