//! Sessions, tokens, passwords, the second factor, lock-out, and requests of other sites.

use axum::body::Body;
use axum::http::Request;
use huzhu::clock::Now;
use huzhu::service::{Settings, first_password};
use serde_json::{Value, json};

use super::world::{Answer, NOW, World, settings};
use crate::office::databases::{Base, on_both, on_sqlite};

const NEW: &str = "three green bottles";

/// A browser: its cookie, and the site that its pages come from.
struct Browser<'w> {
    world: &'w World,
    cookie: String,
}

impl<'w> Browser<'w> {
    fn new(world: &'w World) -> Self {
        Self { world, cookie: String::new() }
    }

    async fn send(&self, method: &str, path: &str, body: &Value, site: &str) -> Answer {
        let request =
            Request::builder().method(method).uri(format!("/api/v1{path}")).header("accept-language", "en");
        let mut request = request.header("content-type", "application/json").header("cookie", &self.cookie);
        if !site.is_empty() {
            request = request.header("sec-fetch-site", site);
        }
        self.world.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn own(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send(method, path, body, "same-origin").await
    }

    async fn log_in(&mut self, login: &str, password: &str, code: Option<&str>) -> Answer {
        let body = json!({ "login": login, "password": password, "code": code });
        let body = if code.is_none() { json!({ "login": login, "password": password }) } else { body };
        let answer = self.own("POST", "/sessions", &body).await;
        if let Some(cookie) = answer.headers.get("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            for part in ["__Host-huzhu=", "; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            self.cookie = cookie.split(';').next().unwrap().to_owned();
        }
        answer
    }
}

/// A service whose administrator was given a one-time password.
async fn begun(base: &Base, settings: Settings) -> (World, String) {
    let world = World::with(base, settings).await;
    let pool = base.pool(1).await;
    sqlx::raw_sql("delete from token; delete from credential").execute(&pool).await.unwrap();
    pool.close().await;
    let (login, password) = first_password(&world.store, Now::parse(NOW).unwrap()).await.unwrap().unwrap();
    assert_eq!(login, "administrator");
    assert_eq!(
        first_password(&world.store, Now::parse(NOW).unwrap()).await.unwrap(),
        None,
        "it is given once"
    );
    (world, password)
}

#[test]
fn from_the_one_time_password_to_the_first_look() {
    on_both(async |base| {
        let (world, password) = begun(base, Settings { second_factor: true, ..settings() }).await;
        let mut browser = Browser::new(&world);
        assert_eq!(browser.own("GET", "/me", &Value::Null).await.code(), "not-logged-in");
        let answer = browser.log_in("administrator", &password, None).await;
        assert_eq!(
            (answer.status, &answer.body["must"]),
            (201, &json!(["change-password", "set-up-second-factor"]))
        );
        assert_eq!(browser.own("GET", "/claims", &Value::Null).await.code(), "change-password");
        for (old, new, code) in [
            ("wrong", NEW, "wrong"),
            (password.as_str(), "short", "too-short"),
            (password.as_str(), "aaaaaaaaaaaaaaaa", "password-simple"),
            (password.as_str(), "my Administrator!", "password-simple"),
            (password.as_str(), password.as_str(), "wrong"),
        ] {
            let answer = browser.own("PUT", "/me/password", &json!({ "old": old, "new": new })).await;
            assert_eq!((answer.status, answer.faults()[0].1.as_str()), (422, code), "{old} {new}");
        }
        let answer = browser.own("PUT", "/me/password", &json!({ "old": password, "new": NEW })).await;
        assert_eq!(answer.status, 204, "{answer:?}");
        assert_eq!(browser.own("GET", "/claims", &Value::Null).await.code(), "set-up-second-factor");
        let asked = browser.own("POST", "/me/second-factor", &Value::Null).await;
        assert_eq!(asked.status, 201, "{asked:?}");
        let code = |world: &World| code(asked.body["secret"].as_str().unwrap(), world);
        let wrong = browser.own("PUT", "/me/second-factor", &json!({ "code": "000000" })).await;
        assert_eq!(wrong.status, 422);
        let answer = browser.own("PUT", "/me/second-factor", &json!({ "code": code(&world) })).await;
        assert_eq!(answer.status, 204, "{answer:?}");
        assert_eq!(browser.own("GET", "/claims", &Value::Null).await.status, 200);
        assert_eq!(
            browser.log_in("administrator", NEW, None).await.code(),
            "login-failed",
            "the code is missing"
        );
        assert_eq!(
            browser.log_in("administrator", NEW, Some(&code(&world))).await.status,
            401,
            "each is taken once"
        );
        world.pass(60);
        let cookie = browser.cookie.clone();
        assert_eq!(browser.log_in("administrator", NEW, Some(&code(&world))).await.status, 201);
        assert_ne!(browser.cookie, cookie, "each login begins a new session");
        let old = Browser { world: &world, cookie };
        assert_eq!(old.own("GET", "/me", &Value::Null).await.status, 401, "and ends the old one");
        assert_eq!(browser.own("POST", "/me/second-factor", &Value::Null).await.code(), "second-factor-set");
    });
}

/// What an authenticator shows.
fn code(secret: &str, world: &World) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(world.clock.lock().unwrap().seconds()).to_string()
}

