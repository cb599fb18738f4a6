//! The document: what it says of operations, and answers compared with it.

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
            content => content["example"].clone(),
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

    /// What is said of its answer where all goes well, if that is JSON.
    pub fn answer(&self) -> Option<&Value> {
        let mut all = self.said["responses"].as_object()?.iter();
        let (_, said) = all.find(|(status, _)| status.starts_with('2'))?;
        said["content"].get("application/json")
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
    let errors = faults(world, &content["schema"], &answer.body);
    (!errors.is_empty())
        .then(|| format!("{}: {status} is not as documented: {errors:?} {}", operation.id, answer.text))
}

/// What of a value is not as a schema of the document says.
pub fn faults(world: &World, schema: &Value, value: &Value) -> Vec<String> {
    let mut schema = schema.clone();
    schema["components"] = world.document["components"].clone();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
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
            // What does not read is documented as any object at all.
            assert_ne!(*schema, json!({ "type": "object" }), "{name} does not read");
            let mut schema = schema.clone();
            schema["components"] = world.document["components"].clone();
            assert!(jsonschema::validator_for(&schema).is_ok(), "{name}");
        }
    });
}
