//! `kill -9` of the writing process at random moments: what it acknowledged stands, once, and the office is ready again.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use huzhu::clock::Now;
use huzhu::generate::{Row, SETTLEMENTS_HEADER};
use huzhu::store::seal::{KeyFile, KeyRing, SystemRandom};
use huzhu::store::{BookId, Store};

use super::{rows, whole, world};
use crate::office::databases::{Base, on_postgres, on_sqlite};
use crate::office::people::SCHEME;
use crate::office::safety::commands::{office, run};

const ROUNDS: usize = 20;
const ROWS: usize = 5;
/// The office is ready again after so many milliseconds, by what the process itself says.
const READY_MS: i64 = 5_000;

/// What the process is writing when it is killed: files of few rows, so that there are many acts.
struct Load {
    /// `import roster` and the like.
    what: &'static [&'static str],
    /// Writes the files, and does what must come before them.
    prepare: fn(&Path),
    /// Does what was said again say what was said before it was killed?
    same: fn(&str, &str) -> bool,
    /// Numbers that are to be found in the end.
    counts: &'static [(&'static str, usize)],
}

const ROSTERS: Load = Load {
    what: &["import", "roster", SCHEME, "--as-of", "2025-01-10"],
    prepare: rosters,
    same: |said, again| again.contains(said),
    counts: &[
        ("select count(*) from import_run", ROUNDS),
        ("select count(distinct file_hash) from import_run", ROUNDS),
        ("select count(*) from member", ROUNDS * ROWS),
        ("select count(*) from enrolment where state = 'active'", ROUNDS * ROWS),
        ("select count(distinct member_id) from enrolment", ROUNDS * ROWS),
    ],
};

const SETTLEMENTS: Load = Load {
    what: &["import", "settlements", SCHEME],
    prepare: settlements,
    // The second time all rows are known, under the same import.
    same: |said, again| {
        let known = format!("{ROWS}行此前已受理");
        again.contains(said.split('：').next().unwrap()) && (again.contains(&known) || again.contains(said))
    },
    counts: &[
        ("select count(*) from import_run where kind = 'settlements'", ROUNDS),
        ("select cast(sum(good_rows) as bigint) from import_run where kind = 'settlements'", ROUNDS * ROWS),
        ("select count(*) from claim", ROUNDS * ROWS),
        ("select count(distinct settlement_index) from claim", ROUNDS * ROWS),
        ("select count(*) from decision where cause = 'decide'", ROUNDS * ROWS),
        ("select count(distinct receipt) from claim", ROUNDS * ROWS),
    ],
};

fn rosters(folder: &Path) {
    let (header, rows) = rows();
    written(folder, &header, &rows);
}

