//! A million claims taken in, decided and written in slices, beside the bare insert of the same rows.

mod bare;
mod fund;

use std::ops::Range;
use std::time::{Duration, Instant};

use huzhu::desk::Call;
use huzhu::desk::import_settlements::{Batch, ImportSettlements, SettlementFile};
use huzhu::engine::scheme::model::Lang;
use huzhu::exchange::claims::{ClaimProfile, Line, SettlementRow, settlements};
use huzhu::generate::{SETTLEMENTS_HEADER, World};

use super::base::Base;
use super::crowd;

const SLICE: u64 = 2_000;

/// Takes the claims in, then writes the rows that came of them again by hand, and prints both speeds.
#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub fn print(base: &Base, (members, claims): (u64, u64)) {
    let (url, store) = base.store();
    let world = crowd::world(members, claims);
    let book = base.runtime.block_on(crowd::settle(&url, &store, &world));
    let desk = crowd::desk(&store);
    let file = SettlementFile { name: "settlements.csv".into(), hash: "h".into(), round: 0 };
    let (mut took, mut good) = (Duration::ZERO, 0);
    for from in (0..claims).step_by(usize::try_from(SLICE).unwrap_or(1)) {
        let rows = read(&world, from..claims.min(from + SLICE));
        let batch = Batch::new(crowd::SCHEME, file.clone(), rows, 0);
        let call = Call::new("s1", &format!("batch {from}"), batch);
        let start = Instant::now();
        let replies = base.runtime.block_on(desk.many::<ImportSettlements>(&book, vec![call]));
        took += start.elapsed();
        let reply = replies.expect("the store works").pop().expect("an answer");
        let answer = reply.answer.expect("it is not refused");
        assert!(answer.bad.is_empty(), "{:?}", answer.bad.first());
        good += answer.good;
    }
    say(base, "taken in, decided and written in slices", (good, took));
    let (bare, rows) = bare::again(base, &url, &world);
    say(base, &format!("{rows} rows of them inserted bare"), (good, bare));
    println!("{}: {} % of the bare insert", base.name, bare.as_micros() * 100 / took.as_micros().max(1));
    let booked = fund::approve(base, (&url, &desk, &book));
    say(base, "decided, approved and booked", (good, took + booked));
    fund::look(base, (&desk, &book));
    fund::balance(base, (&url, &store, &book));
}

/// Some settlements of the world, read from their lines before the clock starts.
fn read(world: &World, numbers: Range<u64>) -> Vec<SettlementRow> {
    let mut text = SETTLEMENTS_HEADER.to_owned();
    numbers.for_each(|number| text.push_str(&world.settlement(number).text));
    let profile = ClaimProfile::default();
    let lines = settlements(text.as_bytes(), &profile, &[]).expect("a table");
    let row = |line: Result<Line, _>| match line.expect("a row") {
        Line::Good(row) => *row,
        Line::Wrong { line, said } => panic!("{line}: {}", said.get(Lang::En)),
    };
    lines.map(row).collect()
}

fn say(base: &Base, what: &str, (claims, took): (u64, Duration)) {
    let rate = u128::from(claims) * 1_000 / took.as_millis().max(1);
    println!("{}: {claims} claims, {what}: {} ms, {rate} claims/s", base.name, took.as_millis());
}
