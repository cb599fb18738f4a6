//! What the fund takes: claims approved and booked in bulk, the whole verified, a trial balance of many lines.

use std::time::{Duration, Instant};

use huzhu::desk::review::{Review, ReviewRequest, Verdict};
use huzhu::desk::verify::verify;
use huzhu::desk::{Call, Desk};
use huzhu::engine::ledger::Period;
use huzhu::store::files::Files;
use huzhu::store::{BookId, Scope, Store, ledger, pool};
use sqlx::AnyPool;

use super::{SLICE, say};
use crate::base::Base;

/// So many lines has the book of the trial balance.
const LINES: i64 = 5_000_000;

/// Approves whatever is proposed, in slices, and prints how fast that was; with it come vouchers, postings and lines.
#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub fn approve(base: &Base, (url, desk, book): (&str, &Desk, &BookId)) -> Duration {
    let connection = base.runtime.block_on(pool(url, 1)).expect("a connection");
    let (mut took, mut approved, mut after) = (Duration::ZERO, 0, String::new());
    loop {
        let some: Vec<(String, i64)> = base.runtime.block_on(proposed(&connection, &after));
        let Some((last, _)) = some.last() else { break };
        after.clone_from(last);
        let calls: Vec<Call<ReviewRequest>> = some.iter().map(call).collect();
        let start = Instant::now();
        let replies = base.runtime.block_on(desk.many::<Review>(book, calls)).expect("the store works");
        took += start.elapsed();
        for reply in replies {
            reply.answer.expect("it is not refused");
            approved += 1;
        }
    }
    base.runtime.block_on(connection.close());
    say(base, "approved and booked in slices", (approved, took));
    took
}

async fn proposed(connection: &AnyPool, after: &str) -> Vec<(String, i64)> {
    let sql = "select id, decisions from claim where book_id = 'b1' and stage = 'proposed' and holds = 0 and id > $1 \
        order by id limit $2";
    let most = i64::try_from(SLICE).unwrap_or(1);
    sqlx::query_as(sql).bind(after).bind(most).fetch_all(connection).await.expect("claims")
}

fn call((claim, decision): &(String, i64)) -> Call<ReviewRequest> {
    let decision = u32::try_from(*decision).unwrap_or_default();
    let request = ReviewRequest { claim: claim.as_str().into(), decision, verdict: Verdict::Approve };
    Call::new("s2", &format!("review {claim}"), request)
}

/// Verifies the book and prints how long it took.
#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub fn look(base: &Base, (desk, book): (&Desk, &BookId)) {
    let dir = tempfile::tempdir().expect("a folder");
    let files = Files::new(dir.path(), desk.office().store.keys().clone());
    let start = Instant::now();
    let mut each = start;
    let holds = base.runtime.block_on(verify(desk.office(), (book, &files), |one| {
        println!(
            "{}: verify {}: {} looked at, {} ms",
            base.name,
            one.name,
            one.count,
            each.elapsed().as_millis()
        );
        assert_eq!(one.broken, None, "{}", one.name);
        each = Instant::now();
    }));
    assert!(holds.expect("the store works"));
    println!(
        "{}: verify: {} ms in all, {} MB at most",
        base.name,
        start.elapsed().as_millis(),
        most_memory()
    );
}

/// The most memory that this process has had, in MB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

/// Fills the book with lines up to five million, and prints how long a trial balance takes.
#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub fn balance(base: &Base, (url, store, book): (&str, &Store, &BookId)) {
    let connection = base.runtime.block_on(pool(url, 1)).expect("a connection");
    let count = || async {
        let sql = "select count(*) from entry where book_id = 'b1'";
        sqlx::query_scalar::<_, i64>(sql).fetch_one(&connection).await.expect("lines")
    };
    // On accounts of another name, which have no balance: whoever reads lines reads them too.
    let more = "insert into entry select book_id, account_id || '-' || cast($1 as text), version, voucher_id, side, \
        amount_fen, balance_fen from entry where book_id = 'b1' and account_id not like '%-_' limit 500000";
    let lines = base.runtime.block_on(async {
        let mut round = 0_i64;
        while count().await < LINES && round < 100 {
            round += 1;
            sqlx::query(more).bind(round).execute(&connection).await.expect("more lines");
        }
        count().await
    });
    let scope = base.runtime.block_on(Scope::of_staff(store, "s1")).expect("the store works").expect("staff");
    let period = Period::of("2026-06-30".parse().expect("a day"));
    let mut best = Duration::MAX;
    for _ in 0..20 {
        let start = Instant::now();
        base.runtime.block_on(ledger::totals(store, &scope, (book, period))).expect("the store works");
        best = best.min(start.elapsed());
    }
    println!("{}: a trial balance of {lines} lines: {} us at best", base.name, best.as_micros());
}
