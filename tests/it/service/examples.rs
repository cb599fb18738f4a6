//! The examples of the document: each body is sent, each answer is the one that is given.
//!
//! `HUZHU_EXAMPLES=write cargo test --test it service::examples` writes down how the service answers now.

use serde_json::{Map, Value};

use super::document::{Operation, faults, operations, unlike};
use super::world::{Answer, World};
use crate::office::databases::on_sqlite;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/service/examples.json");
/// Of this long answer only the beginning is shown.
const BEGUN: &str = "showSchemeSchema";
/// So many of a list are shown.
const SHOWN: usize = 2;

/// Operations whose example is not answered with success by a token: how it is answered.
const OTHERWISE: [(&str, u16); 27] = [
    ("confirmAccount", 404),
    ("fileOwnClaim", 404),
    ("recogniseMember", 404),
    ("endCategory", 404),
    ("correctIdentity", 409),
    ("namePayee", 404),
    ("openBalances", 409),
    ("confirmPayee", 404),
    ("endPayee", 404),
    ("closePeriod", 409),
    ("reopenPeriod", 409),
    ("proposeScheme", 422),
    ("confirmEdition", 409),
    ("withdrawEdition", 409),
    ("reverseVoucher", 409),
    ("listOwnEntitlements", 404),
    ("enterDemo", 404),
    ("renewMember", 422),
    ("resetPassword", 403),
    ("giveMemberAccess", 403),
    ("logIn", 401),
    ("changePassword", 403),
    ("askSecondFactor", 403),
    ("confirmSecondFactor", 403),
    ("issueToken", 403),
    ("revokeToken", 403),
    ("logOut", 204),
];

#[test]
fn each_example_is_answered_by_the_example_of_its_answer() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let (mut wrong, mut now) = (vec![], shown());
        for operation in operations(&world.document) {
            let who = who(&operation);
            let answer = operation.call(&world, &who).await;
            let expected = OTHERWISE.iter().find(|(id, _)| *id == operation.id).map(|(_, status)| *status);
            let fine = expected.map_or((200..300).contains(&answer.status), |status| status == answer.status);
            if !fine {
                wrong.push(format!("{} as {who}: {answer:?}", operation.id));
            }
            wrong.extend(unlike(&world, &operation, &answer));
            if expected.is_none() && operation.answer().is_some() && operation.id != BEGUN {
                wrong.extend(other_than_shown(&mut now, &operation, &answer));
            }
        }
        if is_to_be_written() {
            std::fs::write(FILE, lines(&now)).unwrap();
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn every_body_and_every_answer_has_an_example_that_is_as_documented() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let mut wrong = vec![];
        for operation in operations(&world.document) {
            let body = &operation.said["requestBody"]["content"]["application/json"];
            let body = (!body.is_null()).then_some(body);
            for (what, content) in [("body", body), ("answer", operation.answer())] {
                let Some(content) = content else { continue };
                let faults = match &content["example"] {
                    Value::Null => vec!["there is none".into()],
                    example => faults(&world, &content["schema"], example),
                };
                wrong.extend(faults.iter().map(|fault| format!("{}, {what}: {fault}", operation.id)));
            }
        }
        let operations = operations(&world.document);
        let unknown = shown().into_iter().filter(|(id, _)| operations.iter().all(|one| one.id != *id));
        wrong.extend(unknown.map(|(id, _)| format!("{id} is no operation")));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[expect(clippy::disallowed_methods, reason = "who runs the tests asks for it")]
fn is_to_be_written() -> bool {
    std::env::var("HUZHU_EXAMPLES").is_ok_and(|what| what == "write")
}

/// The answers that are shown.
fn shown() -> Map<String, Value> {
    serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap()
}

/// Says where an answer is not the one that is shown, and notes it.
fn other_than_shown(shown: &mut Map<String, Value>, of: &Operation, answer: &Answer) -> Option<String> {
    let answer = shortened(&answer.body);
    let before = shown.insert(of.id.clone(), answer.clone());
    (before.as_ref() != Some(&answer)).then(|| {
        let before = before.unwrap_or_default();
        format!("{} shows\n{before}\nand is answered by\n{answer}", of.id)
    })
}

/// Of a list its first two.
fn shortened(value: &Value) -> Value {
    match value {
        Value::Array(all) => all.iter().take(SHOWN).map(shortened).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), shortened(value))).collect()
        }
        other => other.clone(),
    }
}

/// A line an operation.
fn lines(all: &Map<String, Value>) -> String {
    let mut lines: Vec<String> = all.iter().map(|(id, answer)| format!("\"{id}\": {answer}")).collect();
    lines.sort();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// A role that has the right which an operation needs.
fn who(operation: &Operation) -> String {
    use huzhu::engine::claim::words::Word as _;
    use huzhu::engine::office::Right;
    let needs = operation.said["x-needs"].as_str().unwrap();
    let right = Right::from_word(needs.trim_end_matches(" or own"));
    match (needs, right) {
        ("nobody", _) => String::new(),
        (_, Some(right)) => right.roles().next().unwrap().word().to_owned(),
        (_, None) => "clerk".into(),
    }
}
