//! Words of the office as pages show them: stages, holds, events, each in both languages.

use super::frame::Frame;
use crate::engine::claim::words::{Event, HospitalLevel, Place, Setting, Word};
use crate::engine::office::fraud::HoldCode;
use crate::engine::office::stage::StageName;
use crate::engine::office::{AgentRelation, Role};
use crate::engine::scheme::model::Lang;

/// A word of a list, as it is called in the page's language: the Chinese of the list, or the word itself made readable.
pub(super) fn called<W: Word + 'static>(p: &Frame, word: &str) -> String {
    let found = W::ALL.iter().find(|(known, ..)| *known == word);
    found.map_or_else(|| word.to_owned(), |(word, _, zh)| p.say(zh, &spaced(word)).to_owned())
}

fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

/// A stage.
pub(super) fn stage(p: &Frame, word: &str) -> String {
    if p.lang == Lang::En {
        let known = [
            ("submitted", "handed in"),
            ("pending", "incomplete"),
            ("proposed", "to be reviewed"),
            ("revoked", "taken back"),
        ];
        return known.iter().find(|(known, _)| *known == word).map_or(word, |(_, called)| called).to_owned();
    }
    called::<StageName>(p, word)
}

/// The colour of a stage.
pub(super) fn stage_tone(word: &str) -> &'static str {
    match word {
        "approved" => "good",
        "denied" | "revoked" => "bad",
        "pending" | "proposed" => "warn",
        _ => "",
    }
}

/// Why a claim is held.
pub(super) fn hold(p: &Frame, code: &str) -> String {
    called::<HoldCode>(p, code)
}

/// A role.
pub(super) fn role(p: &Frame, word: &str) -> String {
    if word == "member" {
        return p.say("会员", "member").to_owned();
    }
    called::<Role>(p, word)
}

/// All words of a list as choices, after one that stands for nothing.
pub(super) fn choices<W: Word + 'static>(p: &Frame, none: &str) -> Vec<(String, String)> {
    let words = W::ALL.iter().map(|(word, _, zh)| ((*word).to_owned(), p.say(zh, &spaced(word)).to_owned()));
    std::iter::once((String::new(), none.to_owned())).chain(words).collect()
}

/// The lists that a claim's form offers.
pub(super) struct Lists {
    pub(super) events: Vec<(String, String)>,
    pub(super) settings: Vec<(String, String)>,
    pub(super) places: Vec<(String, String)>,
    pub(super) levels: Vec<(String, String)>,
    pub(super) relations: Vec<(String, String)>,
}

impl Lists {
    /// In the page's language.
    pub(super) fn of(p: &Frame) -> Self {
        let none = p.say("未填", "not stated");
        Self {
            events: choices::<Event>(p, none),
            settings: choices::<Setting>(p, none),
            places: choices::<Place>(p, none),
            levels: choices::<HospitalLevel>(p, none),
            relations: choices::<AgentRelation>(p, p.say("会员本人到场", "the member himself")),
        }
    }
}
