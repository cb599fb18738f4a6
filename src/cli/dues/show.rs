//! Dues for people: by employer and payer, and every refusal with its clause and what would satisfy it.

use std::collections::BTreeSet;
use std::io;

use super::Shown;
use crate::cli::console::Console;
use crate::cli::grid::Grid;
use crate::engine::contribution::{ByPayer, Refusal};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say::{self, Currency};

/// Prints both tables.
pub fn show(shown: &Shown<'_>, console: &mut Console) -> io::Result<()> {
    let lang = console.lang();
    let (from, to) = (shown.dues.period.from(), shown.dues.period.to());
    let to = to.map_or_else(String::new, |to| say::day(to, lang));
    let (title, from) = (shown.edition.title.get(lang), say::day(from, lang));
    console.line(
        lang.pick(format!("{title}　{from}至{to}应缴"), format!("{title}: dues from {from} to {to}")),
    )?;
    console.line("")?;
    console.line(by_employer(shown, console))?;
    if !shown.dues.refusals.is_empty() {
        console.line("")?;
        console.line(lang.pick("不予参加：", "refused:"))?;
        console.line(refusals(shown, console))?;
    }
    Ok(())
}

fn by_employer(shown: &Shown<'_>, console: &Console) -> Grid {
    let lang = console.lang();
    let payers = payers(shown);
    let mut heads = vec![lang.pick("单位", "employer"), lang.pick("人数", "members")];
    heads.extend(payers.iter().map(|payer| shown.edition.payer_label(payer, lang)));
    let currency = Currency::of(shown.edition);
    let total =
        lang.pick(format!("合计（{}）", currency.name(lang)), format!("total ({})", currency.name(lang)));
    heads.push(&total);
    let mut grid = Grid::new(&heads, &(1..heads.len()).collect::<Vec<_>>(), &[0], console);
    for (employer, amounts) in &shown.dues.by_employer {
        let name = employer.clone().unwrap_or_else(|| lang.pick("（无单位）", "(none)").into());
        grid.row(row(name, members(shown, Some(employer)), (amounts, currency), &payers));
    }
    let all = (&shown.dues.by_payer, currency);
    grid.row(row(lang.pick("合计", "total").into(), members(shown, None), all, &payers));
    grid
}

fn row(
    name: String,
    members: usize,
    (amounts, currency): (&ByPayer, Currency<'_>),
    payers: &[&str],
) -> Vec<String> {
    let amount = |payer: &&str| currency.figures(amounts.get(*payer).copied().unwrap_or_default());
    let total: Fen = amounts.values().copied().sum();
    let mut cells = vec![name, members.to_string()];
    cells.extend(payers.iter().map(amount));
    cells.push(currency.figures(total));
    cells
}

/// How many members owe something, of one employer or in all.
fn members(shown: &Shown<'_>, employer: Option<&Option<String>>) -> usize {
    let of =
        shown.dues.lines.iter().filter(|line| employer.is_none_or(|employer| line.employer == *employer));
    of.map(|line| line.member.as_str()).collect::<BTreeSet<_>>().len()
}

/// Who pays anything, in the order of the scheme.
fn payers<'a>(shown: &'a Shown<'_>) -> Vec<&'a str> {
    let declared = shown.edition.payers.iter().map(|(id, _)| id.as_str());
    let pays = |payer: &&str| shown.dues.by_payer.contains_key(*payer);
    let mut payers: Vec<&str> = declared.filter(pays).collect();
    for payer in shown.dues.by_payer.keys() {
        if !payers.contains(&payer.as_str()) {
            payers.push(payer);
        }
    }
    payers
}

fn refusals(shown: &Shown<'_>, console: &Console) -> Grid {
    let lang = console.lang();
    let heads = lang.pick(
        ["行号", "会员或单位", "条款", "原因", "如何符合"],
        ["line", "member or employer", "clause", "why", "what would satisfy"],
    );
    let mut grid = Grid::new(&heads, &[], &[3, 4], console);
    for refusal in &shown.dues.refusals {
        grid.row(refused(refusal, shown, lang));
    }
    grid
}

fn refused(refusal: &Refusal, shown: &Shown<'_>, lang: Lang) -> [String; 5] {
    let lines: Vec<String> = refusal.rows.iter().map(|row| shown.line(*row).to_string()).collect();
    let who = refusal.member.clone().or_else(|| refusal.employer.clone()).unwrap_or_default();
    [
        lines.join(lang.pick("、", ", ")),
        who,
        refusal.clause.clone().unwrap_or_default(),
        refusal.sentence.get(lang).into(),
        refusal.remedy.get(lang).into(),
    ]
}
