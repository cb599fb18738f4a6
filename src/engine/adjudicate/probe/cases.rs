//! Cases of a scheme: claims with what must come of them, decided and compared.

use std::collections::BTreeMap;

use super::short;
use crate::engine::adjudicate::{Adjudication, Scheme, Session};
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::said::Said;

/// A claim and what must come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeCase {
    /// Its id.
    pub id: String,
    /// Cases of one scenario share running totals, in their order; none: the case stands alone.
    pub scenario: Option<String>,
    /// The claim.
    pub facts: Facts,
    /// What the fund pays; none: not said.
    pub expect: Option<Fen>,
    /// `approve`, `deny` or `pend`.
    pub decision: String,
    /// Reason codes that must be given, perhaps among others.
    pub reasons: Vec<String>,
    /// The levels that must approve; none: not said.
    pub approval: Vec<String>,
    /// What pools have, shared by the claims of a scenario in their order.
    pub available: Vec<(String, Fen)>,
    /// What must be paid now out of those pools; none: not said.
    pub now: Option<Fen>,
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// The case's id.
    pub id: String,
    /// What was decided.
    pub found: Adjudication,
    /// Why the case fails, as a sentence; none: it holds.
    pub failure: Option<Said>,
}

impl CaseResult {
    /// Did what was expected come of it?
    pub fn holds(&self) -> bool {
        self.failure.is_none()
    }
}

/// Decides cases; those of one scenario one after the other in one session.
pub fn run(scheme: &Scheme, cases: &[ProbeCase]) -> Vec<CaseResult> {
    let mut sessions: BTreeMap<&str, Session<'_>> = BTreeMap::new();
    let mut results = Vec::with_capacity(cases.len());
    for case in cases {
        let found = match &case.scenario {
            Some(name) => sessions.entry(name).or_insert_with(|| scheme.session()).decide(&case.facts),
            None => scheme.adjudicate(&case.facts, &[]),
        };
        results.push(CaseResult { id: case.id.clone(), failure: failure(case, &found), found });
    }
    short::check(scheme, cases, &mut results);
    results
}

/// Why a case fails; a sentence is made only of one that does.
fn failure(case: &ProbeCase, found: &Adjudication) -> Option<Said> {
    let codes = found.codes();
    let levels: Vec<&str> = found.approval.iter().map(|approver| approver.level.as_str()).collect();
    let says_amount = case.expect.is_none_or(|expected| expected == found.decision.amount());
    let says_reasons = case.reasons.iter().all(|reason| codes.contains(&reason.as_str()));
    let says_level = case.approval.is_empty() || case.approval == levels;
    let holds = says_amount && says_level && says_reasons && case.decision == found.decision.word();
    (!holds).then(|| sentence(case, found, &codes, &levels))
}

fn sentence(case: &ProbeCase, found: &Adjudication, codes: &[&str], levels: &[&str]) -> Said {
    let (amount, decided) = (found.decision.amount(), found.decision.word());
    let (id, decision) = (&case.id, &case.decision);
    let expected = case.expect.map_or_else(String::new, |fen| format!(" {fen}"));
    let by = approved_by(case.approval.iter().map(String::as_str));
    let wanted = reasons(case.reasons.iter().map(String::as_str)) + &by;
    let by = approved_by(levels.iter().copied().filter(|_| !case.approval.is_empty()));
    let (given, lines) = (reasons(codes.iter().copied()) + &by, lines(found));
    let none = |zh| if lines.is_empty() { zh } else { lines.as_str() };
    Said::new(
        format!(
            "案例“{id}”：应为{}{expected}{wanted}，实为{} {amount}{given}；各行：{}",
            zh(decision),
            zh(decided),
            none("无")
        ),
        format!(
            "case `{id}`: expected {decision}{expected}{wanted}, found {decided} {amount}{given}; lines: {}",
            none("none")
        ),
    )
}

/// A decision as Chinese files of cases write it.
fn zh(decision: &str) -> &str {
    match decision {
        "approve" => "给付",
        "deny" => "不予给付",
        "pend" => "待核",
        _ => decision,
    }
}

fn reasons<'r>(codes: impl Iterator<Item = &'r str>) -> String {
    let codes: Vec<&str> = codes.collect();
    if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) }
}

/// Who approves, where the case says it.
fn approved_by<'l>(levels: impl Iterator<Item = &'l str>) -> String {
    let levels: Vec<&str> = levels.collect();
    if levels.is_empty() { String::new() } else { format!(" by {}", levels.join(", ")) }
}

fn lines(found: &Adjudication) -> String {
    let name = |benefit: &str, line: &str| match benefit {
        "" => line.to_owned(),
        _ => format!("{benefit}.{line}"),
    };
    let said: Vec<String> =
        found.lines.iter().map(|l| format!("{} {}", name(&l.benefit, &l.line), l.amount)).collect();
    said.join(", ")
}
