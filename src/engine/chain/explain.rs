//! The one text of a claim against a chain: the bill, plan after plan, the sum, what is left.

use super::answer::{ChainAdjudication, ChainState, Part, Standing};
use super::judge::Chain;
use super::model::{Ceiling, ChainEdition};
use crate::engine::adjudicate::{Line, LineKind, Reason, Scheme, explain};
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::money::{Exact, Fen};
use crate::engine::scheme::model::{Assumption, Lang};
use crate::engine::scheme::say::{self, Currency};

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// What follows is about this.
    Head(String),
    /// A line of the calculation, and its sentence.
    Line(Box<Line>, String),
    /// A sentence by itself.
    Note(String),
}

/// The text of an answer, piece by piece.
pub fn told(answer: &ChainAdjudication, chain: &Chain, lang: Lang) -> Vec<Told> {
    let speaker = Speaker { answer, chain, lang };
    let mut told: Vec<Told> = speaker.frame(&answer.bill);
    for (number, part) in (1..).zip(&answer.parts) {
        told.push(Told::Head(speaker.head(number, part)));
        told.extend(speaker.part(part));
    }
    told.push(Told::Head(speaker.sum()));
    told.extend(speaker.frame(&answer.left));
    told.extend(reasons(answer, lang).into_iter().map(Told::Note));
    told
}

/// The same as plain text.
pub fn text(answer: &ChainAdjudication, chain: &Chain, lang: Lang) -> String {
    let piece = |told: Told| match told {
        Told::Head(text) => format!("{text}\n"),
        Told::Line(line, text) => {
            let clause = line.clause.map(|clause| say::clause_mark(&clause, lang)).unwrap_or_default();
            format!("  {text}{clause}\n")
        }
        Told::Note(text) => format!("  {}{text}\n", lang.pick("说明：", "note: ")),
    };
    told(answer, chain, lang).into_iter().map(piece).collect()
}

/// How the claim stands, as people say it.
pub fn state(state: ChainState, lang: Lang) -> &'static str {
    match state {
        ChainState::Approve => lang.pick("给付", "approved"),
        ChainState::Part => lang.pick("部分给付", "approved in part"),
        ChainState::Deny => lang.pick("不予给付", "denied"),
        ChainState::Pend => lang.pick("待核", "pending"),
    }
}

/// How a plan stands, as people say it.
pub fn standing(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Approve => lang.pick("给付", "pays"),
        Standing::Deny => lang.pick("不予给付", "pays nothing"),
        Standing::Pend => lang.pick("待核", "pending"),
        Standing::Excluded => lang.pick("不予重复给付", "excluded"),
        Standing::NotHeld => lang.pick("未参加", "not held"),
        Standing::NotMeant => lang.pick("不适用", "not meant for it"),
    }
}

/// The name of a plan of the chain.
pub fn plan_name<'c>(plan: &'c str, chain: &'c Chain, lang: Lang) -> &'c str {
    let written = chain.editions().iter().rev().find_map(|edition| edition.plans.get(edition.plan(plan)?));
    written.and_then(|plan| chain.label(plan)).map_or(plan, |label| label.get(lang))
}

/// Why the chain as a whole pays nothing.
pub fn reasons(answer: &ChainAdjudication, lang: Lang) -> Vec<String> {
    let sentence = |reason: &Reason| match reason.code.strip_prefix("missing-date.") {
        Some(kind) => {
            let zh = DateKind::from_word(kind).map_or(kind, |kind| kind.zh());
            lang.pick(
                format!("缺少{zh}，无法确定适用的规定，请补充"),
                format!("the {kind} is not stated: add it"),
            )
        }
        None => {
            let day = reason.given.as_deref().unwrap_or_default();
            lang.pick(format!("{day}不在本组合的执行期内"), format!("the chain is not in force on {day}"))
        }
    };
    answer.reasons.iter().map(sentence).collect()
}

