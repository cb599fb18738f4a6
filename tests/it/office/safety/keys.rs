//! Keys that change: everything is sealed anew in slices, and says the same as before.

use std::collections::BTreeSet;

use huzhu::clock::Now;
use huzhu::desk::reseal::{Reseal, ResealAnswer, ResealRequest};
use huzhu::desk::{Call, Desk, Office};
use huzhu::store::reseal::SEALED;
use huzhu::store::seal::{KeyRing, Place};
use huzhu::store::{Scope, Store, audit, claim};
use sqlx::AssertSqlSafe;

use super::commands::{office, roster, run};
use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, keys, on_both};
use crate::office::people::past;

/// A book with something in every sealed column, under the first key.
async fn sealed(base: &Base) -> World {
    let world = World::open(base).await;
    for number in 1..=7 {
        world.decided(stay(&format!("m{number}"), "2026-03-01", 700)).await;
    }
    let seal = |table: &str, column: &str, row: &str| {
        keys().seal(&Place { table, column, book: "b1", row }, "1990-01-01")
    };
    let mut sql: Vec<String> = vec![];
    for column in ["birth_sealed", "phone_sealed", "account_sealed", "holder_sealed"] {
        let text = seal("member", column, "m1");
        sql.push(format!("update member set {column} = '{text}' where id = 'm1';"));
    }
    let number = seal("identity_document", "number_sealed", "i1/m1");
    sql.push(format!(
        "insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state) \
         values ('b1', 'i1', 'm1', 'resident-id', '{number}', 'current');"
    ));
    let (name, account) = (seal("payee", "name_sealed", "y1"), seal("payee", "account_sealed", "y1"));
    sql.push(format!(
        "insert into payee (book_id, id, member_id, kind, person, name_sealed, account_sealed, account_index, document_id, \
         from_day, named_by) values ('b1', 'y1', 'm1', 'heir', 'p', '{name}', '{account}', 'x', 'd1', '2026-01-01', 's1');"
    ));
    let (account, holder) =
        (seal("account_change", "account_sealed", "k1"), seal("account_change", "holder_sealed", "k1"));
    sql.push(format!(
        "insert into account_change (book_id, id, member_id, account_sealed, account_index, holder_sealed, named_by, \
         named_at) values ('b1', 'k1', 'm1', '{account}', 'x', '{holder}', 's1', 't');"
    ));
    let name = seal("document", "name_sealed", "d1");
    sql.push(format!(
        "insert into document (book_id, id, content_hash, media_type, bytes, name_sealed, attached_by, attached_at) \
         values ('b1', 'd1', 'h', 'application/pdf', 1, '{name}', 's1', 't');"
    ));
    sql.push(
        "insert into staff (id, organisation_id, person, name, login, state) values ('s9', 'o1', 'p9', '某人', 's9', 'active'); \
         insert into staff_role (staff_id, role, from_day) values ('s9', 'administrator', '2020-01-01');"
            .to_owned(),
    );
    let pool = base.pool(1).await;
    sqlx::raw_sql(AssertSqlSafe(sql.concat())).execute(&pool).await.unwrap();
    pool.close().await;
    world
}

/// The desk of somebody who opens the office with the keys after a rotation.
async fn rotated(base: &Base) -> (Desk, Store, KeyRing) {
    // From the same seed on: the new key differs from the first one, and is the same in each call.
    let keys = keys().with_new_key().unwrap();
    let store = Store::open(&base.url, keys.clone()).await.unwrap();
    let now = Now::parse("2026-06-01T02:00:00Z").unwrap();
    (Desk::new(Office::new(store.clone(), move || now)), store, keys)
}

async fn slice(desk: &Desk, world: &World, column: &str, near: String, most: u32) -> ResealAnswer {
    let request = ResealRequest { column: column.into(), near, most };
    let call = Call::new("s9", &format!("r{}", world.key()), request);
    desk.one::<Reseal>(&world.book, call).await.unwrap().answer.unwrap()
}

/// All slices of a column: how many rows, and what does not open.
async fn column(desk: &Desk, world: &World, name: &str, most: u32) -> (u64, BTreeSet<String>) {
    let (mut near, mut done, mut broken) = (Some(String::new()), 0, BTreeSet::new());
    while let Some(from) = near {
        let answer = slice(desk, world, name, from, most).await;
        done += answer.done;
        broken.extend(answer.broken);
        near = answer.next;
    }
    (done, broken)
}

async fn under(store: &Store, version: u32) -> u64 {
    let mut count = 0;
    for column in SEALED {
        count += column.under(store, version).await.unwrap();
    }
    count
}

#[test]
fn everything_is_sealed_anew_and_says_the_same() {
    on_both(async |base| {
        let world = sealed(base).await;
        let scope = Scope::of_staff(&world.store, "s1").await.unwrap().unwrap();
        let shown = async |store: &Store| {
            let claim = claim::find(store, store.keys(), &scope, (&world.book, "c00000001")).await;
            claim.unwrap().unwrap().decided
        };
        let before = (shown(&world.store).await, under(&world.store, 1).await);
        assert!(before.1 > 80, "{before:?}");
        let (desk, store, _) = rotated(base).await;
        let mut done = 0;
        for sealed in &SEALED {
            let (rows, broken) = column(&desk, &world, &sealed.name(), 3).await;
            assert!(rows > 0 && broken.is_empty(), "{}: {rows} {broken:?}", sealed.name());
            done += rows;
        }
        assert_eq!((done, under(&store, 1).await), (before.1, 0));
        assert_eq!((shown(&store).await, under(&store, 2).await), before);
        assert!(audit::verify(&store, &world.book).await.unwrap().is_ok());
        for sealed in &SEALED {
            assert_eq!(column(&desk, &world, &sealed.name(), 3).await.0, 0, "nothing is left to do");
        }
        // The claim goes on where it was.
        let decided = desk.one::<huzhu::desk::decide::Decide>(
            &world.book,
            Call::new("s1", "again", huzhu::desk::decide::DecideRequest { claim: "c00000001".into() }),
        );
        let refused = decided.await.unwrap().answer.unwrap_err();
        assert_eq!(refused.code(), "wrong-stage", "{}", refused.said());
    });
}

