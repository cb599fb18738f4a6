//! The same shape as a JSON Schema, for editors.

use serde_json::{Map, Value, json};

use super::{Doc, Is, Shape, edition};
use crate::engine::scheme::model::{Key, Window};

/// JSON Schema (draft 2020-12) of a scheme file, for the editor.
pub fn json_schema() -> Value {
    schema_of(&edition(), "scheme")
}

/// JSON Schema of a file of some shape, by the word of its format.
pub(in crate::engine) fn schema_of(shape: &Shape, format: &str) -> Value {
    let mut schema = table(shape);
    let top = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:huzhu:{format}:1"),
        "title": format!("huzhu {format}/1"),
    });
    if let (Value::Object(schema), Value::Object(top)) = (&mut schema, top) {
        schema.extend(top);
    }
    schema
}

fn table(shape: &Shape) -> Value {
    let mut properties = Map::new();
    for field in &shape.fields {
        let mut value = value(&field.is);
        if let Value::Object(fields) = &mut value {
            fields.insert("description".into(), described(field.doc, is_date(&field.is)));
        }
        properties.insert(field.key.into(), value);
    }
    let required: Vec<&str> = shape.fields.iter().filter(|f| f.required).map(|f| f.key).collect();
    json!({
        "type": "object",
        "description": described(shape.doc, false),
        "properties": properties,
        "required": required,
        "additionalProperties": if shape.keyed { condition() } else { Value::Bool(false) },
    })
}

/// An editor shows one text for everybody: Chinese, then English.
fn described((zh, en): Doc, is_date: bool) -> Value {
    if is_date {
        return format!("{zh}（日期不带引号，如 2026-01-01） | {en} (a date without quotes: 2026-01-01)")
            .into();
    }
    format!("{zh} | {en}").into()
}

fn is_date(is: &Is) -> bool {
    match is {
        Is::Date => true,
        Is::List(of) => is_date(of),
        _ => false,
    }
}

fn value(is: &Is) -> Value {
    match is {
        Is::Text => json!({ "type": "string", "minLength": 1 }),
        Is::Id => json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$" }),
        Is::Word(words) => json!({ "enum": words }),
        // TOML has dates of its own, JSON has none: a `type` or `format` would make editors put quotes around.
        Is::Date => json!({ "not": { "type": ["number", "boolean", "object", "array"] } }),
        Is::Yuan => json!({ "type": "number", "minimum": 0 }),
        Is::Ratio => {
            json!({ "type": "string", "pattern": "^([0-9]+(\\.[0-9]{1,4})?%|[0-9]+/[0-9]+|[0-9]+)$" })
        }
        Is::Whole => json!({ "type": "integer", "minimum": 0 }),
        Is::Flag => json!({ "type": "boolean" }),
        Is::Window => json!({ "enum": Window::all().map(|w| w.to_string()).collect::<Vec<_>>() }),
        Is::List(of) => json!({ "type": "array", "items": value(of) }),
        Is::Conditions => conditions(),
        Is::Table(shape) => table(shape),
        Is::Tables(shape) => json!({ "type": "array", "items": table(shape) }),
        Is::Map(of) => json!({ "type": "object", "additionalProperties": value(of) }),
        Is::Any(ways) => json!({ "anyOf": ways.iter().map(value).collect::<Vec<_>>() }),
    }
}

/// A table of conditions: the standard keys with their words, and whatever the scheme declares.
fn conditions() -> Value {
    let mut properties = Map::new();
    for (word, key, zh, en) in Key::standard() {
        let mut test = match key.fixed_words() {
            Some(words) => {
                let words: Vec<&str> = words.iter().map(|(w, _)| *w).collect();
                json!({ "anyOf": [{ "enum": words }, { "type": "array", "items": { "enum": words } }] })
            }
            None => condition(),
        };
        if let Value::Object(fields) = &mut test {
            fields.insert("description".into(), described((zh, en), false));
        }
        properties.insert((*word).into(), test);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": condition() })
}

fn condition() -> Value {
    json!({ "anyOf": [
        { "type": ["string", "integer", "boolean"] },
        { "type": "array", "items": { "type": ["string", "integer"] } },
    ] })
}
