//! What the editions add to a file's columns: facts, categories and plans.

use super::values::{self, Wrong};
use crate::engine::claim::Declared;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{DeclaredFact, Edition, FactType, Text};

/// The editions that a file is read for; there may be none.
pub(super) struct Scheme<'e> {
    editions: Vec<&'e Edition>,
}

impl<'e> Scheme<'e> {
    pub fn new(editions: &[&'e Edition]) -> Self {
        Self { editions: editions.to_vec() }
    }

    /// The facts of that id or label.
    pub fn facts(&self, name: &str) -> Vec<&'e DeclaredFact> {
        let is = |fact: &&DeclaredFact| {
            let word = fact.id.replace('_', "-").eq_ignore_ascii_case(&name.replace('_', "-"));
            word || fact.label.zh == name || fact.label.en.as_deref() == Some(name)
        };
        self.editions.iter().flat_map(|edition| &edition.facts).filter(is).collect()
    }

    /// The category of an id or a label.
    pub fn category(&self, cell: &str) -> Result<String, Wrong> {
        let categories = self.editions.iter().flat_map(|edition| &edition.categories);
        one_of(cell, categories.map(|category| (category.id.as_str(), &category.label)))
    }

    /// The plans, by id or label, between spaces or semicolons.
    pub fn plans(&self, cell: &str) -> Result<Vec<String>, Wrong> {
        let plan = |cell| {
            let plans = self.editions.iter().flat_map(|edition| &edition.plans);
            one_of(cell, plans.map(|plan| (plan.id.as_str(), &plan.label)))
        };
        values::parts(cell).map(plan).collect()
    }
}

/// The value of a declared fact; where editions declare it differently, the first that takes the cell.
pub(super) fn declared(facts: &[&DeclaredFact], cell: &str) -> Result<(String, Declared), Wrong> {
    let mut first = None;
    for fact in facts {
        match value(&fact.is, cell) {
            Ok(value) => return Ok((fact.id.clone(), value)),
            Err(wrong) => first = first.or(Some(wrong)),
        }
    }
    Err(first.unwrap_or_else(|| Wrong::none_of(cell, &[])))
}

fn value(is: &FactType, cell: &str) -> Result<Declared, Wrong> {
    Ok(match is {
        FactType::Flag => {
            let word = if values::yes_or_no(cell)? { "yes" } else { "no" };
            Declared::Word(word.to_owned())
        }
        FactType::Choice(choices) => {
            let found = choices.iter().find(|c| {
                c.id.eq_ignore_ascii_case(cell)
                    || [Some(c.label.zh.as_str()), c.label.en.as_deref()].contains(&Some(cell))
            });
            let words = || choices.iter().map(|c| (c.id.as_str(), c.label.zh.as_str())).collect::<Vec<_>>();
            Declared::Word(found.ok_or_else(|| Wrong::none_of(cell, &words()))?.id.clone())
        }
        FactType::Number => Declared::Number(values::number(cell, 0..=i32::MAX)?),
        FactType::Amount => Declared::Amount(positive(cell)?),
    })
}

fn positive(cell: &str) -> Result<Fen, Wrong> {
    let amount = values::amount(cell)?;
    if amount < Fen::ZERO { Err(Wrong::negative(amount)) } else { Ok(amount) }
}

/// The id that a cell means by id or label; the cell itself where nothing is declared.
fn one_of<'a>(cell: &str, declared: impl Iterator<Item = (&'a str, &'a Text)>) -> Result<String, Wrong> {
    let declared: Vec<(&str, &Text)> = declared.collect();
    let is = |(id, label): &&(&str, &Text)| {
        id.eq_ignore_ascii_case(cell) || label.zh == cell || label.en.as_deref() == Some(cell)
    };
    match declared.iter().find(is) {
        Some((id, _)) => Ok((*id).to_owned()),
        None if declared.is_empty() => Ok(cell.to_owned()),
        None => {
            let words: Vec<_> = declared.iter().map(|(id, label)| (*id, label.zh.as_str())).collect();
            Err(Wrong::none_of(cell, &words))
        }
    }
}
