//! One row for programs: a line of JSON, a line of a CSV table.

use serde::Serialize;

use super::answer::{Answer, Fate};
use super::story;
use crate::engine::adjudicate::{Adjudication, Scheme};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;

/// The columns of the CSV table.
pub const COLUMNS: [&str; 10] = [
    "line",
    "receipt",
    "member",
    "date",
    "decision",
    "amount",
    "reasons",
    "explanation",
    "provisional",
    "approval",
];

/// The columns that come with `--pool`.
pub const POOL_COLUMNS: [&str; 7] = ["pool", "granted", "now", "waits", "cut", "rule", "rule_clause"];

#[derive(Serialize)]
struct Json<'a> {
    line: usize,
    receipt: u64,
    member: &'a str,
    date: Option<Day>,
    decision: &'a str,
    amount: Option<Fen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_line: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sentences: Vec<String>,
    settlement_id: Option<&'a str>,
    /// With the decision, all that `--after` needs.
    facts: Option<&'a Facts>,
    adjudication: Option<&'a Adjudication>,
}

/// A line of JSON. With sentences where they are wanted.
pub fn json(answer: &Answer<'_>, scheme: &Scheme, explain: Option<Lang>) -> String {
    let sentences =
        |lang: Lang| answer.adjudication().map(|a| story::sentences(a, scheme, lang)).unwrap_or_default();
    let json = Json {
        line: answer.row.line,
        receipt: answer.row.number,
        member: &answer.row.facts.person.member,
        date: answer.date,
        decision: answer.code(),
        amount: answer.amount(),
        other_line: other_line(&answer.fate),
        reasons: explain.map(|lang| answer.reasons(scheme, lang)).unwrap_or_default(),
        sentences: explain.map(sentences).unwrap_or_default(),
        settlement_id: answer.row.settlement_id.as_deref(),
        facts: answer.adjudication().map(|_| &answer.row.facts),
        adjudication: answer.adjudication(),
    };
    // Keys are texts and values plain: it cannot fail.
    serde_json::to_string(&json).unwrap_or_default() + "\n"
}

fn other_line(fate: &Fate) -> Option<usize> {
    match fate {
        Fate::Decided(_) | Fate::Corrects(_) | Fate::Revokes { .. } => None,
        Fate::TakenBack { by } => Some(*by),
        Fate::TakesBack { line } => Some(*line),
    }
}

/// The cells of a row of CSV.
pub fn csv(answer: &Answer<'_>, scheme: &Scheme, lang: Lang) -> [String; COLUMNS.len()] {
    let (codes, provisional, approval) = answer
        .adjudication()
        .map_or_else(Default::default, |a| (a.codes().join("; "), a.provisional.join("; "), levels(a)));
    [
        answer.row.line.to_string(),
        answer.row.number.to_string(),
        answer.row.facts.person.member.clone(),
        answer.date.map_or_else(String::new, |day| day.to_string()),
        answer.code().into(),
        answer.amount().map_or_else(String::new, |amount| amount.to_string()),
        codes,
        answer.reasons(scheme, lang).join(lang.pick("；", "; ")),
        provisional,
        approval,
    ]
}

/// The ids of the levels that approve.
pub fn levels(adjudication: &Adjudication) -> String {
    let levels: Vec<&str> = adjudication.approval.iter().map(|approver| approver.level.as_str()).collect();
    levels.join("; ")
}
