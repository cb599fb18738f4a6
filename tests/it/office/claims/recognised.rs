//! Categories of members: recognised on evidence, counted while they are verified, listed when they fall due.

use huzhu::clock::Now;
use huzhu::desk::Office;
use huzhu::desk::attach_to_member::{AttachToMember, MemberDocument};
use huzhu::desk::categorise::{Categorise, Recognition};
use huzhu::desk::end_category::{CategoryEnd, EndCategory};
use huzhu::desk::verification;
use huzhu::engine::calendar::Day;
use huzhu::engine::money::Fen;
use huzhu::store::files::FileError;
use huzhu::store::{Scope, document};
use sqlx::Executor as _;

use super::world::{World, stay};
use crate::office::databases::{Base, on_both};

/// Half for everybody, the whole for whoever is poor, which is verified each year.
async fn office(base: &Base) -> World {
    office_with(base, "").await
}

/// The same, with more said of whoever is poor.
async fn office_with(base: &Base, more: &str) -> World {
    let categories = "[[category]]\nid = \"plain\"\nlabel = \"一般职工\"\nlabel_en = \"plain\"\ndefault = true\n\n\
        [[category]]\nid = \"poor\"\nlabel = \"困难职工\"\nlabel_en = \"poor\"\nclause = \"1\"\n\
        reverify_months = 12\n\n[[benefit]]";
    let rate = "measure  = [\"self_pay\"]\n\n[[benefit.line]]\nid = \"share\"\nlabel = \"按比例\"\n\
        label_en = \"share\"\nclause = \"1\"\nof = \"eligible\"\n\
        rate = [{ category = \"poor\", is = \"100%\" }, { category = \"plain\", is = \"50%\" }]";
    let changes = [
        ("[[benefit]]", categories),
        ("measure  = [\"self_pay\"]", rate),
        ("of       = \"eligible\"", "of = \"share\""),
    ];
    let months = "reverify_months = 12\n";
    let also = [(months, &*format!("{months}{more}"))];
    World::with(base, &[&changes[..], &also].concat()).await
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn poor(member: &str, verified: &str) -> Recognition {
    Recognition {
        member: member.into(),
        category: "poor".into(),
        from: None,
        to: None,
        verified: Some(day(verified)),
        proof: None,
    }
}

async fn due(world: &World, by: &str) -> Vec<String> {
    let office = world.desk.office();
    let scope = Scope::of_staff(&office.store, "s1").await.unwrap().unwrap();
    let due = verification::due(office, &scope, &world.book, day(by)).await.unwrap();
    due.iter().map(|due| format!("{} {} {}", due.member, due.lapses, due.has_lapsed)).collect()
}

#[test]
fn a_category_counts_while_it_is_verified() {
    on_both(async |base| {
        let world = office(base).await;
        let end = |on: &str| CategoryEnd { member: "m1".into(), category: "poor".into(), on: day(on) };
        let paid = async |member: &str, on: &str| world.decided(stay(member, on, 100)).await.amount;
        assert_eq!(paid("m1", "2026-03-01").await, Fen::yuan(50));
        world.ask::<Categorise>("s1", poor("m1", "2025-03-10")).await.unwrap();
        world.ask::<Categorise>("s1", poor("m2", "2025-09-10")).await.unwrap();
        assert_eq!(paid("m1", "2026-03-09").await, Fen::yuan(100));
        assert_eq!(paid("m1", "2026-03-10").await, Fen::yuan(50), "it has lapsed");
        assert_eq!(due(&world, "2026-06-01").await, ["m1 2026-03-10 true"]);
        assert_eq!(due(&world, "2026-12-31").await, ["m1 2026-03-10 true", "m2 2026-09-10 false"]);
        let again = world.ask::<Categorise>("s1", poor("m1", "2026-04-01")).await.unwrap();
        assert_eq!(again.from, day("2025-03-10"), "it is the same spell, verified again");
        assert_eq!(paid("m1", "2026-03-11").await, Fen::yuan(100));
        assert_eq!(due(&world, "2026-06-01").await, <[&str; 0]>::default());
        world.ask::<EndCategory>("s1", end("2026-04-30")).await.unwrap();
        assert_eq!(paid("m1", "2026-04-30").await, Fen::yuan(100));
        assert_eq!(paid("m1", "2026-05-01").await, Fen::yuan(50));
        let refused = world.ask::<EndCategory>("s1", end("2026-05-31")).await.unwrap_err();
        assert_eq!(refused.code(), "not-found", "it has ended");
        assert_eq!(base.number("select count(*) from category_spell").await, 2);
    });
}

#[test]
fn a_category_that_takes_evidence_is_recognised_on_proof() {
    on_both(async |base| {
        let world = office_with(base, "evidence = \"困难职工证\"\n").await;
        let folder = tempfile::tempdir().unwrap();
        let office = Office::new(world.store.clone(), Now::read);
        assert!(matches!(office.put(&world.book, vec![]).await, Err(FileError::NoFolder)));
        let office = office.with_documents(folder.path());
        let stored = office.put(&world.book, b"%PDF-1.7 certificate".to_vec()).await.unwrap();
        assert_eq!(office.get(&world.book, &stored.hash).await.unwrap(), b"%PDF-1.7 certificate");
        let attach = |member: &str, name: &str| MemberDocument::new(member, name, &stored);
        for (member, name, code) in [("m99", "a", "not-found"), ("m1", " ", "field")] {
            let refused = world.ask::<AttachToMember>("s1", attach(member, name)).await.unwrap_err();
            assert_eq!(refused.code(), code);
        }
        assert_eq!(
            world.ask::<AttachToMember>("s2", attach("m1", "证")).await.unwrap_err().code(),
            "no-right"
        );
        let first = world.ask::<AttachToMember>("s1", attach("m1", "困难职工证.pdf")).await.unwrap();
        let again = world.ask::<AttachToMember>("s1", attach("m1", "证2.pdf")).await.unwrap();
        assert_eq!((first.known, again.known, &again.document), (false, true, &first.document));
        let scope = Scope::of_staff(&world.store, "s2").await.unwrap().unwrap();
        let listed =
            document::of_member(&world.store, world.store.keys(), &scope, (&world.book, "m1")).await.unwrap();
        assert_eq!(
            listed.iter().map(|one| (one.number, &*one.name)).collect::<Vec<_>>(),
            [(1, "困难职工证.pdf")]
        );

        let proof = Some(first.document.to_string());
        let recognised = async |member: &str, verified: &str, proof: Option<String>| {
            let recognition = Recognition { proof, ..poor(member, verified) };
            world.ask::<Categorise>("s1", recognition).await.map_or_else(|why| why.code(), |_| "done")
        };
        assert_eq!(recognised("m1", "2025-03-10", None).await, "field", "nothing proves it");
        assert_eq!(recognised("m2", "2025-03-10", proof.clone()).await, "not-found", "it is another's");
        assert_eq!(recognised("m1", "2025-03-10", proof).await, "done");
        assert_eq!(
            recognised("m1", "2026-03-10", None).await,
            "done",
            "it is verified again by what is there"
        );
    });
}

#[test]
fn what_is_no_recognition() {
    on_both(async |base| {
        let world = office(base).await;
        let pool = base.pool(1).await;
        let documents = "insert into document (book_id, id, member_id, content_hash, media_type, bytes, name_sealed, \
            attached_by, attached_at) values ('b1', 'd1', 'm1', 'h', 'image/png', 1, '', 's1', ''), \
            ('b1', 'd2', 'm2', 'h', 'image/png', 1, '', 's1', '')";
        pool.execute(documents).await.unwrap();
        pool.close().await;
        let good = || poor("m1", "2026-01-10");
        let table = [
            ("s2", good(), "no-right"),
            ("s1", Recognition { member: "m99".into(), ..good() }, "not-found"),
            ("s1", Recognition { category: "rich".into(), ..good() }, "not-found"),
            ("s1", Recognition { proof: Some("d9".into()), ..good() }, "not-found"),
            ("s1", Recognition { proof: Some("d2".into()), ..good() }, "not-found"),
            ("s1", Recognition { verified: Some(day("2026-06-02")), ..good() }, "field"),
            ("s1", Recognition { to: Some(day("2026-01-09")), ..good() }, "field"),
            ("s1", Recognition { proof: Some("d1".into()), ..good() }, "done"),
            ("s1", Recognition { from: Some(day("2025-01-01")), ..good() }, "field"),
            ("s1", Recognition { from: Some(day("2026-02-01")), ..good() }, "field"),
            (
                "s1",
                Recognition { from: Some(day("2025-01-01")), to: Some(day("2026-01-09")), ..good() },
                "done",
            ),
        ];
        for (at, (staff, request, says)) in table.into_iter().enumerate() {
            let answer = world.ask::<Categorise>(staff, request).await;
            assert_eq!(answer.err().map_or("done", |refusal| refusal.code()), says, "{at}");
        }
        // Verified again without a document, it keeps the one that it rests on.
        world.ask::<Categorise>("s1", poor("m1", "2026-05-01")).await.unwrap();
        let kept =
            "select count(*) from category_spell where document_id = 'd1' and verified_on = '2026-05-01'";
        assert_eq!(base.number(kept).await, 1);
    });
}
