//! Pools, what they may pay, and how a payment is shared among them.

use super::About;
use super::citation::assumed_mark;
use super::page::Page;
use crate::engine::money::Share;
use crate::engine::scheme::model::{Benefit, Pool};
use crate::engine::scheme::say;

/// Pools, then the shares of each benefit.
pub(super) fn pools(a: About<'_>, page: &mut Page) {
    if a.edition.pools.is_empty() {
        return;
    }
    page.section(a.lang.pick("资金池与分担", "Pools and who bears what"));
    let heads = [
        a.lang.pick("资金池", "Pool"),
        a.lang.pick("用途", "May pay"),
        a.lang.pick("资金不足时", "When it runs short"),
    ];
    let row = |p: &Pool| {
        let assumed = assumed_mark(&format!("pool.{}", p.id), a);
        vec![p.label.get(a.lang).into(), use_of(p, a), format!("{}{assumed}", when_short(p, a))]
    };
    let rows: Vec<_> = a.edition.pools.iter().map(row).collect();
    page.table(&heads.map(String::from), &rows);
    reserves(a, page);
    let shares: Vec<_> = a.edition.benefits.iter().flat_map(|b| funding(b, a)).collect();
    if shares.is_empty() {
        return;
    }
    let heads = [
        a.lang.pick("待遇", "Benefit"),
        a.lang.pick("适用情形", "When"),
        a.lang.pick("资金池", "Pool"),
        a.lang.pick("分担比例", "Share"),
    ];
    page.figures(&heads.map(String::from), &shares);
}

/// What goes into the reserves and comes out of them, where the notice says it.
fn reserves(a: About<'_>, page: &mut Page) {
    let row = |p: &Pool| {
        let reserve = p.reserve.as_ref()?;
        let rule = say::reserve(reserve, a.lang) + &say::clause_mark(&reserve.clause, a.lang);
        Some(vec![p.label.get(a.lang).into(), rule])
    };
    let rows: Vec<_> = a.edition.pools.iter().filter_map(row).collect();
    if !rows.is_empty() {
        let heads = [a.lang.pick("资金池", "Pool"), a.lang.pick("储备金", "Reserve")];
        page.table(&heads.map(String::from), &rows);
    }
}

fn when_short(p: &Pool, a: About<'_>) -> String {
    let rule = say::when_short(p.when_short.as_ref().map(|short| short.rule), a.lang);
    let clause = p.when_short.as_ref().map(|short| say::clause_mark(&short.clause, a.lang));
    format!("{rule}{}", clause.unwrap_or_default())
}

fn use_of(p: &Pool, a: About<'_>) -> String {
    if p.only_for.is_empty() {
        return a.lang.pick("各项待遇", "any benefit").into();
    }
    let names: Vec<String> = p.only_for.iter().map(|id| a.benefit_name(id)).collect();
    let names = say::all_of(&names, a.lang);
    a.lang.pick(format!("专用于{names}"), format!("only {names}"))
}

fn funding(b: &Benefit, a: About<'_>) -> Vec<Vec<String>> {
    let Some(funding) = &b.funding else { return vec![] };
    let cells = move |when: String, share: &Share<String>, alone: bool| {
        vec![b.label.get(a.lang).into(), when, pool(share, alone, a), say::ratio(share.part)]
    };
    funding
        .rows
        .iter()
        .flat_map(|row| {
            let when = say::condition(&row.when, a.edition, a.lang);
            let alone = row.value.len() == 1;
            row.value.iter().map(move |share| cells(when.clone(), share, alone))
        })
        .collect()
}

fn pool(share: &Share<String>, alone: bool, a: About<'_>) -> String {
    let found = a.edition.pools.iter().find(|p| p.id == share.of);
    let name = found.map_or(share.of.as_str(), |p| p.label.get(a.lang));
    let odd = if share.takes_odd_fen && !alone {
        a.lang.pick("（除不尽的分由其承担）", " (takes the odd fen)")
    } else {
        ""
    };
    format!("{name}{odd}")
}
