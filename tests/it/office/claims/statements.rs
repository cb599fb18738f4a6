//! How many statements the life of one claim takes, and that a slice takes no more.

use huzhu::desk::Call;
use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::review::Verdict;
use huzhu::desk::submit::Submit;

use super::world::{World, request, stay};
use crate::office::databases::on_both;

#[test]
fn the_life_of_a_claim_takes_fewer_than_thirty_statements() {
    on_both(async |base| {
        let world = World::open(base).await;
        // The first one reads the scheme, and its approval opens the books. The pool is empty: one statement is for its rule.
        let first = world.decided(stay("m1", "2026-03-01", 100)).await;
        world.review("s2", &first.claim, 1, Verdict::Approve).await.unwrap();
        let start = world.store.statements();
        let mut facts = stay("m2", "2026-03-01", 400);
        facts.claim.invoice = Some("36060120/0012345678".into());
        let claim = world.submit(facts).await.claim;
        let submitted = world.store.statements();
        world.decide(&claim).await;
        let decided = world.store.statements();
        world.review("s2", &claim, 1, Verdict::Approve).await.unwrap();
        let life = world.store.statements() - start;
        assert_eq!((submitted - start, decided - submitted, life), (7, 9, 29));
    });
}

#[test]
fn a_slice_takes_as_many_statements_as_one() {
    on_both(async |base| {
        let world = World::open(base).await;
        world.decided(stay("m9", "2026-03-01", 100)).await;
        for members in [1, 8] {
            let start = world.store.statements();
            let calls = (1..=members).map(|number| {
                let facts = stay(&format!("m{number}"), &format!("2026-04-0{members}"), 100);
                Call::new("s1", &world.key(), request(facts))
            });
            let replies = world.desk.many::<Submit>(&world.book, calls.collect()).await.unwrap();
            let calls = replies.into_iter().map(|reply| {
                Call::new("s1", &world.key(), DecideRequest { claim: reply.answer.unwrap().claim })
            });
            world.desk.many::<Decide>(&world.book, calls.collect()).await.unwrap();
            assert_eq!(world.store.statements() - start, 15, "{members} members");
        }
    });
}
