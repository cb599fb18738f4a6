//! One claim told line by line: clause, sentence, base, ratio, amount, who bears it; and why not.

use super::answer::Answer;
use super::footnote;
use crate::cli::console::Console;
use crate::cli::grid::Grid;
use crate::engine::adjudicate::{Bearer, Line, LineKind, Scheme, explain};
use crate::engine::claim::Component;
use crate::engine::scheme::model::Lang;

/// The story of a claim.
pub fn story(answer: &Answer<'_>, scheme: &Scheme, console: &Console) -> String {
    let lang = console.lang();
    let mut told = vec![head(answer, lang)];
    let mut tell = |text: &str| told.extend(text.lines().map(|line| format!("  {line}")));
    if let Some(adjudication) = answer.adjudication().filter(|adjudication| !adjudication.lines.is_empty()) {
        tell(&lines(&adjudication.lines, scheme, console).to_string());
    }
    for reason in answer.reasons(scheme, lang) {
        tell(&format!("{}{reason}", lang.pick("说明：", "note: ")));
    }
    if let Some(adjudication) = answer.adjudication() {
        for note in footnote::assumed(adjudication, scheme, lang) {
            tell(&format!("{}{note}", lang.pick("暂定：", "assumed: ")));
        }
        for note in footnote::presumed(adjudication, lang) {
            tell(&format!("{}{note}", lang.pick("注意：", "mind: ")));
        }
    }
    told.join("\n") + "\n\n"
}

fn head(answer: &Answer<'_>, lang: Lang) -> String {
    let (line, number) = (answer.row.line, answer.row.number);
    let member = &answer.row.facts.person.member;
    let same = u64::try_from(line).is_ok_and(|line| line == number);
    let receipt = if same {
        String::new()
    } else {
        lang.pick(format!("　受理编号{number}"), format!(", receipt {number}"))
    };
    let date = answer.date.map_or_else(String::new, |day| lang.pick(format!("　{day}"), format!(", {day}")));
    let amount = answer
        .amount()
        .map_or_else(String::new, |amount| lang.pick(format!(" {amount}元"), format!(" {amount} yuan")));
    let word = answer.word(lang);
    lang.pick(
        format!("第{line}行{receipt}　会员{member}{date}：{word}{amount}"),
        format!("line {line}{receipt}, member {member}{date}: {word}{amount}"),
    )
}

/// Lines of a calculation as a table.
pub fn lines(lines: &[Line], scheme: &Scheme, console: &Console) -> Grid {
    let lang = console.lang();
    let mut grid = grid(console);
    for line in lines {
        grid.row(cells_with(line, explain::line(line, scheme, lang), lang));
    }
    grid
}

/// The table of lines, still empty.
pub fn grid(console: &Console) -> Grid {
    let heads = console.lang().pick(
        ["条款", "说明", "基数", "比例", "金额（元）", "承担"],
        ["clause", "line", "base", "ratio", "yuan", "borne by"],
    );
    Grid::new(&heads, &[2, 3, 4], &[1], console)
}

/// The row of a line with its sentence.
pub fn cells_with(line: &Line, sentence: String, lang: Lang) -> [String; 6] {
    let changed = line.base != line.amount;
    let base = if changed { line.base.to_string() } else { String::new() };
    [
        line.clause.clone().unwrap_or_default(),
        sentence,
        base,
        line.ratio.map_or_else(String::new, |ratio| ratio.to_string()),
        line.amount.to_string(),
        bearer(line, lang).into(),
    ]
}

/// Who bears a line; nothing for steps on the way, which nobody bears yet.
fn bearer(line: &Line, lang: Lang) -> &'static str {
    let is_borne = match line.kind {
        LineKind::Bill => line.line != Component::Total.names().word,
        kind => matches!(kind, LineKind::Pays | LineKind::Left),
    };
    match line.bearer {
        _ if !is_borne => "",
        Bearer::SocialInsurance => lang.pick("医保", "social insurance"),
        Bearer::Fund => lang.pick("互助金", "fund"),
        Bearer::Member => lang.pick("会员", "member"),
    }
}
