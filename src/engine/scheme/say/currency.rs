//! Currencies by their everyday names: 元, 欧元; yuan, euros. What has no cents is written without them.

use std::fmt;

use crate::engine::money::{Exact, Fen, Grouped};
use crate::engine::scheme::model::{Edition, Lang};

/// Code, Chinese name, English name of one and of many, and whether it has a smaller unit.
const NAMED: [(&str, &str, &str, &str, bool); 12] = [
    ("CNY", "元", "yuan", "yuan", true),
    ("EUR", "欧元", "euro", "euros", true),
    ("JPY", "日元", "yen", "yen", false),
    ("TWD", "新台币元", "Taiwan dollar", "Taiwan dollars", false),
    ("RWF", "卢旺达法郎", "Rwandan franc", "Rwandan francs", false),
    ("HKD", "港元", "Hong Kong dollar", "Hong Kong dollars", true),
    ("MOP", "澳门元", "pataca", "patacas", true),
    ("USD", "美元", "US dollar", "US dollars", true),
    ("GBP", "英镑", "pound", "pounds", true),
    ("CHF", "瑞士法郎", "Swiss franc", "Swiss francs", true),
    ("KRW", "韩元", "won", "won", false),
    ("VND", "越南盾", "dong", "dong", false),
];

/// The currency of a scheme, as it is said.
#[derive(Clone, Copy, Debug)]
pub struct Currency<'e> {
    code: &'e str,
    is_whole: bool,
}

impl<'e> Currency<'e> {
    /// That of an edition.
    pub fn of(edition: &'e Edition) -> Self {
        let money = &edition.money;
        let no_cents = NAMED.iter().any(|(code, .., cents)| *code == money.currency && !cents);
        Self { code: &money.currency, is_whole: no_cents && money.round.step().get() % 100 == 0 }
    }

    /// That of a scheme: of its last edition.
    pub fn of_scheme(editions: &'e [Edition]) -> Self {
        editions.last().map_or(Self { code: "CNY", is_whole: false }, Self::of)
    }

    /// Its name for the head of a column: 元; yuan. The code of one that has no name here.
    pub fn name(self, lang: Lang) -> &'e str {
        let named = NAMED.iter().find(|(code, ..)| *code == self.code);
        named.map_or(self.code, |(_, zh, _, en, _)| lang.pick(*zh, *en))
    }

    /// A number with its thousands marked and with the currency: 1,500.00元; 1,500.00 yuan.
    pub fn with(self, number: &str, lang: Lang) -> String {
        self.said(number, lang).to_string()
    }

    /// The same, made where it is written.
    pub fn said<'n>(self, number: &'n str, lang: Lang) -> impl fmt::Display + use<'e, 'n> {
        fmt::from_fn(move |f| {
            let number = Grouped(number);
            match NAMED.iter().find(|(code, ..)| *code == self.code) {
                Some((_, zh, ..)) if lang == Lang::Zh => write!(f, "{number}{zh}"),
                Some((_, _, one, ..)) if matches!(number.0, "1" | "1.00") => write!(f, "{number} {one}"),
                Some((.., many, _)) => write!(f, "{number} {many}"),
                None => write!(f, "{number} {}", self.code),
            }
        })
    }

    /// An amount as figures; one of a currency without cents has none where it is whole.
    pub fn figures(self, amount: Fen) -> String {
        self.trimmed(amount.to_string())
    }

    /// An exact amount as figures; a part of a fen shows its decimals, or a fraction where they never end.
    pub fn exact(self, amount: Exact) -> String {
        self.trimmed(amount.to_string())
    }

    /// An amount with its currency.
    pub fn amount(self, amount: Fen, lang: Lang) -> String {
        self.with(&self.figures(amount), lang)
    }

    fn trimmed(self, number: String) -> String {
        match number.strip_suffix(".00") {
            Some(whole) if self.is_whole => whole.into(),
            _ => number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_said_in_their_currency() {
        for (code, is_whole, zh, en) in [
            ("CNY", false, "1,500.00元", "1,500.00 yuan"),
            ("EUR", false, "1,500.00欧元", "1,500.00 euros"),
            ("JPY", true, "1,500日元", "1,500 yen"),
            ("TWD", false, "1,500.00新台币元", "1,500.00 Taiwan dollars"),
            ("XAF", false, "1,500.00 XAF", "1,500.00 XAF"),
        ] {
            let currency = Currency { code, is_whole };
            assert_eq!(currency.amount(Fen::yuan(1_500), Lang::Zh), zh);
            assert_eq!(currency.amount(Fen::yuan(1_500), Lang::En), en);
        }
        assert_eq!(Currency { code: "EUR", is_whole: false }.with("1", Lang::En), "1 euro");
        assert_eq!(Currency { code: "JPY", is_whole: true }.figures(Fen::FEN), "0.01");
    }
}
