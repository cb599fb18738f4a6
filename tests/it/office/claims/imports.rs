//! Imports of settlements: a batch is one act, takes each settlement in once, and takes back what is taken back.

use std::collections::BTreeSet;

use huzhu::desk::Call;
use huzhu::desk::correct::{Correct, CorrectRequest};
use huzhu::desk::enrol_roster::{EnrolRoster, Roster};
use huzhu::desk::import_settlements::{Batch, ImportSettlements, SettlementFile, TakenIn};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::desk::take_back::{TakeBack, Undo};
use huzhu::engine::money::Fen;
use huzhu::engine::scheme::model::Lang;
use huzhu::exchange::claims::{ClaimProfile, Line, settlements};
use huzhu::generate::{Dirt, SETTLEMENTS_HEADER, Sizes};

use super::world::{SCHEME, World, stay};
use crate::office::databases::on_both;
use crate::office::people::{self, Setting};

pub const HEAD: &str = "结算ID,会员编号,就医类别,出院日期,自付,退费标志,原结算ID\n";

/// A batch of a file that is made of lines, all of them readable.
pub fn batch(name: &str, lines: &str) -> Batch {
    let text = format!("{HEAD}{lines}");
    let profile = ClaimProfile::default();
    let rows = settlements(text.as_bytes(), &profile, &[]).unwrap().map(|line| match line.unwrap() {
        Line::Good(row) => *row,
        Line::Wrong { line, said } => panic!("{line}: {said}"),
    });
    let rows = rows.collect();
    Batch::new(SCHEME, SettlementFile::new(SCHEME, name, text.as_bytes(), 0), rows, 0)
}

/// A line of a stay.
pub fn line(id: &str, member: &str, day: &str, yuan: i32) -> String {
    format!("{id},{member},住院,{day},{yuan}.00,0,\n")
}

async fn import(world: &World, lines: &str) -> TakenIn {
    let key = world.key();
    world.ask::<ImportSettlements>("s1", batch(&key, lines)).await.unwrap()
}

/// Lines and reasons in Chinese.
fn bad(answer: &TakenIn) -> Vec<(usize, &str)> {
    answer.bad.iter().map(|bad| (bad.line, bad.said.get(Lang::Zh))).collect()
}

#[test]
fn a_batch_is_handed_in_and_decided_as_one_act() {
    on_both(async |base| {
        let world = World::open(base).await;
        let rows = [
            ("S1", "m1", "2026-03-01", 600),
            ("S2", "m1", "2026-03-02", 600),
            ("S3", "m2", "2026-03-01", 300),
            ("S4", "m2", "2026-02-01", 900),
        ];
        let lines: String = rows.iter().map(|(id, member, day, yuan)| line(id, member, day, *yuan)).collect();
        let answer = import(&world, &lines).await;
        assert_eq!((answer.good, answer.granted, answer.held), (4, 4, 0));
        assert_eq!(answer.amount, Fen::yuan(2000));
        for (sql, expected) in [
            ("select count(*) from claim where stage = 'proposed' and decisions = 1", 4),
            ("select count(*) from claim where settlement_index is not null and import_id = 'i00000001'", 4),
            ("select count(*) from decision where cause = 'decide'", 4),
            ("select count(*) from audit where act = 'import-settlements' and object = 'i00000001'", 1),
            ("select count(*) from audit where key is not null", 1),
            ("select good_rows from import_run where kind = 'settlements'", 4),
        ] {
            assert_eq!(base.number(sql).await, expected, "{sql}");
        }
        // The same rows one by one, for other members, come to the same.
        for (_, member, day, yuan) in rows {
            let other = format!("{member}0");
            world.decided(stay(&other, day, yuan)).await;
        }
        let same = "select count(*) from claim a join claim b on b.member_id = a.member_id || '0' \
            and b.event_day = a.event_day and b.paid_fen = a.paid_fen";
        assert_eq!(base.number(same).await, 4);
    });
}

#[test]
fn a_batch_takes_as_many_statements_whatever_its_length() {
    on_both(async |base| {
        let world = World::open(base).await;
        import(&world, &line("S0", "m60", "2026-03-01", 100)).await;
        for members in [1, 40] {
            let lines: String = (1..=members)
                .map(|n| {
                    line(&format!("S{members}-{n}"), &format!("m{n}"), &format!("2026-04-{members:02}"), 10)
                })
                .map(|line| line.replace("2026-04-40", "2026-05-01"))
                .collect();
            let start = world.store.statements();
            assert_eq!(import(&world, &lines).await.good, members);
            assert_eq!(world.store.statements() - start, 15, "{members} rows");
        }
    });
}

