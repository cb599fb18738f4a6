//! What each column of a file is about: found once from the header.

use super::columns::{Field, field};
use super::scheme::Scheme;
use crate::engine::claim::Component;
use crate::engine::claim::words::{ExpenseClass, Word};
use crate::engine::scheme::model::DeclaredFact;

/// What a column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target<'e> {
    /// One of the fixed fields.
    Field(Field),
    /// A figure of the settlement.
    Amount(Component),
    /// A class of expense.
    Expense(ExpenseClass),
    /// What another scheme paid, by its id.
    Layer(String),
    /// A fact that schemes declare: one declaration an edition.
    Fact(Vec<&'e DeclaredFact>),
    /// Nobody's: a case file's own column.
    Elsewhere,
    /// Not known.
    Unknown,
}

/// A column of the file.
#[derive(Clone, Debug)]
pub(super) struct Column<'e> {
    /// Its name as the file writes it.
    pub name: String,
    /// What it says.
    pub target: Target<'e>,
    /// An earlier column that says the same.
    pub same_as: Option<usize>,
}

/// The columns of a header; those named in `elsewhere` belong to somebody else.
pub(super) fn columns<'e>(header: &[String], scheme: &Scheme<'e>, elsewhere: &[&str]) -> Vec<Column<'e>> {
    let mut columns: Vec<Column<'e>> = Vec::with_capacity(header.len());
    for name in header {
        let target = if elsewhere.contains(&name.to_ascii_lowercase().as_str()) {
            Target::Elsewhere
        } else {
            target(name, scheme)
        };
        let same_as = columns.iter().position(|column| column.target == target && target.is_read());
        columns.push(Column { name: name.clone(), target, same_as });
    }
    columns
}

impl Target<'_> {
    /// Is anything taken from its cells?
    pub fn is_read(&self) -> bool {
        !matches!(self, Self::Elsewhere | Self::Unknown | Self::Field(Field::Ignored))
    }
}

fn target<'e>(name: &str, scheme: &Scheme<'e>) -> Target<'e> {
    let name = without_unit(name);
    // Our words join their parts with `_` as columns and with `-` as words of a scheme.
    let word = name.replace('-', "_");
    let fixed = || field(&word).map(Target::Field);
    let amount = || Component::from_column(&word).map(Target::Amount);
    let facts = || {
        let facts = scheme.facts(name);
        (!facts.is_empty()).then_some(Target::Fact(facts))
    };
    fixed().or_else(amount).or_else(|| prefixed(name)).or_else(facts).unwrap_or(Target::Unknown)
}

/// `expense.drugs`, 药品费, `layer.cn/guizhou/sinan`.
fn prefixed<'e>(name: &str) -> Option<Target<'e>> {
    if let Some(id) = name.strip_prefix("layer.") {
        return Some(Target::Layer(id.trim().to_owned()));
    }
    let class = match name.strip_prefix("expense.") {
        Some(word) => ExpenseClass::from_word(word.trim()),
        None => ExpenseClass::ALL.iter().find(|(.., zh)| *zh == name).map(|(_, class, _)| *class),
    };
    class.map(Target::Expense)
}

/// The name before 元 in brackets, as many headers of amounts have it.
fn without_unit(name: &str) -> &str {
    let units = ["（元）", "(元)", "（天）", "(天)"];
    units.iter().find_map(|unit| name.strip_suffix(unit)).unwrap_or(name).trim()
}

#[cfg(test)]
mod tests {
    use super::super::columns::Field;
    use super::super::scheme::Scheme;
    use super::{Target as T, columns};
    use crate::engine::claim::Component;
    use crate::engine::claim::words::{DateKind, ExpenseClass};

    #[test]
    fn each_column_is_recognised() {
        let table = [
            ("MEDFEE_SUMAMT", T::Amount(Component::Total)),
            ("自付（元）", T::Amount(Component::SelfPay)),
            ("discharge-date", T::Field(Field::Date(DateKind::Discharge))),
            ("BRDY", T::Field(Field::Birth)),
            ("expense.drugs", T::Expense(ExpenseClass::Drugs)),
            ("挂号费", T::Expense(ExpenseClass::Registration)),
            ("treatment", T::Unknown),
            ("layer.cn/guizhou/sinan", T::Layer("cn/guizhou/sinan".into())),
            ("姓名", T::Field(Field::Ignored)),
            ("Case", T::Elsewhere),
            ("心情", T::Unknown),
        ];
        let header: Vec<String> = table.iter().map(|(name, _)| (*name).to_owned()).collect();
        for (column, (name, target)) in columns(&header, &Scheme::new(&[]), &["case"]).iter().zip(&table) {
            assert_eq!(&column.target, target, "{name}");
        }
    }

    #[test]
    fn a_column_that_says_the_same_as_another_knows_it() {
        let header = ["姓名", "psn_name", "total", "医疗费总额"].map(str::to_owned);
        let same: Vec<_> =
            columns(&header, &Scheme::new(&[]), &[]).iter().map(|column| column.same_as).collect();
        assert_eq!(same, [None, None, None, Some(2)]);
    }
}
