//! What the database itself refuses, and what lies outside a scope.

use std::sync::Arc;

use huzhu::engine::ledger::deed::Deed;
use huzhu::store::{Scope, ledger};
use sqlx::Executor as _;
use tokio::sync::Barrier;

use super::world::{book, clean, open};
use crate::office::claims::world::World;
use crate::office::databases::{Base, on_both};

#[test]
fn no_pool_and_no_bank_account_is_below_nought_whoever_writes() {
    on_both(async |base| {
        let world = open(base, 100).await;
        let pool = base.pool(1).await;
        for sql in [
            "update pool set held_fen = 10001",
            "update pool set posted_fen = -1",
            "insert into entry select book_id, account_id, version + 1, voucher_id, 'credit', balance_fen + 1, -1 from entry \
             where account_id like '%:income-bank'",
            "insert into voucher select book_id, 9, period, kind, number, day, act, document, reason, made_by, made_at, null from voucher",
            "insert into entry select book_id, account_id, version, 9, side, amount_fen, balance_fen from entry",
        ] {
            assert!(pool.execute(sql).await.is_err(), "{sql}");
        }
        pool.close().await;
        clean(&world).await;
    });
}

/// What the books do not do: to look what there is before the book is taken. The check of the row catches it.
#[test]
fn canary_a_limit_that_is_read_before_the_book_is_taken_is_caught() {
    on_both(async |base| {
        open(base, 100).await;
        let pool = base.pool(8).await;
        let barrier = Arc::new(Barrier::new(8));
        let tasks = (0..8).map(|_| {
            let (pool, barrier) = (pool.clone(), barrier.clone());
            tokio::spawn(async move {
                let available: i64 = sqlx::query_scalar("select posted_fen - held_fen from pool")
                    .fetch_one(&pool)
                    .await
                    .unwrap();
                barrier.wait().await;
                let hold = sqlx::query("update pool set held_fen = held_fen + $1").bind(available);
                hold.execute(&pool).await.is_ok()
            })
        });
        let mut held = 0;
        for task in tasks.collect::<Vec<_>>() {
            held += usize::from(task.await.unwrap());
        }
        pool.close().await;
        assert_eq!(held, 1, "the others read what was not there any more");
    });
}

/// What somebody sees of the books, by each way to look; the last is one that forgets to ask for the scope.
async fn seen(world: &World, base: &Base, staff: &str) -> [(&'static str, bool); 6] {
    let (store, book) = (&world.store, &world.book);
    let scope = Scope::of_staff(store, staff).await.unwrap().unwrap();
    let period = "2026-06".parse().unwrap();
    let totals = ledger::totals(store, &scope, (book, period)).await.unwrap();
    let vouchers = ledger::vouchers(store, &scope, book, (period, "", 0, 10)).await.unwrap();
    let one = ledger::voucher(store, &scope, (book, "2026-06-r1".parse().unwrap())).await.unwrap();
    [
        ("pools", !ledger::pools(store, &scope, book).await.unwrap().is_empty()),
        ("totals", !totals.is_empty()),
        ("vouchers", !vouchers.is_empty()),
        ("voucher", one.is_some()),
        ("periods", !ledger::periods(store, &scope, book).await.unwrap().is_empty()),
        (CANARY, base.number("select count(*) from pool where book_id = 'b1'").await > 0),
    ]
}

const CANARY: &str = "pools without a scope";

#[test]
fn nobody_sees_the_books_of_another_office_but_by_the_canary() {
    on_both(async |base| {
        let world = open(base, 100).await;
        book(&world, Deed::Allocate, 10).await.unwrap();
        let pool = base.pool(1).await;
        pool.execute(
            "insert into organisation (id, kind, name, path, book_id) values ('o2', 'county', '另县总工会', '/o2/', 'b2'); \
             insert into staff (id, organisation_id, person, name, login, state) \
             values ('x1', 'o2', 'px', '某人', 'x1', 'active')",
        )
        .await
        .unwrap();
        pool.close().await;
        let is_seen = |(way, seen): (&'static str, bool)| seen.then_some(way);
        let own: Vec<&str> = seen(&world, base, "f1").await.into_iter().filter_map(is_seen).collect();
        assert_eq!(own, ["pools", "totals", "vouchers", "voucher", "periods", CANARY]);
        let strange: Vec<&str> = seen(&world, base, "x1").await.into_iter().filter_map(is_seen).collect();
        assert_eq!(strange, [CANARY], "a missing scope shows");
    });
}