#[test]
fn a_settlement_is_taken_in_once() {
    on_both(async |base| {
        let world = World::open(base).await;
        let lines = line("S1", "m1", "2026-03-01", 100) + &line("", "m2", "2026-03-01", 100);
        let call = Call::new("s1", "k", batch("a", &lines));
        let first = world.call::<ImportSettlements>(call.clone()).await.unwrap();
        assert_eq!(first.good, 2);
        let replied = world.desk.one::<ImportSettlements>(&world.book, call.clone()).await.unwrap();
        assert!(replied.replayed && replied.answer == Ok(first.clone()));
        // The same file under another key, and another file with the same rows and a new one.
        let again = world.call::<ImportSettlements>(Call::new("s1", "k2", call.request)).await.unwrap();
        assert_eq!((again.good, again.known, &again.import), (0, 2, &first.import));
        let more = lines + &line("S3", "m3", "2026-03-01", 100) + &line("S4", "m1", "2026-03-01", 100);
        let other = import(&world, &more).await;
        assert_eq!((other.good, other.known), (2, 2));
        assert_ne!(other.import, first.import);
        assert_eq!(base.number("select count(*) from claim").await, 4);
        assert_eq!(base.number("select count(*) from import_run").await, 2);
    });
}

#[test]
fn a_settlement_that_comes_again_with_other_figures_is_shown() {
    on_both(async |base| {
        let world = World::open(base).await;
        let as_it_was = line("S1", "m1", "2026-03-01", 100);
        let parts = [100, 100, 90].map(|yuan| {
            let key = world.key();
            Call::new("s1", &key, batch("parts", &line("S1", "m1", "2026-03-01", yuan)))
        });
        let replies = world.desk.many::<ImportSettlements>(&world.book, parts.into()).await.unwrap();
        let together: Vec<_> = replies.into_iter().map(|reply| reply.answer.unwrap()).collect();
        let counts: Vec<_> = together.iter().map(|one| (one.good, one.known, one.bad.len())).collect();
        assert_eq!(counts, [(1, 0, 0), (0, 1, 0), (0, 0, 1)]);
        let other = import(&world, &line("S1", "m1", "2026-03-01", 90)).await;
        assert_eq!((other.good, other.known, other.bad.len()), (0, 0, 1));
        let said = bad(&other)[0].1;
        assert!(said.contains("但本行的金额、日期等内容与其不同"), "{said}");
        let claim: String = said.chars().skip_while(|c| *c != 'c').take(9).collect();
        assert_eq!(base.number("select paid_fen from claim").await, 10_000);
        // Once the office corrected the claim, the settlement may come as it was, or as it should have been.
        let correct = CorrectRequest { claim: claim.into(), facts: stay("m1", "2026-03-01", 90) };
        world.ask::<Correct>("s1", correct).await.unwrap();
        for lines in [&as_it_was, &line("S1", "m1", "2026-03-01", 90)] {
            let again = import(&world, lines).await;
            assert_eq!((again.known, again.bad.len()), (1, 0), "{lines}");
        }
    });
}

#[test]
fn batches_of_one_slice_share_their_import() {
    on_both(async |base| {
        let world = World::open(base).await;
        let file = batch("a", "S0,m9,住院,2026-03-01,1.00,0,\n").file;
        let part = |id: &str, member: &str| {
            let mut one = batch("part", &line(id, member, "2026-03-01", 100));
            one.file = file.clone();
            Call::new("s1", id, one)
        };
        let calls = vec![part("S1", "m1"), part("S2", "m2"), part("S1x", "m404"), part("S2", "m2")];
        let replies = world.desk.many::<ImportSettlements>(&world.book, calls).await.unwrap();
        let answers: Vec<TakenIn> = replies.into_iter().map(|reply| reply.answer.unwrap()).collect();
        let counts: Vec<_> = answers.iter().map(|a| (a.good, a.known, a.bad.len())).collect();
        assert_eq!(counts, [(1, 0, 0), (1, 0, 0), (0, 0, 1), (1, 0, 0)]);
        assert_eq!(answers.iter().map(|a| &a.import).collect::<BTreeSet<_>>().len(), 1);
        assert_eq!(base.number("select good_rows * 10 + bad_rows from import_run").await, 21);
    });
}

#[test]
fn bad_rows_come_back_and_the_others_go_on() {
    on_both(async |base| {
        let world = World::open(base).await;
        let lines = line("S1", "m404", "2026-03-01", 100) + &line("S2", "m2", "2026-03-01", 100);
        let answer = import(&world, &lines).await;
        assert_eq!(answer.good, 1);
        assert_eq!(bad(&answer), [(2, "会员编号和证件号码均未登记，请核对；尚未参加的，请先办理参加。")]);
        let mut strange = batch("x", &line("S9", "m1", "2026-03-01", 100));
        strange.scheme = "test/none".into();
        let refused = world.ask::<ImportSettlements>("s1", strange).await.unwrap_err();
        assert_eq!(refused.code(), "not-found");
        let refused = world.ask::<ImportSettlements>("s2", batch("y", &lines)).await.unwrap_err();
        assert_eq!(refused.code(), "no-right");
        assert_eq!(base.number("select count(*) from import_run").await, 1);
    });
}

