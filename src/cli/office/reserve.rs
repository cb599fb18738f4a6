//! `huzhu pool reserve`: what the schemes say of the reserves of their pools, and what may go in or come out now.

use super::open::Opened;
use super::output::Output;
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::desk::reserve::{Standing, reserves};
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say;
use crate::exchange::sheet::{Cell, Sheet};
use crate::store::ledger;

/// Shows them.
pub(super) async fn show(office: &Opened, output: &Output, console: &mut Console) -> Result<Outcome, Stop> {
    let inner = office.desk.office();
    let seen = ledger::pools(&inner.store, &office.scope().await?, &office.book).await?;
    let mut standing = reserves(inner, &office.book, inner.now()).await?;
    standing.retain(|one| seen.iter().any(|pool| pool.id == one.pool.as_str()));
    output.write(&sheet(&standing, console.lang()), console)?;
    Ok(Outcome::Fine)
}

fn sheet(standing: &[Standing], lang: Lang) -> Sheet {
    let heads = [
        ("资金池", "pool"),
        ("规定", "rule"),
        ("条文", "clause"),
        ("本年会费和补助收入", "income of the year"),
        ("本年已提取", "put in this year"),
        ("储备金余额", "holds"),
        ("可提取", "may go in"),
        ("可动用", "may come out"),
    ];
    let row = |one: &Standing| {
        let bound = |most| match most {
            Some(most) => Cell::Amount(most),
            None => Cell::text(lang.pick("不限", "no bound")),
        };
        let rule = one.rule.as_ref();
        let silent = || lang.pick("办法未写明", "the notice does not say").to_owned();
        vec![
            Cell::text(one.pool.as_str()),
            Cell::text(rule.map_or_else(silent, |rule| say::reserve(rule, lang))),
            Cell::text(rule.map_or("", |rule| rule.clause.as_str())),
            Cell::Amount(one.year.income),
            Cell::Amount(one.year.filled),
            Cell::Amount(one.holds),
            bound(one.may_fill),
            bound(one.may_draw),
        ]
    };
    Sheet {
        title: lang.pick("储备金", "Reserves").into(),
        heads: heads.iter().map(|(zh, en)| lang.pick(*zh, *en).to_owned()).collect(),
        rows: standing.iter().map(row).collect(),
    }
}
