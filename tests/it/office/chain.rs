//! The audit chain and the answers kept: what was done is known, once, and cannot be changed unseen.

use huzhu::engine::calendar::Day;
use huzhu::store::audit::{self, Break, Entry};
use huzhu::store::call;
use huzhu::store::idempotency::{Answered, Asked, Known};
use huzhu::store::staff::Who;
use huzhu::store::{BookId, Kind, Store};
use sqlx::Executor as _;

use super::databases::{Base, on_both};

fn entries(count: usize) -> impl Iterator<Item = Entry> {
    (0..count).map(|n| Entry {
        at: "2026-03-01T00:00:00.000000Z".into(),
        who: "s1".into(),
        act: "submit".into(),
        object: format!("c{n}"),
        result: "done".into(),
        ..Entry::default()
    })
}

async fn audited(store: &Store, book: &BookId, count: usize) {
    let write = store.write(book, move |tx| {
        Box::pin(async move {
            tx.audit(entries(count));
            Ok(())
        })
    });
    write.await.unwrap();
}

/// Past the guards, as only somebody with the database in his hands could.
async fn tamper(base: &Base, sql: &'static str) {
    let unguard = match base.kind {
        Kind::Sqlite => "drop trigger if exists audit_no_update; drop trigger if exists audit_no_delete",
        Kind::Postgres => {
            "drop trigger if exists audit_append_only on audit; drop trigger if exists audit_forgotten on audit"
        }
    };
    let pool = base.pool(1).await;
    pool.execute(unguard).await.unwrap();
    pool.execute(sql).await.unwrap();
    pool.close().await;
}

#[test]
fn a_chain_holds_over_slices_and_breaks_where_it_was_touched() {
    for (sql, broken) in [
        ("update audit set who = 's2' where number = 3", Break::Changed(3)),
        ("update audit set who = 's', act = '1submit' where number = 3", Break::Changed(3)),
        ("delete from audit where number = 4", Break::Missing(4)),
        ("delete from audit where number = 6002", Break::Missing(6002)),
        ("update book set version = version - 1", Break::Head(6002)),
    ] {
        on_both(async |base| {
            let (store, book) = base.office().await;
            for slice in [1, 0, 6_000, 1] {
                audited(&store, &book, slice).await;
            }
            assert_eq!(audit::verify(&store, &book).await.unwrap(), Ok(6002));
            tamper(base, sql).await;
            assert_eq!(audit::verify(&store, &book).await.unwrap(), Err(broken), "{sql}");
        });
    }
}

fn asked(principal: &str, key: &str, body: &str) -> Asked {
    Asked { principal: principal.into(), key: key.into(), body_hash: body.into() }
}

async fn known(store: &Store, book: &BookId, asked: Vec<Asked>) -> Vec<Known> {
    let calls: Vec<(Asked, Who)> = asked.into_iter().map(|asked| (asked, Who::default())).collect();
    let known =
        store.write(book, move |tx| Box::pin(async move { call::known(tx, &calls, Day::ZERO).await }));
    known.await.unwrap().0
}

#[test]
fn the_same_key_is_known_again() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let slice = vec![
            asked("s1", "k1", "h1"),
            asked("s2", "k1", "h1"),
            asked("s1", "k1", "h1"),
            asked("s1", "k1", "h2"),
        ];
        let fresh = [Known::New, Known::New, Known::Twin(0), Known::Clash];
        assert_eq!(known(&store, &book, slice.clone()).await, fresh);
        let answered = slice[..2].iter().zip(entries(2)).map(|(asked, entry)| {
            let Asked { principal: who, key, body_hash } = asked.clone();
            let answer = format!("{{\"to\":\"{who}\"}}");
            Entry { who, answered: Some(Answered { key, body_hash, answer }), ..entry }
        });
        let answered: Vec<Entry> = answered.collect();
        let twice = answered.clone();
        let keep = async |answered: Vec<Entry>| {
            store
                .write(&book, |tx| {
                    Box::pin(async move {
                        tx.audit(answered);
                        Ok(())
                    })
                })
                .await
        };
        keep(answered).await.unwrap();
        let again = |to: &str| Known::Answered(format!("{{\"to\":\"{to}\"}}"));
        assert_eq!(known(&store, &book, slice).await, [again("s1"), again("s2"), again("s1"), Known::Clash]);
        assert!(keep(twice).await.is_err());
    });
}
