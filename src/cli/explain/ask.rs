//! What a claim lacks, with the flag that gives it.

use serde::Serialize;

use super::figures::flag;
use crate::engine::adjudicate::{Adjudication, Reason, Scheme};
use crate::engine::claim::Component;
use crate::engine::claim::words::{DateKind, ExpenseClass, Word};
use crate::engine::scheme::model::{Edition, Key, Lang};
use crate::engine::scheme::read::{Domain, Known};
use crate::engine::scheme::say;

/// A flag that is needed, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The flag, with its key.
    pub flag: String,
    /// What to give there.
    pub what: String,
}

/// Everything that the answer lacks.
pub fn asked(answer: &Adjudication, scheme: &Scheme, lang: Lang) -> Vec<Missing> {
    let mut all = Vec::new();
    for reason in answer.decision.reasons().filter(|_| answer.decision.word() == "pend") {
        let missing = of(reason, scheme, lang);
        all.extend(missing.filter(|missing| !all.contains(missing)));
    }
    all
}

/// One sentence that asks for all of it.
pub fn sentence(missing: &[Missing], lang: Lang) -> String {
    let flags: Vec<String> = missing.iter().map(|m| format!("{} {}", m.flag, m.what)).collect();
    lang.pick(
        format!("信息不足，无法计算，请加 {}。", flags.join("、")),
        format!("more is needed: add {}", flags.join(", ")),
    )
}

fn of(reason: &Reason, scheme: &Scheme, lang: Lang) -> Option<Missing> {
    let has = |e: &Edition| reason.benefits.first().is_none_or(|id| e.benefit(id).is_some());
    let at = scheme.editions().iter().rposition(has)?;
    let (edition, known) = (&scheme.editions()[at], &scheme.known()[at]);
    let (kind, word) = reason.code.split_once('.')?;
    let (flag, what) = match kind {
        "missing-key" => key((word, known.key(word)?), (edition, known), lang),
        "missing-figure" => figure(word, edition, lang),
        "missing-date" => {
            let date = DateKind::from_word(word).map(|kind| say::date_name(kind, lang));
            ("--date".into(), date.unwrap_or_else(|| word.into()))
        }
        "missing-owner" => {
            let id: (&str, &str) =
                if word == "household" { ("家庭编号", "id") } else { ("编号", "id") };
            (format!("--set {word}=…"), lang.pick(id.0, id.1).into())
        }
        _ => return None,
    };
    Some(Missing { flag, what })
}

/// The flags that have a name of their own.
const FLAGS: [&str; 6] = ["event", "setting", "category", "days", "share_units", "plan"];

fn key((word, key): (&str, Key), (edition, known): (&Edition, &Known), lang: Lang) -> (String, String) {
    let name = say::key_name(&key, edition, lang);
    let name = match known.domain(&key) {
        Domain::Words(words) if key != Key::Disease => {
            let words: Vec<String> = words
                .iter()
                .map(|(word, _)| format!("{word} {}", say::word_name(&key, word, edition, lang)))
                .collect();
            let words = if lang == Lang::Zh { words } else { words.iter().map(|w| first(w)).collect() };
            lang.pick(format!("{name}（{}）", words.join("、")), format!("{name} ({})", words.join(", ")))
        }
        Domain::Words(_) | Domain::Numbers(_) | Domain::Amounts => name,
    };
    let flag = match &key {
        Key::Disease => return ("--diagnosis".into(), lang.pick("诊断编码", "codes of ICD-10").into()),
        Key::Age => return ("--set birth=…".into(), lang.pick("出生日期", "date of birth").into()),
        Key::Fact(id) => format!("--fact {id}=…"),
        _ if FLAGS.contains(&word) => flag(word),
        _ => format!("--set {word}=…"),
    };
    (flag, name)
}

fn first(words: &str) -> String {
    words.split(' ').next().unwrap_or_default().into()
}

fn figure(word: &str, edition: &Edition, lang: Lang) -> (String, String) {
    if let Some(component) = Component::from_word(word) {
        let names = component.names();
        return (flag(word), lang.pick(names.zh[0], names.en).into());
    }
    if let Some(fact) = edition.facts.iter().find(|fact| fact.id == word) {
        return (format!("--fact {word}=…"), fact.label.get(lang).into());
    }
    let class = word.strip_prefix("expense.").and_then(ExpenseClass::from_word);
    let what = match (class, word.strip_prefix("layer.")) {
        (Some(class), _) => lang.pick(class.zh().into(), class.word().into()),
        (None, Some(id)) => lang.pick(format!("{id}的给付金额"), format!("what {id} paid")),
        (None, None) => word.into(),
    };
    (format!("--set {word}=…"), what)
}
