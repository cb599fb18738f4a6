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

/// The patterns and formats of the document that people fill in: what each asks for, in Chinese and in English.
const FORMS: [(&str, &str, &str); 5] = [
    ("date", "日期（年-月-日，如2026-03-01）", "a day, such as 2026-03-01"),
    ("date-time", "时间（如2026-03-01T08:00:00Z）", "a moment, such as 2026-03-01T08:00:00Z"),
    (
        r"^-?[0-9]{1,10}(\.[0-9]{1,2})?$",
        "金额（元，至多两位小数，如1234.50）",
        "an amount in yuan with at most two decimals, such as 1234.50",
    ),
    (
        r"^[0-9]{1,10}(\.[0-9]{1,2})?$",
        "不为负的金额（元，至多两位小数，如1234.50）",
        "an amount in yuan, not below nought, with at most two decimals, such as 1234.50",
    ),
    (r"^[0-9]{4}-(0[1-9]|1[0-2])$", "会计期间（年-月，如2026-06）", "a month, such as 2026-06"),
];

fn wrong_form(form: &str) -> Said {
    match FORMS.iter().find(|(known, ..)| *known == form) {
        Some((_, zh, en)) => {
            Said::new(format!("应为{zh}，请更正。"), format!("It must be {en}; correct it."))
        }
        None => Said::new(
            format!("不符合要求的格式（{form}），请更正。"),
            format!("It does not have the form {form}; correct it."),
        ),
    }
}

fn of_kind(kind: &Kind) -> (&'static str, Said) {
    match kind {
        Kind::Type { kind } => ("wrong-type", wrong_type(&format!("{kind:?}"))),
        Kind::Enum { options } => ("not-a-choice", choices(options)),
        Kind::Constant { expected_value } => ("not-a-choice", choices(expected_value)),
        Kind::Pattern { pattern: form } | Kind::Format { format: form } => ("wrong-form", wrong_form(form)),
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Fault;
    use crate::engine::scheme::model::Lang;

    #[test]
    fn a_wrong_form_is_told_with_an_example_and_not_by_its_pattern() {
        let table = [
            (json!({ "type": "string", "format": "date" }), "2026-02-30", "应为日期（年-月-日"),
            (
                json!({ "type": "string", "pattern": "^-?[0-9]{1,10}(\\.[0-9]{1,2})?$" }),
                "1e9",
                "应为金额（元",
            ),
            (json!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" }), "2026", "应为会计期间"),
            (json!({ "type": "string", "pattern": "^x$" }), "y", "不符合要求的格式（^x$）"),
        ];
        for (schema, given, says) in table {
            let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
            let given = json!(given);
            let error = validator.iter_errors(&given).next().unwrap();
            let said = Fault::of_schema(&error)[0].said().get(Lang::Zh).to_owned();
            assert!(said.contains(says), "{schema}: {said}");
        }
    }
}
