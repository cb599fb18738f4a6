//! Values that may depend on keys: plain, or rows with condition keys beside `is`.

use toml::de::DeValue;

use super::condition::conditions;
use super::known::Known;
use super::table::{Tab, as_table};
use crate::engine::scheme::model::{Keyed, Row, When};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::source::Spanned;

/// Reads a value or a table of rows `{ key = …, is = value }`.
pub fn keyed<T>(
    value: Spanned<'_, '_>,
    known: &Known,
    problems: &mut Problems,
    read: impl Fn(Spanned<'_, '_>) -> Option<T>,
) -> Option<Keyed<T>> {
    let DeValue::Array(items) = value.get_ref() else {
        return Some(Keyed::plain(read(value)?, value.span()));
    };
    let rows = items.iter().filter_map(as_table).filter_map(|row| {
        let when = conditions(&row, &["is"], known, problems);
        Some(Row { when, value: read(row.get("is")?)?, place: row.place })
    });
    let rows: Vec<Row<T>> = rows.collect();
    (!rows.is_empty()).then(|| Keyed { rows, place: value.span() })
}

/// Reads a list of rows and groups those with the same keys, in file order: bands, shares of pools.
pub fn grouped<T>(
    rows: &[Tab<'_, '_>],
    own: &[&str],
    known: &Known,
    problems: &mut Problems,
    mut read: impl FnMut(&Tab<'_, '_>, &mut Problems) -> Option<T>,
) -> Option<Keyed<Vec<T>>> {
    let place = rows.first()?.place.start..rows.last()?.place.end;
    let mut groups: Vec<Row<Vec<T>>> = Vec::new();
    for row in rows {
        let when = conditions(row, own, known, problems);
        let Some(value) = read(row, problems) else { continue };
        match groups.iter_mut().find(|g| same(&g.when, &when)) {
            Some(group) => group.value.push(value),
            None => groups.push(Row { when, value: vec![value], place: row.place.clone() }),
        }
    }
    (!groups.is_empty()).then_some(Keyed { rows: groups, place })
}

fn same(a: &When, b: &When) -> bool {
    a.tests == b.tests
}
