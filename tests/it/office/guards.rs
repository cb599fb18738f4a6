//! What was decided, moved, reviewed, audited or answered is never changed and never taken away.

use huzhu::store::Kind;
use sqlx::Executor as _;

use super::databases::on_both;

const ROWS: [(&str, &str); 4] = [
    (
        "decision",
        "insert into decision values ('b1', 'c1', 1, 'approve', 'decide', 100, 100, 'e', '[]', 'a', 's1', null, 't')",
    ),
    ("movement", "insert into movement values ('b1', 'c1', 1, 1, 's', 'member', 'm1', 't', 's', 'w', 'b')"),
    ("review", "insert into review values ('b1', 'c1', 1, 1, 'l', 'approve', 's1', null, 'r', 't')"),
    (
        "audit",
        "insert into audit values ('b1', 1, 1, 't', 'w', '', 'a', 'o', 's', '', '', '', 'r', 'q', '', 'h', 'k', 'b', 'answer')",
    ),
];

#[test]
fn no_row_of_an_append_only_table_is_changed_or_taken_away() {
    on_both(async |base| {
        let (store, _) = base.office().await;
        store.close().await;
        // A second start puts the guards in force again and is no trouble.
        let store = base.store().await;
        let pool = base.pool(1).await;
        for (table, insert) in ROWS {
            pool.execute(insert).await.unwrap();
            let truncate = (base.kind == Kind::Postgres).then(|| format!("truncate {table} cascade"));
            let changes = [format!("update {table} set book_id = 'b2'"), format!("delete from {table}")];
            for sql in changes.into_iter().chain(truncate) {
                let refused = pool.execute(sqlx::AssertSqlSafe(sql.clone())).await.expect_err(&sql);
                assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
            }
            let sql = format!("select count(*) from {table} where book_id = 'b1'");
            let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&pool).await.unwrap();
            assert_eq!(left, 1, "{table}");
        }
        store.close().await;
    });
}
