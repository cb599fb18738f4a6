//! Conditions: `{ setting = "inpatient", age = "16..60" }`.

use toml::de::DeValue;

use super::known::{Domain, Known};
use super::table::{Tab, as_text};
use crate::engine::scheme::model::{Key, Place, Test, When};
use crate::engine::scheme::problem::{Problems, did_you_mean};
use crate::engine::scheme::said::{Said, listed};
use crate::engine::scheme::source::Spanned;

/// Reads the conditions of a table, passing over `own` keys that are no conditions.
pub fn conditions(table: &Tab<'_, '_>, own: &[&str], known: &Known, problems: &mut Problems) -> When {
    let mut tests = Vec::new();
    for (word, at, value) in table.in_file_order() {
        if own.contains(&word) {
            continue;
        }
        let Some(key) = known.key(word) else {
            unknown_key(word, &at, known, problems);
            continue;
        };
        if let Some(test) = test(&key, value, known, problems) {
            tests.push((key, test));
        }
    }
    When { tests, place: table.place.clone() }
}

/// The conditions under a key of a table; always without it.
pub fn when(table: &Tab<'_, '_>, key: &str, known: &Known, problems: &mut Problems) -> When {
    match table.table(key) {
        Some(tests) => conditions(&tests, &[], known, problems),
        None => When { tests: vec![], place: table.place.clone() },
    }
}

fn unknown_key(word: &str, at: &Place, known: &Known, problems: &mut Problems) {
    let words = known.key_words();
    let hint = did_you_mean(word, words.iter().map(String::as_str)).unwrap_or_else(|| {
        listed(&words).map(
            |zh| format!("条件可写：{zh}；需要其他条件时请用[[fact]]自定。"),
            |en| format!("the keys are: {en}; declare another one with [[fact]]"),
        )
    });
    let message = (format!("没有“{word}”这个条件。"), format!("`{word}` is no key of a condition"));
    problems.error(at, message, hint);
}

fn test(key: &Key, value: Spanned<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Test> {
    let values: Vec<Spanned<'_, '_>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    if values.is_empty() {
        problems.error(
            &value.span(),
            (
                format!("条件“{key}”没有写值，任何申请都不符合。"),
                format!("`{key}` has no value, so nothing can fit"),
            ),
            ("请至少写一个值，或删去该条件。", "name at least one value"),
        );
        return None;
    }
    match known.domain(key) {
        Domain::Words(words) => {
            let all: Option<Vec<String>> = values.iter().map(|v| word(key, v, &words, problems)).collect();
            all.map(Test::Words)
        }
        Domain::Numbers(least) => {
            let all: Option<Vec<_>> = values.iter().map(|v| range(key, v, least, problems)).collect();
            all.map(Test::Ranges)
        }
        Domain::Amounts => {
            let message = (
                format!("“{key}”是金额，不能作为条件。"),
                format!("`{key}` is an amount and cannot stand in a condition"),
            );
            let hint = (
                "按金额区分时请用分段（bands），或把该项改为number（整数）类型。",
                "compare amounts with bands, or declare a fact of type number",
            );
            problems.error(&value.span(), message, hint);
            None
        }
    }
}

fn word(
    key: &Key,
    value: Spanned<'_, '_>,
    words: &[(String, String)],
    problems: &mut Problems,
) -> Option<String> {
    let given = match value.get_ref() {
        DeValue::Boolean(true) => "yes",
        DeValue::Boolean(false) => "no",
        _ => as_text(value).unwrap_or(""),
    };
    if let Some((word, _)) = words.iter().find(|(w, _)| w == given) {
        return Some(word.clone());
    }
    let hint = did_you_mean(given, words.iter().map(|(w, _)| w.as_str())).unwrap_or_else(|| words_of(words));
    let message = (format!("“{key}”没有“{given}”这个值。"), format!("`{given}` is no word of `{key}`"));
    problems.error(&value.span(), message, hint);
    None
}

/// The words of a key, in Chinese with what they are called.
fn words_of(words: &[(String, String)]) -> Said {
    let named = |(word, name): &(String, String)| match name.as_str() {
        "" => word.clone(),
        name => format!("{word}（{name}）"),
    };
    let zh: Vec<String> = words.iter().map(named).collect();
    let en: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    Said::new(format!("可写：{}。", zh.join("、")), format!("its words are: {}", en.join(", ")))
}

type Range = (i32, Option<i32>);

fn range(key: &Key, value: Spanned<'_, '_>, least: i32, problems: &mut Problems) -> Option<Range> {
    let parsed = match value.get_ref() {
        DeValue::Integer(n) => n.as_str().parse().ok().map(|n| (n, Some(n))),
        _ => as_text(value).and_then(|text| parse_range(text, least)),
    };
    let sound = parsed.filter(|(from, to)| to.is_none_or(|to| *from <= to));
    if sound.is_none() {
        let hint = (
            "请写整数（3）或含两端的范围（\"1..30\"为1至30，\"31..\"为31以上，\"..18\"为18以下）。",
            "write a whole number (3) or a range with both ends counted: \"1..30\", \"31..\", \"..18\"",
        );
        let message = (format!("“{key}”应为整数或范围。"), format!("`{key}` must be a number or a range"));
        problems.error(&value.span(), message, hint);
    }
    sound
}

fn parse_range(text: &str, least: i32) -> Option<Range> {
    let (from, to) = text.split_once("..")?;
    let from = if from.is_empty() { least } else { from.trim().parse().ok()? };
    let to = if to.is_empty() { None } else { Some(to.trim().parse().ok()?) };
    (!text.trim().eq("..")).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_count_both_ends() {
        for (text, range) in [
            ("1..30", Some((1, Some(30)))),
            ("31..", Some((31, None))),
            ("..18", Some((0, Some(18)))),
            ("..", None),
            ("x..3", None),
            ("3", None),
        ] {
            assert_eq!(parse_range(text, 0), range, "{text}");
        }
    }
}
