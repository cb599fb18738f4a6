//! Opening balances in a spreadsheet: pool, account, debit and credit; CSV or XLSX.

use super::table::{CellError, TableError, read_table};
use crate::engine::ledger::Code;
use crate::engine::ledger::chart::Chart;
use crate::engine::money::Fen;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningRow {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// The pool, as written.
    pub pool: String,
    /// The account.
    pub code: Code,
    /// Payer or benefit.
    pub sub: String,
    /// With whom.
    pub party: String,
    /// The debit side.
    pub debit: Fen,
    /// The credit side.
    pub credit: Fen,
}

/// Columns with the names that they may have.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("pool", &["资金池"]),
    ("account", &["科目", "科目编码", "科目代码"]),
    ("sub", &["明细", "缴费方", "补助方"]),
    ("party", &["往来单位", "单位"]),
    ("debit", &["借方", "借方余额", "期初借方"]),
    ("credit", &["贷方", "贷方余额", "期初贷方"]),
];

/// Reads opening balances. An account is named by our word, by its number or by its name in the chart.
///
/// # Errors
/// [`TableError`] when the file is no table or lacks a column; wrong rows are listed beside the good ones.
pub fn read_opening(bytes: &[u8], chart: &Chart) -> Result<(Vec<OpeningRow>, Vec<CellError>), TableError> {
    let (header, rows) = table(bytes)?;
    let column = |at: usize| {
        let (word, also) = COLUMNS[at];
        header.iter().position(|name| name == word || also.contains(&name.as_str()))
    };
    let needed = |at: usize| column(at).ok_or(TableError::MissingColumn { name: COLUMNS[at].0 });
    let (pool, account) = (needed(0)?, needed(1)?);
    let (debit, credit) = (needed(4)?, needed(5)?);
    let (sub, party) = (column(2), column(3));
    let (mut good, mut wrong) = (vec![], vec![]);
    for (line, cells) in rows {
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let error = |at: usize, en: String, zh: String| CellError::new(line, &header[at], en, zh);
        let code = chart.code(cell(account));
        if code.is_none() {
            let named = cell(account);
            wrong.push(error(
                account,
                format!("`{named}` is no account of the chart; use its number, its name or our word"),
                format!("“{named}”不是会计科目，请填写科目编码、名称或代号。"),
            ));
        }
        let mut amount = |at: usize| match cell(at) {
            "" => Fen::ZERO,
            text => Fen::parse(text).unwrap_or_else(|why| {
                wrong.push(error(at, why.to_string(), why.zh()));
                Fen::ZERO
            }),
        };
        let (debit, credit) = (amount(debit), amount(credit));
        let Some(code) = code else { continue };
        let text = |at: Option<usize>| at.map_or("", cell).to_owned();
        let (pool, sub, party) = (cell(pool).to_owned(), text(sub), text(party));
        good.push(OpeningRow { line, pool, code, sub, party, debit, credit });
    }
    Ok((good, wrong))
}

type Lines = Vec<(usize, Vec<String>)>;

fn table(bytes: &[u8]) -> Result<(Vec<String>, Lines), TableError> {
    let table = read_table(bytes)?;
    Ok((table.header, table.rows.into_iter().map(|row| (row.line, row.cells)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ledger::chart::Template;

    #[test]
    fn accounts_go_by_word_number_or_name() {
        let chart = Template::SocialInsurance.chart().unwrap();
        let file = "资金池,科目,明细,借方,贷方\ns/p,income-bank,,\"1,000\",\ns/p,3001,,,1000\ns/p,应收会费,member,0.5,\n\
                    s/p,现金,,1,\ns/p,1002,,x,\n";
        let (good, wrong) = read_opening(file.as_bytes(), &chart).unwrap();
        let codes: Vec<Code> = good.iter().map(|row| row.code).collect();
        assert_eq!(
            codes,
            [Code::IncomeBank, Code::Accumulated, Code::ContributionReceivable, Code::IncomeBank]
        );
        assert_eq!(
            (good[0].debit, good[1].credit, good[2].sub.as_str()),
            (Fen::yuan(1000), Fen::yuan(1000), "member")
        );
        assert_eq!(wrong.iter().map(|error| error.line).collect::<Vec<_>>(), [5, 6]);
        assert!(read_opening("a,b\n1,2\n".as_bytes(), &chart).is_err());
    }
}
