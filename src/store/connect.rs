//! From a URL to pools of connections whose settings keep what is acknowledged.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{
    Any, AnyConnection, AnyPool, AssertSqlSafe, Connection as _, Executor as _, Row as _, Transaction,
};

use super::error::StoreError;
use super::statistics::Grown;
use super::written::Written;

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
    /// How many statements acts have run.
    pub(super) statements: Arc<AtomicU64>,
    pub(super) grown: Grown,
    pub(super) kind: Kind,
    pub(super) readers: AnyPool,
    pub(super) written: Written,
    pub(super) writers: AnyPool,
}

const READERS: u32 = 8;
/// So many books of one PostgreSQL are written at the same time; SQLite has one writer.
const WRITERS: u32 = 16;
const WAIT_FOR_A_CONNECTION: Duration = Duration::from_secs(30);

/// SQLite waits this long for the writer of another process; within this one, writers queue for the one connection.
/// Rows are found by keys only: without statistics it would read a whole table into an index of its own, made for one
/// statement, rather than ask the index that is there once for each given row.
const ON_SQLITE: &str = "pragma busy_timeout = 5000;
    pragma automatic_index = off;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma cache_size = -65536";
const SQLITE_READER: &str = "pragma query_only = on";

const ON_POSTGRES: &str = "set lock_timeout = '5s';
    set statement_timeout = '60s';
    set idle_in_transaction_session_timeout = '60s'";
/// Acts ask by keys only. PostgreSQL takes the rows that are given as JSON for a hundred, and a new table for an empty
/// one, and would read whole tables for the sake of one row; compiling a plan never pays here.
const POSTGRES_WRITER: &str = "set enable_seqscan = off;
    set enable_hashjoin = off;
    set enable_mergejoin = off;
    set enable_material = off;
    set jit = off";
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

    fn writer(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => POSTGRES_WRITER,
        }
    }

    fn reader(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE_READER,
            Self::Postgres => POSTGRES_READER,
        }
    }

    /// Asks for what is another text after anybody committed: SQLite has it for one connection; PostgreSQL says which
    /// transactions are visible.
    fn mark(self) -> &'static str {
        match self {
            Self::Sqlite => "select cast(data_version as text) from pragma_data_version",
            Self::Postgres => "select cast(pg_current_snapshot() as text)",
        }
    }

    /// Asks for something that can be read only where there is a whole database.
    fn look(self) -> &'static str {
        match self {
            Self::Sqlite => "select count(*) from sqlite_schema",
            Self::Postgres => "select 1",
        }
    }

    fn writers(self) -> u32 {
        match self {
            Self::Sqlite => 1,
            Self::Postgres => WRITERS,
        }
    }
}

/// The URL as the driver knows it, and the most pages that a file of SQLite may grow to: `max_page_count` of the URL, for
/// an office that shares its disk.
fn limited(url: &str) -> Result<(String, Option<u32>), StoreError> {
    let Some((path, options)) = url.split_once('?') else { return Ok((url.into(), None)) };
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        options.split('&').partition(|option| option.starts_with("max_page_count="));
    let pages = |option: &&str| option.split_once('=').and_then(|(_, pages)| pages.parse().ok());
    let pages: Vec<Option<u32>> = ours.iter().map(pages).collect();
    if pages.contains(&None) {
        return Err(StoreError::Url(without_password(url)));
    }
    let rest = if theirs.is_empty() { path.to_owned() } else { format!("{path}?{}", theirs.join("&")) };
    Ok((rest, pages.into_iter().flatten().next()))
}

/// Connects, and makes sure that the database keeps what it acknowledges. A SQLite file is made if there is none.
pub(super) async fn connect(url: &str) -> Result<Pools, StoreError> {
    let kind = Kind::of(url)?;
    reached(kind, url).await?;
    let writers = pool(url, kind.writers()).await?;
    let (url, _) = limited(url)?;
    safe(kind, &writers).await?;
    let (readers, watch) = (readers(kind, READERS, &url)?, readers(kind, 1, &url)?);
    let written = Written::of(watch, kind.mark());
    Ok(Pools { statements: Arc::default(), grown: Grown::default(), kind, readers, written, writers })
}

/// A pool tries again until its patience ends, and then says that it is busy. What no patience mends is said at once.
async fn reached(kind: Kind, url: &str) -> Result<(), StoreError> {
    sqlx::any::install_default_drivers();
    let (url, _) = limited(url)?;
    let look = async {
        let mut connection = AnyConnection::connect(&complete(kind, &url)).await?;
        connection.execute(kind.look()).await?;
        connection.close().await
    };
    match look.await.map_err(StoreError::from) {
        Err(error @ (StoreError::Down(_) | StoreError::Broken(_))) => Err(error),
        _ => Ok(()),
    }
}

/// Connections that cannot write, made as they are needed.
fn readers(kind: Kind, most: u32, url: &str) -> Result<AnyPool, StoreError> {
    let options = options(kind, most).after_connect(move |connection, _| {
        Box::pin(async move {
            set(connection, kind.settings()).await?;
            set(connection, kind.reader()).await
        })
    });
    Ok(options.connect_lazy(&complete(kind, url))?)
}

/// A transaction that reads all as it stands at one point, and may take as long as it needs.
pub(super) async fn at_one_point(
    kind: Kind,
    pool: &AnyPool,
) -> Result<Transaction<'static, Any>, StoreError> {
    let (begin, then) = match kind {
        // Its point is the first read; nobody waits for it.
        Kind::Sqlite => ("begin", "select count(*) from book"),
        Kind::Postgres => (
            "begin isolation level repeatable read read only",
            "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0",
        ),
    };
    let mut tx = pool.begin_with(begin).await?;
    tx.execute(then).await?;
    Ok(tx)
}

