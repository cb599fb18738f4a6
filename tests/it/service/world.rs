//! A service to be called: two counties with staff of every role and members, each with a token.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use huzhu::clock::Now;
use huzhu::desk::{Desk, Office};
use huzhu::service::{App, Served, Settings, served};
use huzhu::store::Store;
use huzhu::store::files::Files;
use huzhu::store::seal::Place;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::office::claims::world::{TEXT, World as Claims};
use crate::office::databases::{Base, keys};

/// The roles of the staff.
pub const ROLES: [&str; 5] = ["clerk", "reviewer", "finance", "administrator", "auditor"];
/// The moment at which everything happens.
pub const NOW: &str = "2026-06-01T02:00:00Z";

/// A service that is called without a network.
pub struct World {
    pub app: App,
    pub store: Store,
    pub router: Router,
    pub document: Value,
    pub served: Vec<Served>,
    /// What the office's clock says.
    pub clock: Arc<Mutex<Now>>,
    next: AtomicU32,
    _documents: TempDir,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: axum::http::HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Answer {
    /// The code of a problem; empty where it is none.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The fields that a problem names, each with its code.
    pub fn faults(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let faults = self.body["errors"].as_array().into_iter().flatten();
        faults.map(|fault| (text(&fault["field"]), text(&fault["code"]))).collect()
    }
}

/// Settings of a test: no limits, and no second factor.
pub fn settings() -> Settings {
    Settings { second_factor: false, per_account: 0, per_address: 0, logins: 0, ..Settings::default() }
}

impl World {
    /// The office of the tests of claims with its county o1 and a county o2 beside it. Accounts of a role are called
    /// like it at o1, and `elsewhere-…` at o2; members are m00000001 and m00000002.
    pub async fn open(base: &Base) -> Self {
        Self::with(base, settings()).await
    }

    /// The same with other settings.
    pub async fn with(base: &Base, settings: Settings) -> Self {
        let Claims { store, .. } = Claims::open(base).await;
        let pool = base.pool(1).await;
        sqlx::raw_sql(AssertSqlSafe(rows())).execute(&pool).await.unwrap();
        pool.close().await;
        Self::of(store, settings)
    }

    /// A service of a store that is there.
    pub fn of(store: Store, settings: Settings) -> Self {
        let documents = tempfile::tempdir().unwrap();
        let clock = Arc::new(Mutex::new(Now::parse(NOW).unwrap()));
        let hand = Arc::clone(&clock);
        let desk = Desk::new(Office::new(store.clone(), move || *hand.lock().unwrap()));
        let files = Files::new(documents.path(), store.keys().clone());
        let app = App::new(desk, files, settings);
        let (router, document, served) = served(&app);
        let document = serde_json::to_value(document).unwrap();
        Self { app, store, router, document, served, clock, next: AtomicU32::new(0), _documents: documents }
    }

    /// So many seconds go by.
    pub fn pass(&self, seconds: i64) {
        let mut clock = self.clock.lock().unwrap();
        *clock = clock.plus_seconds(seconds);
    }

