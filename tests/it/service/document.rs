//! The document: its examples are called and answered as it says.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::world::{Answer, World};
use crate::office::databases::on_sqlite;

/// An operation of the document.
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub said: Value,
}

/// All operations, in the order of their paths.
pub fn operations(document: &Value) -> Vec<Operation> {
    let mut all = vec![];
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, said) in item.as_object().unwrap() {
            let id = said["operationId"].as_str().unwrap().to_owned();
            all.push(Operation { id, method: method.to_uppercase(), path: path.clone(), said: said.clone() });
        }
    }
    all
}

/// The address and the body of a call.
pub struct Made {
    pub address: String,
    pub body: Value,
    pub is_document: bool,
}

impl Operation {
    /// A call with the examples of the document, at o1, with things that are there in its path.
    pub async fn made(&self, world: &World) -> Made {
        let mut address = self.path.clone();
        for (name, example) in self.parameters("path") {
            let value = match (name.as_str(), self.id.as_str()) {
                ("claim", _) => self.claim(world).await,
                ("member", "mergeMember") => "m00000003".into(),
                ("member", "leaveMember") => "m00000004".into(),
                // Whose password changes signs in no more with the old one: nobody else needs these.
                ("member", "giveMemberAccess") => "m5".into(),
                ("login", "resetPassword") => "s3".into(),
                _ => example,
            };
            address = address.replace(&format!("{{{name}}}"), &value.replace('/', "%2F"));
        }
        let mut query: Vec<String> = vec![];
        for (name, example) in self.parameters("query") {
            match name.as_str() {
                "book" => query.push("book=b1".into()),
                _ if !example.is_empty() => query.push(format!("{name}={example}")),
                _ => {}
            }
        }
        if !query.is_empty() {
            address = format!("{address}?{}", query.join("&"));
        }
        let content = &self.said["requestBody"]["content"];
        let body = match &content["application/json"] {
            Value::Null => Value::Null,
            content => example(&world.document, &content["schema"]),
        };
        Made { address, body, is_document: content["application/octet-stream"] != Value::Null }
    }

    /// Calls it with its examples as somebody.
    pub async fn call(&self, world: &World, who: &str) -> Answer {
        let Made { address, body, is_document } = self.made(world).await;
        if is_document {
            return world.send_document(who, &address).await;
        }
        let key = world.key();
        let mut headers = vec![("idempotency-key", key.as_str())];
        // An example edits whatever is there by now.
        if self.parameters("header").iter().any(|(name, _)| name == "If-Match") {
            headers.push(("if-match", "*"));
        }
        world.call_with(who, (&self.method, &address), &body, &headers).await
    }

    /// The same in a session of somebody, whose spare token it is about where it is about one.
    pub async fn call_in(&self, world: &World, (who, session): (&str, &str)) -> Answer {
        let Made { address, body, .. } = self.made(world).await;
        let spare = self.parameters("path").into_iter().find(|(name, _)| name == "token");
        let address =
            spare.map_or(address.clone(), |(_, id)| address.replace(&id, &format!("t-{who}-spare")));
        let (key, cookie) = (world.key(), format!("__Host-huzhu={session}"));
        let headers =
            [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("idempotency-key", &key)];
        world.call_with("", (&self.method, &address), &body, &headers).await
    }

    /// A claim at the stage that the operation looks for.
    async fn claim(&self, world: &World) -> String {
        let done = async |who: &str, claim: &str, act: &str, body: Value| {
            let answer = world.call(who, ("POST", &format!("/api/v1/claims/{claim}/{act}")), &body).await;
            assert!(answer.status < 300, "{act}: {answer:?}");
        };
        let claim = match self.id.as_str() {
            "handInClaim" => return world.handed_in(true).await,
            _ => world.claim().await,
        };
        if ["reviewClaim", "appealClaim", "answerAppeal", "explainClaim", "showLetter"]
            .contains(&self.id.as_str())
        {
            done("clerk", &claim, "decide", Value::Null).await;
        }
        if ["appealClaim", "answerAppeal", "showLetter"].contains(&self.id.as_str()) {
            let stage = world.call("clerk", ("GET", &format!("/api/v1/claims/{claim}")), &Value::Null).await;
            if stage.body["claim"]["stage"] == "proposed" {
                done("s2", &claim, "review", json!({ "decision": 1, "verdict": "approve" })).await;
            }
        }
        match self.id.as_str() {
            "releaseHold" => done("clerk", &claim, "holds", json!({ "reason": "存疑" })).await,
            "answerAppeal" => done("clerk", &claim, "appeals", json!({ "grounds": "计算有误" })).await,
            "giveDocument" => {
                let answer = world
                    .send_document("clerk", &format!("/api/v1/claims/{claim}/documents?name=a.pdf"))
                    .await;
                assert_eq!(answer.status, 201, "{answer:?}");
            }
            _ => {}
        }
        claim
    }

