//! A sentence in Chinese and English: neither can be left out.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::Lang;

/// A sentence in both languages. It can only be made of a pair, so that no message lacks a translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    zh: String,
    en: String,
}

impl Said {
    /// The sentence in Chinese and in English.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The sentence in a language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// Both, each changed in its own way.
    #[must_use]
    pub fn map(self, zh: impl Fn(String) -> String, en: impl Fn(String) -> String) -> Self {
        Self { zh: zh(self.zh), en: en(self.en) }
    }
}

impl<Z: Into<String>, E: Into<String>> From<(Z, E)> for Said {
    fn from((zh, en): (Z, E)) -> Self {
        Self::new(zh, en)
    }
}

/// For logs and tests: in English.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Words in a row, as each language separates them.
pub fn listed<W: AsRef<str>>(words: &[W]) -> Said {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    Said::new(words.join("、"), words.join(", "))
}
