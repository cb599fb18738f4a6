//! Appeals against final answers: taken in once, answered by other persons, and upheld ones decided again.

use huzhu::desk::answer_appeal::{AnswerAppeal, AnswerRequest};
use huzhu::desk::appeal::{Appeal, AppealRequest};
use huzhu::desk::review::Verdict;
use huzhu::engine::money::Fen;
use huzhu::engine::office::stage::StageName;

use super::world::{World, stay};
use crate::office::databases::on_both;

#[test]
fn an_appeal_is_answered_by_others_and_decided_again() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        let appeal = || AppealRequest { claim: claim.clone(), grounds: "金额不符".into() };
        assert!(world.ask::<Appeal>("s1", appeal()).await.is_err(), "there is no final answer yet");
        world.review("s2", &claim, 1, Verdict::Approve).await.unwrap();
        assert_eq!(world.ask::<Appeal>("s1", appeal()).await.unwrap().number, 1);
        assert_eq!(world.ask::<Appeal>("s1", appeal()).await.unwrap_err().code(), "appeal-open");

        let answer = |upheld| AnswerRequest { claim: claim.clone(), upheld };
        for maker in ["s2", "s4"] {
            let refused = world.ask::<AnswerAppeal>(maker, answer(true)).await.unwrap_err();
            assert_eq!(refused.code(), "maker-is-checker", "{maker}");
        }
        let rejected = world.ask::<AnswerAppeal>("s3", answer(false)).await.unwrap();
        assert_eq!((rejected.number, rejected.stage), (1, StageName::Approved));
        assert_eq!(world.ask::<AnswerAppeal>("s3", answer(true)).await.unwrap_err().code(), "not-found");

        world.ask::<Appeal>("s1", appeal()).await.unwrap();
        let upheld = world.ask::<AnswerAppeal>("s3", answer(true)).await.unwrap();
        assert_eq!((upheld.number, upheld.stage), (2, StageName::Submitted));
        assert_eq!(base.number("select cast(sum(change_fen) as bigint) from decision").await, 0);
        let again = world.decide(&claim).await;
        assert_eq!((again.amount, again.decision), (Fen::yuan(400), 3));
    });
}
