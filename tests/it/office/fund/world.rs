//! The small office of the claims' tests, with two accountants and money in its pool.

use huzhu::clock::Now;
use huzhu::desk::Office;
use huzhu::desk::keep_books::{BookRequest, BookedAnswer, KeepBooks};
use huzhu::desk::review::Verdict;
use huzhu::desk::verify::{Looked, verify};
use huzhu::engine::ledger::Period;
use huzhu::engine::ledger::deed::{Booking, Deed};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::engine::office::Refusal;
use huzhu::store::files::Files;
use huzhu::store::{BookId, Store};
use sqlx::Executor as _;

use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, keys};

pub const POOL: &str = "test/limit/test";

/// The office with accountants f1 and f2, who are two persons, f3 who is the person of f1, and so many yuan in its pool.
pub async fn open(base: &Base, yuan: i32) -> World {
    open_with(base, yuan, &[]).await
}

/// The same with other words in its scheme.
pub async fn open_with(base: &Base, yuan: i32, changes: &[(&str, &str)]) -> World {
    let world = if changes.is_empty() { World::open(base).await } else { World::with(base, changes).await };
    let pool = base.pool(1).await;
    for (id, person) in [("f1", "p11"), ("f2", "p12"), ("f3", "p11")] {
        let sql = format!(
            "insert into staff (id, organisation_id, person, name, login, state) \
             values ('{id}', 'o1', '{person}', '某会计', '{id}', 'active'); \
             insert into staff_role (staff_id, role, from_day) values ('{id}', 'finance', '2020-01-01');"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    }
    let employer =
        "insert into employer (book_id, id, organisation_id, name) values ('b1', 'w1', 'o1', '某单位')";
    pool.execute(employer).await.unwrap();
    pool.close().await;
    if yuan > 0 {
        book(&world, Deed::Interest, yuan).await.unwrap();
    }
    world
}

/// A deed on the pool.
pub fn booking(deed: Deed, amount: Fen) -> Booking {
    Booking {
        deed,
        pool: POOL.into(),
        amount,
        payer: Name::default(),
        party: Name::default(),
        to: Name::default(),
        document: "回单1".into(),
    }
}

/// Books a deed of so many yuan.
pub async fn book(world: &World, deed: Deed, yuan: i32) -> Result<BookedAnswer, Refusal> {
    ask(world, booking(deed, Fen::yuan(yuan)), None).await
}

pub async fn ask(world: &World, booking: Booking, period: Option<Period>) -> Result<BookedAnswer, Refusal> {
    world.ask::<KeepBooks>("f1", BookRequest { booking, period }).await
}

/// A claim that was approved.
pub async fn approved(world: &World, member: &str, day: &str, yuan: i32) -> Name {
    let decided = world.decided(stay(member, day, yuan)).await;
    world.review("s2", &decided.claim, decided.decision, Verdict::Approve).await.unwrap();
    decided.claim
}

/// What stands on all accounts of a code, as a debit.
pub async fn balance(base: &Base, code: &str) -> i64 {
    let sql =
        format!("select cast(coalesce(sum(balance_fen), 0) as bigint) from balance where code = '{code}'");
    number(base, sql).await
}

/// A number that a statement yields.
pub async fn number(base: &Base, sql: String) -> i64 {
    let pool = base.pool(1).await;
    let number = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&pool).await.unwrap();
    pool.close().await;
    number
}

/// Everything that verify looked at.
pub async fn looked(world: &World) -> Vec<Looked> {
    looked_in(world.desk.office(), &world.book).await
}

async fn looked_in(office: &Office, book: &BookId) -> Vec<Looked> {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::new(dir.path(), keys());
    let mut looked = vec![];
    let holds = verify(office, (book, &files), |one| looked.push(one)).await.unwrap();
    assert_eq!(holds, looked.iter().all(|one| one.broken.is_none()));
    looked
}

/// Verifies, and nothing is broken.
pub async fn clean(world: &World) {
    clean_in(&world.store, &world.book).await;
}

/// The same of a book in a store.
pub async fn clean_in(store: &Store, book: &BookId) {
    let office = Office::new(store.clone(), Now::read);
    let broken: Vec<Looked> =
        looked_in(&office, book).await.into_iter().filter(|one| one.broken.is_some()).collect();
    assert_eq!(broken, []);
}

/// Runs statements past the store.
pub async fn harm(base: &Base, sql: &str) {
    let pool = base.pool(1).await;
    pool.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.unwrap();
    pool.close().await;
}
