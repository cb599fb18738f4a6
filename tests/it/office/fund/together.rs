//! Many at once on one pool: no fen is lost, and the books stay clean. Deadlocks are hunted in `deadlocks.rs`.

use huzhu::desk::Call;
use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::hold::{Hold, HoldRequest};
use huzhu::desk::keep_books::{BookRequest, KeepBooks};
use huzhu::desk::review::{Review, ReviewRequest, Verdict};
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::desk::submit::Submit;
use huzhu::engine::ledger::deed::Deed;
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;

use super::world::{booking, clean, open};
use crate::office::claims::world::{World, desk, request, stay};
use crate::office::databases::{Base, on_both};

const WORKERS: usize = 32;
const ROUNDS: usize = 3;

/// Claims that were decided, one of each member.
async fn decided(world: &World, round: usize) -> Vec<Name> {
    let day = format!("2026-0{}-01", round + 1);
    let calls = (1..=WORKERS).map(|member| {
        let facts = stay(&format!("m{member}"), &day, 10);
        Call::new("s1", &world.key(), request(facts))
    });
    let handed_in = world.desk.many::<Submit>(&world.book, calls.collect()).await.unwrap();
    let claims: Vec<Name> = handed_in.into_iter().map(|reply| reply.answer.unwrap().claim).collect();
    let calls =
        claims.iter().map(|claim| Call::new("s1", &world.key(), DecideRequest { claim: claim.clone() }));
    world.desk.many::<Decide>(&world.book, calls.collect()).await.unwrap();
    claims
}

/// What one worker does with all claims, in an order of its own: most of it is refused, since another was first.
async fn work(desk: huzhu::desk::Desk, book: huzhu::store::BookId, claims: Vec<Name>, worker: usize) {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|at| (at * 7 + worker * 13) % claims.len());
    let key = |act: &str| format!("{act} {worker} {}", claims[0]);
    let review = |at: &usize| {
        let request = ReviewRequest { claim: claims[*at].clone(), decision: 1, verdict: Verdict::Approve };
        Call::new("s2", &format!("{} {at}", key("review")), request)
    };
    let calls: Vec<_> = order.iter().map(review).collect();
    desk.many::<Review>(&book, calls).await.unwrap();
    let claim = claims[worker % claims.len()].clone();
    if worker.is_multiple_of(3) {
        let call = Call::new("s1", &key("revoke"), RevokeRequest { claim }).because("测试");
        desk.many::<Revoke>(&book, vec![call]).await.unwrap();
    } else if worker.is_multiple_of(2) {
        let call = Call::new("s1", &key("hold"), HoldRequest { claim, reason: "存疑".into() });
        desk.many::<Hold>(&book, vec![call]).await.unwrap();
    } else {
        let request = BookRequest { booking: booking(Deed::Interest, Fen::yuan(1)), period: None };
        desk.many::<KeepBooks>(&book, vec![Call::new("f1", &key("book"), request)]).await.unwrap();
    }
}

async fn at_once(base: &Base) {
    let world = open(base, 100).await;
    let desks = [world.desk.clone(), desk(&base.store().await)];
    for round in 0..ROUNDS {
        let claims = decided(&world, round).await;
        let tasks = (0..WORKERS).map(|worker| {
            let desk = desks[worker % 2].clone();
            tokio::spawn(work(desk, world.book.clone(), claims.clone(), worker))
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    }
    clean(&world).await;
}

#[test]
fn thirty_two_workers_in_shuffled_orders_leave_the_books_whole() {
    on_both(async |base| at_once(base).await);
}
