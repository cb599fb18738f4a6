//! From a URL to pools of connections whose settings keep what is acknowledged.

use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Executor as _, Row as _};

use super::error::StoreError;

/// Which database it is. Only this file, `bulk` and `migrate` ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file, with no set-up.
    Sqlite,
    /// A server, by URL.
    Postgres,
}

/// Pools of one database. Readers cannot write, whatever they are told.
pub(super) struct Pools {
    pub(super) kind: Kind,
    pub(super) readers: AnyPool,
    pub(super) writers: AnyPool,
}

const READERS: u32 = 8;
/// So many books of one PostgreSQL are written at the same time; SQLite has one writer.
const WRITERS: u32 = 16;
const WAIT_FOR_A_CONNECTION: Duration = Duration::from_secs(30);

/// SQLite waits this long for the writer of another process; within this one, writers queue for the one connection.
const ON_SQLITE: &str = "pragma busy_timeout = 5000;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma cache_size = -65536";
const SQLITE_READER: &str = "pragma query_only = on";

const ON_POSTGRES: &str = "set lock_timeout = '5s';
    set statement_timeout = '60s';
    set idle_in_transaction_session_timeout = '60s'";
const POSTGRES_READER: &str = "set default_transaction_read_only = on";

/// A `begin()` whose future is dropped leaves the connection inside a transaction (sqlx 0.9.0), and what another then
/// writes there is rolled back after it was acknowledged. So whatever is open is rolled back before anybody gets a
/// connection. The `begin` keeps the server from logging a warning each time that nothing was open, which is always.
const END_WHAT_IS_OPEN: &str = "begin; rollback";

impl Kind {
    /// Of a URL.
    pub(super) fn of(url: &str) -> Result<Self, StoreError> {
        match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Ok(Self::Sqlite),
            Some("postgres" | "postgresql") => Ok(Self::Postgres),
            _ => Err(StoreError::Url(without_password(url))),
        }
    }

    /// How a writing transaction begins. A deferred one of SQLite would fail when it first writes.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin",
        }
    }

    fn settings(self) -> &'static str {
        match self {
            Self::Sqlite => ON_SQLITE,
            Self::Postgres => ON_POSTGRES,
        }
    }

    fn reader(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE_READER,
            Self::Postgres => POSTGRES_READER,
        }
    }

    fn writers(self) -> u32 {
        match self {
            Self::Sqlite => 1,
            Self::Postgres => WRITERS,
        }
    }
}

/// Connects, and makes sure that the database keeps what it acknowledges. A SQLite file is made if there is none.
pub(super) async fn connect(url: &str) -> Result<Pools, StoreError> {
    sqlx::any::install_default_drivers();
    let kind = Kind::of(url)?;
    let url = match kind {
        Kind::Sqlite if !url.contains("mode=") => format!("{url}{}mode=rwc", separator(url)),
        _ => url.into(),
    };
    let writers = options(kind, kind.writers(), kind.settings()).connect(&url).await?;
    safe(kind, &writers).await?;
    let readers = options(kind, READERS, kind.settings())
        .after_connect(move |connection, _| {
            Box::pin(async move {
                set(connection, kind.settings()).await?;
                set(connection, kind.reader()).await
            })
        })
        .connect_lazy(&url)?;
    Ok(Pools { kind, readers, writers })
}

fn options(kind: Kind, most: u32, settings: &'static str) -> AnyPoolOptions {
    let options = AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(WAIT_FOR_A_CONNECTION)
        .after_connect(move |connection, _| Box::pin(set(connection, settings)));
    match kind {
        Kind::Sqlite => options.test_before_acquire(false).idle_timeout(None).max_lifetime(None),
        Kind::Postgres => options.test_before_acquire(false).before_acquire(|connection, _| {
            Box::pin(async move { set(connection, END_WHAT_IS_OPEN).await.map(|()| true) })
        }),
    }
}

async fn set(connection: &mut AnyConnection, statements: &'static str) -> Result<(), sqlx::Error> {
    connection.execute(statements).await.map(|_| ())
}

/// What must be so, read back: who can be told that his claim is in the book when a power cut may take it out?
async fn safe(kind: Kind, pool: &AnyPool) -> Result<(), StoreError> {
    match kind {
        Kind::Sqlite => {
            expect(pool, "journal_mode", "pragma journal_mode", "wal").await?;
            let level = sqlx::query("pragma synchronous").fetch_one(pool).await?.try_get::<i64, _>(0)?;
            found("synchronous", if level >= 2 { "full" } else { "less" }, "full")
        }
        Kind::Postgres => {
            let row = sqlx::query("select current_setting('synchronous_commit')").fetch_one(pool).await?;
            let setting: String = row.try_get(0)?;
            found("synchronous_commit", if setting == "off" { "off" } else { "on" }, "on")
        }
    }
}

async fn expect(
    pool: &AnyPool,
    name: &'static str,
    sql: &'static str,
    wanted: &'static str,
) -> Result<(), StoreError> {
    let setting: String = sqlx::query(sql).fetch_one(pool).await?.try_get(0)?;
    found(name, &setting, wanted)
}

fn found(name: &'static str, found: &str, wanted: &'static str) -> Result<(), StoreError> {
    if found == wanted { Ok(()) } else { Err(StoreError::Setting { name, wanted, found: found.into() }) }
}

fn separator(url: &str) -> char {
    if url.contains('?') { '&' } else { '?' }
}

/// A URL as it may be shown: without what stands before the host.
fn without_password(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        None => url.into(),
    }
}
