//! The tables as the migrations make them: what a backup carries, in an order in which it can be put back.

use std::sync::LazyLock;

use serde_json::Value;

use super::bulk::{Column, Given};
use super::migrate::texts;

/// A table, and the statements that take all of it out and put rows in.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: Vec<(&'static str, Column)>,
    /// What a row of an earlier version, which lacks a column, has there; none: it cannot do without.
    pub(super) lacking: Vec<Option<Value>>,
    pub(super) select: String,
    pub(super) insert: String,
}

/// All tables, each after those that it refers to: a migration can refer only to what is there.
pub(super) static TABLES: LazyLock<Vec<Table>> =
    LazyLock::new(|| texts().flat_map(|text| text.split("create table ").skip(1)).map(Table::read).collect());

/// The statements that fill a table with what follows from others, and the table of each.
pub(super) fn fills() -> impl Iterator<Item = (&'static str, &'static str)> {
    let begin = |text: &'static str| text.match_indices("\ninsert into ").map(move |(at, _)| &text[at + 1..]);
    texts().flat_map(begin).filter_map(|rest| {
        let statement = rest.split_once(';').map_or(rest, |(statement, _)| statement);
        Some((statement.split(' ').nth(2)?, statement))
    })
}

impl Table {
    /// Of the text after `create table`. Each column has a line of its own, indented once.
    fn read(text: &'static str) -> Self {
        let (name, rest) = text.split_once('(').unwrap_or((text, ""));
        let body = rest.split_once("\n);").map_or(rest, |(body, _)| body);
        let (name, key) = (name.trim(), key(body));
        let lines = || body.lines().filter_map(indented).chain(added(name));
        let columns: Vec<_> = lines().filter_map(column).collect();
        let lacking = lines().filter(|line| column(line).is_some()).map(lacking).collect();
        let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        // The tree refers to itself: who is above stands on a shorter path.
        let key = if name == "organisation" { "path" } else { key };
        let select = format!("select {names} from {name} order by {key}");
        let insert = format!("insert into {name} ({names}) select {names} from given");
        Self { name, columns, lacking, select, insert }
    }

    /// The table of a name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Its rows as they are given to [`Self::insert`].
    pub(super) fn given(&'static self) -> Given {
        Given { name: "given", columns: &self.columns }
    }
}

/// A line of a table, which is indented once.
fn indented(line: &'static str) -> Option<&'static str> {
    line.strip_prefix("    ").filter(|line| !line.starts_with(' '))
}

/// The columns that later migrations add to a table.
fn added(table: &str) -> impl Iterator<Item = &'static str> {
    let begin = format!("alter table {table} add column ");
    texts().flat_map(str::lines).filter_map(move |line| line.strip_prefix(&begin)?.strip_suffix(';'))
}

fn column(line: &'static str) -> Option<(&'static str, Column)> {
    let (name, rest) = line.split_once(' ')?;
    match rest.split_whitespace().next()?.trim_end_matches(',') {
        "text" => Some((name, Column::Text)),
        "bigint" => Some((name, Column::Number)),
        _ => None,
    }
}

/// What stands in a column that nothing was put into: its default, or nothing where it may be empty.
fn lacking(line: &str) -> Option<Value> {
    let Some((_, default)) = line.split_once(" default ") else {
        let is_needed = line.contains(" not null") || line.contains(" primary key");
        return (!is_needed).then_some(Value::Null);
    };
    let word = default.split([' ', ',']).next()?;
    match word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')) {
        Some(text) => Some(text.into()),
        None => word.parse::<i64>().ok().map(Value::from),
    }
}

/// The columns of the primary key.
fn key(body: &'static str) -> &'static str {
    let before =
        |line: &'static str| line.split_once(" text not null primary key").map(|(name, _)| name.trim());
    let of_many = body.split_once("primary key (").and_then(|(_, rest)| rest.split_once(')'));
    of_many.map(|(key, _)| key).or_else(|| body.lines().find_map(before)).unwrap_or("1")
}

#[cfg(test)]
mod tests {
    use super::{Column, TABLES, Table};

    #[test]
    fn tables_are_read_as_they_are_made() {
        let organisation = Table::named("organisation").unwrap();
        assert_eq!(
            organisation.select,
            "select id, parent_id, kind, name, path, book_id, version from organisation order by path"
        );
        let decision = Table::named("decision").unwrap();
        assert_eq!(decision.columns.len(), 13);
        assert_eq!(decision.columns[5], ("paid_fen", Column::Number));
        assert!(decision.select.ends_with("order by book_id, claim_id, number"), "{}", decision.select);
        assert!(Table::named("book").unwrap().select.ends_with("order by id"));
        assert!(TABLES.iter().all(|table| !table.select.ends_with("order by 1")));
    }

    #[test]
    fn what_a_row_without_a_column_has_there_is_known() {
        let lacking = |table: &str, column: &str| {
            let table = Table::named(table).unwrap();
            let at = table.columns.iter().position(|(name, _)| *name == column).unwrap();
            table.lacking[at].clone()
        };
        assert_eq!(lacking("claim", "holds"), Some(0.into()));
        assert_eq!(lacking("credential", "second_state"), Some("off".into()));
        assert_eq!(lacking("credential", "locked_until"), Some("".into()));
        assert_eq!(lacking("claim", "settlement_index"), Some(serde_json::Value::Null));
        assert_eq!((lacking("claim", "stage"), lacking("book", "id")), (None, None));
    }

    #[test]
    fn who_refers_stands_after() {
        let place = |name| TABLES.iter().position(|table| table.name == name).unwrap();
        assert!(place("organisation") < place("book") && place("staff") < place("scheme_edition"));
    }
}
