//! Figures of the claim: components of the settlement, classes of expense, amount facts.

use super::known::{Domain, Known};
use super::table::{Tab, as_text};
use crate::engine::claim::component::{COMPONENTS, Component};
use crate::engine::claim::words::{ExpenseClass, Word};
use crate::engine::scheme::model::{Key, MeasureOf};
use crate::engine::scheme::problem::{Problems, did_you_mean};
use crate::engine::scheme::said::Said;

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
                let message = (format!("费用项目“{word}”写了两次。"), format!("`{word}` is added twice"));
                problems.error(&item.span(), message, ("每个项目只写一次。", "name each figure once"));
            }
            None => {
                let message =
                    (format!("没有“{word}”这个费用项目。"), format!("`{word}` is no figure of a claim"));
                problems.error(&item.span(), message, instead(word));
            }
        }
    }
    (!found.is_empty() && found.len() == items.len()).then_some(found)
}

fn instead(word: &str) -> Said {
    let words = || COMPONENTS.iter().map(|named| named.word);
    did_you_mean(word, words()).unwrap_or_else(|| {
        let zh: Vec<String> =
            COMPONENTS.iter().map(|named| format!("{}（{}）", named.word, named.zh[0])).collect();
        let en: Vec<&str> = words().collect();
        Said::new(
            format!("可写：{}；费用分类写expense.类别；也可写本方案自定的金额类判断项。", zh.join("、")),
            format!("the figures are: {}, expense.<class>, or an amount fact", en.join(", ")),
        )
    })
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
