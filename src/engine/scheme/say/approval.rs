//! Levels of approval in words: 超过20,000元至50,000元（含），由省级总工会审批.

use super::money::amount;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Edition, Lang};

/// Above which and up to which amount a level approves.
pub fn approval_range((over, up_to): (Option<Fen>, Option<Fen>), edition: &Edition, lang: Lang) -> String {
    let yuan = |fen: Fen| amount(fen, edition, lang);
    match (over.map(yuan), up_to.map(yuan)) {
        (None, None) => lang.pick("任何金额", "any amount").into(),
        (None, Some(to)) => lang.say(format_args!("{to}及以下"), format_args!("up to {to}")),
        (Some(over), None) => lang.say(format_args!("超过{over}"), format_args!("over {over}")),
        (Some(over), Some(to)) => {
            lang.say(format_args!("超过{over}至{to}（含）"), format_args!("over {over} up to {to}"))
        }
    }
}

/// How many give their opinion: nothing where one does.
pub fn opinions(persons: u16, lang: Lang) -> String {
    match persons {
        0 | 1 => String::new(),
        _ => lang.say(
            format_args!("，须{persons}人签署意见"),
            format_args!(", on the opinion of {persons} persons"),
        ),
    }
}

/// What a level is called: its label, else its id.
pub fn level_name(level: &str, edition: &Edition, lang: Lang) -> String {
    let found = edition.approvals.iter().find(|step| step.level == level);
    found.map_or_else(|| level.to_owned(), |step| step.label.get(lang).to_owned())
}
