//! Open balances (期初余额): what pools had when their books begin, from a spreadsheet.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::books::{draft, earliest, known, open, period};
use super::keep_books::BookedAnswer;
use super::office::Office;
use crate::engine::ledger::opening::{Row, opening};
use crate::engine::ledger::{Account, BooksRefusal, Code, Period, Side};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::{Refusal, Right};
use crate::engine::scheme::said::Said;
use crate::store::ledger::{self, Opened};
use crate::store::{StoreError, Tx};

/// Books opening balances.
pub struct OpenBalances;

/// A row of the spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Its line, counted from 1.
    pub line: usize,
    /// The pool.
    pub pool: Name,
    /// The account.
    pub code: Code,
    /// Payer or benefit.
    pub sub: Name,
    /// With whom.
    pub party: Name,
    /// What stands on the debit side.
    pub debit: Fen,
    /// What stands on the credit side.
    pub credit: Fen,
}

/// A spreadsheet of opening balances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRequest {
    /// Its rows.
    pub rows: Vec<Given>,
    /// The document: usually the name of the file.
    pub document: String,
    /// The period; none: that of the day.
    pub period: Option<Period>,
}

impl Act for OpenBalances {
    const NAME: &'static str = "open-balances";
    const RIGHT: Right = Right::KeepBooks;
    type Request = OpenRequest;
    type Answer = BookedAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, OpenRequest>],
    ) -> Result<Vec<Outcome<BookedAnswer>>, StoreError> {
        let Some(first) = slice.first() else { return Ok(vec![]) };
        let from = earliest(slice.iter().map(|asked| asked.request.period), first.now.day());
        let pools = slice.iter().flat_map(|asked| asked.request.rows.iter().map(|row| row.pool.as_str()));
        let mut pools: Vec<&str> = pools.collect();
        pools.sort_unstable();
        pools.dedup();
        let (mut books, _) = open(office, tx, (&[], &pools), from).await?;
        let outcomes = slice.iter().map(|asked| one(&mut books, asked)).collect();
        ledger::write(tx, books).await?;
        Ok(outcomes)
    }
}

fn one(books: &mut Opened, asked: &Asked<'_, OpenRequest>) -> Outcome<BookedAnswer> {
    let OpenRequest { rows, document, period: wanted } = asked.request;
    for row in rows {
        known(books, &row.pool)?;
        // What was reversed leaves accounts at nought: then balances may be opened again.
        let stands = |(account, balance): (&Account, &crate::engine::ledger::Balance)| {
            account.pool == row.pool && balance.amount != Fen::ZERO
        };
        if books.books.accounts.iter().any(stands) {
            return Err(BooksRefusal::NotEmpty { pool: row.pool.clone() }.into());
        }
    }
    let rows = rows.iter().map(read).collect::<Result<Vec<Row>, Said>>();
    let rows = rows.map_err(|said| Refusal::field("rows", said))?;
    let postings = opening(&rows).map_err(|wrong| Refusal::field("rows", all(&wrong)))?;
    let period = period(&books.periods, *wanted, asked.now.day())?;
    let put = books.put(draft(asked, OpenBalances::NAME, (document, period), postings));
    let voucher = put.map_err(BooksRefusal::from)?.ok_or(BooksRefusal::Amount)?;
    Ok(Done::new(BookedAnswer { voucher }, voucher.to_string()))
}

fn read(given: &Given) -> Result<Row, Said> {
    let line = given.line;
    let (side, amount) = match (given.debit, given.credit) {
        (debit, Fen::ZERO) => (Side::Debit, debit),
        (Fen::ZERO, credit) => (Side::Credit, credit),
        _ => {
            return Err(Said::new(
                format!("第{line}行借方和贷方都有金额，请只填一方。"),
                format!("Line {line} has both a debit and a credit; give one."),
            ));
        }
    };
    let sub = if given.code.has_sub() { given.sub.clone() } else { Name::default() };
    let account = Account { pool: given.pool.clone(), code: given.code, sub };
    Ok(Row { line, account, side, amount, party: given.party.clone() })
}

fn all(wrong: &[crate::engine::ledger::opening::OpeningError]) -> Said {
    use crate::engine::scheme::model::Lang;
    let each = |lang: Lang| {
        let one = |error: &crate::engine::ledger::opening::OpeningError| match error.line {
            Some(line) => lang.pick(format!("第{line}行："), format!("line {line}: ")) + error.said.get(lang),
            None => error.said.get(lang).to_owned(),
        };
        wrong.iter().map(one).collect::<Vec<_>>().join(" ")
    };
    Said::new(each(Lang::Zh), each(Lang::En))
}
