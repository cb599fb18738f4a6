//! What was done to a claim, in words.

use crate::engine::claim::words::Word;
use crate::engine::office::fraud::HoldCode;
use crate::engine::office::{AgentRelation, Signal};
use crate::engine::scheme::model::Lang;
use crate::store::claim::Event;

/// What was done, and why: what was noticed, or what somebody wrote. `money` writes an amount in fen.
pub fn happened(event: &Event, lang: Lang, money: fn(i64) -> String) -> (String, String) {
    let say = |zh, en| lang.pick(zh, en);
    let hold = || word::<HoldCode>(&event.outcome, lang);
    match event.kind.as_str() {
        "decision" => (decision(event, lang, money), String::new()),
        "review" => (verdict(&event.outcome, lang).to_owned(), event.reason.clone()),
        "hold" => (format!("{}{}", say("暂停：", "Held: "), hold()), noticed(&event.reason, lang)),
        "release" => (format!("{}{}", say("解除暂停：", "Released: "), hold()), event.reason.clone()),
        "appeal" => (say("提出复议", "Appeal").to_owned(), event.reason.clone()),
        "answer" => (say("答复复议", "Appeal answered").to_owned(), event.reason.clone()),
        _ => {
            let relation = word::<AgentRelation>(&event.outcome, lang);
            (format!("{}{relation}", say("代办人：", "Handed in by: ")), String::new())
        }
    }
}

/// The name of one of the staff, where it is known; a member is called so (book and number stand in the row).
pub fn who(id: &str, name: Option<&String>, lang: Lang) -> String {
    if id.contains('/') {
        return lang.pick("会员自助", "a member").to_owned();
    }
    name.cloned().unwrap_or_default()
}

/// What was noticed on a claim, or what somebody wrote.
pub fn noticed(reason: &str, lang: Lang) -> String {
    Signal::from_detail(reason).map_or_else(|| reason.to_owned(), |signal| signal.said().get(lang).to_owned())
}

fn word<W: Word + 'static>(word: &str, lang: Lang) -> String {
    let found = W::ALL.iter().find(|(known, ..)| *known == word);
    found.map_or_else(|| word.to_owned(), |(word, _, zh)| lang.pick((*zh).to_owned(), word.replace('-', " ")))
}

fn decision(event: &Event, lang: Lang, money: fn(i64) -> String) -> String {
    let say = |zh, en| lang.pick(zh, en);
    let cause = match event.reason.as_str() {
        "decide" => say("审核", "Decided"),
        "correct" => say("更正后重新审核", "Decided anew, put right"),
        "replay" => say("重新计算", "Computed anew"),
        "revoke" => say("撤销", "Taken back"),
        _ => say("退回或改判", "Taken back by review"),
    };
    let came = match event.outcome.as_str() {
        "approve" => format!("{}{}", say("拟给付", "to pay "), money(event.paid_fen)),
        "deny" => say("不予给付", "nothing is paid").to_owned(),
        "pend" => say("待补正", "something is missing").to_owned(),
        _ => say("原审核作废", "the decision is void").to_owned(),
    };
    format!("{cause}{}{came}", say("：", ": "))
}

fn verdict(word: &str, lang: Lang) -> &'static str {
    match word {
        "approve" => lang.pick("复核通过", "Approved on review"),
        "send-back" => lang.pick("复核退回", "Sent back"),
        "deny" => lang.pick("复核不予给付", "Denied on review"),
        _ => lang.pick("回避", "Recused"),
    }
}
