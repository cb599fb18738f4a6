//! What PostgreSQL knows of tables that have just grown. It looks once a minute by itself; until then it takes a table for
//! what it was, and asks by the first column of an index where it has all of them: an import of thousands of claims would be
//! over, or slow, before.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::{AnyPool, AssertSqlSafe, Executor as _};

use super::connect::{Kind, Pools};

/// Rows by table.
pub(super) type Rows = BTreeMap<&'static str, u64>;

/// Rows that were added to tables since PostgreSQL was last told to look at them.
#[derive(Clone, Default)]
pub(super) struct Grown(Arc<Mutex<Rows>>);

/// A table that grew by fewer is no other one than it was.
const MANY: u64 = 500;

impl Grown {
    /// Takes in what an act wrote; the tables that grew by many.
    fn by(&self, rows: &Rows) -> Rows {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (table, rows) in rows {
            *all.entry(table).or_default() += rows;
        }
        rows.keys()
            .filter_map(|table| Some((*table, *all.get(table)?)))
            .filter(|(_, rows)| *rows >= MANY)
            .collect()
    }

    fn forget(&self, table: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(table);
    }
}

/// The table that a statement adds rows to.
pub(super) fn table(sql: &'static str) -> Option<&'static str> {
    sql.split_once("insert into ")?.1.split([' ', '(']).next()
}

/// After an act that added so many rows: lets PostgreSQL look at the tables that grew by half, beside the acts that follow
/// and holding up none of them. It is about speed alone, so that nobody hears where it fails.
pub(super) fn after(pools: &Pools, rows: &Rows) {
    if pools.kind != Kind::Postgres {
        return;
    }
    let grown = pools.grown.by(rows);
    if grown.is_empty() {
        return;
    }
    let (writers, all) = (pools.writers.clone(), pools.grown.clone());
    tokio::spawn(async move {
        if let Err(error) = look(&writers, &all, grown).await {
            tracing::debug!(%error, "tables that grew were not looked at");
        }
    });
}

async fn look(writers: &AnyPool, all: &Grown, grown: Rows) -> Result<(), sqlx::Error> {
    for (table, rows) in grown {
        let sql = "select cast(reltuples as bigint) from pg_class where oid = cast($1 as regclass)";
        let known: i64 = sqlx::query_scalar(sql).bind(table).fetch_one(writers).await?;
        if i64::try_from(rows).unwrap_or(i64::MAX) > known / 2 {
            all.forget(table);
            writers.execute(AssertSqlSafe(format!("analyze {table}"))).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Grown, Rows, table};

    #[test]
    fn the_table_of_a_statement() {
        for (sql, name) in [
            ("insert into claim (book_id) select 1 from given", Some("claim")),
            ("with a as (select 1) insert into hold select 2", Some("hold")),
            ("update claim set stage = 'x'", None),
        ] {
            assert_eq!(table(sql), name, "{sql}");
        }
    }

    #[test]
    fn tables_that_grow_little_by_little_are_noticed_once_it_is_much() {
        let grown = Grown::default();
        let wrote = |rows| grown.by(&Rows::from([("claim", rows), ("hold", 1)]));
        assert_eq!((wrote(300), wrote(200)), (Rows::new(), Rows::from([("claim", 500)])));
        grown.forget("claim");
        assert_eq!(wrote(499), Rows::new());
    }
}
