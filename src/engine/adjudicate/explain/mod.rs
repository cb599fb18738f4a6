//! Sentences for lines and reasons, made when they are read: the numbers are kept, the wording may improve.

mod approver;
mod bound;
mod line;
mod reason;

pub use approver::{approver, level_of};
pub use line::line;
pub use reason::reason;

use std::fmt;

use super::scheme::Scheme;
use crate::engine::calendar::Day;
use crate::engine::money::{Exact, Rounding};
use crate::engine::scheme::model::{Benefit, Edition, Lang};
use crate::engine::scheme::say::{self, Currency};

/// Who speaks: the edition that was in force, and the language.
#[derive(Clone, Copy)]
struct Voice<'a> {
    edition: &'a Edition,
    currency: Currency<'a>,
    lang: Lang,
}

impl<'a> Voice<'a> {
    /// The voice for an edition by its first day; the latest one when none is named.
    fn of(scheme: &'a Scheme, from: Option<Day>, lang: Lang) -> Option<Self> {
        let named = scheme.editions().iter().find(|e| Some(e.from()) == from);
        Some(Self::new(named.or(scheme.editions().last())?, lang))
    }

    fn new(edition: &'a Edition, lang: Lang) -> Self {
        Self { edition, currency: Currency::of(edition), lang }
    }

    fn benefit(&self, id: &str) -> Option<&'a Benefit> {
        self.edition.benefit(id)
    }

    /// An exact amount with the currency.
    fn yuan(&self, amount: Exact) -> Yuan<'a> {
        Yuan { voice: *self, amount, is_of_scheme: false }
    }

    /// A bound: as the scheme writes it, where it is a whole number of fen.
    fn bound(&self, bound: Exact) -> Yuan<'a> {
        Yuan { is_of_scheme: bound.whole().is_some(), ..self.yuan(bound) }
    }

    fn say(&self, zh: fmt::Arguments<'_>, en: fmt::Arguments<'_>) -> String {
        self.lang.say(zh, en)
    }
}

/// An amount with its currency, made where it is written: 1,500.00元, and 1,500元 where the scheme writes it. A part of a fen
/// shows its decimals; where they never end, it is said about how much it is, and exactly.
#[derive(Clone, Copy)]
struct Yuan<'a> {
    voice: Voice<'a>,
    amount: Exact,
    is_of_scheme: bool,
}

impl fmt::Display for Yuan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { voice: Voice { currency, lang, .. }, amount, is_of_scheme } = *self;
        let exact = if is_of_scheme { say::number(amount) } else { currency.exact(amount) };
        let (is_endless, exact) = (exact.contains('/'), currency.said(&exact, lang));
        if !is_endless {
            return write!(f, "{exact}");
        }
        let about = amount.round(Rounding::FEN_HALF_UP).to_string();
        let about = currency.said(&about, lang);
        match lang {
            Lang::Zh => write!(f, "约{about}（精确值{exact}）"),
            Lang::En => write!(f, "about {about} (exactly {exact})"),
        }
    }
}
