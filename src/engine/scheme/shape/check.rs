//! A file against its shape: unknown keys, missing keys, values of the wrong kind, each with its place.

use toml::de::{DeTable, DeValue};

use super::{Field, Is, Shape};
use crate::engine::claim::words::Word;
use crate::engine::money::{Fen, Ratio};
use crate::engine::scheme::model::{Place, Window};
use crate::engine::scheme::problem::{Problems, did_you_mean};
use crate::engine::scheme::source::Spanned;

/// Checks a whole table; `at` is where the table stands.
pub fn check(table: &DeTable<'_>, at: &Place, shape: &Shape, problems: &mut Problems) {
    for (key, value) in table {
        match shape.fields.iter().find(|f| f.key == key.get_ref().as_ref()) {
            Some(field) => check_value(value, field.key, &field.is, problems),
            None if shape.keyed => {}
            None => unknown_key(key.get_ref(), &key.span(), shape, problems),
        }
    }
    for field in shape.fields.iter().filter(|f| f.required) {
        if !table.contains_key(field.key) {
            missing_key(field, at, shape, problems);
        }
    }
}

fn unknown_key(key: &str, at: &Place, shape: &Shape, problems: &mut Problems) {
    let keys: Vec<&str> = shape.fields.iter().map(|f| f.key).collect();
    let hint = did_you_mean(key, keys.iter().copied())
        .unwrap_or_else(|| format!("it can have: {}", keys.join(", ")));
    problems.error(at, format!("`{}` has no key `{key}`", shape.name), hint);
}

fn missing_key(field: &Field, at: &Place, shape: &Shape, problems: &mut Problems) {
    let message = format!("`{}` lacks `{}`", shape.name, field.key);
    problems.error(at, message, format!("add `{} = …`: {}", field.key, field.doc));
}

fn check_value(value: Spanned<'_, '_>, key: &str, is: &Is, problems: &mut Problems) {
    let at = value.span();
    match (is, value.get_ref()) {
        (Is::Table(shape), DeValue::Table(table)) => check(table, &at, shape, problems),
        (Is::Tables(shape), DeValue::Array(items)) => {
            for item in items {
                match item.get_ref() {
                    DeValue::Table(table) => check(table, &item.span(), shape, problems),
                    _ => wrong(&item.span(), key, is, problems),
                }
            }
        }
        (Is::List(of), DeValue::Array(items)) => {
            items.iter().for_each(|item| check_value(item, key, of, problems));
        }
        (Is::Map(of), DeValue::Table(table)) => {
            table.values().for_each(|item| check_value(item, key, of, problems));
        }
        (Is::Any(ways), _) => check_any(value, key, ways, problems),
        (Is::Conditions, DeValue::Table(_)) => {}
        _ => {
            if let Err(why) = scalar(value.get_ref(), is) {
                match why {
                    Some((message, hint)) => problems.error(&at, format!("`{key}`: {message}"), hint),
                    None => wrong(&at, key, is, problems),
                }
            }
        }
    }
}

/// Of several ways, the one whose outer form fits is checked, so that its errors are to the point.
fn check_any(value: Spanned<'_, '_>, key: &str, ways: &[Is], problems: &mut Problems) {
    let is_array = matches!(value.get_ref(), DeValue::Array(_));
    let fits = |is: &&Is| matches!(is, Is::Tables(_) | Is::List(_)) == is_array;
    let candidates: Vec<&Is> = ways.iter().filter(fits).collect();
    match candidates.as_slice() {
        [only] => check_value(value, key, only, problems),
        several => {
            if several.iter().all(|is| scalar(value.get_ref(), is).is_err()) {
                wrong(&value.span(), key, &Is::Any(ways.to_vec()), problems);
            }
        }
    }
}

fn wrong(at: &Place, key: &str, is: &Is, problems: &mut Problems) {
    problems.error(at, format!("`{key}` must be {}", describe(is)), "");
}

type Why = Option<(String, String)>;

