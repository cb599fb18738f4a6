//! A file against its shape: unknown keys, missing keys, values of the wrong kind, each with its place.

use toml::de::{DeTable, DeValue};

use super::describe::{describe, example};
use super::{Field, Is, Shape};
use crate::engine::money::{Fen, Ratio};
use crate::engine::scheme::model::{Place, Window};
use crate::engine::scheme::problem::{Problems, did_you_mean};
use crate::engine::scheme::said::{Said, listed};
use crate::engine::scheme::source::Spanned;

/// Checks a whole table; `at` is where the table stands.
pub fn check(table: &DeTable<'_>, at: &Place, shape: &Shape, problems: &mut Problems) {
    for (key, value) in table {
        match shape.fields.iter().find(|f| f.key == key.get_ref().as_ref()) {
            Some(field) => check_value(value, field.key, &field.is, problems),
            None if shape.keyed => {}
            None => unknown_key(key.get_ref(), &key.span(), (table, shape), problems),
        }
    }
    for field in shape.fields.iter().filter(|f| f.required) {
        if !table.contains_key(field.key) && !is_misspelt(field.key, table, shape) {
            missing_key(field, at, shape, problems);
        }
    }
}

/// A key that the table cannot have; one that it has already is not meant.
fn unknown_key(key: &str, at: &Place, (table, shape): (&DeTable<'_>, &Shape), problems: &mut Problems) {
    let keys: Vec<&str> = shape.fields.iter().map(|f| f.key).collect();
    let free = keys.iter().copied().filter(|known| !table.contains_key(*known));
    let hint = did_you_mean(key, free).unwrap_or_else(|| {
        listed(&keys).map(|zh| format!("此处可写：{zh}。"), |en| format!("it can have: {en}"))
    });
    let name = shape.name;
    let message = (format!("“{name}”没有“{key}”这一项。"), format!("`{name}` has no key `{key}`"));
    problems.error(at, message, hint);
}

/// Is there a key that can only have been meant to be this one?
fn is_misspelt(key: &str, table: &DeTable<'_>, shape: &Shape) -> bool {
    let known = |word: &str| shape.keyed || shape.fields.iter().any(|f| f.key == word);
    table.keys().any(|k| !known(k.get_ref()) && did_you_mean(k.get_ref(), [key]).is_some())
}

fn missing_key(field: &Field, at: &Place, shape: &Shape, problems: &mut Problems) {
    let (name, key, (zh, en)) = (shape.name, field.key, field.doc);
    let message = (format!("“{name}”缺少“{key}”（{zh}）。"), format!("`{name}` lacks `{key}`: {en}"));
    let value = example(&field.is);
    let hint =
        (format!("请补写“{key}”，例如 {key} = {value}。"), format!("add it, for example {key} = {value}"));
    problems.missing(at, message, hint);
}

fn check_value(value: Spanned<'_, '_>, key: &str, is: &Is, problems: &mut Problems) {
    let at = value.span();
    match (is, value.get_ref()) {
        (Is::Table(shape), DeValue::Table(table)) => check(table, &at, shape, problems),
        (Is::Tables(shape), DeValue::Array(items)) => {
            for item in items {
                match item.get_ref() {
                    DeValue::Table(table) => check(table, &item.span(), shape, problems),
                    _ => wrong(item, key, is, problems),
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
        _ => match scalar(value.get_ref(), is) {
            Ok(()) => {}
            Err(Some((message, hint))) => {
                let message = message.map(|zh| format!("“{key}”：{zh}"), |en| format!("`{key}`: {en}"));
                problems.error(&at, message, hint);
            }
            Err(None) => wrong(value, key, is, problems),
        },
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
                wrong(value, key, &Is::Any(ways.to_vec()), problems);
            }
        }
    }
}

fn wrong(value: Spanned<'_, '_>, key: &str, is: &Is, problems: &mut Problems) {
    let must = describe(is);
    let message = must.map(|zh| format!("“{key}”应为{zh}。"), |en| format!("`{key}` must be {en}"));
    problems.error(&value.span(), message, what_instead(value.get_ref(), key, is));
}

/// What to write instead of a value of the wrong kind; quotes too many or too few are named.
fn what_instead(value: &DeValue<'_>, key: &str, is: &Is) -> Said {
    if let DeValue::String(text) = value
        && scalar_of(text).is_some_and(|bare| scalar(&bare, is).is_ok())
    {
        return Said::new(
            format!("请去掉引号，写成 {key} = {text}。"),
            format!("take the quotes away: {key} = {text}"),
        );
    }
    if let DeValue::Integer(number) = value
        && matches!(is, Is::Text | Is::Id)
    {
        let number = number.as_str();
        return Said::new(
            format!("请加英文双引号，写成 {key} = \"{number}\"。"),
            format!("put it in quotes: {key} = \"{number}\""),
        );
    }
    let value = example(is);
    Said::new(format!("请写成例如 {key} = {value}。"), format!("write it like {key} = {value}"))
}

/// The value that a text would be without its quotes.
fn scalar_of(text: &str) -> Option<DeValue<'_>> {
    DeValue::parse(text).ok().map(toml::Spanned::into_inner).filter(|bare| !bare.is_str())
}

type Why = Option<(Said, Said)>;

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
        (Is::Ratio, DeValue::String(text)) => ratio(text),
        (Is::Ratio, DeValue::Float(n)) => {
            let n = n.as_str();
            let message = (
                format!("{n}是小数，比例不能写成小数。"),
                format!("{n} is a bare number where a ratio belongs"),
            );
            Err(Some((message.into(), percent_or_fraction())))
        }
        _ => Err(None),
    }
}

