//! What a result rests on that neither the notice nor the claim says.

use crate::engine::adjudicate::{Adjudication, Proof, Scheme};
use crate::engine::name::Name;
use crate::engine::scheme::model::{Assumption, Lang};

/// The assumptions that make a result provisional, in words, each once.
pub fn assumed<'s>(answer: &Adjudication, scheme: &'s Scheme, lang: Lang) -> Vec<&'s str> {
    let mut texts: Vec<&str> = Vec::new();
    for path in &answer.provisional {
        let editions = scheme.editions().iter();
        // A refusal names no edition in its receipt.
        let used = &answer.receipt.editions;
        let used = editions.filter(|e| used.is_empty() || used.iter().any(|(day, _)| *day == e.from()));
        let about = |a: &&Assumption| a.about.contains(path);
        for assumption in used.filter_map(|edition| edition.assumptions.iter().find(about)) {
            let text = assumption.text.get(lang);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts
}

/// The diagnoses that must be proven, in words.
pub fn proofs(answer: &Adjudication, lang: Lang) -> Vec<String> {
    let proof = |p: &Proof| {
        let Proof { code, name, evidence, .. } = p;
        lang.pick(
            format!("诊断{code}（{name}）须提供{evidence}"),
            format!("the diagnosis {code} ({name}) must be proven: {evidence}"),
        )
    };
    answer.proofs.iter().map(proof).collect()
}

/// What the claim did not state and was taken for granted, in words.
pub fn presumed(answer: &Adjudication, lang: Lang) -> Vec<&'static str> {
    presumed_words(&answer.presumed, lang)
}

/// The sentences of what was taken for granted, by its words.
pub fn presumed_words(words: &[Name], lang: Lang) -> Vec<&'static str> {
    let word = |word: &Name| match word.as_str() {
        "covered" => Some(lang.pick(
            "申请未载明是否在保，按在保处理；请核实。",
            "the claim does not say whether the member is covered: taken as covered; make sure of it",
        )),
        "in-time" => Some(lang.pick(
            "申请未载明申请日期，按在期限内提出处理；请核实。",
            "the claim does not say when it was handed in: taken as in time; make sure of it",
        )),
        _ => None,
    };
    words.iter().filter_map(word).collect()
}
