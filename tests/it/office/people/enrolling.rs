//! One by one: nobody is enrolled twice, the same request is answered again, nothing personal stands in the file.

use huzhu::desk::Call;
use huzhu::desk::enrol::{Enrol, Enrolment};
use huzhu::desk::renew::{Renew, Renewal};
use huzhu::store::member;

use super::{SCHEME, Setting, code, day, enrolment, world};
use crate::office::databases::{on_both, on_sqlite};

#[test]
fn whoever_enrols_is_a_member_and_covered() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let done = setting.ask::<Enrol>("s1", "k1", enrolment(&world, 3)).await.unwrap();
        assert!(done.is_new && done.member.starts_with('m'));
        let plan = &done.plans[0];
        assert_eq!((plan.from, plan.to), (day("2025-01-11"), Some(day("2025-12-31"))));
        assert_eq!(done.due["member"], huzhu::engine::money::Fen::yuan(100));
        let keys = setting.desk.office().store.keys().clone();
        let id = done.member.clone();
        let facts = setting.desk.office().store.write(&setting.book, move |tx| {
            Box::pin(async move { member::for_claims(tx, &keys, &[&id, "m99999999"]).await })
        });
        let facts = facts.await.unwrap();
        let [Some(facts), None] = facts.as_slice() else { panic!("{facts:?}") };
        assert_eq!(
            (&facts.name, facts.birth),
            (&world.member(3).name, Some(world.member(3).id_number.birth()))
        );
        assert_eq!(facts.spells(SCHEME)[0].span.from(), day("2025-01-11"));
    });
}

#[test]
fn enrolling_twice_is_refused_and_the_same_key_is_answered_again() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let request = enrolment(&world, 3);
        let first = setting.ask::<Enrol>("s1", "k1", request.clone()).await.unwrap();
        let table: [(&str, &str, Enrolment, &str); 7] = [
            ("s1", "k1", request.clone(), "done"),
            ("s1", "k1", enrolment(&world, 4), "key-reused"),
            ("s1", "k2", request.clone(), "period-overlaps"),
            ("s2", "k3", request.clone(), "no-right"),
            ("s9", "k4", request.clone(), "not-active"),
            ("s1", "k5", Enrolment { employer: None, ..enrolment(&world, 5) }, "enrolment"),
            ("s1", "k6", Enrolment { scheme: "cn/none".into(), ..enrolment(&world, 5) }, "not-found"),
        ];
        for (staff, key, request, says) in table {
            assert_eq!(code(setting.ask::<Enrol>(staff, key, request).await), says, "{key}");
        }
        assert_eq!(setting.ask::<Enrol>("s1", "k1", request).await.unwrap(), first);
        assert_eq!(base.number("select count(*) from member").await, 1);
        assert_eq!(base.number("select count(*) from enrolment").await, 1);
    });
}

#[test]
fn numbers_must_belong_together() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let known = enrolment(&world, 3);
        setting.ask::<Enrol>("s1", "k1", known.clone()).await.unwrap();
        setting.ask::<Enrol>("s1", "k2", enrolment(&world, 4)).await.unwrap();
        let later = |request: Enrolment| Enrolment { as_of: day("2026-01-01"), ..request };
        let table = [
            (later(Enrolment { name: Some("测试另名".into()), ..known.clone() }), "field"),
            (later(Enrolment { document: enrolment(&world, 4).document, ..known.clone() }), "field"),
            (
                later(Enrolment { document: enrolment(&world, 9).document, name: None, ..known.clone() }),
                "field",
            ),
            (Enrolment { document: None, ..enrolment(&world, 5) }, "field"),
            (Enrolment { name: None, ..enrolment(&world, 5) }, "field"),
            (later(Enrolment { document: None, ..known.clone() }), "done"),
        ];
        for (at, (request, says)) in table.into_iter().enumerate() {
            assert_eq!(code(setting.ask::<Enrol>("s1", &format!("t{at}"), request).await), says, "{at}");
        }
    });
}

#[test]
fn a_slice_sees_itself() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let calls = [3, 4, 3].iter().enumerate();
        let calls = calls.map(|(at, member)| Call::new("s1", &format!("k{at}"), enrolment(&world, *member)));
        let answers = setting.many::<Enrol>(calls.collect()).await;
        let codes: Vec<_> = answers.into_iter().map(code).collect();
        assert_eq!(codes, ["done", "done", "enrolment"]);
    });
}

#[test]
fn cover_is_renewed_for_the_next_year() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let member = setting.ask::<Enrol>("s1", "k1", enrolment(&world, 3)).await.unwrap().member;
        let renewal = |member: &str, as_of: &str| Renewal {
            scheme: SCHEME.into(),
            as_of: day(as_of),
            enrolled_on: Some(day("2025-12-20")),
            member: member.into(),
        };
        let table = [
            (renewal(&member, "2025-06-01"), "period-overlaps"),
            (renewal(&member, "2026-01-01"), "done"),
            (renewal(&member, "2026-01-01"), "period-overlaps"),
            (renewal("m99999999", "2026-01-01"), "not-found"),
        ];
        for (at, (request, says)) in table.into_iter().enumerate() {
            assert_eq!(code(setting.ask::<Renew>("s1", &format!("r{at}"), request).await), says, "{at}");
        }
    });
}

#[test]
fn nothing_personal_stands_in_the_file() {
    on_sqlite(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let member = world.member(3);
        setting.ask::<Enrol>("s1", "k1", enrolment(&world, 3)).await.unwrap();
        let path = base.url.strip_prefix("sqlite:").unwrap();
        let mut bytes = std::fs::read(path).unwrap();
        bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
        let stands = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(stands(SCHEME), "the file is the one that was written");
        for secret in [&*member.name, member.id_number.as_str(), &*member.account, &*member.id] {
            assert!(!stands(secret), "{secret}");
        }
    });
}
