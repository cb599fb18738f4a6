//! What a claim's answer says of its days: when it was handed in, and by when the office has promised to answer it.

use serde_json::{Value, json};

use super::document::{operations, unlike};
use super::world::{World, facts};
use crate::office::databases::on_both;

/// The two days of a claim, as it is shown; what is shown is as it is documented.
async fn days(world: &World, claim: &str) -> (Value, Value) {
    let shown = world.call("clerk", ("GET", &format!("/api/v1/claims/{claim}")), &Value::Null).await;
    let operations = operations(&world.document);
    let show = operations.iter().find(|operation| operation.id == "showClaim").unwrap();
    assert_eq!((shown.status, unlike(world, show, &shown)), (200, None));
    (shown.body["handed_in_on"].clone(), shown.body["expected_on"].clone())
}

#[test]
fn a_claim_says_by_when_it_is_answered() {
    on_both(async |base| {
        let world = World::open(base).await;
        let done = async |who: &str, method: &str, path: &str, body: Value| {
            let answer = world.call(who, (method, &format!("/api/v1{path}")), &body).await;
            assert!(answer.status < 300, "{path}: {answer:?}");
        };
        let (claim, draft) = (world.claim().await, world.handed_in(true).await);
        assert_eq!(days(&world, &claim).await, (json!("2026-06-01"), Value::Null), "nothing is promised");
        let promise = json!({ "value": 20, "reason": "理事会决议" });
        done("administrator", "PUT", "/policies/answer-days", promise).await;
        // Twenty working days, with the Dragon Boat Festival of 19 June between.
        let (handed_in, expected) = (json!("2026-06-01"), json!("2026-06-30"));
        assert_eq!(days(&world, &claim).await, (handed_in.clone(), expected.clone()));
        assert_eq!(days(&world, &draft).await, (Value::Null, Value::Null), "a draft waits for the member");
        done("clerk", "POST", &format!("/claims/{claim}/holds"), json!({ "reason": "存疑" })).await;
        assert_eq!(days(&world, &claim).await, (handed_in.clone(), Value::Null), "it is looked into");
        done("reviewer", "POST", &format!("/claims/{claim}/holds/1/release"), json!({ "reason": "已核实" }))
            .await;
        assert_eq!(days(&world, &claim).await, (handed_in.clone(), expected));
        done("clerk", "POST", &format!("/claims/{claim}/revoke"), json!({ "reason": "撤回" })).await;
        assert_eq!(days(&world, &claim).await, (handed_in, Value::Null), "nobody waits any more");
    });
}

#[test]
fn a_claim_that_somebody_handed_in_for_the_member_is_shown_as_documented() {
    on_both(async |base| {
        let world = World::open(base).await;
        let agent = json!({ "relation": "spouse", "id_number": "11010519491231002X" });
        let body = json!({ "scheme": "demo/inpatient", "facts": facts("m00000001"), "agent": agent });
        let claim = world.call("clerk", ("POST", "/api/v1/claims"), &body).await;
        assert_eq!(claim.status, 201, "{claim:?}");
        let claim = claim.body["claim"].as_str().unwrap();
        assert_eq!(days(&world, claim).await.0, json!("2026-06-01"));
        let shown = world.call("clerk", ("GET", &format!("/api/v1/claims/{claim}")), &Value::Null).await;
        assert_eq!(shown.body["events"][0]["kind"], "agent");
    });
}
