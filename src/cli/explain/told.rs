//! What is shown of a made-up claim: the decision, its lines and reasons; or all of it as JSON.

use serde_json::json;

use super::ask::{Missing, sentence};
use crate::cli::adjudicate::story;
use crate::cli::console::Console;
use crate::engine::adjudicate::{Adjudication, Decision, Scheme, explain};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say::Currency;

/// The answer in words.
pub fn told(
    answer: &Adjudication,
    (scheme, day): (&Scheme, Day),
    missing: &[Missing],
    console: &Console,
) -> String {
    let lang = console.lang();
    let head = head(answer, (scheme, day), lang);
    if missing.is_empty() {
        return format!("{head}\n{}\n", story::body(answer, scheme, console));
    }
    format!("{head}\n{}\n", sentence(missing, lang))
}

fn head(answer: &Adjudication, (scheme, day): (&Scheme, Day), lang: Lang) -> String {
    let title = scheme.editions().last().map_or(scheme.id(), |edition| edition.title.get(lang));
    let decision = match &answer.decision {
        Decision::Approve { amount } => {
            let amount = Currency::of_scheme(scheme.editions()).amount(*amount, lang);
            lang.pick(format!("给付{amount}"), amount)
        }
        Decision::Deny { .. } => lang.pick("不予给付", "nothing is paid").into(),
        Decision::Pend { .. } => lang.pick("待核", "pending").into(),
    };
    lang.pick(format!("{title}　{day}：{decision}"), format!("{title}, {day}: {decision}"))
}

/// The answer as a line of JSON.
pub fn json(
    facts: &Facts,
    answer: &Adjudication,
    (scheme, day): (&Scheme, Day),
    missing: &[Missing],
    lang: Lang,
) -> String {
    let reasons = answer.decision.reasons().chain(&answer.notes);
    let line = json!({
        "scheme": scheme.id(),
        "date": day,
        "decision": answer.decision.word(),
        "amount": (answer.decision.word() != "pend").then(|| answer.decision.amount()),
        "missing": missing,
        "reasons": reasons.map(|r| explain::reason(r, scheme, lang)).collect::<Vec<_>>(),
        "sentences": story::sentences(answer, scheme, lang),
        "facts": facts,
        "adjudication": answer,
    });
    format!("{line}\n")
}