    /// A key that was not used before.
    pub fn key(&self) -> String {
        format!("k{}", self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// A request as it stands.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        answer(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// A request of an account's token (empty: of nobody), in English, with a new key; the body none where it is null.
    pub async fn call(&self, who: &str, (method, path): (&str, &str), body: &Value) -> Answer {
        let key = self.key();
        self.call_with(who, (method, path), body, &[("idempotency-key", &key)]).await
    }

    /// The same with other headers.
    pub async fn call_with(
        &self,
        who: &str,
        (method, path): (&str, &str),
        body: &Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("accept-language", "en");
        if !who.is_empty() {
            request = request.header("authorization", format!("Bearer {}", token(who)));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Value::Null => request.body(Body::empty()),
            body => request.header("content-type", "application/json").body(Body::from(body.to_string())),
        };
        self.send(request.unwrap()).await
    }

    /// A new session of an account, and what its cookie says.
    pub async fn session(&self, base: &Base, who: &str) -> String {
        let session = format!("session-of-{who}-{}", self.key());
        let pool = base.pool(1).await;
        let sql = "insert into session (hash, credential_id, created_at, seen_at) values ($1, $2, $3, $3)";
        sqlx::query(sql).bind(hash(&session)).bind(who).bind(NOW).execute(&pool).await.unwrap();
        pool.close().await;
        session
    }

    /// A claim of m00000001 that was handed in at o1.
    pub async fn claim(&self) -> String {
        self.handed_in(false).await
    }

    /// The same, or a draft of it.
    pub async fn handed_in(&self, draft: bool) -> String {
        let mut facts = facts("m00000001");
        facts["claim"]["invoice"] = format!("0012{}", self.key().replace('k', "").as_str()).into();
        let body = serde_json::json!({ "scheme": "demo/inpatient", "facts": facts, "draft": draft });
        let answer = self.call("clerk", ("POST", "/api/v1/claims"), &body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["claim"].as_str().unwrap().to_owned()
    }

    /// Sends a document to an address.
    pub async fn send_document(&self, who: &str, address: &str) -> Answer {
        let mut request =
            Request::post(address).header("accept-language", "en").header("idempotency-key", self.key());
        if !who.is_empty() {
            request = request.header("authorization", format!("Bearer {}", token(who)));
        }
        let request = request.header("content-type", "application/octet-stream");
        self.send(request.body(Body::from("%PDF-1.4\n1 0 obj\n")).unwrap()).await
    }

    /// How many rows of the audit chain say this act and result.
    pub async fn audited(&self, base: &Base, act: &str, result: &str) -> i64 {
        let pool = base.pool(1).await;
        let sql = "select count(*) from audit where act = $1 and result = $2";
        let count = sqlx::query_scalar(sql).bind(act).bind(result).fetch_one(&pool).await.unwrap();
        pool.close().await;
        count
    }
}

/// A stay in hospital of a member.
pub fn facts(member: &str) -> Value {
    serde_json::json!({
        "claim": {
            "event": "treatment", "setting": "inpatient", "dates": { "discharge": "2026-03-09" },
            "settlement": { "self_pay": "400.00" }
        },
        "person": { "member": member }
    })
}

/// What was answered, read to its end.
pub async fn answer(response: Response<Body>) -> Answer {
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let body = serde_json::from_str(&text).unwrap_or_default();
    Answer { status: StatusCode::as_u16(&head.status), headers: head.headers, body, text }
}

/// What an account shows.
pub fn token(who: &str) -> String {
    format!("huzhu_{who}_secret-of-a-test")
}

fn rows() -> String {
    let mut sql = vec![String::from(
        "insert into organisation (id, kind, name, path, book_id) values ('o2', 'county', '邻县总工会', '/o2/', 'b2'); \
         insert into book (id, organisation_id, title) values ('b2', 'o2', '邻县互助金');",
    )];
    for (at, role) in ROLES.iter().enumerate() {
        for (organisation, id) in [("o1", (*role).to_owned()), ("o2", format!("elsewhere-{role}"))] {
            sql.push(format!(
                "insert into staff (id, organisation_id, person, name, login, state) \
                 values ('{id}', '{organisation}', 'p-{organisation}-{at}', '某人', '{id}', 'active'); \
                 insert into staff_role (staff_id, role, from_day) values ('{id}', '{role}', '2020-01-01');"
            ));
            sql.push(credential(&id, &format!("'{id}', null, null")));
        }
    }
    sql.push("insert into employer (book_id, id, organisation_id, name) values ('b1', 'e00000001', 'o1', '示例厂');".into());
    for id in ["s2", "s3"] {
        sql.push(credential(id, &format!("'{id}', null, null")));
    }
    for member in ["m00000001", "m00000002", "m00000003", "m00000004"] {
        let name = Place { table: "member", column: "name_sealed", book: "b1", row: member };
        let name = keys().seal(&name, "某人");
        sql.push(format!(
            "insert into member (book_id, id, name_sealed, state) values ('b1', '{member}', '{name}', 'active'); \
             insert into enrolment (book_id, id, member_id, scheme_id, plan, from_day, enrolled_on, share_units, state) \
             values ('b1', 'e-{member}', '{member}', 'demo/inpatient', '', '2020-01-01', '2020-01-01', 1, 'active');"
        ));
        sql.push(credential(member, &format!("null, 'b1', '{member}'")));
    }
    sql.push(format!(
        "insert into scheme_edition (scheme_id, from_day, hash, text, lists, state, proposed_by, proposed_at, confirmed_at) \
         values ('demo/inpatient', '2020-01-01', 'h2', '{}', '{{}}', 'published', 's1', '2020', '2020');",
        TEXT.replace("test/limit", "demo/inpatient").replace('\'', "''")
    ));
    // The book has issued the numbers of those members.
    sql.push("update book set issued = 100;".into());
    sql.concat()
}

fn credential(id: &str, whose: &str) -> String {
    let (own, spare) = (hash(&token(id)), hash(&format!("spare of {id}")));
    format!(
        "insert into credential (id, staff_id, book_id, member_id, login, password_hash, is_temporary, changed_at) \
         values ('{id}', {whose}, 'l-{id}', 'x', 0, '2020'); \
         insert into token (id, hash, credential_id, title, rights, created_at, expires_at) \
         values ('t-{id}', '{own}', '{id}', 'test', '', '2020', '2030-01-01T00:00:00Z'), \
         ('t-{id}-spare', '{spare}', '{id}', 'spare', '', '2020', '2030-01-01T00:00:00Z');"
    )
}

/// What is kept of what a caller shows.
fn hash(shown: &str) -> String {
    let digits = Sha256::digest(shown.as_bytes());
    let digits = digits.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from_digit(digit.into(), 16).unwrap()).collect()
}
