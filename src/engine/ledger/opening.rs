//! Opening balances: rows of a spreadsheet as postings against the account that must come out at nought.

use std::collections::BTreeMap;

use super::books::{Account, Side};
use super::code::Code;
use super::posting::{Amount, Event, Posting};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::scheme::said::Said;

/// A row: what stands on one side of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// The account.
    pub account: Account,
    /// The side.
    pub side: Side,
    /// How much.
    pub amount: Fen,
    /// With whom, where it is owed by or kept for somebody.
    pub party: Name,
}

/// What is wrong with opening balances, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningError {
    /// The line; none where it is the sum of a pool.
    pub line: Option<usize>,
    /// What is wrong, and what to do.
    pub said: Said,
}

/// The postings of opening balances.
///
/// # Errors
/// Every row that cannot stand in a balance, and every pool whose debits are not its credits.
pub fn opening(rows: &[Row]) -> Result<Vec<Posting>, Vec<OpeningError>> {
    let mut wrong = vec![];
    let mut sums: BTreeMap<&str, Fen> = BTreeMap::new();
    let mut postings = vec![];
    for row in rows {
        *sums.entry(&row.account.pool).or_default() += row.side.signed(row.amount);
        match posting(row) {
            Ok(posting) => postings.push(posting),
            Err(said) => wrong.push(OpeningError { line: Some(row.line), said }),
        }
    }
    for (pool, off) in sums.into_iter().filter(|(_, off)| *off != Fen::ZERO) {
        let off = off.grouped();
        let said = Said::new(
            format!("资金池{pool}的期初余额借贷不平，差额{off}元，请核对。"),
            format!("The opening balances of pool {pool} do not balance, by {off} yuan; check them."),
        );
        wrong.push(OpeningError { line: None, said });
    }
    if wrong.is_empty() { Ok(postings) } else { Err(wrong) }
}

fn posting(row: &Row) -> Result<Posting, Said> {
    let code = row.account.code;
    if !code.stays() || code == Code::Opening {
        return Err(Said::new(
            "期初余额只能是资产、负债和净资产科目，请更正；上年收支请并入累计结余。",
            "An opening balance is of assets, liabilities or net assets; put last year's result into accumulated.",
        ));
    }
    let amount = Amount::new(row.amount).ok_or_else(|| {
        Said::new("期初余额须大于零，请更正。", "An opening balance is above nought; correct it.")
    })?;
    let accounts = match row.side {
        Side::Debit => (code, Code::Opening),
        Side::Credit => (Code::Opening, code),
    };
    let posting = Posting::new(&row.account.pool, Event::OpeningBalance, accounts, amount);
    Ok(posting.under(&row.account.sub).with(&row.party))
}