#[test]
fn what_is_taken_back_takes_its_claim_back() {
    on_both(async |base| {
        let world = World::open(base).await;
        let back = |id: &str, of: &str, member: &str, yuan: i32| {
            format!("{id},{member},住院,2026-03-01,-{yuan}.00,1,{of}\n")
        };
        let lines = line("S1", "m1", "2026-03-01", 600)
            + &line("S2", "m1", "2026-03-02", 600)
            + &line("S3", "m2", "2026-03-01", 100)
            + &back("S1", "", "m1", 600);
        let answer = import(&world, &lines).await;
        assert_eq!((answer.good, answer.taken_back, answer.bad.len()), (3, 1, 0));
        // What the first took of the limit is the second's.
        let rows = "select paid_fen from claim where id = 'c00000003' and stage = 'proposed'";
        assert_eq!(base.number(rows).await, 60_000);
        assert_eq!(base.number("select count(*) from claim where stage = 'revoked'").await, 1);
        world.review("s2", "c00000004", 1, Verdict::Approve).await.unwrap();
        let lines = back("R1", "S1", "m1", 600)
            + &back("R2", "S2", "m1", 599)
            + &back("R3", "S3", "m2", 100)
            + &back("R4", "S4", "m2", 100)
            + &back("", "", "m2", 100);
        let answer = import(&world, &lines).await;
        assert_eq!((answer.known, answer.taken_back), (1, 0));
        let said: Vec<&str> = bad(&answer).into_iter().map(|(_, said)| said).collect();
        assert_eq!(said.len(), 4);
        for (said, part) in said.iter().zip(["金额不一致", "已批准", "没有受理过", "未填结算ID"])
        {
            assert!(said.contains(part), "{said}");
        }
        let answer = import(&world, &(back("R5", "S2", "m1", 600) + &back("R6", "S2", "m1", 600))).await;
        assert_eq!((answer.taken_back, answer.known), (1, 1));
        let net = "select cast(sum(change_fen) as bigint) from decision";
        assert_eq!(base.number(net).await, 10_000);
    });
}

#[test]
fn an_import_is_taken_back_as_a_whole_and_may_come_again() {
    on_both(async |base| {
        let world = World::open(base).await;
        let undo = |import: &str| Undo::of(import);
        let later = world.decided(stay("m1", "2026-05-01", 800)).await;
        let lines = line("S1", "m1", "2026-03-01", 600) + &line("S2", "m2", "2026-03-02", 600);
        let first = batch("a", &lines);
        let answer = world.ask::<ImportSettlements>("s1", first.clone()).await.unwrap();
        assert_eq!(answer.replayed, 1);
        let paid = format!("select paid_fen from claim where id = '{}'", later.claim);
        let paid: &'static str = paid.leak();
        assert_eq!(base.number(paid).await, 40_000);
        world.ask::<TakeBack>("s1", undo(&answer.import)).await.unwrap();
        assert_eq!(base.number(paid).await, 80_000);
        assert_eq!(base.number("select cast(sum(change_fen) as bigint) from decision").await, 80_000);
        assert_eq!(base.number("select count(*) from claim where stage = 'revoked'").await, 2);
        let twice = world.ask::<TakeBack>("s1", undo(&answer.import)).await.unwrap_err();
        assert_eq!(twice.code(), "already-undone");
        let again = world.ask::<ImportSettlements>("s1", first).await.unwrap();
        assert_eq!((again.good, again.known), (2, 0));
        assert_ne!(again.import, answer.import);
    });
}