/// Every reason of a plan in words: why it pays nothing, waits or is trimmed.
pub fn part_reasons(part: &Part, chain: &Chain, lang: Lang) -> Vec<String> {
    let name = |plan: &str| plan_name(plan, chain, lang).to_owned();
    match (part.standing, &part.instead, &part.adjudication) {
        (Standing::NotHeld, ..) => {
            vec![lang.pick("会员未参加该计划".into(), "the member does not hold this plan".into())]
        }
        (Standing::NotMeant, ..) => vec![lang.pick(
            format!("该计划不适用于此类申请{}", say::clause_mark(&part.clause, lang)),
            format!("the plan is not meant for claims of this kind{}", say::clause_mark(&part.clause, lang)),
        )],
        (Standing::Excluded, Some((instead, _)), _) => vec![excluded(part, &name(instead), (chain, lang))],
        (_, _, Some(adjudication)) => {
            let Some(scheme) = chain.scheme_of(&part.plan) else { return vec![] };
            let all = adjudication.decision.reasons().chain(&adjudication.notes);
            all.map(|reason| said(reason, (scheme, chain), lang)).collect()
        }
        _ => vec![],
    }
}

fn excluded(part: &Part, instead: &str, (chain, lang): (&Chain, Lang)) -> String {
    let clause = say::clause_mark(&part.clause, lang);
    match part.would_pay.map(|amount| yuan(amount.into(), chain, lang)) {
        Some(amount) => lang.pick(
            format!("已由“{instead}”给付，本计划原应给付的{amount}不再给付{clause}"),
            format!("“{instead}” is paid instead of the {amount} that this plan would pay{clause}"),
        ),
        None => lang.pick(
            format!("已由“{instead}”给付，本计划不再给付{clause}"),
            format!("“{instead}” is paid instead{clause}"),
        ),
    }
}

fn said(reason: &Reason, (scheme, chain): (&Scheme, &Chain), lang: Lang) -> String {
    match reason.code.strip_prefix("waits-for.") {
        Some(plan) => {
            let name = plan_name(plan, chain, lang);
            lang.pick(
                format!("须待“{name}”审核后再核"),
                format!("waits until “{name}” is decided, on which it rests"),
            )
        }
        None => explain::reason(reason, scheme, lang),
    }
}

/// The assumptions that make a result provisional, in words, each once: those of the chain, then those of plans.
pub fn assumed<'c>(answer: &ChainAdjudication, chain: &'c Chain, lang: Lang) -> Vec<&'c str> {
    fn of<'c>(all: &'c [Assumption], paths: &[String], lang: Lang) -> Vec<&'c str> {
        let used = all.iter().filter(|assumption| assumption.about.iter().any(|about| paths.contains(about)));
        used.map(|assumption| assumption.text.get(lang)).collect()
    }
    let edition = chain
        .editions()
        .iter()
        .find(|e| answer.receipt.edition.as_ref().is_some_and(|(day, _)| *day == e.from()));
    let mut texts =
        edition.map_or_else(Vec::new, |edition| of(&edition.assumptions, &answer.provisional, lang));
    for part in &answer.parts {
        let (Some(adjudication), Some(scheme)) = (&part.adjudication, chain.scheme_of(&part.plan)) else {
            continue;
        };
        let named = |day| adjudication.receipt.editions.iter().any(|(from, _)| *from == day);
        let editions = scheme.editions().iter().filter(|edition| named(edition.from()));
        texts.extend(editions.flat_map(|edition| of(&edition.assumptions, &adjudication.provisional, lang)));
    }
    let mut each: Vec<&str> = Vec::new();
    texts.into_iter().for_each(|text| {
        if !each.contains(&text) {
            each.push(text);
        }
    });
    each
}

struct Speaker<'a> {
    answer: &'a ChainAdjudication,
    chain: &'a Chain,
    lang: Lang,
}

