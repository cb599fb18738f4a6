//! One claim against a chain: a row of the table, a story, a line of JSON or CSV.

use std::collections::BTreeSet;

use serde::Serialize;

use super::taken_back::Part;
use super::{footnote, story};
use crate::cli::console::Console;
use crate::cli::grid::{Grid, Tone};
use crate::engine::calendar::Day;
use crate::engine::chain::explain::{Told, assumed, currency, part_reasons, plan_name, reasons, state, told};
use crate::engine::chain::{Chain, ChainAdjudication, ChainState};
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::exchange::claims::ClaimRow;

/// The columns of the CSV table.
pub const COLUMNS: [&str; 10] = [
    "line",
    "receipt",
    "member",
    "date",
    "decision",
    "amount",
    "by_plan",
    "reasons",
    "explanation",
    "provisional",
];

/// One row with its answer; none where it is taken back.
pub struct Row<'a> {
    pub claim: &'a ClaimRow,
    pub date: Option<Day>,
    pub part: Part,
    pub answer: Option<ChainAdjudication>,
}

impl Row<'_> {
    fn code(&self) -> &'static str {
        match (&self.answer, self.part) {
            (Some(answer), _) => answer.state.word(),
            (None, Part::TakenBack { .. }) => "taken-back",
            (None, _) => "takes-back",
        }
    }

    fn word(&self, lang: Lang) -> &'static str {
        match (&self.answer, self.part) {
            (Some(answer), _) => state(answer.state, lang),
            (None, Part::TakenBack { .. }) => lang.pick("已冲销", "taken back"),
            (None, _) => lang.pick("冲销", "takes back"),
        }
    }

    fn tone(&self) -> Tone {
        match self.answer.as_ref().map(|answer| answer.state) {
            Some(ChainState::Approve) => Tone::Good,
            Some(ChainState::Deny) => Tone::Bad,
            Some(ChainState::Part | ChainState::Pend) => Tone::Open,
            None => Tone::Plain,
        }
    }

    /// What stands; none where all of it waits or nothing is decided.
    fn amount(&self) -> Option<Fen> {
        let answer = self.answer.as_ref().filter(|answer| answer.state != ChainState::Pend)?;
        Some(answer.amount)
    }

    fn date(&self) -> String {
        self.date.map_or_else(String::new, |day| day.to_string())
    }

    /// What each plan pays that pays something.
    fn by_plan(&self, name: impl Fn(&str) -> String, joint: &str) -> String {
        let paying =
            self.answer.iter().flat_map(|answer| &answer.parts).filter(|part| part.amount > Fen::ZERO);
        paying.map(|part| format!("{}{}", name(&part.plan), part.amount)).collect::<Vec<_>>().join(joint)
    }

    /// Every reason in words, that of a plan after its name; of a plan that is not held nothing.
    fn reasons(&self, chain: &Chain, lang: Lang) -> String {
        let Some(answer) = &self.answer else { return String::new() };
        let mut all = reasons(answer, lang);
        for part in answer.parts.iter().filter(|part| part.adjudication.is_some() || part.instead.is_some()) {
            let name = plan_name(&part.plan, chain, lang);
            let own = part_reasons(part, chain, lang);
            all.extend(
                own.into_iter()
                    .map(|reason| lang.pick(format!("{name}：{reason}"), format!("{name}: {reason}"))),
            );
        }
        all.join(lang.pick("；", "; "))
    }
}

/// The headings of the table.
pub fn heads(chain: &Chain, lang: Lang) -> [String; 7] {
    let currency = currency(chain).name(lang);
    let amount = lang.pick(format!("金额（{currency}）"), currency.into());
    lang.pick(
        ["行号", "会员", "日期", "结果", &amount, "各计划", "理由"],
        ["line", "member", "date", "decision", &amount, "by plan", "reasons"],
    )
    .map(String::from)
}

/// A row of the table.
pub fn cells(row: &Row<'_>, chain: &Chain, lang: Lang) -> Vec<(String, Tone)> {
    let plain = |text: String| (text, Tone::Plain);
    let named = |plan: &str| format!("{} ", plan_name(plan, chain, lang));
    vec![
        plain(row.claim.line.to_string()),
        plain(row.claim.facts.person.member.clone()),
        plain(row.date()),
        (row.word(lang).to_owned(), row.tone()),
        (row.amount().map_or_else(|| "-".into(), |amount| currency(chain).figures(amount)), row.tone()),
        plain(row.by_plan(named, lang.pick("；", "; "))),
        plain(row.reasons(chain, lang)),
    ]
}

