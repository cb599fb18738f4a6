//! Members file for themselves and for whom they stand for, and for nobody else.

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::world::{World, facts};
use crate::office::databases::{Base, on_both};

async fn file(world: &World, who: &str, member: &str, key: &str) -> super::world::Answer {
    let body = json!({ "scheme": "demo/inpatient", "facts": facts(member) });
    world.call_with(who, ("POST", "/api/v1/me/claims"), &body, &[("idempotency-key", key)]).await
}

/// Makes the person of m00000001 a payee of m00000002.
async fn stands(base: &Base, confirmed: bool, kind: &str) {
    let pool = base.pool(1).await;
    let by = if confirmed { "'s2'" } else { "null" };
    let sql = format!(
        "delete from payee; delete from identity_document; \
         insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state) \
         values ('b1', 'i1', 'm00000001', 'resident', 'x', 'current'); \
         insert into payee (book_id, id, member_id, kind, person, name_sealed, account_sealed, account_index, document_id, \
         from_day, named_by, confirmed_by) values ('b1', 'y1', 'm00000002', '{kind}', 'i1', 'x', 'x', 'x', 'd1', \
         '2020-01-01', 's1', {by})"
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    pool.close().await;
}

#[test]
fn a_member_files_once_and_a_clerk_hands_it_in() {
    on_both(async |base| {
        let world = World::open(base).await;
        let filed = file(&world, "m00000001", "m00000001", "k-own-1").await;
        assert_eq!(filed.status, 201, "{filed:?}");
        let again = file(&world, "m00000001", "m00000001", "k-own-1").await;
        assert_eq!((again.status, &again.body), (201, &filed.body));
        assert!(again.headers.contains_key("idempotency-replayed"));
        let claim = filed.body["claim"].as_str().unwrap();
        let shown = world.call("m00000001", ("GET", &format!("/api/v1/claims/{claim}")), &Value::Null).await;
        assert_eq!(shown.body["claim"]["stage"], "draft", "{shown:?}");
        let other = world.call("m00000002", ("GET", &format!("/api/v1/claims/{claim}")), &Value::Null).await;
        assert_eq!(other.status, 404);
        let body = json!({ "scheme": "demo/inpatient", "facts": facts("m00000002") });
        let clash = world
            .call_with("m00000001", ("POST", "/api/v1/me/claims"), &body, &[("idempotency-key", "k-own-1")])
            .await;
        assert_eq!((clash.status, clash.code()), (422, "key-reused"), "{clash:?}");
        let handed =
            world.call("clerk", ("POST", &format!("/api/v1/claims/{claim}/hand-in")), &Value::Null).await;
        assert_eq!(handed.status, 200, "{handed:?}");
        assert_eq!(base.number("select count(*) from claim").await, 1);
        assert_eq!(world.audited(base, "file-own", "done").await, 1);
    });
}

#[test]
fn a_member_files_for_nobody_but_whom_he_stands_for() {
    on_both(async |base| {
        let world = World::open(base).await;
        let refused = file(&world, "m00000001", "m00000002", &world.key()).await;
        assert_eq!((refused.status, refused.code()), (404, "not-found"), "{refused:?}");
        for (confirmed, kind, status) in
            [(false, "guardian", 404), (true, "other", 404), (true, "guardian", 201)]
        {
            stands(base, confirmed, kind).await;
            let filed = file(&world, "m00000001", "m00000002", &world.key()).await;
            assert_eq!(filed.status, status, "{kind} {confirmed}: {filed:?}");
        }
        assert_eq!(
            file(&world, "clerk", "m00000001", &world.key()).await.status,
            404,
            "clerks hand claims in"
        );
        assert_eq!(file(&world, "", "m00000001", &world.key()).await.status, 401);
    });
}