/// Everybody is enrolled, and some are in hospital.
fn settlements(folder: &Path) {
    let (header, rows) = rows();
    std::fs::write(folder.join("all.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    let enrol = ["import", "roster", SCHEME, "all.csv", "--as-of", "2025-01-10", "--as", "clerk"];
    let (code, says) = run(folder, &enrol);
    assert_eq!(code, 0, "{says}");
    let world = world(ROUNDS * ROWS * 2);
    let clean = world.settlements().filter(|row| matches!(row.row, Row::Clean));
    // Whoever wishes for two share units is not in the roster.
    let enrolled = |text: &String| rows.iter().any(|row| row.split(',').next() == text.split(',').nth(2));
    let clean: Vec<String> =
        clean.map(|row| row.text.trim_end().to_owned()).filter(enrolled).take(ROUNDS * ROWS).collect();
    written(folder, SETTLEMENTS_HEADER.trim_end(), &clean);
}

fn written(folder: &Path, header: &str, rows: &[String]) {
    assert!(rows.len() >= ROUNDS * ROWS, "{} rows", rows.len());
    for (round, rows) in rows.chunks(ROWS).take(ROUNDS).enumerate() {
        std::fs::write(folder.join(file(round)), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    }
}

fn file(round: usize) -> String {
    format!("part-{round}.csv")
}

impl Load {
    fn command(&self, round: usize) -> Vec<String> {
        let words = self.what.iter().chain(&["--as", "clerk", "--verbose"]);
        words.map(|word| (*word).to_owned()).chain([file(round)]).collect()
    }
}

/// What the process acknowledged before it was killed, at the latest after so long.
fn killed(folder: &Path, command: &[String], after: Duration) -> Option<String> {
    let mut huzhu = Command::new(env!("CARGO_BIN_EXE_huzhu"));
    huzhu.current_dir(folder).args(command).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = huzhu.spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (line, lines) = mpsc::channel();
    let reader =
        thread::spawn(move || out.lines().map_while(Result::ok).for_each(|said| line.send(said).unwrap()));
    let first = lines.recv_timeout(after);
    // SIGKILL; whoever has ended already cannot be killed.
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    match first {
        Ok(said) => Some(said),
        // It may have said it while it was being killed.
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => lines.try_recv().ok(),
    }
}

/// Milliseconds, without a clock and without chance: the same in each run, spread over what an import takes.
fn moment(round: usize, most: u64) -> Duration {
    let spread = u64::try_from(round * 2_654_435_761 % 1_000).unwrap();
    Duration::from_millis(most * spread / 1_000)
}

/// How long it took until the database was open, by what the process says.
fn ready_ms(said: &str) -> i64 {
    let (_, ms) = said.split_once("the database is open ms=").expect(said);
    ms.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

async fn survives(base: &Base, load: &Load) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder, Some(&base.url));
    (load.prepare)(folder);
    let (mut acknowledged, mut unheard, mut ready) = (0, 0, vec![]);
    // As long as an import takes here, so that the moments fall into it: the first is left to end, the second is killed at
    // once, and the others by how those before them came out.
    let mut most = 0;
    for round in 0..ROUNDS {
        let (begun, words) = (Now::read(), load.command(round));
        let said = match round {
            0 => killed(folder, &words, Duration::from_mins(10)),
            _ => killed(folder, &words, moment(round - 1, most)),
        };
        if round == 0 {
            most = u64::try_from(Now::read().ms_since(begun)).unwrap() * 5 / 4;
        }
        // The same file again: its key is made of what it says.
        let (code, again) = run(folder, &words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(code, 0, "{again}");
        ready.push(ready_ms(&again));
        match said {
            Some(said) => {
                assert!((load.same)(&said, &again), "{said} was acknowledged, and then: {again}");
                acknowledged += 1;
                most = most * 7 / 8;
            }
            None => {
                unheard += 1;
                most = most * 9 / 8;
            }
        }
    }
    assert!(acknowledged > 0 && unheard > 0, "{acknowledged} acknowledged, {unheard} not");
    ready.sort_unstable();
    assert!(ready[ROUNDS / 2] < READY_MS, "{ready:?}");
    counts(base, load, folder).await;
}

async fn counts(base: &Base, load: &Load, folder: &Path) {
    let keys = KeyRing::read(
        &KeyFile(folder.join("office/keys")),
        std::sync::Arc::new(SystemRandom::open().unwrap()),
    );
    let store = Store::open(&base.url, keys.unwrap()).await.unwrap();
    let book = BookId::try_from("b1").unwrap();
    whole(base, &store, &book).await;
    for (sql, wanted) in load.counts {
        assert_eq!(base.number(sql).await, i64::try_from(*wanted).unwrap(), "{sql}");
    }
    store.close().await;
}

#[test]
fn a_killed_process_loses_and_doubles_nothing_on_sqlite() {
    on_sqlite(async |base| survives(base, &ROSTERS).await);
}

#[test]
fn a_killed_process_loses_and_doubles_nothing_on_postgres() {
    on_postgres(async |base| survives(base, &ROSTERS).await);
}

#[test]
fn a_killed_import_of_settlements_loses_and_doubles_nothing_on_sqlite() {
    on_sqlite(async |base| survives(base, &SETTLEMENTS).await);
}

#[test]
fn a_killed_import_of_settlements_loses_and_doubles_nothing_on_postgres() {
    on_postgres(async |base| survives(base, &SETTLEMENTS).await);
}
