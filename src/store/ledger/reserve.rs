//! What a year brought to pools and their reserves, added up from the postings.

use std::collections::BTreeMap;

use serde::Serialize;
use sqlx::FromRow;

use super::open::fen;
use crate::engine::ledger::reserve::OfYear;
use crate::engine::name::Name;
use crate::store::bulk::{Column, Given};
use crate::store::error::StoreError;
use crate::store::tx::Tx;

#[derive(Serialize)]
struct Asked<'a> {
    pool: &'a str,
    year: String,
}

const ASKED: Given = Given { name: "given", columns: &[("pool", Column::Text), ("year", Column::Text)] };

#[derive(FromRow)]
struct Row {
    pool_id: String,
    year: String,
    income_fen: i64,
    filled_fen: i64,
}

/// Carrying a year forward empties the accounts of income and is none; taking something out again is not putting in less.
const OF_YEAR: &str = "select p.pool_id, g.year, cast(sum(case \
    when p.event = 'carried-forward' then 0 \
    when p.credit in ('contribution-income', 'subsidy-income') then p.amount_fen \
    when p.debit in ('contribution-income', 'subsidy-income') then -p.amount_fen else 0 end) as bigint) as income_fen, \
    cast(sum(case when p.event = 'reserve-filled' and p.credit = 'reserve-fund' then p.amount_fen \
    when w.event = 'reserve-filled' and p.event = 'reversed' and p.debit = 'reserve-fund' then -p.amount_fen \
    else 0 end) as bigint) as filled_fen \
    from given g join voucher v on v.book_id = g.book_id and v.period like g.year || '-%' \
    join posting p on p.book_id = v.book_id and p.voucher_id = v.id and p.pool_id = g.pool \
    left join posting w on w.book_id = v.book_id and w.voucher_id = v.reverses and w.number = p.number \
    group by p.pool_id, g.year";

/// What calendar years brought to pools of the book, each asked for by pool and year; one without any is left out.
///
/// # Errors
///
/// Those of the database.
pub async fn of_years(
    tx: &mut Tx,
    pools: &[(Name, i16)],
) -> Result<BTreeMap<(Name, i16), OfYear>, StoreError> {
    let asked: Vec<Asked<'_>> =
        pools.iter().map(|(pool, year)| Asked { pool, year: format!("{year:04}") }).collect();
    let rows: Vec<Row> = tx.bulk_read(&ASKED, &asked, OF_YEAR).await?;
    let of = |row: Row| {
        let year = row.year.parse().map_err(|_| StoreError::Broken(format!("a year is {:?}", row.year)))?;
        let brought = OfYear { income: fen(row.income_fen)?, filled: fen(row.filled_fen)? };
        Ok(((row.pool_id.into(), year), brought))
    };
    rows.into_iter().map(of).collect()
}
