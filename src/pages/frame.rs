//! The frame of a page: language, navigation, formats, and what every template needs to know.

use axum::http::header::{COOKIE, HeaderMap};

use super::{assets, format};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;

/// A link of the navigation.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) path: &'static str,
    pub(super) label: &'static str,
    pub(super) is_here: bool,
}

/// What stands around every page.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The language that the page is in.
    pub(super) lang: Lang,
    /// In large print?
    pub(super) large: bool,
    /// Path and query of the page.
    pub(super) here: String,
    /// Who is signed in; empty for nobody.
    pub(super) who: String,
    /// The organisation he works at; empty for members and for nobody.
    pub(super) office: String,
    /// The book that he chose; empty where there is nothing to choose.
    pub(super) book: String,
    /// What he may go to.
    pub(super) links: Vec<Link>,
    /// Leads to the logs.
    pub(super) request_id: String,
    /// What a form on the page is known by when it is sent.
    pub(super) key: String,
    /// What was just done, in a sentence.
    pub(super) done: String,
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates write `p.` and give references"
)]
impl Frame {
    /// The frame of a page that nobody is signed in for.
    pub(super) fn outside(headers: &HeaderMap, here: &str, request_id: &str) -> Self {
        Self {
            lang: if cookie(headers, "lang") == Some("en") { Lang::En } else { Lang::Zh },
            large: cookie(headers, "print") == Some("large"),
            here: here.to_owned(),
            who: String::new(),
            office: String::new(),
            book: String::new(),
            links: vec![],
            request_id: request_id.to_owned(),
            key: String::new(),
            done: String::new(),
        }
    }

    /// The one of two texts that is in the page's language.
    pub(super) fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(zh, en)
    }

    /// A sentence in the page's language.
    pub(super) fn said<'t>(&self, said: &'t Said) -> &'t str {
        said.get(self.lang)
    }

    /// An amount: `¥1,234.56`.
    pub(super) fn money(&self, amount: &Fen) -> String {
        format::money(*amount)
    }

    /// An amount of a row, in fen.
    pub(super) fn fen(&self, fen: &i64) -> String {
        format::fen(*fen)
    }

    /// A day as the language writes it; empty where there is none.
    pub(super) fn day(&self, day: &str) -> String {
        format::day(self.lang, day)
    }

    /// A moment (UTC text) as the time of day in China.
    pub(super) fn moment(&self, moment: &str) -> String {
        format::moment(self.lang, moment)
    }

    /// The language of the page, as HTML names it.
    pub(super) fn tag(&self) -> &'static str {
        self.lang.pick("zh-CN", "en")
    }

    /// Where a file of the pages is.
    pub(super) fn asset(&self, name: &str) -> String {
        assets::path(name)
    }

    /// This page as the value of a parameter.
    pub(super) fn here_as_value(&self) -> String {
        super::around::percent(&self.here)
    }
}

/// A cookie that is no secret.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}
