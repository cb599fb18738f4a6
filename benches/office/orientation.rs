//! For orientation: a durable transaction of five small statements without any code of ours, one for each commit,
//! through `rusqlite` on SQLite and through `pgbench` on PostgreSQL.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use huzhu::store::pool;
use rusqlite::Connection;
use sqlx::Executor as _;

use super::base::Base;
use super::postgres;

const TABLES: &str = "create table a (id integer primary key, used bigint not null); \
    create table c (id bigint, a integer, fen bigint, text text); \
    create table p (id bigint, account text, fen bigint); \
    insert into a (id, used) values (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0)";

const SCRIPT: &str = "\\set a random(0, 7)\n\
    begin;\n\
    update a set used = used + 1 where id = :a;\n\
    select used from a where id = :a;\n\
    insert into c (id, a, fen, text) values (1, :a, 5, 'x');\n\
    insert into p (id, account, fen) values (1, 'expense', 5), (1, 'payable', -5);\n\
    update a set used = used + 1 where id = :a;\n\
    commit;\n";

const SECONDS: Duration = Duration::from_secs(3);

/// Prints what this machine does by itself.
pub fn print(base: &Base) {
    let url = base.url();
    match url.strip_prefix("sqlite:") {
        Some(path) => println!("orientation: rusqlite, 1 connection: {} transactions/s", by_rusqlite(path)),
        None => {
            base.runtime.block_on(async {
                let pool = pool(&url, 1).await.expect("a connection");
                pool.execute(TABLES).await.expect("tables");
                pool.close().await;
            });
            for clients in ["1", "32"] {
                println!("orientation: pgbench, {clients} clients: {}", by_pgbench(&url, clients));
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn by_rusqlite(path: &str) -> u64 {
    let connection = Connection::open(path).expect("a file");
    connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full").expect("settings");
    connection.execute_batch(TABLES).expect("tables");
    let (start, mut done) = (Instant::now(), 0_u32);
    while start.elapsed() < SECONDS {
        transaction(&connection, i64::from(done % 8)).expect("a transaction");
        done += 1;
    }
    u64::from(done) / SECONDS.as_secs()
}

fn transaction(connection: &Connection, a: i64) -> rusqlite::Result<()> {
    let run = |sql| connection.prepare_cached(sql)?.execute([a]).map(|_| ());
    connection.prepare_cached("begin immediate")?.execute([])?;
    run("update a set used = used + 1 where id = ?1")?;
    connection
        .prepare_cached("select used from a where id = ?1")?
        .query_row([a], |row| row.get::<_, i64>(0))?;
    run("insert into c (id, a, fen, text) values (1, ?1, 5, 'x')")?;
    run("insert into p (id, account, fen) values (?1, 'expense', 5), (?1, 'payable', -5)")?;
    run("update a set used = used + 1 where id = ?1")?;
    connection.prepare_cached("commit")?.execute([]).map(|_| ())
}

/// What `pgbench` says of itself.
fn by_pgbench(url: &str, clients: &str) -> String {
    let script = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("orientation.sql");
    std::fs::write(&script, SCRIPT).expect("a file");
    let program = postgres::programs().expect("it was there before").join("pgbench");
    let mut pgbench = Command::new(program);
    pgbench.args(["-n", "-M", "prepared", "-T", "3", "-c", clients, "-f"]).arg(script).arg(url);
    let said = pgbench.stderr(Stdio::null()).output().expect("pgbench runs").stdout;
    let said = String::from_utf8_lossy(&said).into_owned();
    said.lines().find(|line| line.starts_with("tps")).unwrap_or("it said nothing").to_owned()
}
