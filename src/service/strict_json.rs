//! JSON as it must come: UTF-8, each name once in an object, no number beyond all bounds, no NUL in a text.

use std::borrow::Cow;

use axum::http::StatusCode;
use serde_json::Value;

use super::fault::Fault;
use super::problem::Problem;

/// Reads a body.
pub(super) fn read(bytes: &[u8]) -> Result<Value, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|why| not_utf8(why.valid_up_to()))?;
    let value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    match twice_or_nul(text) {
        None => Ok(value),
        Some(fault) => Err(Problem::invalid(vec![fault])),
    }
}

fn not_utf8(at: usize) -> Problem {
    let said = (
        format!("请求正文不是UTF-8编码（第{}字节起），请改用UTF-8。", at + 1),
        format!("The body is not UTF-8, from byte {} on; send UTF-8.", at + 1),
    );
    Problem::new(StatusCode::BAD_REQUEST, "not-utf-8", said)
}

fn not_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    if error.to_string().starts_with("number out of range") {
        let said = (
            format!("第{line}行第{column}列的数字超出范围，请更正。"),
            format!("The number at line {line}, column {column} is beyond all bounds; correct it."),
        );
        return Problem::new(StatusCode::BAD_REQUEST, "number-out-of-range", said);
    }
    let said = (
        format!("请求正文第{line}行第{column}列不符合JSON格式，请更正（注意引号、逗号和括号）。"),
        format!(
            "The body is no JSON at line {line}, column {column}; correct quotes, commas and brackets there."
        ),
    );
    Problem::new(StatusCode::BAD_REQUEST, "not-json", said)
}

/// A name that stands twice in one object, or text with a NUL, of what is known to be JSON.
fn twice_or_nul(text: &str) -> Option<Fault> {
    let mut open: Vec<Vec<Cow<'_, str>>> = vec![];
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '"']) {
        let found = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match found {
            b'{' => open.push(vec![]),
            b'}' => {
                if let Some(name) = twice(open.pop().unwrap_or_default()) {
                    let said = (
                        "同一对象中出现两次，请只保留一个。",
                        "It stands twice in one object; leave one of the two out.",
                    );
                    return Some(Fault::new(name, "twice", said));
                }
            }
            _ => {
                let end = end_of_text(rest);
                let quoted = read_text(&rest[..end]);
                rest = rest.get(end + 1..).unwrap_or_default();
                if quoted.contains('\0') {
                    let said = (
                        "文本中不能有空字符（U+0000），请去掉。",
                        "A text must not hold the NUL character; take it out.",
                    );
                    return Some(Fault::new("", "nul", said));
                }
                let is_name = rest.trim_start().starts_with(':');
                if let Some(names) = open.last_mut().filter(|_| is_name) {
                    names.push(quoted);
                }
            }
        }
    }
    None
}

/// A name that stands there twice.
fn twice(mut names: Vec<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    names.sort_unstable();
    names.windows(2).find(|two| two[0] == two[1]).map(|two| two[0].clone())
}

/// A text as it is meant, of what stands between its quotes.
fn read_text(written: &str) -> Cow<'_, str> {
    if !written.contains('\\') {
        return Cow::Borrowed(written);
    }
    Cow::Owned(serde_json::from_str(&format!("\"{written}\"")).unwrap_or_default())
}

/// Where the quote is that ends a text.
fn end_of_text(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_refused_and_how_it_is_called() {
        let table: [(&[u8], &str); 12] = [
            (b"", "not-json"),
            (b"{", "not-json"),
            (b"{\"a\": 1,}", "not-json"),
            (b"{\"a\": 1} x", "not-json"),
            (b"\xef\xbb\xbf{}", "not-json"),
            (b"{\"a\": NaN}", "not-json"),
            (b"{\"a\": \"\xff\"}", "not-utf-8"),
            (b"{\"a\": \"\xed\xa0\x80\"}", "not-utf-8"),
            (b"{\"a\": 1e999}", "number-out-of-range"),
            (b"{\"a\": [{\"b\": 1, \"\\u0062\": 2}]}", "invalid"),
            (b"{\"a\": \"\\u0000\"}", "invalid"),
            (b"{\"a\": \"}\\\"{\", \"b\": {\"a\": 1}, \"a\": 2}", "invalid"),
        ];
        for (body, code) in table {
            assert_eq!(read(body).unwrap_err().code(), code, "{}", String::from_utf8_lossy(body));
        }
        let deep = "[".repeat(100_000);
        assert_eq!(read(deep.as_bytes()).unwrap_err().code(), "not-json");
        for fine in
            ["{\"a\": {\"a\": [\"a\", \"a\"]}, \"b\": \"\\\\\"}", "1", "\"a\"", "[{\"a\": 1}, {\"a\": 1}]"]
        {
            assert!(read(fine.as_bytes()).is_ok(), "{fine}");
        }
    }
}
