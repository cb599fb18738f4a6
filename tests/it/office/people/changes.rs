//! What changes of members and staff: nothing that was is lost, and nobody changes twice at once.

use huzhu::desk::appoint::{Appoint, Appointment};
use huzhu::desk::correct_identity::{CorrectIdentity, Correction};
use huzhu::desk::enrol::{Enrol, Enrolment};
use huzhu::desk::leave::{Departure, Leave};
use huzhu::desk::merge_members::{Merge, MergeMembers};
use huzhu::desk::transfer::{Move, Transfer};
use huzhu::engine::ids::DocumentKind;
use huzhu::engine::office::Role;
use huzhu::store::member::{self, MemberFacts};

use super::{SCHEME, Setting, code, day, enrolment, world};
use crate::office::databases::on_both;

async fn facts(setting: &Setting, id: &str) -> MemberFacts {
    let (keys, id) = (setting.desk.office().store.keys().clone(), id.to_owned());
    let read =
        setting.desk.office().store.write(&setting.book, move |tx| {
            Box::pin(async move { member::for_claims(tx, &keys, &[&id]).await })
        });
    read.await.unwrap().remove(0).unwrap()
}

#[test]
fn merging_keeps_what_both_hold() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let one = setting.ask::<Enrol>("s1", "k1", enrolment(&world, 3)).await.unwrap().member;
        let other = setting.ask::<Enrol>("s1", "k2", enrolment(&world, 4)).await.unwrap().member;
        let merge = |member: &str, into: &str| Merge { member: member.into(), into: into.into() };
        let table = [
            (merge(&one, &one), "merge"),
            (merge(&one, "m99999999"), "not-found"),
            (merge(&other, &one), "done"),
            (merge(&other, &one), "merge"),
            (merge(&one, &other), "merge"),
        ];
        for (at, (request, says)) in table.into_iter().enumerate() {
            assert_eq!(
                code(setting.ask::<MergeMembers>("s1", &format!("m{at}"), request).await),
                says,
                "{at}"
            );
        }
        let kept = facts(&setting, &one).await;
        assert_eq!((kept.same, kept.enrolments.len()), (vec![other], 2));
        assert_eq!(base.number("select count(distinct member_id) from enrolment").await, 2);
        // By either document the one who was kept is found.
        let again = Enrolment { as_of: day("2026-01-01"), name: None, ..enrolment(&world, 4) };
        assert_eq!(setting.ask::<Enrol>("s1", "k3", again).await.unwrap().member, one);
    });
}

#[test]
fn a_corrected_number_and_the_old_one_lead_to_the_member() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let id = setting.ask::<Enrol>("s1", "k1", enrolment(&world, 3)).await.unwrap().member;
        setting.ask::<Enrol>("s1", "k2", enrolment(&world, 4)).await.unwrap();
        let to = |member: u64| Correction {
            member: id.clone(),
            document: (DocumentKind::Resident, world.member(member).id_number.as_str().into()),
        };
        assert_eq!(code(setting.ask::<CorrectIdentity>("s1", "c1", to(4)).await), "duplicate-identity");
        assert_eq!(code(setting.ask::<CorrectIdentity>("s1", "c2", to(5)).await), "done");
        for (at, number) in [3, 5].into_iter().enumerate() {
            let by = Enrolment {
                document: enrolment(&world, number).document,
                name: None,
                as_of: day("2025-02-01"),
                ..enrolment(&world, 3)
            };
            assert_eq!(code(setting.ask::<Enrol>("s1", &format!("e{at}"), by).await), "period-overlaps");
        }
        let kept =
            "select count(*) from identity_document where state = 'replaced' and member_id = 'm00000002'";
        assert_eq!(base.number(kept).await, 1);
    });
}

#[test]
fn who_transfers_or_leaves_has_a_last_day() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let id = setting.ask::<Enrol>("s1", "k1", enrolment(&world, 0)).await.unwrap().member;
        let last = world.member(59);
        let other = setting.ask::<Enrol>("s1", "k2", enrolment(&world, 59)).await.unwrap().member;
        let to =
            |employer: &str| Move { member: id.clone(), employer: employer.into(), on: day("2025-03-01") };
        assert_eq!(code(setting.ask::<Transfer>("s1", "t1", to("无此单位")).await), "not-found");
        let employer = world.employer(last.employer).name;
        assert_eq!(code(setting.ask::<Transfer>("s1", "t2", to(&employer)).await), "done");
        let found = facts(&setting, &id).await;
        assert_eq!(found.employer_name.as_deref(), Some(&*employer));
        assert_eq!(found.spells(SCHEME)[0].left_employer_on, Some(day("2025-02-28")));
        let departure = |died| Departure { member: id.clone(), on: day("2025-01-10"), died };
        assert_eq!(code(setting.ask::<Leave>("s1", "l1", departure(true)).await), "done");
        assert_eq!(code(setting.ask::<Leave>("s1", "l2", departure(false)).await), "member-not-active");
        assert_eq!(facts(&setting, &id).await.died_on, Some(day("2025-01-10")));
        // A day before the cover is refused; one that was wrong is put right, and who left may die.
        for (on, died, code_of, left) in [
            ("2019-01-01", false, "field", None),
            ("2025-06-30", false, "done", Some("2025-06-30")),
            ("2025-07-31", false, "done", Some("2025-07-31")),
            ("2999-01-01", true, "field", Some("2025-07-31")),
            ("2025-01-09", true, "done", Some("2025-01-09")),
            ("2025-07-14", false, "member-not-active", Some("2025-01-09")),
        ] {
            let departure = Departure { member: other.clone(), on: day(on), died };
            assert_eq!(
                code(setting.ask::<Leave>("s1", &format!("l {on} {died}"), departure).await),
                code_of,
                "{on}"
            );
            let found = facts(&setting, &other).await;
            assert_eq!(found.spells(SCHEME)[0].left_employer_on, left.map(day), "{on}");
        }
    });
}

#[test]
fn who_is_appointed_may() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let appointment = Appointment {
            login: "clerk-2".into(),
            name: "例一".into(),
            document: (DocumentKind::Resident, world.member(9).id_number.as_str().into()),
            roles: vec![(Role::Clerk, None)],
            from: day("2025-01-01"),
            to: None,
            organisation: None,
        };
        assert_eq!(code(setting.ask::<Appoint>("s1", "a1", appointment.clone()).await), "no-right");
        let staff = setting.ask::<Appoint>("s2", "a2", appointment.clone()).await.unwrap().staff;
        assert_eq!(code(setting.ask::<Enrol>(&staff, "k1", enrolment(&world, 3)).await), "done");
        let other = (DocumentKind::Resident, world.member(8).id_number.as_str().into());
        let other = Appointment { document: other, ..appointment.clone() };
        assert_eq!(code(setting.ask::<Appoint>("s2", "a4", other).await), "field");
        let nameless = Appointment { name: " ".into(), login: "clerk-3".into(), ..appointment.clone() };
        assert_eq!(code(setting.ask::<Appoint>("s2", "a5", nameless).await), "field");
        let more = Appointment { roles: vec![(Role::Reviewer, Some("county".into()))], ..appointment };
        assert_eq!(setting.ask::<Appoint>("s2", "a3", more).await.unwrap().staff, staff);
        assert_eq!(base.number("select count(*) from staff where login = 'clerk-2'").await, 1);
    });
}
