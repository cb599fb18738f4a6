//! Rows as one parameter: ten thousand of them come back as they went in, on both databases.

use huzhu::store::{Column, Given};
use serde::Serialize;

use super::databases::on_both;

#[derive(Serialize, sqlx::FromRow, Clone, Debug, PartialEq)]
struct Employer {
    id: String,
    name: String,
    credit_code: Option<String>,
    size: Option<i64>,
}

const GIVEN: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("name", Column::Text),
        ("credit_code", Column::Text),
        ("size", Column::Number),
    ],
};

const INSERT: &str = "insert into employer (book_id, id, organisation_id, name, credit_code, size) \
    select book_id, id, 'o1', name, credit_code, size from given";

fn employers() -> Vec<Employer> {
    let odd = ["某厂", "a 'quoted' \"name\"", "back\\slash", "line\nbreak", "$1 ? ; --", "", " 　", "𠮷"];
    let sizes = [None, Some(0), Some(-1), Some(i64::MAX), Some(i64::MIN), Some(9_007_199_254_740_993)];
    let employer = |n: usize| Employer {
        id: format!("e{n:08}"),
        name: format!("{}{n}", odd[n % odd.len()]),
        credit_code: (!n.is_multiple_of(3)).then(|| format!("{n:018}")),
        size: sizes[n % sizes.len()],
    };
    (0..10_000).map(employer).collect()
}

#[test]
fn ten_thousand_rows_go_in_and_come_back_as_one_parameter() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let rows = employers();
        let sent = rows.clone();
        let back: Vec<Employer> = store
            .write(&book, |tx| {
                Box::pin(async move {
                    assert_eq!(tx.bulk(&GIVEN, &sent, INSERT).await?, 10_000);
                    let sql = "select e.id, e.name, e.credit_code, e.size from given g \
                        join employer e on e.book_id = g.book_id and e.id = g.id order by g.nth";
                    tx.bulk_read(&GIVEN, &sent, sql).await
                })
            })
            .await
            .unwrap();
        assert_eq!(back, rows);
        let reversed: Vec<Employer> = rows.iter().rev().cloned().collect();
        let sql = "select e.id, e.name, e.credit_code, e.size from given g join employer e on e.id = g.id \
            where e.book_id = 'b1' order by nth";
        assert_eq!(store.bulk_read::<Employer>(&GIVEN, &reversed, sql).await.unwrap(), reversed);
    });
}

/// The forms of statement that the aggregates use.
#[test]
fn a_slice_is_changed_and_read_in_one_statement() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let rows = employers()[..10].to_vec();
        let write = store.write(&book, |tx| {
            Box::pin(async move {
                tx.bulk(&GIVEN, &rows, INSERT).await?;
                let sql = "update employer set size = given.nth, version = version + 1 from given \
                    where employer.book_id = given.book_id and employer.id = given.id and given.nth < 5 \
                    returning employer.id, employer.size";
                let changed: Vec<(String, i64)> = tx.bulk_read(&GIVEN, &rows, sql).await?;
                assert_eq!(changed.len(), 5);
                let sql = "insert into employer (book_id, id, organisation_id, name) \
                    select book_id, id, 'o1', name from given where true \
                    on conflict (book_id, id) do nothing returning id";
                let again: Vec<(String,)> = tx.bulk_read(&GIVEN, &rows, sql).await?;
                assert_eq!(again, []);
                let sql = "with large as (select book_id, id from given where nth >= 5) \
                    select e.id, e.size from large l join employer e on e.book_id = l.book_id and e.id = l.id";
                let large: Vec<(String, Option<i64>)> = tx.bulk_read(&GIVEN, &rows, sql).await?;
                assert_eq!(large.len(), 5);
                let none: [Employer; 0] = [];
                assert_eq!(tx.bulk(&GIVEN, &none, "this is not even asked").await?, 0);
                Ok(())
            })
        });
        write.await.unwrap();
    });
}

const IN_A_BOOK: Given = Given { name: "rows", columns: &[("book_id", Column::Text), ("id", Column::Text)] };

#[derive(Serialize)]
struct Elsewhere {
    book_id: &'static str,
    id: &'static str,
}

/// Rows cannot choose a book: theirs is the one that the act holds.
#[test]
fn rows_go_into_the_book_of_their_act() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let write = store.write(&book, |tx| {
            Box::pin(async move {
                let row = Elsewhere { book_id: "b2", id: "h1" };
                let sql = "insert into household (book_id, id) select book_id, id from rows";
                tx.bulk(&IN_A_BOOK, &[row], sql).await
            })
        });
        assert_eq!(write.await.unwrap(), 1);
        assert_eq!(base.number("select count(*) from household where book_id = 'b1'").await, 1);
    });
}
