//! Faults: what is wrong with one field of what was sent.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::problem::FaultDocument;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    field: String,
    code: &'static str,
    said: Said,
}

impl Fault {
    /// A field (a JSON pointer, or a name), a code and a sentence.
    pub(super) fn new(field: impl Into<String>, code: &'static str, said: impl Into<Said>) -> Self {
        Self { field: field.into(), code, said: said.into() }
    }

    /// A field that nobody knows.
    pub(super) fn unknown(field: impl Into<String>) -> Self {
        let said =
            ("没有这一项，请核对名称或去掉它。", "There is no such field; check its name, or leave it out.");
        Self::new(field, "unknown-field", said)
    }

    /// A field that must be there.
    pub(super) fn missing(field: impl Into<String>) -> Self {
        Self::new(field, "missing", ("缺少这一项，请填写。", "It is missing; add it."))
    }

    pub(super) fn field(&self) -> &str {
        &self.field
    }

    pub(super) fn said(&self) -> &Said {
        &self.said
    }

    pub(super) fn document(&self, lang: Lang) -> FaultDocument {
        FaultDocument {
            field: self.field.clone(),
            code: self.code.to_owned(),
            detail: self.said.get(lang).to_owned(),
        }
    }

    /// What a schema finds wrong; several for several unknown fields of one object.
    pub(super) fn of_schema(error: &ValidationError<'_>) -> Vec<Self> {
        let at = error.instance_path().as_str().to_owned();
        match error.kind() {
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                unexpected.iter().map(|name| Self::unknown(format!("{at}/{}", pointer(name)))).collect()
            }
            Kind::Required { property } => {
                vec![Self::missing(format!("{at}/{}", pointer(property.as_str().unwrap_or_default())))]
            }
            kind => {
                let (code, said) = of_kind(kind);
                vec![Self::new(at, code, said)]
            }
        }
    }
}

/// A name as a JSON pointer has it.
pub(super) fn pointer(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn of_kind(kind: &Kind) -> (&'static str, Said) {
    match kind {
        Kind::Type { kind } => ("wrong-type", wrong_type(&format!("{kind:?}"))),
        Kind::Enum { options } => ("not-a-choice", choices(options)),
        Kind::Constant { expected_value } => ("not-a-choice", choices(expected_value)),
        Kind::Pattern { pattern } => (
            "wrong-form",
            Said::new(
                format!("不符合要求的格式（{pattern}），请更正。"),
                format!("It does not have the form {pattern}; correct it."),
            ),
        ),
        Kind::Format { format } => (
            "wrong-form",
            Said::new(
                format!("不是有效的{format}，请更正。"),
                format!("It is no valid {format}; correct it."),
            ),
        ),
        Kind::MinLength { limit } => ("too-short", at_least(*limit)),
        Kind::MinItems { limit } => ("too-few", at_least(*limit)),
        Kind::MaxLength { limit } => ("too-long", at_most(*limit)),
        Kind::MaxItems { limit } | Kind::MaxProperties { limit } => ("too-many", at_most(*limit)),
        Kind::Minimum { limit } | Kind::ExclusiveMinimum { limit } => (
            "too-small",
            Said::new(
                format!("不能小于{limit}，请更正。"),
                format!("It must not be below {limit}; correct it."),
            ),
        ),
        Kind::Maximum { limit } | Kind::ExclusiveMaximum { limit } => (
            "too-large",
            Said::new(
                format!("不能大于{limit}，请更正。"),
                format!("It must not be above {limit}; correct it."),
            ),
        ),
        _ => (
            "invalid",
            Said::new("内容不符合要求，请更正。", "It is not what is asked for here; correct it."),
        ),
    }
}

fn at_least(limit: u64) -> Said {
    Said::new(format!("至少须有{limit}个，请补充。"), format!("It must have at least {limit}; add to it."))
}

fn at_most(limit: u64) -> Said {
    Said::new(format!("最多{limit}个，请减少。"), format!("It must have at most {limit}; shorten it."))
}

fn choices(options: &Value) -> Said {
    let words: Vec<String> = match options {
        Value::Array(all) => all.iter().map(word).collect(),
        one => vec![word(one)],
    };
    Said::new(
        format!("不是可填的内容，请填写其中之一：{}。", words.join("、")),
        format!("It is none of the choices; write one of: {}.", words.join(", ")),
    )
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The names of types as the validator shows them.
fn wrong_type(shown: &str) -> Said {
    const TYPES: [(&str, &str, &str); 6] = [
        ("String", "文本（加英文双引号）", "a text"),
        ("Integer", "整数", "a whole number"),
        ("Number", "数字", "a number"),
        ("Boolean", "true或false", "true or false"),
        ("Array", "以[]括起的列表", "a list"),
        ("Object", "以{}括起的一组内容", "an object"),
    ];
    let named = TYPES.iter().filter(|(name, ..)| shown.contains(name));
    let (zh, en): (Vec<&str>, Vec<&str>) = named.map(|(_, zh, en)| (*zh, *en)).unzip();
    Said::new(
        format!("内容的类型不对，应为{}，请更正。", zh.join("或")),
        format!("It has the wrong type; write {}.", en.join(" or ")),
    )
}