/// The story of a claim: one text, plan after plan.
pub fn story(row: &Row<'_>, chain: &Chain, console: &Console) -> String {
    let lang = console.lang();
    let (line, member, date) = (row.claim.line, &row.claim.facts.person.member, row.date());
    let word = row.word(lang);
    let mut text = vec![lang.pick(
        format!("第{line}行　会员{member}　{date}：{word}"),
        format!("line {line}, member {member}, {date}: {word}"),
    )];
    let Some(answer) = &row.answer else { return text.join("\n") + "\n\n" };
    let mut lines: Option<Grid> = None;
    for piece in told(answer, chain, lang) {
        if let Told::Line(line, sentence) = piece {
            let grid = lines.get_or_insert_with(|| story::grid(currency(chain), console));
            grid.row(story::cells_with(&line, sentence, (currency(chain), lang)));
            continue;
        }
        text.extend(lines.take().iter().flat_map(indented));
        text.push(match piece {
            Told::Head(head) => format!("  {head}"),
            Told::Note(note) | Told::Line(_, note) => format!("    {}{note}", lang.pick("说明：", "note: ")),
        });
    }
    text.extend(lines.take().iter().flat_map(indented));
    let proofs = proofs(answer, lang).into_iter();
    text.extend(proofs.map(|proof| format!("  {}{proof}", lang.pick("凭证：", "proof: "))));
    let assumed = assumed(answer, chain, lang).into_iter();
    text.extend(assumed.map(|note| format!("  {}{note}", lang.pick("暂定：", "assumed: "))));
    text.extend(
        presumed(answer, lang).into_iter().map(|note| format!("  {}{note}", lang.pick("注意：", "mind: "))),
    );
    text.join("\n") + "\n\n"
}

fn indented(grid: &Grid) -> Vec<String> {
    grid.to_string().lines().map(|line| format!("    {line}")).collect()
}

/// The diagnoses that must be proven, in words, each once.
fn proofs(answer: &ChainAdjudication, lang: Lang) -> Vec<String> {
    let run = answer.parts.iter().filter_map(|part| part.adjudication.as_ref());
    let mut seen = BTreeSet::new();
    run.flat_map(|adjudication| footnote::proofs(adjudication, lang))
        .filter(|proof| seen.insert(proof.clone()))
        .collect()
}

/// What the claim did not state and was taken for granted, in words.
fn presumed(answer: &ChainAdjudication, lang: Lang) -> Vec<&'static str> {
    let holds = lang.pick(
        "申请未载明参加了哪些计划，按全部参加处理；请核实。",
        "the claim does not say which plans the member holds: taken as holding all; make sure of it",
    );
    let holds = answer.presumed.iter().filter(|word| *word == "holds").map(|_| holds);
    holds.chain(footnote::presumed_words(&answer.presumed, lang)).collect()
}

#[derive(Serialize)]
struct Json<'a> {
    line: usize,
    receipt: u64,
    member: &'a str,
    date: Option<Day>,
    decision: &'a str,
    amount: Option<Fen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
    settlement_id: Option<&'a str>,
    facts: Option<&'a Facts>,
    adjudication: Option<&'a ChainAdjudication>,
}

/// A line of JSON; with the one text where it is wanted.
pub fn json(row: &Row<'_>, chain: &Chain, explain: Option<Lang>) -> String {
    let answer = row.answer.as_ref();
    let text = |lang| answer.map(|answer| crate::engine::chain::explain::text(answer, chain, lang));
    let json = Json {
        line: row.claim.line,
        receipt: row.claim.number,
        member: &row.claim.facts.person.member,
        date: row.date,
        decision: row.code(),
        amount: row.amount(),
        explanation: explain.and_then(text),
        settlement_id: row.claim.settlement_id.as_deref(),
        facts: answer.map(|_| &row.claim.facts),
        adjudication: answer,
    };
    // Keys are texts and values plain: it cannot fail.
    serde_json::to_string(&json).unwrap_or_default() + "\n"
}

/// The cells of a row of CSV.
pub fn csv(row: &Row<'_>, chain: &Chain, lang: Lang) -> [String; COLUMNS.len()] {
    let codes = row.answer.as_ref().map_or_else(String::new, |answer| answer.codes().join("; "));
    let provisional = row.answer.as_ref().map_or_else(String::new, |answer| {
        let of_plans = answer.parts.iter().filter_map(|part| part.adjudication.as_ref().map(|a| (part, a)));
        let of_plans =
            of_plans.flat_map(|(part, a)| a.provisional.iter().map(|path| format!("{}/{path}", part.plan)));
        answer.provisional.iter().cloned().chain(of_plans).collect::<Vec<_>>().join("; ")
    });
    [
        row.claim.line.to_string(),
        row.claim.number.to_string(),
        row.claim.facts.person.member.clone(),
        row.date(),
        row.code().into(),
        row.amount().map_or_else(String::new, |amount| amount.to_string()),
        row.by_plan(|plan| format!("{plan}="), " "),
        codes,
        row.reasons(chain, lang),
        provisional,
    ]
}