#[test]
fn sessions_end() {
    on_both(async |base| {
        let (world, password) = begun(base, settings()).await;
        let mut browser = Browser::new(&world);
        browser.log_in("administrator", &password, None).await;
        let status = async |browser: &Browser<'_>| browser.own("GET", "/me", &Value::Null).await.status;
        for minutes in [29, 29, 29] {
            world.pass(minutes * 60);
            assert_eq!(status(&browser).await, 200, "it is used");
        }
        world.pass(31 * 60);
        assert_eq!(status(&browser).await, 401, "it was not used for half an hour");
        browser.log_in("administrator", &password, None).await;
        for _ in 0..24 {
            world.pass(29 * 60);
            assert_eq!(status(&browser).await, 200);
        }
        world.pass(25 * 60);
        assert_eq!(status(&browser).await, 401, "it is twelve hours old");
        browser.log_in("administrator", &password, None).await;
        assert_eq!(browser.own("DELETE", "/sessions/current", &Value::Null).await.status, 204);
        assert_eq!(status(&browser).await, 401, "it was ended");
    });
}

#[test]
fn an_account_that_is_tried_is_locked_and_an_unknown_one_looks_the_same() {
    on_both(async |base| {
        let (world, password) = begun(base, settings()).await;
        let mut browser = Browser::new(&world);
        let unknown = browser.log_in("nobody", "x", None).await;
        for _ in 0..5 {
            let wrong = browser.log_in("administrator", "x", None).await;
            assert_eq!((wrong.status, &wrong.body["detail"]), (401, &unknown.body["detail"]));
        }
        assert_eq!(browser.log_in("administrator", &password, None).await.status, 401, "it is locked");
        world.pass(61);
        assert_eq!(browser.log_in("administrator", "x", None).await.status, 401);
        world.pass(61);
        assert_eq!(browser.log_in("administrator", &password, None).await.status, 401, "twice as long");
        world.pass(60);
        assert_eq!(browser.log_in("administrator", &password, None).await.status, 201);
        assert_eq!(world.audited(base, "log-in", "login-failed").await, 8);
        assert_eq!(world.audited(base, "log-in", "done").await, 1);
    });
}