fn scalar(value: &DeValue<'_>, is: &Is) -> Result<(), Why> {
    let ok = |fits: bool| if fits { Ok(()) } else { Err(None) };
    match (is, value) {
        (Is::Text, DeValue::String(text)) => ok(!text.trim().is_empty()),
        (Is::Id, DeValue::String(text)) => ok(is_id(text)),
        (Is::Word(words), DeValue::String(text)) => one_of(text, words),
        (Is::Window, DeValue::String(text)) => window(text),
        (Is::Date, DeValue::Datetime(d)) => ok(d.date.is_some() && d.time.is_none()),
        (Is::Flag, DeValue::Boolean(_)) => Ok(()),
        (Is::Whole, DeValue::Integer(n)) => ok(n.as_str().parse::<u32>().is_ok() && n.radix() == 10),
        (Is::Yuan, DeValue::Integer(n)) => yuan(n.as_str()),
        (Is::Yuan, DeValue::Float(n)) => yuan(n.as_str()),
        (Is::Ratio, DeValue::String(text)) => {
            Ratio::parse(text).map(|_| ()).map_err(|e| Some((e.to_string(), String::new())))
        }
        (Is::Ratio, DeValue::Float(n)) => {
            let message = format!("{} is a bare number where a ratio belongs", n.as_str());
            Err(Some((message, "write a percentage in quotes (\"50%\") or a fraction (\"2/37\")".into())))
        }
        _ => Err(None),
    }
}

fn yuan(text: &str) -> Result<(), Why> {
    match Fen::parse(text) {
        Ok(amount) if amount >= Fen::ZERO => Ok(()),
        Ok(_) => Err(Some((format!("{text} is below nought"), "write an amount of at least 0".into()))),
        Err(e) => Err(Some((e.to_string(), String::new()))),
    }
}

fn one_of(text: &str, words: &[&str]) -> Result<(), Why> {
    if words.contains(&text) {
        return Ok(());
    }
    Err(Some((format!("`{text}` is none of its words"), format!("write one of: {}", words.join(", ")))))
}

fn window(text: &str) -> Result<(), Why> {
    use crate::engine::scheme::model::{Scope, Stretch};
    if Window::parse(text).is_some() {
        return Ok(());
    }
    let scopes: Vec<&str> = Scope::ALL.iter().map(|(w, ..)| *w).collect();
    let stretches: Vec<&str> = Stretch::ALL.iter().map(|(w, ..)| *w).collect();
    let hint = format!("write one of {} a point and one of {}", scopes.join(", "), stretches.join(", "));
    Err(Some((format!("`{text}` is no window"), hint)))
}

/// Is it an id: lower-case letters, digits, hyphens, starting with a letter or digit?
pub(super) fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c != '-') && text.chars().all(plain)
}

/// What a value must be, in words.
pub(super) fn describe(is: &Is) -> String {
    match is {
        Is::Text => "a text in quotes, not empty".into(),
        Is::Id => "an id in quotes: lower-case letters, digits and hyphens".into(),
        Is::Word(words) => format!("one of: {}", words.join(", ")),
        Is::Date => "a date without quotes, for example 2026-01-01".into(),
        Is::Yuan => "yuan with at most two decimals, without quotes".into(),
        Is::Ratio => "a percentage or fraction in quotes, for example \"50%\"".into(),
        Is::Whole => "a whole number".into(),
        Is::Flag => "true or false".into(),
        Is::Window => "a window, for example \"member.year\"".into(),
        Is::List(of) => format!("a list, each item {}", describe(of)),
        Is::Conditions => "a table of conditions, for example { setting = \"inpatient\" }".into(),
        Is::Table(shape) => format!("a table ({})", shape.doc),
        Is::Tables(shape) => format!("a list of tables ({})", shape.doc),
        Is::Map(of) => format!("a table from ids to values, each {}", describe(of)),
        Is::Any(ways) => ways.iter().map(describe).collect::<Vec<_>>().join("; or "),
    }
}
