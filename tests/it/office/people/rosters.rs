//! Rosters: good rows are enrolled, dirty ones come back; an import is taken back while nothing stands on it.

use std::collections::{BTreeMap, BTreeSet};

use huzhu::desk::enrol_roster::{EnrolRoster, Roster};
use huzhu::desk::keep_books::{BookRequest, KeepBooks};
use huzhu::desk::renew::{Renew, Renewal};
use huzhu::desk::take_back::{TakeBack, Undo};
use huzhu::engine::ledger::deed::{Booking, Deed};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::engine::scheme::model::Lang;
use huzhu::exchange::roster::wrong_rows;
use huzhu::generate::RosterDirt;

use super::{SCHEME, Setting, code, day, past, world};
use crate::office::databases::on_both;

fn roster(name: &str, text: &str) -> Roster {
    Roster::new(SCHEME, day("2025-01-10"), name, text.as_bytes())
}

#[test]
fn dirty_rows_come_back_and_can_be_sent_again() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(400));
        let mut kinds = BTreeSet::new();
        for employer in world.employers() {
            let file = world.roster(employer.number);
            let key = format!("roster-{}", employer.number);
            let answer = setting.ask::<EnrolRoster>("s1", &key, roster(&key, &file.text)).await.unwrap();
            let lines: Vec<usize> = answer.bad.iter().map(|bad| bad.line).collect();
            // The scheme has one share unit for everybody, and some of the world wish for two.
            let two = file.text.lines().zip(1..).filter(|(line, _)| line.ends_with(",2")).map(|(_, at)| at);
            let dirty: BTreeSet<usize> = file.dirty.iter().map(|(line, _)| *line).chain(two).collect();
            let dirty: Vec<usize> = dirty.into_iter().collect();
            assert_eq!(lines, dirty, "{}", file.text);
            assert_eq!(
                usize::try_from(answer.good).unwrap() + answer.bad.len() + 1,
                file.text.lines().count()
            );
            kinds.extend(file.dirty.iter().map(|(_, dirt)| *dirt));
            for bad in &answer.bad {
                assert!(!bad.said.get(Lang::Zh).contains("测试"), "{}", bad.said);
            }
            let reasons: BTreeMap<usize, String> =
                answer.bad.iter().map(|bad| (bad.line, bad.said.get(Lang::Zh).to_owned())).collect();
            let wrong = wrong_rows(file.text.as_bytes(), &reasons).unwrap();
            assert_eq!(wrong.lines().count(), 1 + answer.bad.len());
            if !dirty.is_empty() {
                let again =
                    setting.ask::<EnrolRoster>("s1", &format!("again-{key}"), roster("again", &wrong)).await;
                assert_eq!(again.unwrap().good, 0, "uncorrected rows stay bad");
            }
        }
        assert!(kinds.len() >= RosterDirt::ALL.len() - 2, "{kinds:?}");
    });
}

#[test]
fn the_same_file_is_refused_and_taken_back_as_a_whole() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let file = world.roster(0);
        let first = setting.ask::<EnrolRoster>("s1", "k1", roster("a.csv", &file.text)).await.unwrap();
        let import = first.import.clone().unwrap();
        assert_eq!(setting.ask::<EnrolRoster>("s1", "k1", roster("a.csv", &file.text)).await.unwrap(), first);
        assert_eq!(
            code(setting.ask::<EnrolRoster>("s1", "k2", roster("b.csv", &file.text)).await),
            "file-seen"
        );
        let undo = |import: &str| Undo::of(import);
        assert_eq!(code(setting.ask::<TakeBack>("s1", "u0", undo("i99999999")).await), "not-found");
        assert_eq!(code(setting.ask::<TakeBack>("s1", "u1", undo(&import)).await), "done");
        assert_eq!(code(setting.ask::<TakeBack>("s1", "u2", undo(&import)).await), "already-undone");
        for sql in [
            "select count(*) from member",
            "select count(*) from identity_document",
            "select count(*) from seen_person",
            "select count(*) from employer",
            "select count(*) from enrolment where state = 'active'",
        ] {
            assert_eq!(base.number(sql).await, 0, "{sql}");
        }
        let again = setting.ask::<EnrolRoster>("s1", "k3", roster("a.csv", &file.text)).await.unwrap();
        assert_eq!((again.good, again.new_members), (first.good, first.new_members));
    });
}

#[test]
fn what_was_paid_for_dues_that_go_back_is_kept_for_its_payer() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let file = world.roster(0);
        let import =
            setting.ask::<EnrolRoster>("s1", "k1", roster("a.csv", &file.text)).await.unwrap().import;
        past(
            base,
            "insert into staff_role (staff_id, role, from_day) values ('s3', 'finance', '2000-01-01')",
        )
        .await;
        let pool = base.pool(1).await;
        let sql = "select pool_id, party, payer, open_fen from party_period order by open_fen desc limit 1";
        let (own, party, payer, due): (String, String, String, i64) =
            sqlx::query_as(sql).fetch_one(&pool).await.unwrap();
        pool.close().await;
        let deed = async |key: &str, deed| {
            let booking = Booking {
                deed,
                pool: own.as_str().into(),
                amount: Fen::new(due).unwrap(),
                payer: payer.as_str().into(),
                party: party.as_str().into(),
                to: Name::default(),
                document: "回单1".into(),
            };
            code(setting.ask::<KeepBooks>("s3", key, BookRequest { booking, period: None }).await)
        };
        let available = "select cast(sum(posted_fen + owed_fen - held_fen) as bigint) from pool";
        assert_eq!((due > 0, deed("b1", Deed::Receive).await), (true, "done"));
        assert_eq!(base.number(available).await, due);
        assert_eq!(code(setting.ask::<TakeBack>("s1", "u1", Undo::of(&import.unwrap())).await), "done");
        assert_eq!(base.number(available).await, 0, "no claim is granted from it");
        assert_eq!(deed("b2", Deed::Refund).await, "done");
        assert_eq!(deed("b3", Deed::Refund).await, "more-than-there-is");
    });
}

#[test]
fn an_import_on_which_something_stands_is_not_taken_back() {
    on_both(async |base| {
        let (setting, world) = (Setting::new(base).await, world(0));
        let file = world.roster(0);
        let import =
            setting.ask::<EnrolRoster>("s1", "k1", roster("a.csv", &file.text)).await.unwrap().import;
        let undo = Undo::of(&import.unwrap());
        past(base, "insert into payee (book_id, id, member_id, kind, person, name_sealed, account_sealed, account_index, \
            document_id, from_day, named_by) select book_id, 'y1', id, 'heir', '', '', '', '', '', '2025-01-01', 's1' from member where id = (select min(id) from member)").await;
        assert_eq!(code(setting.ask::<TakeBack>("s1", "u1", undo.clone()).await), "import-stands-under");
        past(base, "delete from payee").await;
        let renewal = Renewal {
            scheme: SCHEME.into(),
            as_of: day("2026-01-01"),
            enrolled_on: None,
            member: "m00000003".into(),
        };
        assert_eq!(code(setting.ask::<Renew>("s1", "r1", renewal).await), "done");
        let refused = setting.ask::<TakeBack>("s1", "u1", undo).await.unwrap_err();
        assert!(refused.said().get(Lang::Zh).contains("后续参加记录1条"), "{}", refused.said());
    });
}
