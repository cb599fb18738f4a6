//! Whole examples in the document: a body for each operation that takes one, put together of what its fields are like,
//! and an answer (`examples.json`, a line an operation). Where the body of the example is answered with success, the answer
//! is the one that the service gave, and the tests ask again and compare; where it needs a state that the examples do not
//! make, the answer is written by hand and compared with its schema.

use serde_json::{Map, Value, json};
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{Content, OpenApi, RefOr};

const ANSWERS: &str = include_str!("examples.json");
const JSON: &str = "application/json";

/// Adds them to each operation.
pub(super) fn add(api: &mut OpenApi) {
    let document = json!({ "components": api.components });
    let answers: Value = serde_json::from_str(ANSWERS).unwrap_or_default();
    for operation in api.paths.paths.values_mut().flat_map(operations) {
        let id = operation.operation_id.clone().unwrap_or_default();
        if let Some(content) = body(operation) {
            let schema = serde_json::to_value(&content.schema).unwrap_or_default();
            content.example = Some(of_schema(&document, &schema));
        }
        if let (Some(content), Some(example)) = (answer(operation), answers.get(&id)) {
            content.example = Some(example.clone());
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

fn body(operation: &mut Operation) -> Option<&mut Content> {
    match operation.request_body.as_mut()? {
        RefOr::T(body) => json_of(body.content.get_mut(JSON)?),
        RefOr::Ref(_) => None,
    }
}

/// The answer where all went well.
fn answer(operation: &mut Operation) -> Option<&mut Content> {
    let mut all = operation.responses.responses.iter_mut();
    match all.find(|(status, _)| status.starts_with('2'))?.1 {
        RefOr::T(response) => json_of(response.content.get_mut(JSON)?),
        RefOr::Ref(_) => None,
    }
}

fn json_of(content: &mut RefOr<Content>) -> Option<&mut Content> {
    match content {
        RefOr::T(content) => Some(content),
        RefOr::Ref(_) => None,
    }
}

/// The example of a schema; where it has none, put together of those of its fields.
fn of_schema(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let place = document.pointer(name.trim_start_matches('#'));
        return place.map_or(Value::Null, |schema| of_schema(document, schema));
    }
    match &schema["example"] {
        Value::Null => {}
        example => return example.clone(),
    }
    if schema["type"] == "array" && schema["minItems"] != Value::Null {
        return json!([of_schema(document, &schema["items"])]);
    }
    let fields = schema["properties"].as_object().into_iter().flatten();
    let fields = fields.map(|(name, field)| (name.clone(), of_schema(document, field)));
    Value::Object(fields.filter(|(_, value)| !is_empty(value)).collect())
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_object().is_some_and(Map::is_empty)
}
