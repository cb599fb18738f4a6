//! What a value must be: in words, and by an example.

use super::Is;
use crate::engine::scheme::said::{Said, listed};

/// What a value must be, in words.
pub(super) fn describe(is: &Is) -> Said {
    match is {
        Is::Text => ("带英文双引号的文字，且不能为空", "a text in quotes, not empty").into(),
        Is::Id => (
            "带英文双引号的标识，只能用小写字母、数字和连字符",
            "an id in quotes: lower-case letters, digits and hyphens",
        )
            .into(),
        Is::Word(words) => listed(words).map(|zh| format!("下列之一：{zh}"), |en| format!("one of: {en}")),
        Is::Date => ("不带引号的日期，如 2026-01-01", "a date without quotes, for example 2026-01-01").into(),
        Is::Yuan => {
            ("以元为单位的金额，最多两位小数，不带引号", "yuan with at most two decimals, without quotes")
                .into()
        }
        Is::Ratio => (
            "带英文双引号的百分数或分数，如 \"50%\"",
            "a percentage or fraction in quotes, for example \"50%\"",
        )
            .into(),
        Is::Whole => ("不带引号的整数", "a whole number without quotes").into(),
        Is::Flag => ("true（是）或 false（否），不带引号", "true or false, without quotes").into(),
        Is::Window => ("期间，如 \"member.year\"", "a window, for example \"member.year\"").into(),
        Is::List(of) => describe(of)
            .map(|zh| format!("方括号内的列表，每项为{zh}"), |en| format!("a list, each item {en}")),
        Is::Conditions => (
            "花括号内的条件，如 { setting = \"inpatient\" }",
            "a table of conditions, for example { setting = \"inpatient\" }",
        )
            .into(),
        Is::Table(shape) => {
            (format!("一个表（{}）", shape.doc.0), format!("a table ({})", shape.doc.1)).into()
        }
        Is::Tables(shape) => {
            (format!("若干个表（{}）", shape.doc.0), format!("a list of tables ({})", shape.doc.1)).into()
        }
        Is::Map(of) => describe(of).map(
            |zh| format!("花括号内的对照表，每个值为{zh}"),
            |en| format!("a table from ids to values, each {en}"),
        ),
        Is::Any(ways) => ways
            .iter()
            .map(describe)
            .reduce(|one, other| either(one, &other))
            .unwrap_or_else(|| ("", "").into()),
    }
}

fn either(one: Said, other: &Said) -> Said {
    use crate::engine::scheme::model::Lang;
    let (zh, en) = (other.get(Lang::Zh), other.get(Lang::En));
    one.map(|one| format!("{one}；或{zh}"), |one| format!("{one}; or {en}"))
}

/// A value of the kind, as one writes it.
pub(super) fn example(is: &Is) -> String {
    match is {
        Is::Text => "\"…\"".into(),
        Is::Id => "\"abc\"".into(),
        Is::Word(words) => format!("\"{}\"", words.first().unwrap_or(&"")),
        Is::Date => "2026-01-01".into(),
        Is::Yuan => "1234.50".into(),
        Is::Ratio => "\"50%\"".into(),
        Is::Whole => "30".into(),
        Is::Flag => "true".into(),
        Is::Window => "\"member.year\"".into(),
        Is::List(of) => format!("[{}]", example(of)),
        Is::Conditions => "{ setting = \"inpatient\" }".into(),
        Is::Table(shape) => {
            let needed = shape.fields.iter().filter(|field| field.required);
            let fields: Vec<String> =
                needed.map(|field| format!("{} = {}", field.key, example(&field.is))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Is::Tables(_) => "[{ … }]".into(),
        Is::Map(of) => format!("{{ abc = {} }}", example(of)),
        Is::Any(ways) => ways.first().map(example).unwrap_or_default(),
    }
}
