//! Cases of dues: a small roster, what it must owe, and what is found.

use std::collections::{BTreeMap, BTreeSet};

use super::dues::{ByPayer, Dues, dues};
use super::reason::Reason;
use super::roster::RosterLine;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::said::Said;

/// What a line of a roster must come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// What each payer owes for the line; payers who owe nothing are left out. Empty when it is refused.
    pub by_payer: ByPayer,
    /// Every reason for which it is refused, on its own or with its employer.
    pub refused: BTreeSet<Reason>,
}

/// One line of a case: cases with the same scenario and day are one roster, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesCase {
    /// The scenario.
    pub scenario: String,
    /// Where the case stands in its file, counted from 1.
    pub line: usize,
    /// A day of the period that the dues are for.
    pub as_of: Day,
    /// The line of the roster.
    pub roster: RosterLine,
    /// What it must come to.
    pub expected: Expectation,
    /// The clause that the case is about.
    pub clause: Option<String>,
    /// What else to know.
    pub note: Option<String>,
}

/// What became of one line of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesOutcome {
    /// The scenario.
    pub scenario: String,
    /// Where the case stands in its file, counted from 1.
    pub line: usize,
    /// The member.
    pub member: String,
    /// What it must come to.
    pub expected: Expectation,
    /// What it comes to.
    pub found: Expectation,
}

impl DuesOutcome {
    /// Is it what it must be?
    pub fn holds(&self) -> bool {
        self.expected == self.found
    }

    /// Why the case fails; none: it holds.
    pub fn failure(&self) -> Option<Said> {
        let (scenario, member) = (&self.scenario, &self.member);
        let (expected, found) = (self.expected.written(), self.found.written());
        let sentence = || {
            Said::new(
                format!("场景“{scenario}”会员{member}：应为{expected}，实为{found}。"),
                format!("`{scenario}`, member {member}: expected {expected}, found {found}"),
            )
        };
        (!self.holds()).then(sentence)
    }
}

impl Expectation {
    /// As the columns `expect` and `refused` want it.
    fn written(&self) -> String {
        let owed = self.by_payer.iter().map(|(payer, amount)| format!("{payer}={amount}"));
        let refused: Vec<&str> = self.refused.iter().map(|reason| reason.word()).collect();
        let refused = (!refused.is_empty()).then(|| format!("refused {}", refused.join(" ")));
        let all: Vec<String> = owed.chain(refused).collect();
        if all.is_empty() { "0".into() } else { all.join(" ") }
    }
}

/// Works out the rosters of all scenarios and compares, line by line; in the order of the cases within each
/// scenario, scenarios by name.
pub fn run_dues_cases(edition: &Edition, cases: &[DuesCase]) -> Vec<DuesOutcome> {
    let mut scenarios: BTreeMap<(&str, Day), Vec<&DuesCase>> = BTreeMap::new();
    for case in cases {
        scenarios.entry((&case.scenario, case.as_of)).or_default().push(case);
    }
    scenarios.into_iter().flat_map(|((_, as_of), cases)| run(edition, as_of, &cases)).collect()
}

fn run(edition: &Edition, as_of: Day, cases: &[&DuesCase]) -> Vec<DuesOutcome> {
    let roster: Vec<RosterLine> = cases.iter().map(|case| case.roster.clone()).collect();
    let found = found(&dues(edition, &roster, as_of), roster.len());
    let outcome = |(case, found): (&&DuesCase, Expectation)| DuesOutcome {
        scenario: case.scenario.clone(),
        line: case.line,
        member: case.roster.member.clone(),
        expected: case.expected.clone(),
        found,
    };
    cases.iter().zip(found).map(outcome).collect()
}

/// What each line of a roster comes to.
fn found(dues: &Dues, rows: usize) -> Vec<Expectation> {
    let mut found = vec![Expectation::default(); rows];
    for line in &dues.lines {
        for due in line.amounts.iter().filter(|due| due.amount != Fen::ZERO) {
            *found[line.row].by_payer.entry(due.payer.clone()).or_default() += due.amount;
        }
    }
    for refusal in &dues.refusals {
        for row in &refusal.rows {
            found[*row].refused.insert(refusal.reason);
        }
    }
    found
}