    /// Its parameters of a place, each with its example.
    pub fn parameters(&self, place: &str) -> Vec<(String, String)> {
        let all = self.said["parameters"].as_array().into_iter().flatten();
        let here = all.filter(|parameter| parameter["in"] == place);
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        here.map(|parameter| (text(&parameter["name"]), text(&parameter["example"]))).collect()
    }
}

/// The example of a schema, put together of those of its fields.
fn example(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        return example(document, document.pointer(name.trim_start_matches('#')).unwrap());
    }
    match &schema["example"] {
        Value::Null => {}
        example => return example.clone(),
    }
    if schema["type"] == "array" && schema["minItems"] != Value::Null {
        return json!([example(document, &schema["items"])]);
    }
    let fields = schema["properties"].as_object().into_iter().flatten();
    let fields = fields.map(|(name, field)| (name.clone(), example(document, field)));
    Value::Object(fields.filter(|(_, value)| !value.is_null() && *value != json!({})).collect())
}

/// Is an answer as it is documented? Says what is not.
pub fn unlike(world: &World, operation: &Operation, answer: &Answer) -> Option<String> {
    let status = answer.status.to_string();
    let said = &operation.said["responses"][&status];
    let said = match said["$ref"].as_str() {
        Some(name) => world.document.pointer(name.trim_start_matches('#')).unwrap(),
        None => said,
    };
    if said.is_null() {
        return Some(format!("{}: status {status} is not documented: {answer:?}", operation.id));
    }
    let kind = answer.headers.get("content-type").map_or("", |kind| kind.to_str().unwrap());
    let content = said["content"].as_object()?;
    let Some((_, content)) = content.iter().find(|(documented, _)| kind.starts_with(documented.as_str()))
    else {
        return Some(format!("{}: {status} came as {kind}, which is not documented", operation.id));
    };
    if !kind.contains("json") {
        return None;
    }
    let mut schema = content["schema"].clone();
    schema["components"] = world.document["components"].clone();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&answer.body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    (!errors.is_empty())
        .then(|| format!("{}: {status} is not as documented: {errors:?} {}", operation.id, answer.text))
}

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
fn examples_are_answered_as_documented() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let mut wrong = vec![];
        for operation in operations(&world.document) {
            let who = who(&operation);
            let answer = operation.call(&world, &who).await;
            let expected = OTHERWISE.iter().find(|(id, _)| *id == operation.id).map(|(_, status)| *status);
            let fine = expected.map_or((200..300).contains(&answer.status), |status| status == answer.status);
            if !fine {
                wrong.push(format!("{} as {who}: {answer:?}", operation.id));
            }
            wrong.extend(unlike(&world, &operation, &answer));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
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

#[test]
fn the_document_stands_and_can_be_read_without_a_network() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let answer = world.call("", ("GET", "/api/openapi.json"), &Value::Null).await;
        assert_eq!((answer.status, &answer.body["openapi"]), (200, &json!("3.1.0")));
        let ids: Vec<String> = operations(&answer.body).into_iter().map(|operation| operation.id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "no two operations share an id");
        let page = world.call("", ("GET", "/api/docs/"), &Value::Null).await;
        assert_eq!(page.status, 200, "{page:?}");
        for outside in ["http://", "https://", "//cdn"] {
            assert!(!page.text.contains(outside), "the reader page needs {outside}");
        }
    });
}

#[test]
fn every_schema_can_be_compared_with() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        for (name, schema) in world.document["components"]["schemas"].as_object().unwrap() {
            let mut schema = schema.clone();
            schema["components"] = world.document["components"].clone();
            assert!(jsonschema::validator_for(&schema).is_ok(), "{name}");
            assert_ne!(schema["type"], Value::Null, "{name} was read: {schema}");
        }
    });
}
