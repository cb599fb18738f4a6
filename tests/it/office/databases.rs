//! One test body, run on a new SQLite file and on a new PostgreSQL database.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a test writes its body in place, without a borrow before it"
)]

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use huzhu::store::book::{self, NewBook};
use huzhu::store::seal::{KeyRing, SeededRandom};
use huzhu::store::{BookId, Kind, Store};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, Executor as _};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use super::postgres::server;

/// A new, empty database for one test.
pub struct Base {
    pub kind: Kind,
    pub url: String,
    _dir: Option<TempDir>,
}

/// Runs the body on SQLite and on PostgreSQL.
pub fn on_both(body: impl AsyncFn(&Base)) {
    on_sqlite(&body);
    on_postgres(&body);
}

/// Runs the body on a new SQLite file.
pub fn on_sqlite(body: impl AsyncFn(&Base)) {
    runtime().block_on(body(&Base::sqlite()));
}

/// Runs the body on a new database of PostgreSQL; where there is none, that was said.
pub fn on_postgres(body: impl AsyncFn(&Base)) {
    runtime().block_on(async {
        let Some(base) = Base::postgres().await else { return };
        body(&base).await;
        base.end().await;
    });
}

impl Base {
    /// A new SQLite file.
    pub fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("office.db").display());
        Self { kind: Kind::Sqlite, url, _dir: Some(dir) }
    }

    /// A new database of PostgreSQL; where there is none, that was said.
    pub async fn postgres() -> Option<Self> {
        let (server, name) = (server("fsync = off\n")?, name());
        administer(server, format!("create database {name}")).await;
        Some(Self { kind: Kind::Postgres, url: url_of(server, &name), _dir: None })
    }

    /// One that somebody else looks after.
    pub fn at(kind: Kind, url: String) -> Self {
        Self { kind, url, _dir: None }
    }

    /// Takes it away.
    pub async fn end(self) {
        if let (Kind::Postgres, Some(server)) = (self.kind, server("fsync = off\n")) {
            let before = self.url.split_once('?').map_or(self.url.as_str(), |(before, _)| before);
            let (_, name) = before.rsplit_once('/').expect("the URL names a database");
            administer(server, format!("drop database {name} with (force)")).await;
        }
    }

    /// The store, with its tables.
    pub async fn store(&self) -> Store {
        Store::open(&self.url, keys()).await.unwrap()
    }

    /// The store with one organisation, `o1` on the path `/o1/`, and its book `b1`.
    pub async fn office(&self) -> (Store, BookId) {
        let store = self.store().await;
        let pool = self.pool(1).await;
        pool.execute("insert into organisation (id, kind, name, path, book_id) values ('o1', 'county', '某县总工会', '/o1/', 'b1')")
            .await
            .unwrap();
        let id = BookId::try_from("b1").unwrap();
        book::open(&store, NewBook { id: &id, title: "某县互助金", organisation_id: "o1" }).await.unwrap();
        (store, id)
    }

    /// The same after everything in a PostgreSQL database was taken away.
    pub async fn fresh_office(&self) -> (Store, BookId) {
        let pool = self.pool(1).await;
        pool.execute("drop schema public cascade; create schema public").await.unwrap();
        pool.close().await;
        self.office().await
    }

    /// Connections past the store, with no settings of its own: to look at what it did, or to do it harm.
    pub async fn pool(&self, most: u32) -> AnyPool {
        sqlx::any::install_default_drivers();
        AnyPoolOptions::new().max_connections(most).connect(&self.url).await.unwrap()
    }

    /// A number that a statement yields.
    pub async fn number(&self, sql: &'static str) -> i64 {
        let pool = self.pool(1).await;
        let number = sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap();
        pool.close().await;
        number
    }
}

/// The same keys in each test.
pub fn keys() -> KeyRing {
    KeyRing::generate(Arc::new(SeededRandom::new(1)))
}

/// What tests run on.
pub fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Not used before on this server, by this process or another.
fn name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("huzhu_test_{}_{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

async fn administer(server: &str, sql: String) {
    sqlx::any::install_default_drivers();
    let pool = AnyPoolOptions::new().max_connections(1).connect(server).await.unwrap();
    pool.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    pool.close().await;
}

/// The URL with another database in it.
fn url_of(server: &str, name: &str) -> String {
    let (before, query) = server.split_once('?').map_or((server, ""), |(before, query)| (before, query));
    let (host, _) = before.rsplit_once('/').expect("the URL names a database");
    if query.is_empty() { format!("{host}/{name}") } else { format!("{host}/{name}?{query}") }
}
