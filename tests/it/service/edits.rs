//! Edits: nobody changes what he has not seen, and nobody's change is lost.

use serde_json::{Value, json};

use super::world::{Answer, World, facts};
use crate::office::databases::on_both;

/// Something that is edited: where it is shown, and how it is changed.
struct Edited {
    method: &'static str,
    address: String,
    /// What follows the address where it is changed.
    below: &'static str,
    who: &'static str,
    body: Value,
}

async fn all(world: &World) -> Vec<Edited> {
    let claim = world.claim().await;
    let edit = |method, address: &str, who, body| Edited {
        method,
        address: address.to_owned(),
        below: "",
        who,
        body,
    };
    let finance = edit(
        "POST",
        "/api/v1/users/finance",
        "administrator",
        json!({ "role": "finance", "last": "2026-06-30" }),
    );
    vec![
        edit(
            "PUT",
            &format!("/api/v1/claims/{claim}"),
            "clerk",
            json!({ "facts": facts("m00000001"), "reason": "更正" }),
        ),
        edit("PATCH", "/api/v1/employers/e00000001", "clerk", json!({ "size": 31 })),
        edit("PATCH", "/api/v1/users/s2", "administrator", json!({ "state": "suspended" })),
        Edited { below: "/relieve", ..finance },
    ]
}

impl Edited {
    async fn tag(&self, world: &World) -> String {
        let shown = world.call(self.who, ("GET", &self.address), &Value::Null).await;
        assert_eq!(shown.status, 200, "{shown:?}");
        shown.headers["etag"].to_str().unwrap().to_owned()
    }

    async fn change(&self, world: &World, key: &str, tag: Option<&str>) -> Answer {
        let mut headers = vec![("idempotency-key", key)];
        headers.extend(tag.map(|tag| ("if-match", tag)));
        let address = format!("{}{}", self.address, self.below);
        world.call_with(self.who, (self.method, &address), &self.body, &headers).await
    }
}

#[test]
fn an_edit_says_what_it_has_seen_and_is_refused_when_that_is_gone() {
    on_both(async |base| {
        let world = World::open(base).await;
        for mut edit in all(&world).await {
            let tag = edit.tag(&world).await;
            let none = edit.change(&world, &world.key(), None).await;
            assert_eq!((none.status, none.code()), (428, "if-match-missing"), "{}", edit.address);
            for wrong in ["\"another\"", "no-tag", &format!("W/{tag}")] {
                let refused = edit.change(&world, &world.key(), Some(wrong)).await;
                assert_eq!((refused.status, refused.code()), (412, "changed-meanwhile"), "{wrong}");
            }
            if edit.body["facts"].is_object() {
                edit.body["facts"]["claim"]["settlement"]["self_pay"] = json!("401.00");
            }
            let key = world.key();
            let several = format!("\"other\", {tag}");
            assert_eq!(edit.change(&world, &key, Some(&several)).await.status, 200, "{}", edit.address);
            // The same request again is answered again, though what it changed is another by now.
            let again = edit.change(&world, &key, Some(&several)).await;
            assert_eq!((again.status, again.headers.contains_key("idempotency-replayed")), (200, true));
            assert_ne!(edit.tag(&world).await, tag, "{}", edit.address);
            let late = edit.change(&world, &world.key(), Some(&tag)).await;
            assert_eq!((late.status, late.code()), (412, "changed-meanwhile"), "{}", edit.address);
        }
    });
}

#[test]
fn of_two_who_saw_the_same_one_is_told() {
    on_both(async |base| {
        let world = World::open(base).await;
        for edit in all(&world).await.into_iter().skip(1) {
            let tag = edit.tag(&world).await;
            let (one, two) = (world.key(), world.key());
            let (one, two) =
                tokio::join!(edit.change(&world, &one, Some(&tag)), edit.change(&world, &two, Some(&tag)));
            let mut statuses = [one.status, two.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412], "{}", edit.address);
        }
    });
}
