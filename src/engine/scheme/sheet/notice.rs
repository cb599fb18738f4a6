//! The notice, clause by clause, with what became of each; and what it leaves open.

use super::About;
use super::citation::citing;
use super::page::Page;
use super::path::path_name;
use crate::engine::scheme::model::{Clause, ClauseStatus, Lang, Text};
use crate::engine::scheme::say;

/// Every clause as printed, its status, and the rules that carry it out.
pub(super) fn notice(a: About<'_>, page: &mut Page) {
    if a.edition.clauses.is_empty() {
        return;
    }
    page.section(a.lang.pick("办法条文与执行规则", "The notice and the rules that carry it out"));
    for clause in &a.edition.clauses {
        let rules = citing(&clause.id, a);
        let title = say::sentence(&title(clause, a.lang), a.lang);
        page.lead(title.trim_end_matches(['.', '。']), status(clause.status, rules.is_empty(), a.lang));
        page.quote(&as_printed(&clause.text, a.lang));
        page.items(&below(clause, &rules, a));
    }
}

fn title(clause: &Clause, lang: Lang) -> String {
    say::clause_mark(&clause.id, lang).trim_matches(['〔', '〕']).to_owned()
}

fn status(status: ClauseStatus, is_idle: bool, lang: Lang) -> &'static str {
    match status {
        ClauseStatus::Rule if is_idle => {
            lang.pick("没有规则引用本条，请核对", "no rule cites this clause; please check")
        }
        ClauseStatus::Rule => lang.pick("已编入规则", "encoded"),
        ClauseStatus::Informative => lang.pick("说明性条文，不影响金额", "informative: it decides no amount"),
        ClauseStatus::Unencoded => lang.pick("未编入规则，转人工处理", "not encoded: goes to a person"),
    }
}

/// The printed words, and their translation where the sheet is in English.
fn as_printed(text: &Text, lang: Lang) -> Vec<&str> {
    match (lang, &text.en) {
        (Lang::En, Some(en)) => vec![&text.zh, en],
        _ => vec![&text.zh],
    }
}

fn below<'a>(clause: &Clause, rules: &[String], a: About<'_>) -> Vec<(&'a str, String)> {
    let mut items = Vec::new();
    if !rules.is_empty() {
        items.push((a.lang.pick("执行规则", "Carried out by"), rules.join(a.lang.pick("；", "; "))));
    }
    if clause.status == ClauseStatus::Unencoded {
        let when = if clause.when.is_always() {
            a.lang
                .pick(
                    "各项待遇均不适用的申请（可能属于本条）",
                    "claims that no benefit applies to: this clause may be theirs",
                )
                .into()
        } else {
            say::condition(&clause.when, a.edition, a.lang)
        };
        items.push((a.lang.pick("转人工的申请", "Claims that go to a person"), when));
    }
    if let Some(reading) = &clause.reading {
        items.push((a.lang.pick("采用的理解", "Chosen reading"), reading.get(a.lang).into()));
    }
    items
}

/// What the notice does not say and the scheme had to assume.
pub(super) fn assumptions(a: About<'_>, page: &mut Page) {
    if a.edition.assumptions.is_empty() {
        return;
    }
    page.section(a.lang.pick("暂定事项", "Assumptions"));
    let rows: Vec<Vec<String>> = a
        .edition
        .assumptions
        .iter()
        .map(|x| {
            let about: Vec<String> = x.about.iter().map(|path| path_name(path, a)).collect();
            vec![about.join(a.lang.pick("；", "; ")), x.text.get(a.lang).into()]
        })
        .collect();
    let heads = [a.lang.pick("涉及规则", "About"), a.lang.pick("暂定内容及理由", "Assumed, and why")];
    page.table(&heads.map(String::from), &rows);
}
