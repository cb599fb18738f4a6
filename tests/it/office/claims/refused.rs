//! What is refused: moves that a stage does not allow, eyes that are not other ones, and what is not there.

use huzhu::desk::Call;
use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::review::{Review, ReviewRequest, Verdict};
use huzhu::desk::submit::Submit;
use huzhu::engine::money::Fen;
use huzhu::engine::office::stage::StageName;

use super::world::{World, request, stay};
use crate::office::databases::on_both;

#[test]
fn a_stage_allows_its_own_moves_only() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.submit(stay("m1", "2026-03-01", 400)).await.claim;
        let early = world.review("s2", &claim, 0, Verdict::Approve).await.unwrap_err();
        assert_eq!(early.code(), "wrong-stage");
        world.decide(&claim).await;
        let twice = world.ask::<Decide>("s1", DecideRequest { claim: claim.clone() }).await.unwrap_err();
        assert_eq!(twice.code(), "wrong-stage");
        assert_eq!(world.review("s2", &claim, 7, Verdict::Approve).await.unwrap_err().code(), "field");
        let nobody =
            world.ask::<Decide>("s1", DecideRequest { claim: "c99999999".into() }).await.unwrap_err();
        assert_eq!(nobody.code(), "not-found");
        let nobody = world.ask::<Submit>("s1", request(stay("m77", "2026-03-01", 1))).await.unwrap_err();
        assert_eq!(nobody.code(), "not-found");
    });
}

#[test]
fn four_eyes_are_of_two_persons() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        let review = || ReviewRequest { claim: claim.clone(), decision: 1, verdict: Verdict::Approve };
        // (account, in whose name, refused with)
        let table = [
            ("s1", None, "no-right"),
            ("s4", None, "maker-is-checker"),
            ("s1", Some("s2"), "maker-is-checker"),
        ];
        for (staff, absent, code) in table {
            let call = Call::new(staff, &world.key(), review());
            let call = absent.map_or(call.clone(), |absent| call.on_behalf_of(absent));
            assert_eq!(world.call::<Review>(call).await.unwrap_err().code(), code, "{staff} for {absent:?}");
        }
        // Another person may stand in for an absent reviewer.
        let call = Call::new("s5", &world.key(), review()).on_behalf_of("s2");
        assert_eq!(world.call::<Review>(call).await.unwrap().stage, StageName::Approved);
    });
}

#[test]
fn the_absent_one_in_whose_name_it_was_made_does_not_check_it() {
    on_both(async |base| {
        let world = World::open(base).await;
        let call = Call::new("s3", &world.key(), request(stay("m1", "2026-03-01", 400))).on_behalf_of("s1");
        let claim = world.call::<Submit>(call).await.unwrap().claim;
        world.decide(&claim).await;
        assert_eq!(
            world.review("s3", &claim, 1, Verdict::Approve).await.unwrap_err().code(),
            "maker-is-checker"
        );
        assert!(world.review("s2", &claim, 1, Verdict::Approve).await.is_ok());
    });
}

#[test]
fn whoever_is_concerned_leaves_it_to_others() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        world.review("s2", &claim, 1, Verdict::Recuse).await.unwrap();
        assert_eq!(world.review("s2", &claim, 1, Verdict::Approve).await.unwrap_err().code(), "must-recuse");
        assert!(world.review("s3", &claim, 1, Verdict::Approve).await.is_ok());
    });
}

#[test]
fn what_is_sent_back_or_denied_frees_the_limit() {
    on_both(async |base| {
        let world = World::open(base).await;
        let first = world.decided(stay("m1", "2026-03-01", 900)).await.claim;
        let second = world.decided(stay("m1", "2026-03-02", 900)).await;
        assert_eq!(second.amount, Fen::yuan(100));
        let back = world.review("s2", &first, 1, Verdict::SendBack).await.unwrap();
        assert_eq!(back.stage, StageName::Submitted);
        let paid = "select paid_fen from claim where id = 'c00000002'";
        assert_eq!(base.number(paid).await, 90_000);
        let again = world.decide(&first).await;
        assert_eq!((again.amount, again.decision), (Fen::yuan(900), 3));
        assert_eq!(base.number(paid).await, 10_000);
        let denied = world.review("s2", &first, 3, Verdict::Deny).await.unwrap();
        assert_eq!(denied.stage, StageName::Denied);
        assert_eq!(base.number(paid).await, 90_000);
        assert_eq!(base.number("select cast(sum(change_fen) as bigint) from decision").await, 90_000);
    });
}
