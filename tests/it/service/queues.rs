//! What waits, and for how long, as the figures for Prometheus say it.

use serde_json::{Value, json};

use super::world::World;
use crate::office::databases::on_both;

/// The value of a figure of b1 at a stage.
async fn figure(world: &World, name: &str, stage: &str) -> Option<i64> {
    let text = world.call("administrator", ("GET", "/metrics"), &Value::Null).await.text;
    let head = format!("huzhu_{name}{{book=\"b1\",stage=\"{stage}\"}} ");
    text.lines().find_map(|line| line.strip_prefix(&head)).map(|value| value.parse().unwrap())
}

async fn done(world: &World, who: &str, path: &str, body: Value) {
    let answer = world.call(who, ("POST", &format!("/api/v1/claims/{path}")), &body).await;
    assert!(answer.status < 300, "{path}: {answer:?}");
}

#[test]
fn what_waits_is_a_queue_with_its_age() {
    on_both(async |base| {
        let world = World::open(base).await;
        let queue = async |stage: &str| {
            (figure(&world, "queue_claims", stage).await, figure(&world, "queue_oldest_seconds", stage).await)
        };
        let (first, second) = (world.claim().await, world.claim().await);
        // A claim waits from the beginning of the day on which it was handed in.
        let (waiting, age) = queue("submitted").await;
        let age = age.filter(|age| (0..86_400).contains(age)).unwrap();
        assert_eq!(waiting, Some(2));
        world.pass(7);
        assert_eq!(queue("submitted").await, (Some(2), Some(age + 7)));
        assert_eq!((queue("held").await, queue("appeal").await), ((None, None), (None, None)));
        done(&world, "clerk", &format!("{first}/holds"), json!({ "reason": "存疑" })).await;
        world.pass(3_600);
        done(&world, "clerk", &format!("{second}/holds"), json!({ "reason": "存疑" })).await;
        assert_eq!(queue("held").await, (Some(2), Some(3_600)));
        done(&world, "reviewer", &format!("{first}/holds/1/release"), json!({ "reason": "已核实" })).await;
        assert_eq!(queue("held").await, (Some(1), Some(0)));
        // Of two holds of a claim the one that was released waits no longer.
        world.pass(10);
        done(&world, "clerk", &format!("{second}/holds"), json!({ "reason": "另一事" })).await;
        assert_eq!(queue("held").await, (Some(1), Some(10)));
        done(&world, "reviewer", &format!("{second}/holds/1/release"), json!({ "reason": "已核实" })).await;
        assert_eq!(queue("held").await, (Some(1), Some(0)));
        done(&world, "clerk", &format!("{first}/decide"), Value::Null).await;
        world.pass(60);
        assert_eq!(queue("proposed").await, (Some(1), Some(60)));
        done(&world, "s2", &format!("{first}/review"), json!({ "decision": 1, "verdict": "approve" })).await;
        done(&world, "clerk", &format!("{first}/appeals"), json!({ "grounds": "计算有误" })).await;
        world.pass(5);
        assert_eq!(queue("appeal").await, (Some(1), Some(5)));
    });
}
