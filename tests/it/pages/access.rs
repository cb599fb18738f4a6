//! Every page and form × every role, against one table that a person can read.

use axum::body::Body;
use axum::http::Request;
use huzhu::pages;
use huzhu::service::Needs;

use crate::office::databases::on_sqlite;
use crate::service::world::{ROLES, World, token};

const TABLE: &str = include_str!("access.csv");

/// `yes` where the door lets in, `sign-in` where it leads to the entrance, `no` where it does not let in.
async fn let_in(world: &World, who: &str, (method, path): (&str, &str)) -> &'static str {
    let path: String = path
        .split('/')
        .map(|part| if part.starts_with('{') { "m00000001" } else { part })
        .collect::<Vec<_>>()
        .join("/");
    let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
    if !who.is_empty() {
        request = request.header("authorization", format!("Bearer {}", token(who)));
    }
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let router = pages::router(&world.app);
    let answer = tower::ServiceExt::oneshot(router, request.body(Body::empty()).unwrap()).await.unwrap();
    let leads_in =
        answer.headers().get("location").is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in"));
    match answer.status().as_u16() {
        403 => "no",
        _ if leads_in => "sign-in",
        _ => "yes",
    }
}

#[test]
fn every_page_lets_in_whom_the_table_says() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let mut table =
            String::from("method,path,needs,nobody,clerk,reviewer,finance,administrator,auditor,member\n");
        for page in pages::shown(&world.app) {
            if page.path == "/sign-out" {
                continue;
            }
            let mut row = format!("{},{},{}", page.method, page.path, page.needs.word());
            for who in std::iter::once("").chain(ROLES).chain(["m00000001"]) {
                row.extend([",", let_in(&world, who, (&page.method, &page.path)).await]);
            }
            assert!(
                page.needs == Needs::Nobody || row.contains(",sign-in,"),
                "{row}: somebody unknown is let in"
            );
            table += &row;
            table.push('\n');
        }
        let known: Vec<&str> = TABLE.lines().collect();
        let other: Vec<&str> = table.lines().filter(|row| !known.contains(row)).collect();
        assert!(other.is_empty(), "read these rows, then put them into access.csv:\n{}", other.join("\n"));
        assert_eq!(table.lines().count(), known.len(), "a row of access.csv is of no page any more");
    });
}