#[test]
fn what_another_site_sends_is_refused() {
    on_sqlite(async |base| {
        let (world, password) = begun(base, settings()).await;
        let mut browser = Browser::new(&world);
        browser.log_in("administrator", &password, None).await;
        let change = json!({ "old": "x", "new": NEW });
        for (site, code) in [
            ("cross-site", "other-site"),
            ("same-site", "other-site"),
            ("", "other-site"),
            ("none", "invalid"),
        ] {
            assert_eq!(browser.send("PUT", "/me/password", &change, site).await.code(), code, "{site:?}");
        }
        for (origin, code) in
            [("http://a.example", "other-site"), ("null", "other-site"), ("http://huzhu.example", "invalid")]
        {
            let request = Request::put("/api/v1/me/password")
                .header("cookie", &browser.cookie)
                .header("origin", origin);
            let request = request.header("host", "huzhu.example").header("content-type", "application/json");
            let answer = world.send(request.body(Body::from(change.to_string())).unwrap()).await;
            assert_eq!(answer.code(), code, "{origin}");
        }
        assert_eq!(
            browser.send("GET", "/me", &Value::Null, "cross-site").await.status,
            200,
            "looking changes nothing"
        );
    });
}

#[test]
fn tokens_are_held_to_their_rights_and_their_days() {
    on_both(async |base| {
        let (world, password) = begun(base, settings()).await;
        let mut browser = Browser::new(&world);
        browser.log_in("administrator", &password, None).await;
        browser.own("PUT", "/me/password", &json!({ "old": password, "new": NEW })).await;
        let ask = |rights: &[&str]| json!({ "title": "t", "rights": rights, "days": 2 });
        let answer = browser.own("POST", "/tokens", &ask(&["read", "decide", "fly"])).await;
        let fields: Vec<String> = answer.faults().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["/rights/1", "/rights/2"], "{answer:?}");
        let issued = browser.own("POST", "/tokens", &ask(&["read"])).await;
        assert_eq!(issued.status, 201, "{issued:?}");
        let bearer = format!("Bearer {}", issued.body["token"].as_str().unwrap());
        let get = async |path: &str| {
            let request = Request::get(format!("/api/v1{path}")).header("authorization", &bearer);
            world.send(request.body(Body::empty()).unwrap()).await
        };
        let me = get("/me").await;
        assert_eq!((&me.body["rights"], me.status), (&json!(["read"]), 200));
        let request = Request::post("/api/v1/tokens")
            .header("authorization", &bearer)
            .header("content-type", "application/json");
        let answer = world.send(request.body(Body::from(ask(&["read"]).to_string())).unwrap()).await;
        assert_eq!(answer.code(), "session-needed");
        world.pass(2 * 24 * 60 * 60 - 1);
        assert_eq!(get("/me").await.status, 200);
        world.pass(1);
        assert_eq!(get("/me").await.status, 401, "its days are over");
        browser.log_in("administrator", NEW, None).await;
        let issued = browser.own("POST", "/tokens", &ask(&["read"])).await;
        let id = issued.body["id"].as_str().unwrap();
        let listed = browser.own("GET", "/tokens", &Value::Null).await;
        assert_eq!(listed.body["items"].as_array().unwrap().len(), 2);
        assert!(!listed.text.contains("huzhu_"), "what opens is told once");
        assert_eq!(browser.own("DELETE", &format!("/tokens/{id}"), &Value::Null).await.status, 204);
        assert_eq!(browser.own("DELETE", "/tokens/x", &Value::Null).await.status, 404);
    });
}

#[test]
fn nothing_that_opens_is_kept() {
    on_sqlite(async |base| {
        let (world, password) = begun(base, settings()).await;
        let mut browser = Browser::new(&world);
        browser.log_in("administrator", &password, None).await;
        let secret = browser.cookie.split_once('=').unwrap().1.to_owned();
        let path = base.url.trim_start_matches("sqlite:");
        world.store.close().await;
        for file in [path.to_owned(), format!("{path}-wal")] {
            let bytes = std::fs::read(&file).unwrap_or_default();
            for shown in [&password, &secret] {
                assert!(!bytes.windows(shown.len()).any(|part| part == shown.as_bytes()), "{file}");
            }
        }
    });
}
