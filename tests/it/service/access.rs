//! Who may: every operation, called by every role at home and elsewhere, by members and by nobody, beside access.csv.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{Operation, operations};
use super::world::{ROLES, World};
use crate::office::databases::{Base, on_sqlite};

const TABLE: &str = include_str!("../access.csv");

/// The callers, in the order of the table's columns.
fn callers() -> Vec<String> {
    let elsewhere = ROLES.iter().map(|role| format!("elsewhere-{role}"));
    let others = ["nobody", "member", "other member"].map(str::to_owned);
    others.into_iter().chain(ROLES.map(str::to_owned)).chain(elsewhere).collect()
}

fn token_of(caller: &str) -> &str {
    match caller {
        "nobody" => "",
        "member" => "m00000001",
        "other member" => "m00000002",
        staff => staff,
    }
}

/// What an answer says about access: 401, 403 and 404 are refusals, whatever else is `yes`.
fn word(status: u16) -> &'static str {
    match status {
        401 => "login",
        403 => "no",
        404 => "none",
        500.. => "broken",
        _ => "yes",
    }
}

/// What each caller comes to, as a row of the table: with his token, and in a session where no token will do.
async fn row((base, world): (&Base, &World), operation: &Operation, callers: &[String]) -> String {
    let mut cells = vec![operation.id.clone(), format!("{} {}", operation.method, operation.path)];
    for caller in callers {
        let mut answer = operation.call(world, token_of(caller)).await;
        if answer.code() == "session-needed" {
            let session = world.session(base, token_of(caller)).await;
            answer = operation.call_in(world, (token_of(caller), &session)).await;
        }
        assert!(answer.status < 500, "{} as {caller}: {answer:?}", operation.id);
        cells.push(word(answer.status).to_owned());
    }
    cells.join(",")
}

#[test]
fn every_operation_lets_in_whom_the_table_says() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let callers = callers();
        let known: BTreeMap<&str, &str> =
            TABLE.lines().skip(1).map(|line| (line.split(',').next().unwrap_or_default(), line)).collect();
        let mut wrong = vec![];
        let operations = operations(&world.document);
        for operation in &operations {
            let found = row((base, &world), operation, &callers).await;
            match known.get(operation.id.as_str()) {
                None => wrong.push(format!(
                    "tests/it/access.csv has no row for this operation; it would be:\n{found}"
                )),
                Some(row) if *row != found => {
                    wrong.push(format!(
                        "access.csv says
{row}
and it is
{found}"
                    ));
                }
                Some(_) => {}
            }
        }
        let gone = known.keys().filter(|id| operations.iter().all(|operation| operation.id != **id));
        wrong.extend(gone.map(|id| format!("access.csv has a row for {id}, which is not served")));
        let head = format!("operation,route,{}", callers.join(","));
        assert_eq!(TABLE.lines().next(), Some(head.as_str()), "the table's head");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn what_is_served_is_what_is_documented() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let mut documented: Vec<String> =
            operations(&world.document).iter().map(|op| format!("{} {}", op.method, op.path)).collect();
        let mut served: Vec<String> =
            world.served.iter().map(|served| format!("{} {}", served.method, served.path)).collect();
        documented.sort();
        served.sort();
        assert_eq!(documented, served);
        for (path, item) in world.document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                assert!(operation["x-needs"].is_string(), "{method} {path} says who may");
                assert_ne!(operation["summary"], Value::Null, "{method} {path} says what it does");
            }
        }
    });
}