fn percent_or_fraction() -> Said {
    Said::new(
        "请写成带英文双引号的百分数（如 \"50%\"）或分数（如 \"2/37\"）。",
        "write a percentage in quotes (\"50%\") or a fraction (\"2/37\")",
    )
}

fn ratio(text: &str) -> Result<(), Why> {
    let why = |e: crate::engine::money::RatioError| {
        let zh = format!("“{text}”不是比例：须为百分数或分数，分子分母不超过1000000。");
        Some((Said::new(zh, e.to_string()), percent_or_fraction()))
    };
    Ratio::parse(text).map(|_| ()).map_err(why)
}

fn yuan(text: &str) -> Result<(), Why> {
    let example =
        || Said::new("请写金额（元），例如 1234.50，不加引号和逗号。", "write yuan, for example 1234.50");
    match Fen::parse(text) {
        Ok(amount) if amount >= Fen::ZERO => Ok(()),
        Ok(_) => {
            Err(Some(((format!("{text}小于零。"), format!("{text} is below nought")).into(), example())))
        }
        Err(e) => Err(Some(((e.zh() + "。", e.to_string()).into(), example()))),
    }
}

fn one_of(text: &str, words: &[&str]) -> Result<(), Why> {
    if words.contains(&text) {
        return Ok(());
    }
    let message = (format!("没有“{text}”这个词。"), format!("`{text}` is none of its words"));
    let hint = did_you_mean(text, words.iter().copied()).unwrap_or_else(|| {
        listed(words).map(|zh| format!("可写：{zh}。"), |en| format!("write one of: {en}"))
    });
    Err(Some((message.into(), hint)))
}

fn window(text: &str) -> Result<(), Why> {
    if Window::parse(text).is_some() {
        return Ok(());
    }
    let known: Vec<String> = Window::all().map(|window| window.to_string()).collect();
    let hint = did_you_mean(text, known.iter().map(String::as_str)).unwrap_or_else(|| {
        listed(&known).map(
            |zh| format!("例如 \"member.year\"（每人每年度）。可写：{zh}。"),
            |en| format!("for example \"member.year\"; the windows are: {en}"),
        )
    });
    Err(Some(((format!("没有“{text}”这种期间。"), format!("`{text}` is no window")).into(), hint)))
}

/// Is it an id: lower-case letters, digits, hyphens, starting with a letter or digit?
fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c != '-') && text.chars().all(plain)
}
