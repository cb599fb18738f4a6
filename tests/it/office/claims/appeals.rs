//! Appeals against final answers: taken in once, answered by other persons, and upheld ones decided again.

use huzhu::clock::Now;
use huzhu::desk::answer_appeal::{AnswerAppeal, AnswerRequest};
use huzhu::desk::appeal::{Appeal, AppealRequest};
use huzhu::desk::review::Verdict;
use huzhu::desk::set_policy::{SetPolicy, Setting};
use huzhu::desk::{Call, Desk, Office};
use huzhu::engine::money::Fen;
use huzhu::engine::office::Policy;
use huzhu::engine::office::stage::StageName;

use super::world::{World, stay};
use crate::office::databases::on_both;

#[test]
fn an_appeal_is_answered_by_others_and_decided_again() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        let appeal = || AppealRequest { claim: claim.clone(), grounds: "金额不符".into(), told: None };
        assert!(world.ask::<Appeal>("s1", appeal()).await.is_err(), "there is no final answer yet");
        world.review("s2", &claim, 1, Verdict::Approve).await.unwrap();
        assert_eq!(world.ask::<Appeal>("s1", appeal()).await.unwrap().number, 1);
        assert_eq!(world.ask::<Appeal>("s1", appeal()).await.unwrap_err().code(), "appeal-open");

        let answer = |upheld| AnswerRequest { claim: claim.clone(), upheld };
        for maker in ["s2", "s4"] {
            let refused = world.ask::<AnswerAppeal>(maker, answer(true)).await.unwrap_err();
            assert_eq!(refused.code(), "maker-is-checker", "{maker}");
        }
        // Whatever is promised counts from the day on which it is opened again, and from no other act.
        base.number("update claim set handed_in_on = '2026-05-01' returning 1").await;
        let promised_anew = "select count(*) from claim where handed_in_on = '2026-06-01'";
        let rejected = world.ask::<AnswerAppeal>("s3", answer(false)).await.unwrap();
        assert_eq!((rejected.number, rejected.stage), (1, StageName::Approved));
        assert_eq!(world.ask::<AnswerAppeal>("s3", answer(true)).await.unwrap_err().code(), "not-found");

        world.ask::<Appeal>("s1", appeal()).await.unwrap();
        assert_eq!(base.number(promised_anew).await, 0);
        let upheld = world.ask::<AnswerAppeal>("s3", answer(true)).await.unwrap();
        assert_eq!((upheld.number, upheld.stage), (2, StageName::Submitted));
        assert_eq!(base.number(promised_anew).await, 1);
        assert_eq!(base.number("select cast(sum(change_fen) as bigint) from decision").await, 0);
        let again = world.decide(&claim).await;
        assert_eq!((again.amount, again.decision), (Fen::yuan(400), 3));
    });
}

#[test]
fn an_answer_is_appealed_against_within_the_term() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        // On the first of June in China: 60 days later is a Friday, the 31st of July.
        world.review("s2", &claim, 1, Verdict::Approve).await.unwrap();
        let appeal = async |moment: &str, told: Option<&str>| {
            let now = Now::parse(moment).unwrap();
            let desk = Desk::new(Office::new(world.store.clone(), move || now));
            let told = told.map(|day| day.parse().unwrap());
            let request = AppealRequest { claim: claim.clone(), grounds: "金额不符".into(), told };
            let call = Call::new("s1", &world.key(), request);
            let answer = desk.one::<Appeal>(&world.book, call).await.unwrap().answer;
            let reject = AnswerRequest { claim: claim.clone(), upheld: false };
            if answer.is_ok() {
                world.ask::<AnswerAppeal>("s3", reject).await.unwrap();
            }
            answer.map_or_else(|refusal| refusal.code(), |_| "taken in")
        };
        let set = async |staff: &str, value| {
            let setting = Setting { policy: Policy::AppealDays, value };
            world.ask::<SetPolicy>(staff, setting).await.map_err(|refusal| refusal.code())
        };
        // (moment, told, what comes of it): the second of June and 60 days are a Saturday, and the term ends on the Monday.
        let table = [
            ("2026-07-31T15:59:59Z", None, "taken in"),
            ("2026-07-31T16:00:00Z", None, "too-late"),
            ("2026-08-03T01:00:00Z", Some("2026-06-02"), "taken in"),
            ("2026-08-04T01:00:00Z", Some("2026-06-02"), "too-late"),
            ("2026-07-01T01:00:00Z", Some("2026-05-31"), "field"),
            ("2026-07-01T01:00:00Z", Some("2026-07-02"), "field"),
        ];
        for (moment, told, came) in table {
            assert_eq!(appeal(moment, told).await, came, "{moment} {told:?}");
        }
        assert_eq!(base.number("select count(*) from appeal where told_on = '2026-06-02'").await, 1);
        assert_eq!(set("s2", 90).await.unwrap_err(), "no-right");
        set("s6", 90).await.unwrap();
        assert_eq!(appeal("2026-08-04T01:00:00Z", None).await, "taken in");
        set("s6", 10).await.unwrap();
        assert_eq!(appeal("2026-06-12T01:00:00Z", None).await, "too-late");
    });
}
