//! One claim told line by line: clause, sentence, base, ratio, amount, who bears it; and why not.

use super::answer::Answer;
use super::footnote;
use crate::cli::console::Console;
use crate::cli::grid::Grid;
use crate::engine::adjudicate::{Adjudication, Bearer, Line, Scheme, explain};
use crate::engine::money::{Exact, Rounding};
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say::Currency;

/// The story of a claim.
pub fn story(answer: &Answer<'_>, scheme: &Scheme, console: &Console) -> String {
    let head = head(answer, scheme, console.lang());
    let told = match answer.adjudication() {
        Some(adjudication) => body(adjudication, scheme, console),
        None => {
            let reasons = answer.reasons(scheme, console.lang());
            indented(&reasons.iter().map(|r| note(r, console.lang())).collect::<Vec<_>>())
        }
    };
    format!("{head}\n{told}\n")
}

/// Lines, reasons and footnotes of a decision, indented.
pub fn body(adjudication: &Adjudication, scheme: &Scheme, console: &Console) -> String {
    let lang = console.lang();
    let mut told = Vec::new();
    if !adjudication.lines.is_empty() {
        told.push(lines(&adjudication.lines, scheme, console).to_string());
    }
    let reasons = adjudication.decision.reasons().chain(&adjudication.notes);
    told.extend(reasons.map(|reason| note(&explain::reason(reason, scheme, lang), lang)));
    let approvers = adjudication.approval.iter().map(|a| explain::approver(a, scheme, lang));
    told.extend(approvers.map(|said| format!("{}{said}", lang.pick("审批：", "approval: "))));
    let proofs = footnote::proofs(adjudication, lang).into_iter();
    told.extend(proofs.map(|proof| format!("{}{proof}", lang.pick("凭证：", "proof: "))));
    let assumed = footnote::assumed(adjudication, scheme, lang).into_iter();
    told.extend(assumed.map(|note| format!("{}{note}", lang.pick("暂定：", "assumed: "))));
    let presumed = footnote::presumed(adjudication, lang).into_iter();
    told.extend(presumed.map(|note| format!("{}{note}", lang.pick("注意：", "mind: "))));
    indented(&told)
}

/// Every line in a sentence, and who approves what is granted.
pub fn sentences(adjudication: &Adjudication, scheme: &Scheme, lang: Lang) -> Vec<String> {
    let lines = adjudication.lines.iter().map(|line| explain::line(line, scheme, lang));
    lines.chain(adjudication.approval.iter().map(|a| explain::approver(a, scheme, lang))).collect()
}

fn note(reason: &str, lang: Lang) -> String {
    format!("{}{reason}", lang.pick("说明：", "note: "))
}

fn indented(texts: &[String]) -> String {
    let lines = texts.iter().flat_map(|text| text.lines()).map(|line| format!("  {line}\n"));
    lines.collect()
}

fn head(answer: &Answer<'_>, scheme: &Scheme, lang: Lang) -> String {
    let (line, number) = (answer.row.line, answer.row.number);
    let member = &answer.row.facts.person.member;
    let same = u64::try_from(line).is_ok_and(|line| line == number);
    let receipt = if same {
        String::new()
    } else {
        lang.pick(format!("　受理编号{number}"), format!(", receipt {number}"))
    };
    let date = answer.date.map_or_else(String::new, |day| lang.pick(format!("　{day}"), format!(", {day}")));
    let currency = Currency::of_scheme(scheme.editions());
    let amount = answer.amount().map_or_else(String::new, |a| format!(" {}", currency.amount(a, lang)));
    let word = answer.word(lang);
    lang.pick(
        format!("第{line}行{receipt}　会员{member}{date}：{word}{amount}"),
        format!("line {line}{receipt}, member {member}{date}: {word}{amount}"),
    )
}

/// Lines of a calculation as a table.
pub fn lines(lines: &[Line], scheme: &Scheme, console: &Console) -> Grid {
    let lang = console.lang();
    let currency = Currency::of_scheme(scheme.editions());
    let mut grid = grid(currency, console);
    for line in lines {
        grid.row(cells_with(line, explain::line(line, scheme, lang), (currency, lang)));
    }
    grid
}

/// The table of lines, still empty.
pub fn grid(currency: Currency<'_>, console: &Console) -> Grid {
    let lang = console.lang();
    let amount = lang.pick(format!("金额（{}）", currency.name(lang)), currency.name(lang).into());
    let heads = lang.pick(
        ["条款", "说明", "基数", "比例", &amount, "承担"],
        ["clause", "line", "base", "ratio", &amount, "borne by"],
    );
    Grid::new(&heads, &[2, 3, 4], &[1], console)
}

/// The row of a line with its sentence.
pub fn cells_with(line: &Line, sentence: String, (currency, lang): (Currency<'_>, Lang)) -> [String; 6] {
    let changed = line.base != line.amount;
    let base = if changed { in_cell(line.base, currency) } else { String::new() };
    [
        line.clause.clone().unwrap_or_default().into(),
        sentence,
        base,
        line.ratio.map_or_else(String::new, |ratio| ratio.to_string()),
        in_cell(line.amount, currency),
        bearer(line, lang).into(),
    ]
}

/// Who bears a line; nothing for steps on the way, which nobody bears yet.
fn bearer(line: &Line, lang: Lang) -> &'static str {
    match line.bearer {
        None => "",
        Some(Bearer::SocialInsurance) => lang.pick("医保", "social insurance"),
        Some(Bearer::Fund) => lang.pick("互助金", "fund"),
        Some(Bearer::Member) => lang.pick("会员", "member"),
    }
}

/// An amount in a cell: about how much it is, where its decimals never end.
fn in_cell(amount: Exact, currency: Currency<'_>) -> String {
    let exact = currency.exact(amount);
    if exact.contains('/') { format!("≈{}", amount.round(Rounding::FEN_HALF_UP)) } else { exact }
}
