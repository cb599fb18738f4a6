//! The life of a claim: handed in, decided, reviewed; and the same request again.

use huzhu::desk::Call;
use huzhu::desk::review::Verdict;
use huzhu::desk::submit::Submit;
use huzhu::engine::money::Fen;
use huzhu::engine::office::stage::StageName;
use huzhu::store::Scope;
use huzhu::store::claim;

use super::world::{World, request, stay};
use crate::office::databases::on_both;

#[test]
fn a_claim_is_handed_in_decided_and_approved() {
    on_both(async |base| {
        let world = World::open(base).await;
        let handed_in = world.submit(stay("m1", "2026-03-01", 400)).await;
        assert_eq!((&*handed_in.claim, handed_in.receipt), ("c00000001", 1));
        let decided = world.decide(&handed_in.claim).await;
        assert_eq!(
            (decided.stage, decided.amount, decided.decision),
            (StageName::Proposed, Fen::yuan(400), 1)
        );
        let reviewed = world.review("s2", &handed_in.claim, 1, Verdict::Approve).await.unwrap();
        assert_eq!((reviewed.stage, reviewed.remain.len()), (StageName::Approved, 0));

        let scope = Scope::of_staff(&world.store, "s2").await.unwrap().unwrap();
        let id = (&world.book, "c00000001");
        let shown = claim::find(&world.store, world.store.keys(), &scope, id).await.unwrap().unwrap();
        assert_eq!((shown.claim.stage.as_str(), shown.claim.paid_fen), ("approved", 40_000));
        assert_eq!(shown.facts, stay("m1", "2026-03-01", 400));
        assert!(shown.decided.unwrap().facts.cover[0].covered);
        assert_eq!(shown.events.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["decision", "review"]);
        let listed = claim::list(&world.store, &scope, &world.book, "approved", (0, 10)).await.unwrap();
        assert_eq!(listed.len(), 1);
    });
}

#[test]
fn the_same_key_does_nothing_twice() {
    on_both(async |base| {
        let world = World::open(base).await;
        let call = Call::new("s1", "once", request(stay("m1", "2026-03-01", 400)));
        let first = world.desk.one::<Submit>(&world.book, call.clone()).await.unwrap();
        let again = world.desk.one::<Submit>(&world.book, call).await.unwrap();
        assert_eq!((first.replayed, again.replayed), (false, true));
        assert_eq!(first.answer, again.answer);
        let other = Call::new("s1", "once", request(stay("m1", "2026-03-02", 400)));
        assert_eq!(world.call::<Submit>(other).await.unwrap_err().code(), "key-reused");
        assert_eq!(base.number("select count(*) from claim").await, 1);
    });
}

#[test]
fn a_slice_is_decided_in_the_order_of_the_events() {
    on_both(async |base| {
        let world = World::open(base).await;
        let days = ["2026-03-03", "2026-03-01", "2026-03-02"];
        let calls = days.map(|day| Call::new("s1", day, request(stay("m1", day, 600))));
        let replies = world.desk.many::<Submit>(&world.book, calls.to_vec()).await.unwrap();
        let claims: Vec<_> = replies.into_iter().map(|reply| reply.answer.unwrap().claim).collect();
        let calls = claims
            .iter()
            .map(|claim| Call::new("s1", claim, huzhu::desk::decide::DecideRequest { claim: claim.clone() }));
        let calls: Vec<_> = calls.collect();
        let replies = world.desk.many::<huzhu::desk::decide::Decide>(&world.book, calls).await.unwrap();
        let amounts: Vec<Fen> = replies.into_iter().map(|reply| reply.answer.unwrap().amount).collect();
        assert_eq!(amounts, [Fen::ZERO, Fen::yuan(600), Fen::yuan(400)]);
    });
}

#[test]
fn a_late_claim_takes_from_those_after_it() {
    on_both(async |base| {
        let world = World::open(base).await;
        let later = world.decided(stay("m1", "2026-03-05", 800)).await;
        world.review("s2", &later.claim, 1, Verdict::Approve).await.unwrap();
        let late = world.decided(stay("m1", "2026-03-01", 700)).await;
        assert_eq!((late.amount, late.replayed), (Fen::yuan(700), 1));
        let rows =
            "select paid_fen from claim where id = 'c00000001' and stage = 'proposed' and decisions = 2";
        assert_eq!(base.number(rows).await, 30_000);
        let net = "select cast(sum(change_fen) as bigint) from decision";
        assert_eq!(base.number(net).await, 100_000);
    });
}
