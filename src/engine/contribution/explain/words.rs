//! What keys, words and plans are called, in Chinese and English.

use crate::engine::scheme::model::{Edition, FactType, Key, KeyValue, Test};

pub(super) fn plan_name(edition: &Edition, id: &str) -> [String; 2] {
    let label = edition.plans.iter().find(|p| p.id == id).map_or(id, |p| p.label.zh.as_str());
    [label.into(), id.into()]
}

/// What a key is called, in Chinese and English.
pub(super) fn name(edition: &Edition, key: &Key) -> [String; 2] {
    if let Some((.., zh, en)) = Key::standard().iter().find(|(_, k, ..)| k == key) {
        return [(*zh).into(), (*en).into()];
    }
    let fact = edition.facts.iter().find(|f| matches!(key, Key::Fact(id) if *id == f.id));
    fact.map_or_else(|| [key.word(), key.word()], |f| [f.label.zh.clone(), f.id.clone()])
}

/// What a word of a key is called in Chinese.
fn word(edition: &Edition, key: &Key, word: &str) -> String {
    let fixed = key.fixed_words().unwrap_or_default();
    let fixed = fixed.into_iter().find(|(w, _)| *w == word).map(|(_, zh)| zh.to_owned());
    let category = || edition.categories.iter().find(|c| c.id == word).map(|c| c.label.zh.clone());
    let choice = || {
        let fact = edition.facts.iter().find(|f| matches!(key, Key::Fact(id) if *id == f.id))?;
        match &fact.is {
            FactType::Choice(choices) => choices.iter().find(|c| c.id == word).map(|c| c.label.zh.clone()),
            FactType::Flag => Some(if word == "yes" { "是" } else { "否" }.into()),
            FactType::Number | FactType::Amount => None,
        }
    };
    fixed.or_else(|| if *key == Key::Category { category() } else { choice() }).unwrap_or_else(|| word.into())
}

pub(super) fn value(edition: &Edition, key: &Key, value: &KeyValue) -> [String; 2] {
    match value {
        KeyValue::Word(_) | KeyValue::Words(_) => {
            both(value.words().iter().map(|w| [word(edition, key, w), w.to_string()]))
        }
        KeyValue::Number(n) => [n.to_string(), n.to_string()],
        KeyValue::Unknown => ["未知".into(), "unknown".into()],
    }
}

pub(super) fn wanted(edition: &Edition, key: &Key, test: &Test) -> [String; 2] {
    match test {
        Test::Words(words) => both(words.iter().map(|w| [word(edition, key, w), w.clone()])),
        Test::Ranges(ranges) => both(ranges.iter().map(|(from, to)| match to {
            Some(to) if to == from => [from.to_string(), from.to_string()],
            Some(to) => [format!("{from}至{to}"), format!("{from} to {to}")],
            None => [format!("{from}及以上"), format!("{from} or more")],
        })),
    }
}

fn both(all: impl Iterator<Item = [String; 2]>) -> [String; 2] {
    let (zh, en): (Vec<String>, Vec<String>) = all.map(|[zh, en]| (zh, en)).unzip();
    [zh.join("或"), en.join(" or ")]
}
