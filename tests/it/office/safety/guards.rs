//! What the guards let through, and nothing beside it: a newer seal, and answers that are old enough to be forgotten.

use huzhu::clock::Now;
use huzhu::desk::sweep::{Sweep, SweepRequest};
use huzhu::desk::{Call, Desk, Office};
use sqlx::{AnyPool, AssertSqlSafe, Executor as _};

use crate::office::claims::world::World;
use crate::office::databases::on_both;

/// Column, what it is changed to.
const CHANGES: [(&str, &str); 13] = [
    ("book_id", "'b2'"),
    ("claim_id", "'c2'"),
    ("number", "2"),
    ("outcome", "'deny'"),
    ("cause", "'correct'"),
    ("paid_fen", "200"),
    ("change_fen", "200"),
    ("edition", "'f'"),
    ("funding", "'[1]'"),
    ("decided_by", "'s2'"),
    ("decided_for", "'s3'"),
    ("decided_at", "'u'"),
    ("answer", "'v2.BBBB'"),
];

async fn refused(pool: &AnyPool, sql: String) {
    let refused = pool.execute(AssertSqlSafe(sql.clone())).await.expect_err(&sql);
    assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
}

#[test]
fn of_a_decision_only_a_newer_seal_is_written() {
    on_both(async |base| {
        let (store, _) = base.office().await;
        let pool = base.pool(1).await;
        let row = "insert into decision values ('b1', 'c1', 1, 'approve', 'decide', 100, 100, 'e', '[]', 'v2.AAAA', 's1', null, 't')";
        pool.execute(row).await.unwrap();
        for (column, to) in CHANGES {
            // Alone, and hidden behind a newer seal.
            refused(&pool, format!("update decision set {column} = {to}")).await;
            if column != "answer" {
                refused(&pool, format!("update decision set {column} = {to}, answer = 'v3.AAAA'")).await;
            }
        }
        for answer in ["v1.AAAA", "v2.AAAA", "AAAA", "", "v.AAAA", "v3"] {
            refused(&pool, format!("update decision set answer = '{answer}'")).await;
        }
        for answer in ["v3.AAAA", "v12.BBBB"] {
            let sql = format!("update decision set answer = '{answer}'");
            assert_eq!(pool.execute(AssertSqlSafe(sql)).await.unwrap().rows_affected(), 1);
        }
        refused(&pool, "update decision set answer = 'v9.AAAA'".into()).await;
        refused(&pool, "delete from decision".into()).await;
        pool.close().await;
        store.close().await;
    });
}

#[test]
fn answers_older_than_four_hundred_days_are_forgotten() {
    on_both(async |base| {
        let world = World::open(base).await;
        let pool = base.pool(1).await;
        let now = Now::read();
        // Days ago, by this machine's clock: the guard looks at the database's.
        for days in [0, 1, 399, 402, 500, 9_000] {
            let at = now.days_ago(days);
            let row = format!(
                "insert into audit values ('b1', 100000 + {days}, 1, '{at}', 'p', '', 'a', 'o', 's', '', '', '', 'done', 'q', \
                 '', 'h', 'k{days}', 'b', 'answer')"
            );
            pool.execute(AssertSqlSafe(row)).await.unwrap();
        }
        let forget = "update audit set key = null, body_hash = null, answer = null";
        refused(&pool, "delete from audit where key = 'k9000'".into()).await;
        refused(&pool, forget.into()).await;
        refused(&pool, format!("{forget} where key = 'k399'")).await;
        for change in
            ["answer = 'other'", "key = 'other'", "answer = null, at = '2000-01-01'", "answer = null"]
        {
            refused(&pool, format!("update audit set {change} where key = 'k9000'")).await;
        }
        refused(&pool, format!("{forget}, who = 'q' where key = 'k9000'")).await;
        pool.execute(
            "insert into staff_role (staff_id, role, from_day) values ('s5', 'administrator', '2020-01-01')",
        )
        .await
        .unwrap();
        let desk = Desk::new(Office::new(world.store.clone(), Now::read));
        let mut swept = vec![];
        for round in 0..3 {
            let call = Call::new("s5", &format!("sweep-{round}"), SweepRequest { most: 2 });
            swept.push(desk.one::<Sweep>(&world.book, call).await.unwrap().answer.unwrap().rows);
        }
        assert_eq!(swept, [2, 1, 0]);
        let left: i64 =
            sqlx::query_scalar("select count(*) from audit where who = 'p' and answer is not null")
                .fetch_one(&pool)
                .await
                .unwrap();
        assert_eq!(left, 3);
        pool.close().await;
    });
}
