//! What is said to be left is what a claim of the day is paid, over HTTP and at the desk.

use serde_json::{Value, json};

use super::world::{World, facts};
use crate::office::databases::on_both;

/// The amounts that are left of the limit, as somebody is told.
async fn left(world: &World, who: &str, address: &str) -> (u16, String) {
    let answer = world.call(who, ("GET", address), &Value::Null).await;
    let benefit = &answer.body["schemes"][0]["benefits"][0];
    (answer.status, benefit["left"].as_str().unwrap_or_default().to_owned())
}

/// What a claim for a very large amount would come to.
async fn quoted(world: &World, member: &str) -> String {
    let mut facts = facts(member);
    facts["claim"]["settlement"]["self_pay"] = json!("99999.00");
    facts["claim"]["dates"]["discharge"] = json!("2026-06-01");
    let body = json!({ "scheme": "demo/inpatient", "facts": facts });
    let answer = world.call("clerk", ("POST", "/api/v1/quotes"), &body).await;
    answer.body["amount"].as_str().unwrap().to_owned()
}

#[test]
fn the_largest_claim_is_quoted_what_is_said_to_be_left() {
    on_both(async |base| {
        let world = World::open(base).await;
        for wanted in ["1000.00", "600.00", "200.00", "0.00"] {
            let address = "/api/v1/members/m00000001/entitlements?on=2026-06-01";
            assert_eq!(left(&world, "clerk", address).await, (200, wanted.to_owned()));
            assert_eq!(left(&world, "m00000001", "/api/v1/me/entitlements").await, (200, wanted.to_owned()));
            assert_eq!(quoted(&world, "m00000001").await, wanted);
            let claim = world.claim().await;
            let decide = format!("/api/v1/claims/{claim}/decide");
            assert_eq!(world.call("clerk", ("POST", &decide), &Value::Null).await.status, 200);
        }
        // Another year has its own limit, and so has another member.
        let next = "/api/v1/members/m00000001/entitlements?on=2027-01-01";
        assert_eq!(left(&world, "clerk", next).await.1, "1000.00");
        assert_eq!(left(&world, "m00000002", "/api/v1/me/entitlements?on=2026-06-01").await.1, "1000.00");
    });
}

#[test]
fn a_member_who_was_merged_in_brings_what_he_used() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.claim().await;
        world.call("clerk", ("POST", &format!("/api/v1/claims/{claim}/decide")), &Value::Null).await;
        let body = json!({ "into": "m00000002", "reason": "同一人" });
        let merged = world.call("clerk", ("POST", "/api/v1/members/m00000001/merge"), &body).await;
        assert_eq!(merged.status, 200, "{merged:?}");
        let after = left(&world, "clerk", "/api/v1/members/m00000002/entitlements?on=2026-06-01").await;
        assert_eq!(after, (200, "600.00".to_owned()));
        let gone = left(&world, "clerk", "/api/v1/members/m00000001/entitlements?on=2026-06-01").await;
        assert_eq!(gone.0, 404, "who was merged into another is asked about as that one");
    });
}

#[test]
fn what_is_asked_must_be_a_day_and_a_member_that_one_sees() {
    on_both(async |base| {
        let world = World::open(base).await;
        for (who, address, status) in [
            ("clerk", "/api/v1/members/m00000001/entitlements?on=yesterday", 400),
            ("clerk", "/api/v1/members/m00000001/entitlements?on=2026-02-30", 400),
            ("clerk", "/api/v1/members/m09999999/entitlements", 404),
            ("m00000002", "/api/v1/members/m00000001/entitlements", 404),
            ("elsewhere-clerk", "/api/v1/members/m00000001/entitlements?book=b1", 404),
            ("clerk", "/api/v1/me/entitlements", 404),
            ("", "/api/v1/me/entitlements", 401),
        ] {
            let answer = world.call(who, ("GET", address), &Value::Null).await;
            assert_eq!(answer.status, status, "{who} {address}: {answer:?}");
        }
    });
}
