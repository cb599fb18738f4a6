//! Figures of the claim: components of the settlement, classes of expense, amount facts.

use super::known::{Domain, Known};
use super::table::{Tab, as_text};
use crate::engine::claim::component::{COMPONENTS, Component};
use crate::engine::claim::words::{ExpenseClass, Word};
use crate::engine::scheme::model::{Key, MeasureOf};
use crate::engine::scheme::problem::Problems;

/// Reads a list of figures; none when one of them is unknown.
pub fn measures(
    t: &Tab<'_, '_>,
    key: &str,
    known: &Known,
    problems: &mut Problems,
) -> Option<Vec<MeasureOf>> {
    let items = t.items(key);
    let mut found = Vec::new();
    for item in &items {
        let word = as_text(item).unwrap_or("");
        match measure(word, known) {
            Some(measure) if !found.contains(&measure) => found.push(measure),
            Some(_) => {
                problems.error(&item.span(), format!("`{word}` is added twice"), "name each figure once");
            }
            None => {
                let words: Vec<&str> = COMPONENTS.iter().map(|n| n.word).collect();
                let hint =
                    format!("the figures are: {}, expense.<class>, or an amount fact", words.join(", "));
                problems.error(&item.span(), format!("`{word}` is no figure of a claim"), hint);
            }
        }
    }
    (!found.is_empty() && found.len() == items.len()).then_some(found)
}

fn measure(word: &str, known: &Known) -> Option<MeasureOf> {
    if let Some(class) = word.strip_prefix("expense.") {
        return ExpenseClass::from_word(class).map(MeasureOf::Expense);
    }
    if let Some(component) = Component::from_word(word) {
        return Some(MeasureOf::Component(component));
    }
    let fact = known.key(word).filter(|k| matches!(k, Key::Fact(_)) && known.domain(k) == Domain::Amounts)?;
    Some(MeasureOf::Fact(fact.word()))
}
