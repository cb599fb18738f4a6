//! What gets nothing, and what several benefits together may not exceed.

use super::About;
use super::citation::assumed_mark;
use super::page::Page;
use crate::engine::scheme::model::Ceiling;
use crate::engine::scheme::say;

/// Claims that get nothing.
pub(super) fn exclusions(a: About<'_>, page: &mut Page) {
    if a.edition.exclusions.is_empty() {
        return;
    }
    page.section(a.lang.pick("不予给付的情形", "Claims that get nothing"));
    let heads = [
        a.lang.pick("情形", "What"),
        a.lang.pick("条件", "When"),
        a.lang.pick("涉及待遇", "Of which benefits"),
    ];
    let rows: Vec<_> = a
        .edition
        .exclusions
        .iter()
        .map(|x| {
            let name = format!("{}{}", x.label.get(a.lang), say::clause_mark(&x.clause, a.lang));
            vec![name, say::condition(&x.when, a.edition, a.lang), benefit_names(&x.benefits, a)]
        })
        .collect();
    page.table(&heads.map(String::from), &rows);
}

/// The benefits by name; all of them where none is named.
pub(super) fn benefit_names(ids: &[String], a: About<'_>) -> String {
    if ids.is_empty() {
        return a.lang.pick("全部待遇", "all").into();
    }
    say::all_of(&ids.iter().map(|id| a.benefit_name(id)).collect::<Vec<_>>(), a.lang)
}

/// Ceilings over several benefits.
pub(super) fn ceilings(a: About<'_>, page: &mut Page) {
    if a.edition.ceilings.is_empty() {
        return;
    }
    page.section(a.lang.pick("总封顶", "Ceilings over several benefits"));
    let heads = [a.lang.pick("封顶", "Ceiling"), a.lang.pick("内容", "What it says")];
    let row = |c: &Ceiling| {
        let assumed = assumed_mark(&format!("ceiling.{}", c.id), a);
        vec![
            format!("{}{}{assumed}", c.label.get(a.lang), say::clause_mark(&c.clause, a.lang)),
            ceiling(c, a),
        ]
    };
    page.table(&heads.map(String::from), &a.edition.ceilings.iter().map(row).collect::<Vec<_>>());
}

fn ceiling(c: &Ceiling, a: About<'_>) -> String {
    let covers = benefit_names(&c.covers, a);
    let most = match (&c.measure, c.amount) {
        (Some(m), _) => say::measures(&m.of, a.edition, a.lang),
        (None, fen) => say::amount(fen.unwrap_or_default(), a.edition, a.lang),
    };
    let window = match c.along {
        Some(window) => say::window(window, a.lang),
        None => a.lang.pick("每次申请".into(), "on each claim".into()),
    };
    a.lang.pick(
        format!("{covers}，{window}合计最高不超过{most}；按待遇排列顺序依次计入，额满为止"),
        format!("{covers} together, {window}: at most {most}, filled in the order of the benefits"),
    )
}