/// At most so many connections with the settings of the store's own, for what stands beside it: benches that compare,
/// and tests of the connections themselves.
///
/// # Errors
///
/// When the URL is none, or the database cannot be reached.
pub async fn pool(url: &str, most: u32) -> Result<AnyPool, StoreError> {
    sqlx::any::install_default_drivers();
    let kind = Kind::of(url)?;
    let (url, pages) = limited(url)?;
    let options = options(kind, most).after_connect(move |connection, _| {
        Box::pin(async move {
            set(connection, kind.settings()).await?;
            set(connection, kind.writer()).await?;
            match pages {
                Some(pages) => limit(connection, pages).await,
                None => Ok(()),
            }
        })
    });
    Ok(options.connect(&complete(kind, &url)).await?)
}

/// A file of SQLite is made where there is none.
fn complete(kind: Kind, url: &str) -> String {
    match kind {
        Kind::Sqlite if !url.contains("mode=") => format!("{url}{}mode=rwc", separator(url)),
        _ => url.into(),
    }
}

fn options(kind: Kind, most: u32) -> AnyPoolOptions {
    let options = AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(WAIT_FOR_A_CONNECTION)
        .test_before_acquire(false);
    match kind {
        Kind::Sqlite => options.idle_timeout(None).max_lifetime(None),
        Kind::Postgres => options.before_acquire(|connection, _| {
            Box::pin(async move { set(connection, END_WHAT_IS_OPEN).await.map(|()| true) })
        }),
    }
}

async fn set(connection: &mut AnyConnection, statements: &'static str) -> Result<(), sqlx::Error> {
    connection.execute(statements).await.map(|_| ())
}

/// A file that is larger already keeps its size and grows no more.
async fn limit(connection: &mut AnyConnection, pages: u32) -> Result<(), sqlx::Error> {
    let sql = AssertSqlSafe(format!("pragma max_page_count = {pages}"));
    connection.execute(sql).await.map(|_| ())
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

#[cfg(test)]
mod tests {
    use sqlx::Row as _;

    use super::{Kind, connect, limited, without_password};
    use crate::store::StoreError;

    #[tokio::test]
    async fn every_connection_of_sqlite_waits_for_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let pools = connect(&format!("sqlite:{}", dir.path().join("a 账?%.db").display())).await;
        assert!(pools.is_err(), "a question mark begins the options");
        let pools = connect(&format!("sqlite:{}", dir.path().join("a 账.db").display())).await.unwrap();
        assert!(dir.path().join("a 账.db").exists());
        let table = [("pragma synchronous", 2), ("pragma busy_timeout", 5000), ("pragma foreign_keys", 1)];
        for pool in [&pools.writers, &pools.readers] {
            for (pragma, wanted) in table {
                let found: i64 = sqlx::query(pragma).fetch_one(pool).await.unwrap().get(0);
                assert_eq!(found, wanted, "{pragma}");
            }
            let mode: String = sqlx::query("pragma journal_mode").fetch_one(pool).await.unwrap().get(0);
            assert_eq!(mode, "wal");
        }
    }

    #[tokio::test]
    async fn what_is_no_database_or_cannot_be_reached_is_said_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        std::fs::write(path("text.db"), "一份名册，不是数据库。".repeat(1000)).unwrap();
        std::fs::create_dir(path("folder.db")).unwrap();
        let of = |name: &str| format!("sqlite:{}", path(name).display());
        assert!(matches!(connect(&of("text.db")).await, Err(StoreError::Broken(_))));
        assert!(matches!(connect(&of("folder.db")).await, Err(StoreError::Down(_))));
        assert!(matches!(connect(&of("none/a.db")).await, Err(StoreError::Down(_))));
        let nobody = connect("postgres://nobody@127.0.0.1:1/none").await;
        assert!(matches!(nobody, Err(StoreError::Down(_))));
    }

    /// In memory there is no log that could be kept.
    #[tokio::test]
    async fn a_database_that_keeps_nothing_is_refused() {
        let opened = connect("sqlite::memory:").await;
        assert!(matches!(opened, Err(StoreError::Setting { name: "journal_mode", .. })));
    }

    #[test]
    fn the_space_of_a_file_stands_in_its_url() {
        for (url, rest, pages) in [
            ("sqlite:a.db", "sqlite:a.db", None),
            ("sqlite:a.db?max_page_count=9", "sqlite:a.db", Some(9)),
            ("sqlite:a.db?mode=rw&max_page_count=9&x=y", "sqlite:a.db?mode=rw&x=y", Some(9)),
        ] {
            assert_eq!(limited(url).unwrap(), (rest.to_owned(), pages), "{url}");
        }
        assert!(limited("sqlite:a.db?max_page_count=many").is_err());
    }

    #[test]
    fn the_scheme_of_a_url_names_the_database() {
        for (url, kind) in [
            ("sqlite:office.db", Some(Kind::Sqlite)),
            ("sqlite:///var/office.db", Some(Kind::Sqlite)),
            ("postgres://u@h/d", Some(Kind::Postgres)),
            ("postgresql://u@h/d", Some(Kind::Postgres)),
            ("mysql://u:secret@h/d", None),
            ("office.db", None),
        ] {
            assert_eq!(Kind::of(url).ok(), kind, "{url}");
        }
        assert_eq!(without_password("mysql://u:secret@h/d"), "…@h/d");
    }
}
