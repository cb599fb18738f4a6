//! What keys, their words and dates are called.

use crate::engine::calendar::{Day, zh_day};
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::scheme::model::{Edition, FactType, Key, Lang, Text};
use crate::engine::scheme::read::NO_LIST;

/// What a key is called: 就医类别, or the label that the scheme gives it.
pub fn key_name(key: &Key, edition: &Edition, lang: Lang) -> String {
    let declared = |label: Option<&Text>| label.map(|l| l.get(lang).to_owned());
    match key {
        Key::Fact(id) => declared(edition.facts.iter().find(|f| f.id == *id).map(|f| &f.label)),
        Key::Count(id) => declared(edition.counts.iter().find(|c| c.id == *id).map(|c| &c.label)),
        Key::DaysSince(date) => {
            let date = date_name(*date, lang);
            Some(lang.say(format_args!("距{date}天数"), format_args!("days since the {date}")))
        }
        Key::Covered => Some(lang.pick("是否在保障期内", "covered").into()),
        _ => Key::standard().iter().find(|(_, k, ..)| k == key).map(|(_, _, zh, en)| {
            let name: &str = lang.pick(zh, en);
            name.into()
        }),
    }
    .unwrap_or_else(|| key.word())
}

/// What a word of a key is called: 住院, or the label of the category, list or choice.
pub fn word_name(key: &Key, word: &str, edition: &Edition, lang: Lang) -> String {
    if let Some(words) = key.fixed_words() {
        let zh = words.iter().find(|(w, _)| *w == word).map_or(word, |(_, zh)| zh);
        return lang.pick(zh.into(), word.replace('-', " "));
    }
    let label = |label: &Text| label.get(lang).to_owned();
    match key {
        Key::Category => edition.categories.iter().find(|c| c.id == word).map(|c| label(&c.label)),
        Key::Disease if word == NO_LIST => Some(lang.pick("名单以外的病种", "on none of the lists").into()),
        Key::Disease => edition.lists.iter().find(|l| l.id == word).map(|l| label(&l.label)),
        Key::Fact(id) => {
            edition.facts.iter().find(|f| f.id == *id).and_then(|fact| fact_word(&fact.is, word, lang))
        }
        _ => None,
    }
    .unwrap_or_else(|| word.into())
}

fn fact_word(is: &FactType, word: &str, lang: Lang) -> Option<String> {
    match is {
        FactType::Flag => {
            Some(if word == "yes" { lang.pick("是", "yes") } else { lang.pick("否", "no") }.into())
        }
        FactType::Choice(choices) => {
            choices.iter().find(|c| c.id == word).map(|c| c.label.get(lang).to_owned())
        }
        FactType::Number | FactType::Amount => None,
    }
}

/// What a date of a claim is called: 出院日期; “discharge date”.
pub fn date_name(date: DateKind, lang: Lang) -> String {
    lang.pick(date.zh().into(), date.word().replace('-', " "))
}

/// A day: 2016年1月1日; 2016-01-01.
pub fn day(day: Day, lang: Lang) -> String {
    lang.pick(zh_day(day), day.to_string())
}
