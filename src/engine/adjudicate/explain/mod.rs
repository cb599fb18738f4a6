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
use crate::engine::money::{Exact, Fen, Rounding};
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

    /// An exact amount with the currency: 1,500.00元. A part of a fen shows its decimals; where they never end, it
    /// is said about how much it is, and exactly.
    fn yuan(&self, amount: Exact) -> String {
        let exact = self.currency.exact(amount);
        if !exact.contains('/') {
            return self.with_currency(&exact);
        }
        let about = self.with_currency(&amount.round(Rounding::FEN_HALF_UP).to_string());
        let exact = self.with_currency(&exact);
        self.say(format_args!("约{about}（精确值{exact}）"), format_args!("about {about} (exactly {exact})"))
    }

    fn with_currency(&self, number: &str) -> String {
        self.currency.with(number, self.lang)
    }

    /// A bound: as the scheme writes it, where it is a whole number of fen.
    fn bound(&self, bound: Exact) -> String {
        bound.whole().map_or_else(|| self.yuan(bound), |fen| self.fen(fen))
    }

    /// An amount of the scheme: 5000元.
    fn fen(&self, amount: Fen) -> String {
        say::amount(amount, self.edition, self.lang)
    }

    fn say(&self, zh: fmt::Arguments<'_>, en: fmt::Arguments<'_>) -> String {
        self.lang.say(zh, en)
    }
}
