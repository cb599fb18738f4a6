//! Acts in one book: they exclude each other, issue numbers without a gap, and leave nothing behind when they fail.

use huzhu::store::{BookId, Column, Given, Kind, Store, StoreError};
use serde::Serialize;
use sqlx::Executor as _;

use super::databases::{Base, on_both, on_postgres, on_sqlite};

const HOUSEHOLDS: Given = Given { name: "given", columns: &[("id", Column::Text)] };
const INSERT: &str = "insert into household (book_id, id) select book_id, id from given";

#[derive(Serialize)]
pub struct Household {
    pub id: String,
}

/// Writes one household under a number of the book, and gives the number.
pub async fn one_more(store: &Store, book: &BookId) -> Result<i64, StoreError> {
    let write = store.write(book, |tx| {
        Box::pin(async move {
            let number = tx.issue(1).start;
            let id = huzhu::store::id('h', number);
            tx.bulk(&HOUSEHOLDS, &[Household { id }], INSERT).await?;
            Ok(number)
        })
    });
    write.await
}

const COUNT: &str = "select count(*) from household";
const ISSUED: &str = "select issued from book where id = 'b1'";

#[test]
fn numbers_have_no_gap_whoever_writes_at_the_same_time() {
    on_both(async |base| {
        let (one, book) = base.office().await;
        let other = base.store().await;
        let writes = (0..100).map(|at| {
            let (store, book) = ([&one, &other][at % 2].clone(), book.clone());
            tokio::spawn(async move { one_more(&store, &book).await.unwrap() })
        });
        let mut numbers = vec![];
        for write in writes.collect::<Vec<_>>() {
            numbers.push(write.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
        assert_eq!((base.number(COUNT).await, base.number(ISSUED).await), (100, 100));
    });
}

#[test]
fn what_fails_leaves_nothing_behind() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let failed: Result<(), _> = store
            .write(&book, |tx| {
                Box::pin(async move {
                    let id = tx.issue_id('h');
                    assert_eq!(id, "h00000001");
                    tx.bulk(&HOUSEHOLDS, &[Household { id }], INSERT).await?;
                    Err(StoreError::Broken("for the test".into()))
                })
            })
            .await;
        assert!(matches!(failed, Err(StoreError::Broken(_))));
        assert_eq!((base.number(COUNT).await, base.number(ISSUED).await), (0, 0));
        assert_eq!(one_more(&store, &book).await.unwrap(), 1);
    });
}

/// PostgreSQL answers the commit of a transaction in which a statement failed with a rollback, and says it is fine.
#[test]
fn an_act_that_does_not_hear_its_error_is_not_committed() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let deaf = store
            .write(&book, |tx| {
                Box::pin(async move {
                    let twice = ["h1", "h1"].map(|id| Household { id: id.into() });
                    assert!(tx.bulk(&HOUSEHOLDS, &twice, INSERT).await.is_err());
                    Ok(())
                })
            })
            .await;
        // SQLite undoes the statement alone, and what the act did besides may stand.
        assert_eq!(deaf.is_ok(), base.kind == Kind::Sqlite);
        assert_eq!(base.number(COUNT).await, 0);
    });
}

#[test]
fn a_panic_in_an_act_frees_the_book() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let task = {
            let (store, book) = (store.clone(), book.clone());
            tokio::spawn(async move {
                let _: Result<(), _> =
                    store.write(&book, |_| Box::pin(async { panic!("for the test") })).await;
            })
        };
        assert!(task.await.unwrap_err().is_panic());
        assert_eq!(one_more(&store, &book).await.unwrap(), 1);
    });
}

#[test]
fn there_is_no_act_without_a_book() {
    on_both(async |base| {
        let store = base.store().await;
        let written = one_more(&store, &BookId::try_from("b9").unwrap()).await;
        assert!(matches!(written, Err(StoreError::NoBook(_))), "{written:?}");
    });
}

#[test]
fn readers_cannot_write() {
    on_both(async |base| {
        let (store, _) = base.office().await;
        let rows = [Household { id: "h1".into() }];
        let sql = "insert into household (book_id, id) select 'b1', id from given returning id";
        let written: Result<Vec<(String,)>, _> = store.bulk_read(&HOUSEHOLDS, &rows, sql).await;
        assert!(written.is_err());
        assert_eq!(base.number(COUNT).await, 0);
    });
}

/// Five attempts more than the first, and no sixth.
#[test]
fn what_passes_is_tried_again_five_times() {
    on_postgres(async |base| {
        for (code, failures, works) in [
            ("40001", 5, true),
            ("40001", 6, false),
            ("40P01", 1, true),
            ("55P03", 1, true),
            ("57014", 1, false),
        ] {
            let (store, book) = base.office_once(failures, code).await;
            let written = one_more(&store, &book).await;
            assert_eq!(written.is_ok(), works, "{code} {failures} times: {written:?}");
            assert!(works || matches!(written, Err(StoreError::Busy(_))), "{written:?}");
        }
    });
}

impl Base {
    /// An office whose book refuses to be taken so many times.
    async fn office_once(&self, failures: u32, code: &str) -> (Store, BookId) {
        let office = self.fresh_office().await;
        let pool = self.pool(1).await;
        let sql = format!(
            "create sequence attempts; \
             create function refuse() returns trigger language plpgsql as $$ begin \
               if nextval('attempts') <= {failures} then raise exception 'for the test' using errcode = '{code}'; \
               end if; return new; end $$; \
             create trigger refuse before update on book for each row execute function refuse()"
        );
        pool.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        office
    }
}

/// What the store does not do: to begin without meaning to write, and then to write.
#[test]
fn canary_a_deferred_transaction_of_sqlite_fails() {
    on_sqlite(async |base| {
        let (_, _) = base.office().await;
        let pool = base.pool(4).await;
        let mut one = pool.begin().await.unwrap();
        let mut other = pool.begin().await.unwrap();
        for tx in [&mut one, &mut other] {
            tx.execute("select version from book").await.unwrap();
        }
        one.execute("update book set version = version + 1").await.unwrap();
        one.commit().await.unwrap();
        let late = other.execute("update book set version = version + 1").await;
        assert!(late.is_err(), "its snapshot is old, and no waiting helps");
    });
}
