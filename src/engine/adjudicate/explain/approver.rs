//! The sentence of who approves an amount.

use super::Voice;
use crate::engine::adjudicate::approver::Approver;
use crate::engine::adjudicate::scheme::Scheme;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say;

/// Who approves what is granted, and by which clause: 30,000.00元超过20,000元，由省级总工会审批〔第4条〕.
pub fn approver(approver: &Approver, scheme: &Scheme, lang: Lang) -> String {
    let Some(voice) = Voice::of(scheme, Some(approver.edition), lang) else { return approver.level.clone() };
    let amount = voice.yuan(approver.amount.into());
    format!("{amount}{}{}", lang.pick("：", ": "), level(approver, voice))
}

/// The same without the amount of the claim, so that claims of one level share it.
pub fn level_of(approver: &Approver, scheme: &Scheme, lang: Lang) -> String {
    let Some(voice) = Voice::of(scheme, Some(approver.edition), lang) else { return approver.level.clone() };
    level(approver, voice)
}

fn level(approver: &Approver, voice: Voice<'_>) -> String {
    let (edition, lang) = (voice.edition, voice.lang);
    let range = say::approval_range((approver.over, approver.up_to), edition, lang);
    let level = say::level_name(&approver.level, edition, lang);
    let (opinions, clause) =
        (say::opinions(approver.opinions, lang), say::clause_mark(&approver.clause, lang));
    if approver.unsure {
        return voice.say(
            format_args!("{range}，可能由{level}审批{opinions}，申请所载不足以确定{clause}"),
            format_args!(
                "{range} may be approved by {level}{opinions}: the claim does not tell enough {clause}"
            ),
        );
    }
    voice.say(
        format_args!("{range}，由{level}审批{opinions}{clause}"),
        format_args!("{range} is approved by {level}{opinions} {clause}"),
    )
}
