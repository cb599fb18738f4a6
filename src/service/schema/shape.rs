//! Shapes: schemas of values that other floors own, written as JSON.

use serde_json::{Map, Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema};

use crate::engine::claim::words::Word;

/// A schema out of its JSON.
pub(crate) fn schema(json: Value) -> RefOr<Schema> {
    serde_json::from_value(json).unwrap_or_else(|error| {
        tracing::error!(%error, "a schema does not read");
        ObjectBuilder::new().into()
    })
}

/// An object: its fields, each with its schema and whether it is always there. It has no others.
pub(crate) fn object(about: &str, fields: &[(&str, Value, bool)]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema, _)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = fields.iter().filter(|(.., always)| *always).map(|(name, ..)| *name).collect();
    let mut object = json!({
        "type": "object", "description": about, "properties": properties, "additionalProperties": false
    });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// A text.
pub(crate) fn text(about: &str) -> Value {
    json!({ "type": "string", "description": about })
}

/// A text that may be null.
pub(crate) fn some_text(about: &str) -> Value {
    json!({ "type": ["string", "null"], "description": about })
}

/// A whole number.
pub(crate) fn number(about: &str) -> Value {
    json!({ "type": "integer", "format": "int64", "description": about })
}

/// True or false.
pub(crate) fn flag(about: &str) -> Value {
    json!({ "type": "boolean", "description": about })
}

/// An amount in yuan, such as `1234.50`.
pub(crate) fn yuan(about: &str) -> Value {
    json!({
        "type": "string", "pattern": "^-?[0-9]{1,10}(\\.[0-9]{1,2})?$", "description": about, "example": "1234.50"
    })
}

/// A day, such as `2026-03-01`.
pub(crate) fn day(about: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": about, "example": "2026-03-01" })
}

/// A list.
pub(crate) fn list(of: &Value, about: &str) -> Value {
    json!({ "type": "array", "items": of, "description": about })
}

/// One of the words of a list.
pub(crate) fn word<W: Word>(about: &str) -> Value {
    let words: Vec<&str> = W::ALL.iter().map(|(word, ..)| *word).collect();
    json!({ "type": "string", "enum": words, "description": about })
}

/// Gives a type of another floor its schema, under a name.
macro_rules! shape {
    ($type:ty, $name:literal, [$($part:ty),*], $json:expr) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $crate::service::schema::shape::schema($json)
            }
        }

        impl utoipa::ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed($name)
            }

            fn schemas(
                _parts: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)>,
            ) {
                $(
                    _parts.push((<$part as utoipa::ToSchema>::name().into_owned(), <$part as utoipa::PartialSchema>::schema()));
                    <$part as utoipa::ToSchema>::schemas(_parts);
                )*
            }
        }
    };
}
pub(crate) use shape;
