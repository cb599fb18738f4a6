//! A decision as a page shows it: the steps of the calculation with amounts and clauses, and why where nothing is paid.

use askama::Template;
use askama::filters::HtmlSafe;

use super::format;
use super::frame::Frame;
use crate::engine::adjudicate::{Adjudication, Bearer, Decision, Line, LineKind, Scheme, explain};
use crate::engine::money::{Fen, Rounding};
use crate::engine::scheme::model::Lang;

/// A step of the calculation.
struct Step {
    said: String,
    amount: String,
    clause: Option<Clause>,
    is_fund: bool,
}

/// A clause that grants something, in its own words.
struct Clause {
    id: String,
    text: String,
}

/// The explanation of a decision.
#[derive(Template)]
#[template(path = "claims/explained.html")]
pub(super) struct Explained {
    called: &'static str,
    tone: &'static str,
    amount: String,
    bill: Vec<Step>,
    steps: Vec<Step>,
    /// Steps of benefits that pay nothing, where others pay.
    idle: Vec<Step>,
    reasons: Vec<String>,
    notes: Vec<String>,
    zh: bool,
}

impl HtmlSafe for Explained {}

impl Explained {
    /// The explanation in the page's language.
    pub(super) fn of(p: &Frame, answer: &Adjudication, scheme: &Scheme) -> Self {
        let (called, tone) = match &answer.decision {
            Decision::Approve { .. } => (p.say("可给付", "Would be paid"), "good"),
            Decision::Deny { .. } => (p.say("不予给付", "Nothing is paid"), "bad"),
            Decision::Pend { .. } => (p.say("尚缺材料或信息", "Something is missing"), "warn"),
        };
        let (bill, steps): (Vec<&Line>, Vec<&Line>) =
            answer.lines.iter().partition(|line| line.kind == LineKind::Bill);
        let pays = |line: &&Line| answer.decision.amount() == Fen::ZERO || !is_idle(answer, line);
        let (steps, idle): (Vec<&Line>, Vec<&Line>) = steps.into_iter().partition(pays);
        let say = |why| explain::reason(why, scheme, p.lang);
        Self {
            called,
            tone,
            amount: match &answer.decision {
                Decision::Pend { .. } => "—".into(),
                decided => format::money(decided.amount()),
            },
            bill: bill.into_iter().map(|line| step(p.lang, line, scheme)).collect(),
            steps: said_once(steps.into_iter().map(|line| step(p.lang, line, scheme)).collect()),
            idle: said_once(idle.into_iter().map(|line| step(p.lang, line, scheme)).collect()),
            reasons: answer.decision.reasons().map(say).collect(),
            notes: answer.notes.iter().map(say).collect(),
            zh: p.lang == Lang::Zh,
        }
    }
}

/// Does a line belong to a benefit that pays nothing?
fn is_idle(answer: &Adjudication, line: &Line) -> bool {
    let pays = answer.lines.iter().filter(|other| other.kind == LineKind::Pays);
    let mut own = pays.filter(|other| other.benefit == line.benefit && other.edition == line.edition);
    !line.benefit.is_empty() && own.all(|pays| pays.amount.is_zero())
}

/// A clause is named at the first of the steps in a row that rest on it, and where something is paid.
fn said_once(mut steps: Vec<Step>) -> Vec<Step> {
    let mut before = String::new();
    for step in &mut steps {
        let id = step.clause.as_ref().map(|clause| clause.id.clone()).unwrap_or_default();
        if id == before && !step.is_fund {
            step.clause = None;
        }
        before = id;
    }
    steps
}

fn step(lang: Lang, line: &Line, scheme: &Scheme) -> Step {
    let edition = scheme.editions().iter().find(|edition| Some(edition.from()) == line.edition);
    let clause = line.clause.as_ref().map(|id| {
        let found =
            edition.and_then(|edition| edition.clauses.iter().find(|clause| clause.id == id.as_str()));
        let text = found.map(|clause| clause.text.get(lang).to_owned()).unwrap_or_default();
        Clause { id: id.to_string(), text }
    });
    Step {
        said: explain::line(line, scheme, lang),
        amount: format::money(line.amount.round(Rounding::FEN_HALF_UP)),
        clause,
        is_fund: line.bearer == Some(Bearer::Fund),
    }
}
