//! The head of the sheet: what the scheme is, from when it is in force, how much of the notice is encoded.

use super::About;
use super::citation::assumed_mark;
use super::page::Page;
use crate::engine::calendar::YearStart;
use crate::engine::scheme::{check, say};

/// Title, facts, warning of assumptions.
pub(super) fn head(a: About<'_>, page: &mut Page) {
    let sheet = a.lang.pick("规则说明书", "rule sheet");
    let title = a.edition.title.get(a.lang);
    page.title(&a.lang.pick(format!("{title} {sheet}"), format!("{title}: {sheet}")));
    page.para(a.lang.pick(
        "本说明书由方案文件逐项生成，供主管人员对照公布的办法核对后签署。",
        "This sheet is generated, item by item, from the scheme file. The official in charge compares it with the published notice and signs it.",
    ));
    if !a.edition.assumptions.is_empty() {
        warning(a, page);
    }
    let heads = [a.lang.pick("项目", "Item").into(), a.lang.pick("内容", "Content").into()];
    page.table(&heads, &facts(a));
}

fn warning(a: About<'_>, page: &mut Page) {
    let bold = a.lang.pick("注意：本方案含暂定参数。", "Note: this scheme has assumed values.");
    let text = a.lang.pick(
        "办法未写明的内容按“暂定事项”一节所列处理，规则中以〔暂定〕标出；凡用到暂定参数的结果均标明为暂定。",
        "What the notice leaves open is settled as listed under “Assumptions” and marked 〔assumed〕; every result that used an assumed value is stamped provisional.",
    );
    page.notice_box(bold, text);
}

fn facts(a: About<'_>) -> Vec<Vec<String>> {
    let (e, lang) = (a.edition, a.lang);
    let row = |zh: &str, en: &str, text: String| vec![lang.pick(zh, en).to_owned(), text];
    let mut rows = vec![
        row("方案编号", "Scheme", e.id.clone()),
        row("施行期间", "In force", in_force(a) + assumed_mark("in_force", a)),
        row("判定日期", "Deciding date", deciding(a) + assumed_mark("in_force.decided_by", a)),
        row("年度", "Year", year(a) + assumed_mark("in_force.year", a)),
        row("货币与取整", "Currency and rounding", money(a) + assumed_mark("money", a)),
        row("来源", "Source", source(a)),
    ];
    for period in &e.periods {
        let span = period.span;
        let to = span.to().map_or_else(String::new, |to| say::day(to, lang));
        let from = say::day(span.from(), lang);
        let text = lang.pick(format!("{from}至{to}"), format!("{from} to {to}"));
        rows.push(row(period.label.get(lang), period.label.get(lang), text));
    }
    if let Some(replaced) = e.replaces {
        rows.push(row("替代版本", "Replaces", replaces(replaced, a)));
    }
    rows.push(row("编入程度", "Encoded", encoded(a)));
    rows
}

fn in_force(a: About<'_>) -> String {
    let span = a.edition.in_force.span;
    let from = say::day(span.from(), a.lang);
    match span.to() {
        Some(to) => {
            let to = say::day(to, a.lang);
            a.lang
                .pick(format!("{from}至{to}（首尾两日均含）"), format!("{from} to {to}, both days included"))
        }
        None => a.lang.pick(format!("{from}起，至另行规定"), format!("from {from} until further notice")),
    }
}

fn deciding(a: About<'_>) -> String {
    let date = say::date_name(a.edition.in_force.decided_by, a.lang);
    a.lang.pick(
        format!("以{date}判定一项申请是否适用本版规则（待遇另有规定的除外）"),
        format!("a claim falls under this edition by its {date}, unless a benefit says otherwise"),
    )
}

fn year(a: About<'_>) -> String {
    let start = a.edition.in_force.year;
    if start == YearStart::CALENDAR {
        return a.lang.pick("自然年度（1月1日至12月31日）", "the calendar year").into();
    }
    let text = start.to_string();
    let (month, day) = text.split_once('-').unwrap_or((&text, ""));
    let plain = |digits: &str| digits.trim_start_matches('0').to_owned();
    a.lang.pick(
        format!("每年{}月{}日起的十二个月", plain(month), plain(day)),
        format!("the twelve months from {text} (month-day)"),
    )
}

fn money(a: About<'_>) -> String {
    let money = &a.edition.money;
    let name = say::Currency::of(a.edition).name(a.lang);
    let currency = match money.currency.as_str() {
        "CNY" => a.lang.pick("人民币（元）".into(), "yuan (CNY)".into()),
        code if code == name => name.to_owned(),
        code => a.lang.pick(format!("{name}（{code}）"), format!("{name} ({code})")),
    };
    let how = rounded(a);
    a.lang.pick(format!("{currency}；给付额{how}"), format!("{currency}; what is paid is {how}"))
}

/// How what is paid is rounded, and at what.
pub(super) fn rounded(a: About<'_>) -> String {
    let money = &a.edition.money;
    let how = say::rounding(money.round, a.edition, a.lang);
    match money.along {
        Some(window) => {
            let window = say::window(window, a.lang);
            a.lang.pick(format!("按{window}累计后{how}"), format!("{how}, on the running total {window}"))
        }
        None => a.lang.pick(format!("按每次申请{how}"), format!("{how}, on each claim")),
    }
}

fn source(a: About<'_>) -> String {
    let source = &a.edition.source;
    let year = source.year.map(|y| a.lang.pick(format!("（{y}年）"), format!(" ({y})"))).unwrap_or_default();
    let mut parts = vec![format!("{}{year}", source.title)];
    parts.extend(source.url.clone());
    parts.extend(source.note.clone());
    parts.join(a.lang.pick("；", "; "))
}

fn replaces(replaced: crate::engine::calendar::Day, a: About<'_>) -> String {
    let from = say::day(replaced, a.lang);
    let clauses: Vec<String> =
        a.edition.changed_clauses.iter().map(|c| say::clause_mark(c, a.lang)).collect();
    let changed = if clauses.is_empty() {
        a.lang.pick("条文无变动".into(), "no clause changed".into())
    } else {
        a.lang.pick("变动条文：".to_owned(), "changed clauses: ".to_owned()) + &clauses.concat()
    };
    a.lang.pick(
        format!("{from}起施行的版本；{changed}"),
        format!("the edition in force from {from}; {changed}"),
    )
}

fn encoded(a: About<'_>) -> String {
    let count = check::encoded(a.edition);
    let (encoded, informative, open) = (count.encoded, count.informative, count.unencoded);
    let (rules, percent, assumed) = (count.rules + open, count.percent(), a.edition.assumptions.len());
    a.lang.pick(
        format!(
            "规则性条文{rules}条，已编入{encoded}条（{percent}%），转人工处理{open}条；说明性条文{informative}条；暂定事项{assumed}项"
        ),
        format!(
            "clauses that are rules: {rules}, of these encoded: {encoded} ({percent}%), left to a person: {open}; informative clauses: {informative}; assumptions: {assumed}"
        ),
    )
}
