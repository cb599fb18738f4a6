//! The demonstration: everything is in it, one may be anybody, and it goes into no office.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use huzhu::clock::Now;
use huzhu::desk::{Desk, Office, verify};
use huzhu::engine::claim::words::Word as _;
use huzhu::engine::office::stage::StageName;
use huzhu::service::demo::{self, Demo, DemoError, PASSWORD, PEOPLE, SEED};
use huzhu::service::{App, served};
use huzhu::store::files::Files;
use huzhu::store::{Store, book};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::world::{NOW, World, answer, settings};
use crate::office::databases::{Base, on_both, on_sqlite};

async fn loaded(base: &Base, folder: &TempDir, now: &str) -> (Store, Demo) {
    let store = base.store().await;
    let demo = demo::load(&store, folder.path(), Now::parse(now).unwrap(), (SEED, PEOPLE)).await.unwrap();
    (store, demo)
}

/// Stage, amount and member of all claims.
async fn claims(base: &Base) -> Vec<String> {
    let pool = base.pool(1).await;
    let sql = "select book_id || ' ' || id || ' ' || member_id || ' ' || stage || ' ' || cast(paid_fen as text) \
        || ' ' || cast(holds as text) from claim order by book_id, id";
    let rows = sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows
}

#[test]
fn every_stage_is_in_it_and_the_office_verifies() {
    on_both(async |base| {
        let folder = tempfile::tempdir().unwrap();
        let (store, demo) = loaded(base, &folder, NOW).await;
        let claims = claims(base).await;
        for (stage, ..) in StageName::ALL {
            assert!(claims.iter().any(|claim| claim.contains(&format!(" {stage} "))), "no claim is {stage}");
        }
        for (what, sql) in [
            ("held", "select count(*) from claim where holds > 0 and book_id = 'jia'"),
            ("appealed", "select count(*) from appeal where answered_at is null"),
            ("sent back", "select count(*) from review where outcome = 'send-back'"),
            ("documents", "select count(*) from document"),
            ("a scheme to be confirmed", "select count(*) from scheme_edition where state = 'proposed'"),
        ] {
            assert!(base.number(sql).await > 0, "{what}");
        }
        assert_eq!(demo::known(&store).await.unwrap().users.len(), demo.users.len());
        let (office, files) =
            (Office::new(store.clone(), Now::read), Files::new(folder.path(), store.keys().clone()));
        for book in book::all(&store).await.unwrap() {
            let mut broken = vec![];
            let told = verify::verify(&office, (&book, &files), |looked| broken.extend(looked.broken)).await;
            assert!(told.unwrap(), "{book}: {broken:?}");
        }
    });
}

#[test]
fn the_same_moment_is_the_same_demonstration_also_in_january() {
    for now in [NOW, "2026-01-03T02:00:00Z"] {
        let mut seen: Vec<Vec<String>> = vec![];
        for _ in 0..2 {
            let folder = tempfile::tempdir().unwrap();
            let (base, runtime) = (Base::sqlite(), crate::office::databases::runtime());
            runtime.block_on(async {
                loaded(&base, &folder, now).await;
                seen.push(claims(&base).await);
            });
        }
        assert_eq!(seen[0], seen[1]);
        assert!(seen[0].len() > 60, "{}", seen[0].len());
    }
}

#[test]
fn one_may_be_anybody_of_it_and_everybody_has_the_password() {
    on_sqlite(async |base| {
        let folder = tempfile::tempdir().unwrap();
        let (store, demo) = loaded(base, &folder, NOW).await;
        let files = Files::new(folder.path(), store.keys().clone());
        let now = Now::parse(NOW).unwrap();
        let desk = Desk::new(Office::new(store, move || now));
        let (router, ..) = served(&App::demonstration(desk, files, settings(), demo.clone()));
        let post = async |path: &str, body: Value| {
            let request = Request::post(path).header("content-type", "application/json");
            answer(router.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap())
                .await
        };
        let roles: BTreeSet<&str> = demo.users.iter().map(|user| user.role).collect();
        assert_eq!(roles.len(), 6, "{roles:?}");
        for user in &demo.users {
            let entered = post("/api/v1/demo/sessions", json!({ "login": user.login })).await;
            assert_eq!((entered.status, &entered.body["must"]), (201, &json!([])), "{entered:?}");
            assert!(entered.headers.contains_key("set-cookie"));
        }
        let typed = post("/api/v1/sessions", json!({ "login": "clerk", "password": PASSWORD })).await;
        assert_eq!(typed.status, 201, "{typed:?}");
        let nobody = post("/api/v1/demo/sessions", json!({ "login": "s1" })).await;
        assert_eq!((nobody.status, nobody.code()), (404, "no-demo"));
    });
}

#[test]
fn a_real_office_has_no_such_door_and_takes_no_demonstration() {
    on_both(async |base| {
        let world = World::open(base).await;
        for login in ["clerk", "l-clerk", "admin"] {
            let answer = world.call("", ("POST", "/api/v1/demo/sessions"), &json!({ "login": login })).await;
            assert_eq!((answer.status, answer.code()), (404, "no-demo"));
        }
        let shown = world.call("", ("GET", "/api/v1/demo"), &Value::Null).await;
        assert_eq!(shown.body, json!({ "is_demo": false, "users": [] }));
        let folder = tempfile::tempdir().unwrap();
        let before = base.number("select count(*) from staff").await;
        let refused = demo::load(&world.store, folder.path(), Now::parse(NOW).unwrap(), (SEED, PEOPLE)).await;
        assert!(matches!(refused, Err(DemoError::There)), "{refused:?}");
        assert_eq!(base.number("select count(*) from staff").await, before);
    });
}

#[test]
fn the_command_refuses_the_folder_of_an_office() {
    let dir = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_huzhu"));
        let output = command.current_dir(dir.path()).args(args).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let made =
        run(&["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", "11010519491231002X"]);
    assert_eq!(made.0, Some(0), "{made:?}");
    let before = std::fs::read(dir.path().join("office/huzhu.toml")).unwrap();
    let (code, says) = run(&["--lang", "en", "serve", "--demo", "--data", "office"]);
    assert_eq!(code, Some(2), "{says}");
    assert!(says.contains("holds a real office") && says.contains("leave --data out"), "{says}");
    assert_eq!(std::fs::read(dir.path().join("office/huzhu.toml")).unwrap(), before);
}
