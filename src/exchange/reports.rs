//! Reports of the books as tables: trial balance (科目余额表), income and expenses (收支表).

use std::collections::HashMap;

use super::sheet::{Cell, Sheet};
use crate::engine::ledger::chart::Chart;
use crate::engine::ledger::{Class, TrialBalance, TrialRow};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;

/// The columns of a report in one language, from pairs of Chinese and English.
pub fn heads(heads: &[(&str, &str)], lang: Lang) -> Vec<String> {
    heads.iter().map(|(zh, en)| lang.pick(*zh, *en).to_owned()).collect()
}

/// What pools, and the payers and benefits behind their accounts, are called where people read; what is not in it is
/// called by its id, as in files that go to other programs.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pools: HashMap<String, String>,
    subs: HashMap<(String, String), String>,
}

impl Names {
    /// Calls a pool.
    pub fn call_pool(&mut self, pool: &str, called: impl Into<String>) {
        self.pools.insert(pool.into(), called.into());
    }

    /// Calls a payer or a benefit of a pool.
    pub fn call_sub(&mut self, (pool, sub): (&str, &str), called: impl Into<String>) {
        self.subs.insert((pool.into(), sub.into()), called.into());
    }

    /// What a pool is called.
    pub fn pool<'n>(&'n self, pool: &'n str) -> &'n str {
        self.pools.get(pool).map_or(pool, String::as_str)
    }

    /// What a payer or a benefit of a pool is called.
    pub fn sub<'n>(&'n self, pool: &str, sub: &'n str) -> &'n str {
        self.subs.get(&(pool.into(), sub.into())).map_or(sub, String::as_str)
    }

    /// The payer or benefit of a pool that is called so, or that has this id.
    pub fn id_of_sub<'n>(&'n self, pool: &str, called: &'n str) -> &'n str {
        let mut known = self.subs.iter().filter(|((of, _), name)| of == pool && name.as_str() == called);
        known.next().map_or(called, |((_, sub), _)| sub.as_str())
    }
}

/// Number and name of an account, with payer or benefit behind it.
pub fn account(row: &TrialRow, (chart, names): (&Chart, &Names), lang: Lang) -> (String, String) {
    let named = chart.get(row.account.code);
    let number = named.map(|named| named.number.clone()).unwrap_or_default();
    let name = named.map_or("", |named| lang.pick(&named.zh, &named.en));
    let sub = names.sub(&row.account.pool, &row.account.sub);
    (
        number,
        if sub.is_empty() {
            name.to_owned()
        } else {
            lang.pick(format!("{name}（{sub}）"), format!("{name} ({sub})"))
        },
    )
}

/// An amount on the debit side or on the credit side.
fn sides(balance: Fen) -> [Cell; 2] {
    [Cell::Amount(balance.or_zero()), Cell::Amount((-balance).or_zero())]
}

/// A trial balance (科目余额表) as a table, with its sums.
pub fn trial_sheet(trial: &TrialBalance, (chart, names): (&Chart, &Names), lang: Lang) -> Sheet {
    let columns = [
        ("资金池", "pool"),
        ("科目编码", "number"),
        ("科目名称", "account"),
        ("期初借方", "opening debit"),
        ("期初贷方", "opening credit"),
        ("本期借方", "debit"),
        ("本期贷方", "credit"),
        ("本年借方", "year's debit"),
        ("本年贷方", "year's credit"),
        ("期末借方", "closing debit"),
        ("期末贷方", "closing credit"),
    ];
    let mut sums = [Fen::ZERO; 8];
    let mut rows: Vec<Vec<Cell>> = vec![];
    for row in &trial.rows {
        let (number, name) = account(row, (chart, names), lang);
        let mut cells = vec![Cell::text(row.account.pool.as_str()), Cell::text(number), Cell::text(name)];
        cells.extend(sides(row.before));
        cells.extend([row.debit, row.credit, row.year_debit, row.year_credit].map(Cell::Amount));
        cells.extend(sides(row.after()));
        for (sum, cell) in sums.iter_mut().zip(&cells[3..]) {
            if let Cell::Amount(amount) = cell {
                *sum += *amount;
            }
        }
        rows.push(cells);
    }
    let total = [lang.pick("合计", "total"), "", ""].map(Cell::text);
    rows.push(total.into_iter().chain(sums.map(Cell::Amount)).collect());
    Sheet {
        title: lang
            .pick(format!("{} 科目余额表", trial.period), format!("Trial balance of {}", trial.period)),
        heads: heads(&columns, lang),
        rows,
    }
}

/// Income and expenses by pool: of the period, and of the year up to it.
pub fn income(trial: &TrialBalance, (chart, names): (&Chart, &Names), lang: Lang) -> Sheet {
    let columns = [
        ("资金池", "pool"),
        ("项目", "item"),
        ("科目编码", "number"),
        ("科目名称", "account"),
        ("本期", "period"),
        ("本年累计", "year"),
    ];
    let mut rows: Vec<Vec<Cell>> = vec![];
    let mut result = (Fen::ZERO, Fen::ZERO);
    for class in [Class::Income, Class::Expense] {
        for row in trial.rows.iter().filter(|row| row.account.code.class() == class) {
            let (number, name) = account(row, (chart, names), lang);
            let (month, year) = (row.credit - row.debit, row.year_credit - row.year_debit);
            result = (result.0 + month, result.1 + year);
            let shown = |amount: Fen| Cell::Amount(if class == Class::Income { amount } else { -amount });
            let (zh, en) = class.names();
            rows.push(vec![
                Cell::text(names.pool(&row.account.pool)),
                Cell::text(lang.pick(zh, en)),
                Cell::text(number),
                Cell::text(name),
                shown(month),
                shown(year),
            ]);
        }
    }
    let total = [lang.pick("收支结余", "result"), "", "", ""].map(Cell::text);
    rows.push(total.into_iter().chain([result.0, result.1].map(Cell::Amount)).collect());
    Sheet {
        title: lang
            .pick(format!("{} 收支表", trial.period), format!("Income and expenses of {}", trial.period)),
        heads: heads(&columns, lang),
        rows,
    }
}
