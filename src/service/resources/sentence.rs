//! Explanations as sentences in both languages.

use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::adjudicate::{Adjudication, Scheme, explain};
use crate::engine::scheme::model::Lang;

/// A sentence in both languages.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Sentence {
    /// In Chinese.
    zh: String,
    /// In English.
    en: String,
}

impl Sentence {
    /// In Chinese and in English.
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// A sentence in the languages that were asked for.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Spoken {
    /// In Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<String>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<String>,
}

/// The steps of a calculation, then the reasons of its outcome, and notes.
pub(super) fn sentences(answer: &Adjudication, scheme: &Scheme) -> Vec<Sentence> {
    told(answer, scheme, |say| Sentence::new(say(Lang::Zh), say(Lang::En)))
}

/// The same in one language, or in both.
pub(super) fn spoken(answer: &Adjudication, scheme: &Scheme, only: Option<Lang>) -> Vec<Spoken> {
    let is_asked = |lang| only.is_none_or(|only| only == lang);
    told(answer, scheme, |say| Spoken {
        zh: is_asked(Lang::Zh).then(|| say(Lang::Zh)),
        en: is_asked(Lang::En).then(|| say(Lang::En)),
    })
}

fn told<T>(answer: &Adjudication, scheme: &Scheme, of: impl Fn(&dyn Fn(Lang) -> String) -> T) -> Vec<T> {
    let lines = answer.lines.iter().map(|line| of(&|lang| explain::line(line, scheme, lang)));
    let reasons = answer.decision.reasons().chain(&answer.notes);
    lines.chain(reasons.map(|why| of(&|lang| explain::reason(why, scheme, lang)))).collect()
}
