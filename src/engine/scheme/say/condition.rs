//! Conditions in words: 就医类别为住院，且年龄16至60周岁.

use super::key::{date_name, key_name, word_name};
use super::list::one_of;
use crate::engine::scheme::model::{Edition, FactType, Key, Lang, Test, When};

/// Tests that must all pass, without a full stop; 不限 when there are none.
pub fn condition(when: &When, edition: &Edition, lang: Lang) -> String {
    let tests: Vec<String> =
        when.tests.iter().map(|(key, test)| one_test(key, test, edition, lang)).collect();
    if tests.is_empty() {
        lang.pick("不限", "any").into()
    } else {
        tests.join(lang.pick("，且", ", and "))
    }
}

/// What a key must be, without its name: 住院或急诊; 16至60周岁.
pub fn test_value(key: &Key, test: &Test, edition: &Edition, lang: Lang) -> String {
    let values: Vec<String> = match test {
        Test::Words(words) => words.iter().map(|word| word_name(key, word, edition, lang)).collect(),
        Test::Ranges(ranges) => ranges.iter().map(|(from, to)| range(key, *from, *to, lang)).collect(),
    };
    one_of(&values, lang)
}

fn one_test(key: &Key, test: &Test, edition: &Edition, lang: Lang) -> String {
    if *key == Key::Covered {
        return covered(test, lang);
    }
    let name = subject(key, edition, lang);
    let value = test_value(key, test, edition, lang);
    if is_flag(key, edition) {
        return lang.say(format_args!("{name}为“{value}”"), format_args!("{name} is “{value}”"));
    }
    match (lang, test) {
        (Lang::En, _) => format!("{name} is {value}"),
        (Lang::Zh, Test::Ranges(_)) if !matches!(key, Key::Fact(_) | Key::Count(_)) => {
            format!("{name}{value}")
        }
        (Lang::Zh, _) => format!("{name}为{value}"),
    }
}

fn covered(test: &Test, lang: Lang) -> String {
    match (test.has_word("yes"), test.has_word("no")) {
        (true, true) => lang.pick("不论是否在保障期内", "the member is covered or not"),
        (true, false) => lang.pick("在保障期内", "the member is covered"),
        (false, _) => lang.pick("不在保障期内", "the member is not covered"),
    }
    .into()
}

fn is_flag(key: &Key, edition: &Edition) -> bool {
    matches!(key, Key::Fact(id) if edition.facts.iter().any(|f| f.id == *id && f.is == FactType::Flag))
}

/// The key as the subject of a sentence, where its name does not read well there.
fn subject(key: &Key, edition: &Edition, lang: Lang) -> String {
    let name = || key_name(key, edition, lang);
    match key {
        Key::AdmissionNumber => lang.pick("住院".into(), name()),
        Key::DaysEnrolled => lang.pick("参保".into(), name()),
        Key::DaysSince(date) => {
            let date = date_name(*date, lang);
            lang.say(format_args!("距{date}"), format_args!("the time since the {date}"))
        }
        Key::Count(_) => {
            lang.say(format_args!("此前{}", name()), format_args!("{} before this claim", name()))
        }
        Key::Days => lang.pick(name(), "length of the stay".into()),
        Key::ShareUnits => lang.pick(name(), "number of share units".into()),
        Key::Service => lang.pick(name(), "status".into()),
        Key::Relation => lang.pick(name(), "the patient".into()),
        _ => name(),
    }
}

/// The least value of a key, below which a lower bound says nothing.
fn least(key: &Key) -> i32 {
    i32::from(matches!(key, Key::ShareUnits | Key::EmployerSize))
}

fn range(key: &Key, from: i32, to: Option<i32>, lang: Lang) -> String {
    match lang {
        Lang::Zh => zh_range(key, from, to),
        Lang::En => en_range(key, from, to),
    }
}

fn zh_range(key: &Key, from: i32, to: Option<i32>) -> String {
    let unit = zh_unit(key);
    let ordinal = is_ordinal(key);
    let nth = if ordinal { "第" } else { "" };
    match to {
        Some(to) if to == from => format!("{nth}{from}{unit}"),
        Some(to) if from <= least(key) && !ordinal => format!("{to}{unit}及以下"),
        Some(to) => format!("{nth}{from}至{to}{unit}"),
        None => format!("{nth}{from}{unit}及以{}", if ordinal { "后" } else { "上" }),
    }
}

fn en_range(key: &Key, from: i32, to: Option<i32>) -> String {
    let unit = |n: i32| en_unit(key, n);
    match to {
        Some(to) if to == from => format!("{from}{}", unit(from)),
        Some(to) if from <= least(key) && !is_ordinal(key) => format!("at most {to}{}", unit(to)),
        Some(to) => format!("{from} to {to}{}", unit(to)),
        None => format!("{from}{} or {}", unit(from), if is_ordinal(key) { "later" } else { "more" }),
    }
}

fn is_ordinal(key: &Key) -> bool {
    matches!(key, Key::AdmissionNumber | Key::DaysEnrolled)
}

/// What is counted, after a number in Chinese.
pub(super) fn zh_unit(key: &Key) -> &'static str {
    match key {
        Key::Age => "周岁",
        Key::Days | Key::DaysEnrolled | Key::DaysSince(_) => "天",
        Key::AdmissionNumber | Key::Count(_) => "次",
        Key::ShareUnits => "份",
        Key::EmployerSize => "人",
        _ => "",
    }
}

/// What is counted, after a number in English, with a space before it.
pub(super) fn en_unit(key: &Key, number: i32) -> &'static str {
    let (one, many) = match key {
        Key::Age => (" year", " years"),
        Key::Days | Key::DaysSince(_) => (" day", " days"),
        Key::Count(_) => (" time", " times"),
        Key::ShareUnits => (" unit", " units"),
        Key::EmployerSize => (" person", " people"),
        _ => ("", ""),
    };
    if number == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::claim::words::DateKind;

    #[test]
    fn ranges_read_as_people_say_them() {
        for (key, from, to, zh, en) in [
            (Key::Age, 16, Some(60), "16至60周岁", "16 to 60 years"),
            (Key::Age, 0, Some(18), "18周岁及以下", "at most 18 years"),
            (Key::Age, 60, None, "60周岁及以上", "60 years or more"),
            (Key::AdmissionNumber, 2, None, "第2次及以后", "2 or later"),
            (Key::AdmissionNumber, 1, Some(1), "第1次", "1"),
            (Key::DaysEnrolled, 1, Some(30), "第1至30天", "1 to 30"),
            (Key::EmployerSize, 1, Some(49), "49人及以下", "at most 49 people"),
            (Key::DaysSince(DateKind::Discharge), 181, None, "181天及以上", "181 days or more"),
            (Key::Count("hits".into()), 3, Some(3), "3次", "3 times"),
        ] {
            assert_eq!(range(&key, from, to, Lang::Zh), zh);
            assert_eq!(range(&key, from, to, Lang::En), en);
        }
    }
}
