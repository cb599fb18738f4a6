//! A million claims taken in, decided and written in slices, beside the bare insert of the same rows.

mod bare;

use std::time::{Duration, Instant};

use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::submit::{NewRequest, Submit};
use huzhu::desk::{Call, Desk};
use huzhu::generate::World;
use huzhu::store::BookId;

use super::base::Base;
use super::crowd;

const SLICE: u64 = 2_000;

/// Takes the claims in, then writes the rows that came of it again by hand, and prints both speeds.
#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub fn print(base: &Base, (members, claims): (u64, u64)) {
    let (url, store) = base.store();
    let world = crowd::world(members, claims);
    let book = base.runtime.block_on(crowd::settle(&url, &store, &world));
    let desk = crowd::desk(&store);
    let mut took = Duration::ZERO;
    for from in (0..claims).step_by(usize::try_from(SLICE).unwrap_or(1)) {
        let slice: Vec<NewRequest> =
            (from..claims.min(from + SLICE)).map(|number| request(&world, number)).collect();
        let start = Instant::now();
        base.runtime.block_on(take_in(&desk, &book, from, slice));
        took += start.elapsed();
    }
    say(base, "taken in, decided and written in slices", (claims, took));
    let (bare, rows) = bare::again(base, &url, &world);
    say(base, &format!("{rows} rows of them inserted bare"), (claims, bare));
    println!("{}: {} % of the bare insert", base.name, bare.as_micros() * 100 / took.as_micros().max(1));
}

fn request(world: &World, number: u64) -> NewRequest {
    let facts = world.claim(number).facts;
    NewRequest { scheme: crowd::SCHEME.into(), facts, draft: false, import: None }
}

async fn take_in(desk: &Desk, book: &BookId, from: u64, slice: Vec<NewRequest>) {
    let calls = slice.into_iter().zip(from..).map(|(request, n)| Call::new("s1", &format!("s{n}"), request));
    let replies = desk.many::<Submit>(book, calls.collect()).await.expect("the store works");
    let calls = replies.into_iter().zip(from..).map(|(reply, n)| {
        let claim = reply.answer.expect("it is not refused").claim;
        Call::new("s1", &format!("d{n}"), DecideRequest { claim })
    });
    desk.many::<Decide>(book, calls.collect()).await.expect("the store works");
}

fn say(base: &Base, what: &str, (claims, took): (u64, Duration)) {
    let rate = u128::from(claims) * 1_000 / took.as_millis().max(1);
    println!("{}: {claims} claims, {what}: {} ms, {rate} claims/s", base.name, took.as_millis());
}
