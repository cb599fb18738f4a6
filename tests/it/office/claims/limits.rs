//! Many claims on one remaining slot, all at once: exactly what the limit allows is granted.

use std::sync::Arc;

use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::{Call, Desk};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::store::{BookId, Column, Given, Scope, Store, claim};
use serde::Serialize;
use tokio::sync::Barrier;

use super::world::{World, desk, stay};
use crate::office::databases::{Base, on_both};
use crate::office::fund::world::clean;

/// Claims of one member who has 1000 yuan left, each of 1000 yuan.
async fn handed_in(world: &World, member: &str, many: usize) -> Vec<Name> {
    let mut claims = Vec::with_capacity(many);
    for at in 0..many {
        let day = format!("2026-03-{:02}", at % 28 + 1);
        claims.push(world.submit(stay(member, &day, 1000)).await.claim);
    }
    claims
}

/// Starts one thing for each claim at the same moment.
pub async fn at_once<F: Future<Output = ()> + Send + 'static>(
    claims: &[Name],
    each: impl Fn(usize, Name) -> F,
) {
    let barrier = Arc::new(Barrier::new(claims.len()));
    let tasks = claims.iter().enumerate().map(|(at, claim)| {
        let (barrier, one) = (barrier.clone(), each(at, claim.clone()));
        tokio::spawn(async move {
            barrier.wait().await;
            one.await;
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

pub async fn decide(desk: Desk, book: BookId, claim: Name) {
    let call = Call::new("s1", &format!("decide-{claim}"), DecideRequest { claim });
    desk.one::<Decide>(&book, call).await.unwrap().answer.unwrap();
}

const GRANTED: &str = "select cast(sum(paid_fen) as bigint) from claim";
const CHANGES: &str = "select cast(sum(change_fen) as bigint) from decision";

/// So many rounds of so many claims, through two desks of two stores.
async fn rounds(base: &Base, rounds: usize, many: usize) {
    let world = World::open(base).await;
    let desks = [world.desk.clone(), desk(&base.store().await)];
    let mut granted = 0;
    for round in 0..rounds {
        // Each round has a member of its own, who has 1000 yuan left for claims of 600: one is paid, one is trimmed.
        let claims = handed_in_slice(&world, round + 1, many).await;
        at_once(&claims, |at, claim| decide(desks[at % 2].clone(), world.book.clone(), claim)).await;
        granted += 100_000;
        assert_eq!(base.number(GRANTED).await, granted, "round {round} of {many}");
        assert_eq!(base.number(CHANGES).await, granted, "round {round} of {many}");
        for claim in claims.iter().filter(|_| round == 0) {
            says_why(&world, claim).await;
        }
    }
    clean(&world).await;
}

/// What is granted less than it asks for, or nothing, is told why.
async fn says_why(world: &World, claim: &Name) {
    let scope = Scope::of_staff(&world.store, "s2").await.unwrap().unwrap();
    let found = claim::find(&world.store, world.store.keys(), &scope, (&world.book, claim)).await;
    let answer = found.unwrap().unwrap().decided.unwrap().adjudication;
    let reasons = answer.decision.reasons().chain(&answer.notes).map(|reason| reason.code.as_str());
    let reasons: Vec<&str> = reasons.collect();
    let wanted: &[&str] = match answer.decision.amount() {
        Fen::ZERO => &["limit-used-up"],
        amount if amount < Fen::yuan(600) => &["limit-reached"],
        _ => &[],
    };
    assert_eq!(reasons, wanted, "{claim} is granted {}", answer.decision.amount());
}

async fn handed_in_slice(world: &World, member: usize, many: usize) -> Vec<Name> {
    let calls = (0..many).map(|at| {
        let facts = stay(&format!("m{member}"), &format!("2026-03-{:02}", at % 28 + 1), 600);
        Call::new("s1", &world.key(), super::world::request(facts))
    });
    let replies = world.desk.many::<huzhu::desk::submit::Submit>(&world.book, calls.collect()).await.unwrap();
    replies.into_iter().map(|reply| reply.answer.unwrap().claim).collect()
}

#[test]
fn two_claims_on_one_slot() {
    on_both(async |base| rounds(base, 50, 2).await);
}

#[test]
fn eight_claims_on_one_slot() {
    on_both(async |base| rounds(base, 50, 8).await);
}

#[test]
fn thirty_two_claims_on_one_slot() {
    on_both(async |base| rounds(base, 50, 32).await);
}

#[test]
fn a_hundred_and_twenty_eight_claims_on_one_slot() {
    on_both(async |base| rounds(base, 50, 128).await);
}

const PAID: Given = Given { name: "given", columns: &[("id", Column::Text), ("paid", Column::Number)] };

const GRANT: &str =
    "update claim set paid_fen = g.paid from given g where claim.book_id = g.book_id and claim.id = g.id";

#[derive(Serialize)]
struct Paid {
    id: String,
    paid: i64,
}

/// Asks what was used before it takes the book, and grants what that leaves.
async fn naive(store: Store, pool: sqlx::AnyPool, book: BookId, claim: Name) {
    let used: i64 = sqlx::query_scalar(GRANTED).fetch_one(&pool).await.unwrap();
    let paid = Paid { id: claim.to_string(), paid: 100_000_i64.saturating_sub(used).max(0) };
    let write = store.write(&book, |tx| Box::pin(async move { tx.bulk(&PAID, &[paid], GRANT).await }));
    write.await.unwrap();
}

#[test]
fn canary_what_reads_before_it_takes_the_book_is_caught() {
    on_both(async |base| {
        let world = World::open(base).await;
        let pool = base.pool(8).await;
        let claims = handed_in(&world, "m1", 8).await;
        let mut caught = 0;
        for _ in 0..20 {
            sqlx::query("update claim set paid_fen = 0").execute(&pool).await.unwrap();
            let naive = |_, claim| naive(world.store.clone(), pool.clone(), world.book.clone(), claim);
            at_once(&claims, naive).await;
            caught += usize::from(base.number(GRANTED).await > 100_000);
        }
        pool.close().await;
        assert!(caught > 0, "the harness does not make them meet");
    });
}
