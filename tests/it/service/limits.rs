//! Rate limits: by account, by address, and of logins.

use huzhu::service::Settings;
use serde_json::{Value, json};

use super::world::{World, settings};
use crate::office::databases::on_sqlite;

#[test]
fn an_account_is_held_and_another_is_not() {
    on_sqlite(async |base| {
        let world = World::with(base, Settings { per_account: 9, ..settings() }).await;
        let get = async |who: &str| world.call(who, ("GET", "/api/v1/me"), &Value::Null).await;
        for _ in 0..3 {
            assert_eq!(get("clerk").await.status, 200);
        }
        let answer = get("clerk").await;
        assert_eq!((answer.status, answer.code()), (429, "too-many-requests"));
        assert_eq!(answer.headers["retry-after"], "7");
        assert_eq!(get("reviewer").await.status, 200);
        world.pass(7);
        assert_eq!(get("clerk").await.status, 200);
    });
}

#[test]
fn an_address_is_held_and_so_are_its_logins() {
    on_sqlite(async |base| {
        let world =
            World::with(base, Settings { per_address: 30, logins: 6, behind_proxy: true, ..settings() })
                .await;
        let log_in = async |from: &str| {
            let body = json!({ "login": "l-clerk", "password": "x" });
            let headers = [("x-forwarded-for", from)];
            world.call_with("", ("POST", "/api/v1/sessions"), &body, &headers).await.status
        };
        assert_eq!([log_in("1.1.1.1").await, log_in("9.9.9.9, 1.1.1.1").await], [401, 401]);
        assert_eq!(
            log_in("8.8.8.8, 1.1.1.1").await,
            429,
            "what stands before the last address is said by the caller"
        );
        assert_eq!(log_in("2.2.2.2").await, 401);
        let healthz = async || {
            let headers = [("x-forwarded-for", "3.3.3.3")];
            world.call_with("", ("GET", "/healthz"), &Value::Null, &headers).await.status
        };
        for _ in 0..10 {
            assert_eq!(healthz().await, 200);
        }
        assert_eq!(healthz().await, 429);
    });
}
