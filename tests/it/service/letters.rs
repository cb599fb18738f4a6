//! Letters over HTTP: who reads them, by which name, and that they stay as they are.

use serde_json::{Value, json};

use super::world::World;
use crate::office::databases::on_both;

async fn done(world: &World, who: &str, (claim, act): (&str, &str), body: &Value) {
    let answer = world.call(who, ("POST", &format!("/api/v1/claims/{claim}/{act}")), body).await;
    assert!(answer.status < 300, "{act}: {answer:?}");
}

#[test]
fn a_letter_is_for_the_member_and_the_same_next_year() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.claim().await;
        let address = format!("/api/v1/claims/{claim}/letter");
        let early = world.call("clerk", ("GET", &address), &Value::Null).await;
        assert_eq!((early.status, early.code()), (409, "no-letter"));
        done(&world, "clerk", (&claim, "decide"), &Value::Null).await;
        assert_eq!(
            world.call("clerk", ("GET", &address), &Value::Null).await.status,
            409,
            "it is not reviewed"
        );
        done(&world, "s2", (&claim, "review"), &json!({ "decision": 1, "verdict": "approve" })).await;
        let own = world.call("m00000001", ("GET", &address), &Value::Null).await;
        assert_eq!((own.status, &own.body["kind"]), (200, &json!("benefit")), "{own:?}");
        assert_eq!(
            (&own.body["addressee"], &own.body["total"]["amount"]),
            (&json!("某人"), &json!("400.00"))
        );
        assert_eq!(own.body["appeal"]["last"], "2026-07-31", "sixty days after the first of June");
        let seen = world.call("clerk", ("GET", &address), &Value::Null).await;
        assert_eq!(seen.body["addressee"], "某*");
        assert_eq!(world.call("m00000002", ("GET", &address), &Value::Null).await.status, 404);
        world.pass(400 * 24 * 3600);
        assert_eq!(world.call("m00000001", ("GET", &address), &Value::Null).await.body, own.body);
        let accept = [("accept", "text/plain")];
        let plain = world.call_with("m00000001", ("GET", &address), &Value::Null, &accept).await;
        assert!(plain.headers["content-type"].to_str().unwrap().starts_with("text/plain"));
        assert!(plain.text.contains("400.00 yuan is granted"), "{}", plain.text);
    });
}

#[test]
fn a_reviewer_who_denies_is_quoted_in_the_letter() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.claim().await;
        done(&world, "clerk", (&claim, "decide"), &Value::Null).await;
        let body = json!({ "decision": 1, "verdict": "deny", "reason": "材料与医院记录不符" });
        done(&world, "s2", (&claim, "review"), &body).await;
        let letter =
            world.call("m00000001", ("GET", &format!("/api/v1/claims/{claim}/letter")), &Value::Null).await;
        assert_eq!(
            (&letter.body["kind"], &letter.body["total"]),
            (&json!("denial"), &Value::Null),
            "{letter:?}"
        );
        assert_eq!(letter.body["reasons"][0]["text"]["zh"], "材料与医院记录不符");
    });
}
