//! What a scheme declares, known before its rules are read: so that conditions can be checked.

use std::collections::BTreeMap;

use super::table::Tab;
use crate::engine::scheme::model::Key;

/// The words that a key may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Domain {
    /// These words, with what they are called.
    Words(Vec<(String, String)>),
    /// Whole numbers from this one on.
    Numbers(i32),
    /// Amounts cannot stand in a condition.
    Amounts,
}

/// The word of the disease key for diagnoses on none of the lists.
pub const NO_LIST: &str = "other";

/// The declared keys and words of a scheme.
#[derive(Clone, Debug, Default)]
pub struct Known {
    categories: Vec<(String, String)>,
    lists: Vec<(String, String)>,
    facts: BTreeMap<String, Domain>,
    counts: Vec<String>,
}

impl Known {
    /// Collects what a file declares.
    pub fn of(file: &Tab<'_, '_>) -> Self {
        let named = |key: &str| -> Vec<(String, String)> {
            file.tables(key)
                .iter()
                .filter_map(|t| Some((t.text("id")?, t.text("label").unwrap_or_default())))
                .collect()
        };
        let mut lists = named("list");
        lists.push((NO_LIST.into(), "其他病种".into()));
        let facts =
            file.tables("fact").iter().filter_map(|t| Some((t.text("id")?, fact_domain(t)?))).collect();
        let counts = named("count").into_iter().map(|(id, _)| id).collect();
        Self { categories: named("category"), lists, facts, counts }
    }

    /// The key of a word: a standard one, a fact or a counter.
    pub fn key(&self, word: &str) -> Option<Key> {
        Key::from_word(word)
            .or_else(|| self.facts.contains_key(word).then(|| Key::Fact(word.into())))
            .or_else(|| self.counts.iter().any(|c| c == word).then(|| Key::Count(word.into())))
    }

    /// Every word that can be a key, for a hint.
    pub fn key_words(&self) -> Vec<String> {
        let standard = Key::standard().iter().map(|(w, ..)| (*w).to_owned());
        standard.chain(self.facts.keys().cloned()).chain(self.counts.iter().cloned()).collect()
    }

    /// The values that a key may take.
    pub fn domain(&self, key: &Key) -> Domain {
        if let Some(words) = key.fixed_words() {
            return Domain::Words(words.into_iter().map(|(w, zh)| (w.into(), zh.into())).collect());
        }
        match key {
            Key::Category => Domain::Words(self.categories.clone()),
            Key::Disease => Domain::Words(self.lists.clone()),
            Key::Fact(id) => self.facts.get(id).cloned().unwrap_or(Domain::Numbers(0)),
            Key::AdmissionNumber | Key::DaysEnrolled | Key::ShareUnits | Key::EmployerSize => {
                Domain::Numbers(1)
            }
            _ => Domain::Numbers(0),
        }
    }
}

fn fact_domain(fact: &Tab<'_, '_>) -> Option<Domain> {
    Some(match fact.text("type")?.as_str() {
        "flag" => Domain::Words(vec![("yes".into(), "是".into()), ("no".into(), "否".into())]),
        "choice" => {
            let choice = |c: &Tab<'_, '_>| Some((c.text("id")?, c.text("label").unwrap_or_default()));
            Domain::Words(fact.tables("choices").iter().filter_map(choice).collect())
        }
        "number" => Domain::Numbers(0),
        _ => Domain::Amounts,
    })
}
