//! The file is held by another process for longer than anybody waits: a clean refusal, and it goes on afterwards.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};

use huzhu::desk::Call;
use huzhu::desk::submit::Submit;
use huzhu::store::StoreError;
use sqlx::Executor as _;

use super::whole;
use crate::office::claims::world::{World, request, stay};
use crate::office::databases::{Base, on_sqlite, runtime};

/// Says where the file is, in the process that holds it.
const HOLD: &str = "HUZHU_TEST_HOLD";

/// The other process: this program, with this test alone. In any other run there is nothing to hold.
#[test]
#[expect(clippy::disallowed_methods, reason = "it is told by the process that starts it")]
fn holds_the_file() {
    let Ok(url) = std::env::var(HOLD) else { return };
    runtime().block_on(async {
        let pool = Base::at(huzhu::store::Kind::Sqlite, url).pool(1).await;
        let mut connection = pool.acquire().await.unwrap();
        connection.execute("begin immediate").await.unwrap();
        // Not by `println!`, which the test harness would keep to itself.
        std::io::stderr().write_all(b"held\n").unwrap();
        std::io::stdin().read_to_end(&mut vec![]).unwrap();
        connection.execute("rollback").await.unwrap();
    });
}

#[test]
fn whoever_finds_the_file_held_is_told_so() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let first = world.submit(stay("m1", "2026-03-01", 10)).await;
        let mut holder = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "office::crash::locked::holds_the_file", "--nocapture"])
            .env(HOLD, &base.url)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(holder.stderr.take().unwrap()).lines().next().unwrap().unwrap();
        assert_eq!(said, "held");
        let call = || Call::new("s1", "held", request(stay("m1", "2026-03-02", 10)));
        let refused = world.desk.one::<Submit>(&world.book, call()).await.unwrap_err();
        assert!(matches!(*refused, StoreError::Busy(_)), "{refused:?}");
        assert!(refused.zh().contains("未作改动"));
        // Readers do not wait.
        assert_eq!(base.number("select count(*) from claim").await, 1);
        drop(holder.stdin.take());
        assert!(holder.wait().unwrap().success());
        let claim = world.desk.one::<Submit>(&world.book, call()).await.unwrap().answer.unwrap().claim;
        assert_ne!(claim, first.claim);
        let again = world.desk.one::<Submit>(&world.book, call()).await.unwrap();
        assert!(again.replayed && again.answer.unwrap().claim == claim);
        assert_eq!(base.number("select count(*) from claim").await, 2);
        whole(base, &world.store, &world.book).await;
    });
}