#[test]
fn an_interrupted_resealing_goes_on_while_others_write() {
    on_both(async |base| {
        let world = sealed(base).await;
        let (desk, store, _) = rotated(base).await;
        let all = claim_rows(base).await;
        let first = slice(&desk, &world, "claim.facts_sealed", String::new(), 3).await;
        assert_eq!((first.done, first.next.is_some()), (3, true));
        // Somebody hands another claim in, under the new key; then it is begun anew.
        let request = crate::office::claims::world::request(stay("m9", "2026-03-09", 100));
        let call = Call::new("s1", "meanwhile", request);
        desk.one::<huzhu::desk::submit::Submit>(&world.book, call).await.unwrap().answer.unwrap();
        // One by one, so that it has to go on more than once.
        let (rest, broken) = column(&desk, &world, "claim.facts_sealed", 1).await;
        assert_eq!((rest, broken.len()), (u64::try_from(all).unwrap() - 3, 0));
        assert_eq!(under(&store, 1).await, under_but_claims(&store).await);
    });
}

async fn claim_rows(base: &Base) -> i64 {
    base.number("select count(*) from claim").await
}

async fn under_but_claims(store: &Store) -> u64 {
    let mut count = 0;
    for column in SEALED.iter().filter(|column| column.table != "claim") {
        count += column.under(store, 1).await.unwrap();
    }
    count
}

#[test]
fn what_does_not_open_is_named_and_stays() {
    on_both(async |base| {
        let world = sealed(base).await;
        past(base, "update claim set facts_sealed = 'v1.AAAA' where id in ('c00000002', 'c00000003')").await;
        let (desk, store, _) = rotated(base).await;
        for most in [1, 2, 500] {
            let (_, broken) = column(&desk, &world, "claim.facts_sealed", most).await;
            assert_eq!(broken.len(), 2, "{broken:?}");
            assert!(broken.iter().all(|what| what.starts_with("claim.facts_sealed c0000000")), "{broken:?}");
        }
        let claims = SEALED.iter().find(|column| column.table == "claim").unwrap();
        assert_eq!(claims.under(&store, 1).await.unwrap(), 2);
    });
}

#[test]
fn keys_are_rotated_from_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder, None);
    assert_eq!(roster(folder, 0).0, 0);
    let kept = std::fs::read(folder.join("office/keys")).unwrap();
    let (code, says) = run(folder, &["keys", "rotate", "--as", "clerk"]);
    assert!(code == 2 && says.contains("更换密钥"), "{says}");
    assert_eq!(std::fs::read(folder.join("office/keys")).unwrap(), kept);
    let (code, says) = run(folder, &["keys", "rotate", "--as", "admin"]);
    assert!(code == 0 && says.contains("第2版") && says.contains("另存"), "{says}");
    let (_, before) = run(folder, &["keys", "show"]);
    assert!(before.contains("member.name_sealed") && before.contains("v2（现用）"), "{before}");
    let (code, says) = run(folder, &["keys", "reseal", "--as", "admin"]);
    assert!(code == 0 && says.contains("无法解密0项"), "{says}");
    let (_, after) = run(folder, &["keys", "show"]);
    // The id of the ring is random and may hold "v2" itself: a line begins with its version.
    let of_v1 = |text: &str| text.split("\nv2").next().unwrap().lines().count();
    assert!(of_v1(&before) > 2 && of_v1(&after) == 2, "{after}");
    let (code, says) = run(folder, &["keys", "reseal", "--as", "admin"]);
    assert!(code == 0 && says.contains("重新加密0项"), "{says}");
    // Who has only the old copy cannot read what is new.
    std::fs::write(folder.join("office/keys"), kept).unwrap();
    let leave = |number: u32| {
        let member = format!("m{number:08}");
        run(folder, &["member", "leave", &member, "--on", "2025-06-30", "--as", "clerk"])
    };
    let found = (1..20).map(leave).find(|(_, says)| !says.contains("没有找到会员")).unwrap();
    assert!(found.0 == 2 && found.1.contains("第2版密钥"), "{found:?}");
}

#[test]
fn an_office_opens_with_its_own_keys_and_its_own_database() {
    let dir = tempfile::tempdir().unwrap();
    let [own, other] = ["own", "other"].map(|name| dir.path().join(name));
    for folder in [&own, &other] {
        std::fs::create_dir(folder).unwrap();
        office(folder, None);
    }
    assert_eq!(roster(&own, 0).0, 0);
    let leave = || run(&own, &["member", "leave", "m00000001", "--on", "2025-06-30", "--as", "clerk"]);
    let (keys, database) = (own.join("office/keys"), own.join("office/office.db"));
    let kept = std::fs::read(&keys).unwrap();
    std::fs::copy(other.join("office/keys"), &keys).unwrap();
    let (code, says) = roster(&own, 1);
    assert!(code == 2 && says.contains("可能是另一机构的密钥"), "{says}");
    assert_eq!(leave().0, 2);
    std::fs::write(&keys, kept).unwrap();
    std::fs::rename(&database, own.join("away.db")).unwrap();
    let (code, says) = leave();
    assert!(code == 2 && says.contains("不存在") && says.contains("huzhu restore"), "{says}");
    assert!(!database.exists(), "no empty one was made");
}