impl Speaker<'_> {
    fn edition(&self) -> Option<&ChainEdition> {
        let (day, _) = self.answer.receipt.edition.as_ref()?;
        self.chain.editions().iter().find(|edition| edition.from() == *day)
    }

    fn any_scheme(&self) -> Option<&Scheme> {
        self.chain.members().first().map(|member| &member.scheme)
    }

    /// Lines that are of no plan.
    fn frame(&self, lines: &[Line]) -> Vec<Told> {
        let Some(scheme) = self.any_scheme() else { return vec![] };
        lines
            .iter()
            .map(|line| Told::Line(Box::new(line.clone()), explain::line(line, scheme, self.lang)))
            .collect()
    }

    fn head(&self, number: usize, part: &Part) -> String {
        let name = plan_name(&part.plan, self.chain, self.lang);
        let stands = standing(part.standing, self.lang);
        let amount = if part.amount > Fen::ZERO { self.yuan(part.amount.into()) } else { String::new() };
        self.lang.pick(
            format!("（{number}）{name}：{stands}{amount}"),
            format!("({number}) {name}: {stands} {amount}").trim_end().into(),
        )
    }

    fn part(&self, part: &Part) -> Vec<Told> {
        let scheme = self.chain.scheme_of(&part.plan);
        let lines = part.adjudication.iter().flat_map(|adjudication| &adjudication.lines);
        let mut told: Vec<Told> = lines
            .filter_map(|line| Some(Told::Line(Box::new(line.clone()), self.line(line, scheme?))))
            .collect();
        told.extend(part_reasons(part, self.chain, self.lang).into_iter().map(Told::Note));
        told
    }

    fn line(&self, line: &Line, scheme: &Scheme) -> String {
        let of_chain = line.line.strip_prefix("chain.").filter(|_| line.kind == LineKind::Ceiling);
        let ceiling = of_chain.and_then(|id| self.edition()?.ceilings.iter().find(|c| c.id == id));
        ceiling.map_or_else(|| explain::line(line, scheme, self.lang), |ceiling| self.ceiling(line, ceiling))
    }

    fn ceiling(&self, line: &Line, ceiling: &Ceiling) -> String {
        let window = ceiling.along.map(|window| say::window(window, self.lang));
        let window = window.map_or_else(String::new, |w| self.lang.pick(w.clone(), format!(" {w}")));
        let amount = |of: Option<Exact>| self.yuan(of.unwrap_or(Exact::ZERO));
        let (bound, used) = (amount(line.bound), amount(line.before));
        let (base, result) = (self.yuan(line.base), self.yuan(line.amount));
        let label = ceiling.label.get(self.lang);
        self.lang.pick(
            format!("{label}：{window}各计划合计最高{bound}，已用{used}，本计划{base}，得{result}"),
            format!("{label}: all plans together at most {bound}{window}, {used} used, {base} by this plan: {result}"),
        )
    }

    /// The sum in figures: 1,100.00 + 50.00 = 1,150.00.
    fn sum(&self) -> String {
        let paid: Vec<String> = self
            .answer
            .parts
            .iter()
            .filter(|part| part.amount > Fen::ZERO)
            .map(|p| p.amount.grouped())
            .collect();
        let total = self.yuan(self.answer.amount.into());
        let sum = if paid.len() > 1 { paid.join(self.lang.pick("＋", " + ")) } else { String::new() };
        let equals = if sum.is_empty() { "" } else { self.lang.pick("＝", " = ") };
        let state = state(self.answer.state, self.lang);
        self.lang.pick(
            format!("合计{state}：{sum}{equals}{total}"),
            format!("together {state}: {sum}{equals}{total}"),
        )
    }

    fn yuan(&self, amount: Exact) -> String {
        yuan(amount, self.chain, self.lang)
    }
}

/// The currency of the chain's plans.
pub fn currency(chain: &Chain) -> Currency<'_> {
    Currency::of_scheme(chain.members().first().map_or(&[], |member| member.scheme.editions()))
}

/// An amount with the currency of the chain's plans.
fn yuan(amount: Exact, chain: &Chain, lang: Lang) -> String {
    let currency = currency(chain);
    currency.with(&currency.exact(amount), lang)
}
