//! The facts of one claim out of JSON: what cannot be read is said with its place and field, and so is what nobody knows.

use serde_json::{Error, Value};

use crate::engine::claim::Facts;
use crate::engine::scheme::said::Said;

/// Reads the facts of a claim.
///
/// ```
/// use huzhu::engine::scheme::model::Lang;
/// use huzhu::exchange::facts::read_facts;
/// assert_eq!(read_facts(br#"{"person": {"member": "m1"}}"#).map(|facts| facts.person.member), Ok("m1".into()));
/// let wrong = read_facts(b"{\"claim\":\n {\"setting\": \"hotel\"}}").unwrap_err();
/// assert!(wrong.get(Lang::Zh).starts_with("第2行的“claim.setting”：“hotel”不是可填的内容，请填写其中之一："));
/// ```
///
/// # Errors
/// The sentence says where, what is wrong, and what to do.
pub fn read_facts(bytes: &[u8]) -> Result<Facts, Said> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let facts: Facts = serde_json::from_slice(bytes).map_err(|error| wrong(bytes, &error))?;
    // Both can be read and written: they just were.
    let given = serde_json::from_slice(bytes).unwrap_or_default();
    let known = serde_json::to_value(&facts).unwrap_or_default();
    match unknown(&given, &known) {
        None => Ok(facts),
        Some(field) => Err(Said::new(
            format!("没有“{field}”这一项，请核对名称（见 huzhu claim --help）。"),
            format!("there is no field `{field}`; check its name (huzhu claim --help)"),
        )),
    }
}

/// The first field that was given and not read; what is empty says nothing.
fn unknown(given: &Value, known: &Value) -> Option<String> {
    let Value::Object(given) = given else { return None };
    given.iter().find_map(|(name, value)| match known.get(name) {
        Some(known) => unknown(value, known).map(|inner| format!("{name}.{inner}")),
        None => (!is_empty(value)).then(|| name.clone()),
    })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn wrong(bytes: &[u8], error: &Error) -> Said {
    let (line, column) = (error.line(), error.column());
    if !error.is_data() {
        return Said::new(
            format!("第{line}行第{column}列不符合JSON格式，请更正（注意引号、逗号和括号）。"),
            format!("line {line}, column {column} is no JSON; correct quotes, commas and brackets there"),
        );
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let field = field(bytes, (line, column));
    why(&field, message)
        .map(|zh| format!("第{line}行的“{field}”：{zh}"), |en| format!("line {line}, `{field}`: {en}"))
}

/// The names that lead to a place of the text.
fn field(bytes: &[u8], (line, column): (usize, usize)) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.split_inclusive('\n').map(str::len);
    let end = lines.take(line.saturating_sub(1)).sum::<usize>() + column;
    let mut path: Vec<Option<String>> = vec![];
    let mut rest = text.char_indices();
    while let Some((at, found)) = rest.next().filter(|(at, _)| *at < end) {
        match found {
            '{' | '[' => path.push(None),
            '}' | ']' => drop(path.pop()),
            '"' => {
                let name = quoted(&mut rest);
                let is_name =
                    text[at..].get(name.len() + 2..).is_some_and(|after| after.trim_start().starts_with(':'));
                if let Some(own) = path.last_mut().filter(|_| is_name) {
                    *own = Some(name);
                }
            }
            _ => {}
        }
    }
    path.into_iter().flatten().collect::<Vec<_>>().join(".")
}

/// A text as it is written, up to its end quote.
fn quoted(rest: &mut std::str::CharIndices<'_>) -> String {
    let mut name = String::new();
    while let Some((_, found)) = rest.next().filter(|(_, found)| *found != '"') {
        name.push(found);
        if found == '\\' {
            name.extend(rest.next().map(|(_, escaped)| escaped));
        }
    }
    name
}

/// What is wrong with a value, as the parser says it.
fn why(field: &str, message: &str) -> Said {
    let en = format!("{message}; correct it");
    if let Some((given, words)) = message.strip_prefix("unknown variant `").and_then(|m| m.split_once('`')) {
        let words: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
        return Said::new(
            format!("“{given}”不是可填的内容，请填写其中之一：{}。", words.join("、")),
            format!("`{given}` is not known here; write one of: {}", words.join(", ")),
        );
    }
    let expected = message.split_once("expected ").map(|(_, expected)| expected);
    let kind = expected.map(|expected| match expected {
        _ if expected.contains("string") || expected.contains("str") && !expected.contains("struct") => {
            "文本（加英文双引号）"
        }
        "a boolean" => "true或false",
        _ if expected.contains("map") || expected.contains("struct") => "以{}括起的一组内容",
        _ if expected.contains("sequence") => "以[]括起的列表",
        _ => "整数",
    });
    let last = field.rsplit('.').next().unwrap_or_default();
    let is_day = field.contains("dates.")
        || ["birth", "submitted", "from", "to", "verified", "since", "until"].contains(&last);
    let is_amount = ["settlement", "expenses", "layers"].iter().any(|part| field.contains(part));
    let zh = if is_day {
        "不是有效的日期，请按“2026-03-01”的格式填写并加英文双引号。".to_owned()
    } else if is_amount {
        "不是金额，请按“1234.50”的格式填写并加英文双引号，项目名称须为结算单的项目。".to_owned()
    } else {
        kind.map_or_else(
            || "内容无法识别，请核对后更正。".to_owned(),
            |kind| format!("内容的类型不对，应为{kind}。"),
        )
    };
    Said::new(zh, en)
}

#[cfg(test)]
mod tests {
    use super::read_facts;
    use crate::engine::scheme::model::Lang;

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let table = [
            ("{\"person\": {\"member\": 5}}", "第1行的“person.member”：内容的类型不对，应为文本"),
            ("{\"person\": {\"sex\": \"x\"}}", "第1行的“person.sex”：“x”不是可填的内容"),
            (
                "{\"claim\": {\n\"dates\": {\"discharge\": \"2026-02-30\"}}}",
                "第2行的“claim.dates.discharge”：不是有效的日期",
            ),
            (
                "{\"claim\": {\"settlement\": {\"self_pay\": 400}}}",
                "第1行的“claim.settlement.self_pay”：不是金额",
            ),
            ("{\"claim\": {\"days\": \"3\"}}", "第1行的“claim.days”：内容的类型不对，应为整数"),
            (
                "{\"cover\": [{\"plan\": \"a\", \"covered\": 1}]}",
                "第1行的“cover.covered”：内容的类型不对，应为true或false",
            ),
            ("{\"claim\": 3}", "第1行的“claim”：内容的类型不对，应为以{}括起的一组内容"),
            ("{\"claim\"", "第1行第8列不符合JSON格式"),
            ("", "第1行第0列不符合JSON格式"),
            ("{\"cliam\": {\"days\": 3}}", "没有“cliam”这一项"),
            (
                "{\"claim\": {\"dates\": {\"discharged\": \"2026-02-03\"}}}",
                "没有“claim.dates.discharged”这一项",
            ),
        ];
        for (text, begins) in table {
            let said = read_facts(text.as_bytes()).unwrap_err();
            assert!(said.get(Lang::Zh).starts_with(begins), "{text}: {}", said.get(Lang::Zh));
            assert!(!said.get(Lang::Zh).contains("expected"), "{said}");
        }
        assert!(read_facts(b"{\"cover\": [], \"declared\": {}, \"claim\": {\"place\": null}}").is_ok());
    }
}
