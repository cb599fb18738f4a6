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

/// The steps of a calculation, then the reasons of its outcome, and notes.
pub(super) fn sentences(answer: &Adjudication, scheme: &Scheme) -> Vec<Sentence> {
    let both = |say: &dyn Fn(Lang) -> String| Sentence::new(say(Lang::Zh), say(Lang::En));
    let lines = answer.lines.iter().map(|line| both(&|lang| explain::line(line, scheme, lang)));
    let reasons = answer.decision.reasons().chain(&answer.notes);
    lines.chain(reasons.map(|why| both(&|lang| explain::reason(why, scheme, lang)))).collect()
}
