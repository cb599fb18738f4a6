//! A scheme as written: the notice in values, each with the place in the file where it stands.

mod approval;
mod benefit;
mod condition;
mod declared;
mod edition;
mod enrolment;
mod keyed;
mod line;
mod window;

pub use approval::{Approval, ladders};
pub use benefit::{AtMost, Benefit, Ceiling, Deadline, Funding, Pays, WaitingStage};
pub use condition::{Key, KeyValue, Keys, Test, When};
pub use declared::{
    Category, Choice, Count, Counted, DeclaredFact, FactType, List, Lists, Plan, Pool, Reserve, WhenShort,
};
pub use edition::{Assumption, Clause, ClauseStatus, Edition, Exclusion, InForce, Money, Period, Source};
pub use enrolment::{Begins, Contribution, Due, Enrolment, LateHire, Per};
pub use keyed::{Keyed, Row};
pub use line::{
    Amount, Band, Bands, Bound, BoundKind, Bounded, CountLine, Extreme, Kind, Line, Measure, MeasureOf,
    Portion, Proportion, Reading, ResultOf, Sum,
};
pub use window::{Scope, Stretch, Window};

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

/// A place in a file: byte offsets.
pub type Place = std::ops::Range<usize>;

/// A text in Chinese, with its English beside it where the scheme gives one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Chinese, as printed.
    pub zh: String,
    /// English.
    pub en: Option<String>,
}

/// The language of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese, as administrations write it.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The Chinese or the English one of two.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The text of the Chinese or of the English one of two; the other is never put together.
    pub fn say(self, zh: fmt::Arguments<'_>, en: fmt::Arguments<'_>) -> String {
        // Room for a sentence, so that it does not grow piece by piece.
        let mut said = String::with_capacity(192);
        said.write_fmt(self.pick(zh, en)).map_or_else(|fmt::Error| String::new(), |()| said)
    }
}

impl Text {
    /// A text in Chinese alone.
    pub fn zh(zh: &str) -> Self {
        Self { zh: zh.into(), en: None }
    }

    /// The text in a language; Chinese where there is no English.
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.zh,
        }
    }
}