#[test]
fn a_large_import_is_taken_back_slice_by_slice() {
    on_both(async |base| {
        let world = World::open(base).await;
        let lines: String = (1..=5)
            .map(|n| line(&format!("S{n}"), &format!("m{n}"), &format!("2026-03-0{n}"), 100))
            .collect();
        let file = batch("a", &lines);
        let import = world.ask::<ImportSettlements>("s1", file.clone()).await.unwrap().import;
        let revoked = async || base.number("select count(*) from claim where stage = 'revoked'").await;
        let first = Undo { most: 2, ..Undo::of(&import) };
        let call = Call::new("s1", "undo", first.clone()).because("测试");
        let answer = world.call::<TakeBack>(call.clone()).await.unwrap();
        assert_eq!((answer.claims, answer.below, revoked().await), (2, Some(5), 2));
        assert_eq!(
            world.call::<TakeBack>(call).await.unwrap(),
            answer,
            "the same slice is answered the same"
        );
        // Nothing can come to stand on what is left.
        let review = world.review("s2", "c00000002", 1, Verdict::Approve).await;
        assert_eq!(review.unwrap_err().code(), "import-undone");
        let second = first.after(&answer).unwrap();
        let answer = world.ask::<TakeBack>("s1", second.clone()).await.unwrap();
        assert_eq!((answer.claims, revoked().await), (2, 4));
        // Whoever lost the thread begins again, and it goes on where it stood.
        let last = world.ask::<TakeBack>("s1", first.clone()).await.unwrap();
        assert_eq!((last.claims, last.below, revoked().await), (1, None, 5));
        assert_eq!(first.after(&last), None);
        assert_eq!(world.ask::<TakeBack>("s1", first).await.unwrap_err().code(), "already-undone");
        assert_eq!(base.number("select cast(sum(change_fen) as bigint) from decision").await, 0);
        assert_eq!(world.ask::<ImportSettlements>("s1", file).await.unwrap().good, 5);
    });
}

#[test]
fn an_import_on_which_something_stands_says_what() {
    on_both(async |base| {
        let world = World::open(base).await;
        let lines = line("S1", "m1", "2026-03-01", 600) + &line("S2", "m2", "2026-03-02", 300);
        let answer = import(&world, &lines).await;
        let claim = "c00000003";
        world.review("s2", claim, 1, Verdict::Approve).await.unwrap();
        let undo = Undo::of(&answer.import);
        let refused = world.ask::<TakeBack>("s1", undo.clone()).await.unwrap_err();
        let said = refused.said();
        assert!(said.get(Lang::Zh).contains("已产生已批准的申请1条、复核记录1条"), "{}", said.get(Lang::Zh));
        assert_eq!(base.number("select count(*) from claim where stage = 'revoked'").await, 0);
        let revoke = RevokeRequest { claim: claim.into() };
        world.ask::<Revoke>("s1", revoke).await.unwrap();
        // What a reviewer wrote stays written: the rest is taken back one by one.
        assert_eq!(world.ask::<TakeBack>("s1", undo).await.unwrap_err().code(), "import-stands-under");
    });
}

#[test]
fn dirty_rows_of_a_world_come_back_and_no_others() {
    on_both(async |base| {
        let setting = Setting::new(base).await;
        let sizes = Sizes { members: 40, claims: 700, dirty: 100, year: 2025 };
        let world = huzhu::generate::World::new(3, sizes).unwrap();
        for employer in world.employers() {
            // The scheme has one share unit for everybody, and some of the world wish for two.
            let text = huzhu::generate::World::new(3, Sizes { dirty: 0, ..sizes })
                .unwrap()
                .roster(employer.number)
                .text;
            let text = text.replace(",2\n", ",1\n");
            let roster = Roster::new(people::SCHEME, people::day("2025-01-10"), "r", text.as_bytes());
            setting.ask::<EnrolRoster>("s1", &format!("r{}", employer.number), roster).await.unwrap();
        }
        let text: String = std::iter::once(SETTLEMENTS_HEADER.to_owned())
            .chain(world.settlements().map(|row| row.text))
            .collect();
        let (mut good, mut lines) = (vec![], BTreeSet::new());
        let profile = ClaimProfile::default();
        for line in settlements(text.as_bytes(), &profile, &[]).unwrap() {
            match line.unwrap() {
                Line::Good(row) => good.push(*row),
                Line::Wrong { line, .. } => drop(lines.insert(line)),
            }
        }
        let file = SettlementFile::new(people::SCHEME, "s", text.as_bytes(), 0);
        let batch = Batch::new(people::SCHEME, file, good, 0);
        let answer = setting.ask::<ImportSettlements>("s1", "import", batch).await.unwrap();
        lines.extend(answer.bad.iter().map(|bad| bad.line));
        let is_bad = |dirt: Dirt| match dirt {
            // Whoever is named by his document needs no number.
            Dirt::MissingMember | Dirt::UnknownMember => false,
            dirt => dirt.is_refused_at_the_door(),
        };
        let dirty = world.settlements().filter(|row| row.row.dirt().is_some_and(is_bad));
        let dirty: BTreeSet<usize> = dirty.map(|row| usize::try_from(row.line).unwrap()).collect();
        assert_eq!(lines, dirty);
        let kinds: BTreeSet<Dirt> = world.settlements().filter_map(|row| row.row.dirt()).collect();
        assert!(kinds.len() >= Dirt::ALL.len() - 1, "{kinds:?}");
    });
}
