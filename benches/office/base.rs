//! New databases with the settings that they have in an office: a SQLite file on the disk, a PostgreSQL of its own.

use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use huzhu::store::seal::{KeyRing, SystemRandom};
use huzhu::store::{Kind, Store, pool};
use sqlx::{AnyPool, AssertSqlSafe, Executor as _};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use super::postgres;

/// Where new databases are made.
pub struct Base {
    pub name: &'static str,
    pub kind: Kind,
    pub runtime: Runtime,
    dir: TempDir,
}

/// SQLite, and PostgreSQL where it is installed.
pub fn both() -> Vec<Base> {
    let sqlite = Base::new("sqlite", Kind::Sqlite);
    match postgres::server("") {
        Some(_) => vec![sqlite, Base::new("postgres", Kind::Postgres)],
        None => vec![sqlite],
    }
}

impl Base {
    fn new(name: &'static str, kind: Kind) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build();
        // On the disk of the sources: a folder for temporary files may be memory.
        let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let dir = tempfile::tempdir_in(target).expect("a folder for the database");
        Self { name, kind, runtime: runtime.expect("a runtime"), dir }
    }

    /// The URL of a new, empty database.
    pub fn url(&self) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("huzhu_bench_{}_{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        match self.kind {
            Kind::Sqlite => format!("sqlite:{}", self.dir.path().join(name).display()),
            Kind::Postgres => {
                let server = postgres::server("").expect("it was there before");
                let create = AssertSqlSafe(format!("create database {name}"));
                self.runtime.block_on(async {
                    let pool = pool(server, 1).await.expect("the server");
                    pool.execute(create).await.expect("a new database");
                    pool.close().await;
                });
                server.replacen("/postgres?", &format!("/{name}?"), 1)
            }
        }
    }

    /// A store on a new database.
    pub fn store(&self) -> (String, Store) {
        let url = self.url();
        let keys = KeyRing::generate(Arc::new(SystemRandom::open().expect("random bytes")));
        let store = self.runtime.block_on(Store::open(&url, keys)).expect("a store");
        (url, store)
    }

    /// Connections for what is written by hand: as many as clients, one on SQLite, as the store has.
    pub async fn hands(&self, url: &str, clients: u32) -> AnyPool {
        let most = if self.kind == Kind::Sqlite { 1 } else { clients };
        pool(url, most).await.expect("connections")
    }
}
