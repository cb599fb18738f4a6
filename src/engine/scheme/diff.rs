//! What differs in meaning between two editions: values by path, whatever their order, comments or titles.

use std::fmt;

use super::model::Lang;
use super::tree::{Item, Node, tree};
use crate::engine::money::Ratio;

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path: `benefit.inpatient.banded.bands[1].pay`.
    pub path: String,
    /// The nearest clause that is cited around it; of a clause, its own id.
    pub clause: Option<String>,
    /// What the old text says; none where it says nothing.
    pub old: Option<String>,
    /// What the new text says; none where it says nothing.
    pub new: Option<String>,
}

/// Keys that mean nothing for a decision or that every new edition changes, by the path they stand at.
const PASSED_OVER: [&str; 7] =
    ["format", "id", "source", "replaces", "changed_clauses", "in_force.from", "in_force.to"];
/// Keys that mean nothing for a decision wherever they stand.
const NAMES: [&str; 6] = ["title", "title_en", "label", "label_en", "text_en", "reading_en"];
/// Lists whose order means something.
const ORDERED: [&str; 4] = ["difference", "in_proportion", "covers", "window"];

/// The differences in meaning from an old text to a new one, in the order of the new one, then what is gone.
pub fn diff(old_text: &str, new_text: &str) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&At::default(), &tree(old_text), &tree(new_text), &mut found);
    found
}

impl Difference {
    /// `benefit.inpatient.banded.bands[1].pay: 50% → 55% (clause 2)`.
    pub fn say(&self, lang: Lang) -> String {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| lang.pick("无", "nothing").into());
        let clause = self.clause.as_ref();
        let clause = clause.map(|id| lang.pick(format!(" (第{id}条)"), format!(" (clause {id})")));
        format!("{}: {} → {}{}", self.path, side(&self.old), side(&self.new), clause.unwrap_or_default())
    }
}

impl fmt::Display for Difference {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

/// Where a comparison has come to.
#[derive(Clone, Default)]
struct At {
    path: String,
    key: String,
    clause: Option<String>,
}

impl At {
    fn key(&self, key: &str) -> Self {
        let path = match (self.path.is_empty(), self.in_benefit() && key == "line") {
            (true, _) => key.into(),
            (_, true) => self.path.clone(),
            (..) => format!("{}.{key}", self.path),
        };
        Self { path, key: key.into(), clause: self.clause.clone() }
    }

    fn item(&self, segment: &str) -> Self {
        Self { path: format!("{}{segment}", self.path), key: self.key.clone(), clause: self.clause.clone() }
    }

    fn in_benefit(&self) -> bool {
        self.path.starts_with("benefit.")
    }

    /// Going into a table, the clause that it cites is the nearest one.
    fn into(&self, table: &Item) -> Self {
        let cites = if self.key == "clause" { "id" } else { "clause" };
        let clause = table.get(cites).and_then(Item::text).map(Into::into);
        Self { clause: clause.or_else(|| self.clause.clone()), ..self.clone() }
    }

    fn is_passed_over(&self) -> bool {
        NAMES.contains(&self.key.as_str()) || PASSED_OVER.contains(&self.path.as_str())
    }
}

fn compare(at: &At, old: &Item, new: &Item, found: &mut Vec<Difference>) {
    match (&old.node, &new.node) {
        (Node::Table(_), Node::Table(_)) => tables(&at.into(new), old, new, found),
        (Node::List(a), Node::List(b)) if has_tables(a) || has_tables(b) => lists(at, old, new, found),
        _ => {
            let (a, b) = (shown(old, &at.key), shown(new, &at.key));
            if a != b && !same_ratio(&a, &b) {
                found.push(Difference {
                    path: at.path.clone(),
                    clause: at.clone().clause,
                    old: Some(a),
                    new: Some(b),
                });
            }
        }
    }
}

fn tables(at: &At, old: &Item, new: &Item, found: &mut Vec<Difference>) {
    for (key, item) in new.fields() {
        either(&at.key(key), old.get(key), Some(item), found);
    }
    for (key, item) in old.fields().iter().filter(|(key, _)| new.get(key).is_none()) {
        either(&at.key(key), Some(item), None, found);
    }
}

fn lists(at: &At, old: &Item, new: &Item, found: &mut Vec<Difference>) {
    let (old, new) = (segments(old), segments(new));
    let of =
        |side: &[(String, Item)], name: &str| side.iter().find(|(n, _)| n == name).map(|(_, i)| i.clone());
    for (name, item) in &new {
        either(&at.item(name), of(&old, name).as_ref(), Some(item), found);
    }
    for (name, item) in old.iter().filter(|(name, _)| of(&new, name).is_none()) {
        either(&at.item(name), Some(item), None, found);
    }
}

fn either(at: &At, old: Option<&Item>, new: Option<&Item>, found: &mut Vec<Difference>) {
    if at.is_passed_over() {
        return;
    }
    let none = Item { node: Node::List(vec![]), place: 0..0 };
    match (old, new) {
        (Some(old), Some(new)) => return compare(at, old, new, found),
        (Some(old), None) if has_tables(old.items()) => return lists(at, old, &none, found),
        (None, Some(new)) if has_tables(new.items()) => return lists(at, &none, new, found),
        _ => {}
    }
    let whole = |side: Option<&Item>| side.map(|item| shown(item, &at.key));
    let clause = old.or(new).and_then(|item| at.into(item).clause);
    found.push(Difference { path: at.path.clone(), clause, old: whole(old), new: whole(new) });
}

/// The items of a list with what names them: `.inpatient`, or `[2]`.
fn segments(list: &Item) -> Vec<(String, Item)> {
    let name = |(at, item): (usize, &Item)| item.name().map_or(format!("[{at}]"), |name| format!(".{name}"));
    list.items().iter().enumerate().map(|(at, item)| (name((at, item)), item.clone())).collect()
}

fn has_tables(items: &[Item]) -> bool {
    items.iter().any(|item| matches!(item.node, Node::Table(_)))
}

/// A value in one form, however it is written: `5000.00` is `5000`, `["a"]` is `a`.
fn shown(item: &Item, key: &str) -> String {
    match &item.node {
        Node::Text(text) => text.trim().into(),
        Node::Bare(text) => plain_number(text),
        Node::List(items) => {
            let mut all: Vec<String> = items.iter().map(|i| shown(i, key)).collect();
            if !ORDERED.contains(&key) && !has_tables(items) {
                all.sort();
            }
            all.join(", ")
        }
        Node::Table(fields) => {
            let field = |(key, item): &(String, Item)| match shown(item, key) {
                long if item.items().len() > 1 => format!("{key} = [{long}]"),
                short => format!("{key} = {short}"),
            };
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

fn plain_number(text: &str) -> String {
    let is_decimal = text.contains('.') && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_decimal { text.trim_end_matches('0').trim_end_matches('.').into() } else { text.into() }
}

fn same_ratio(a: &str, b: &str) -> bool {
    let ratio = |text: &str| Ratio::parse(text).ok().filter(|_| text.contains(['%', '/']));
    ratio(a).is_some() && ratio(a) == ratio(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINAN: &str = include_str!("check/good.toml");

    #[test]
    fn what_means_the_same_is_no_difference() {
        for (old, new) in [
            ("total    = 260", "total = 260.00 # 元"),
            ("setting = \"inpatient\"", "setting = [\"inpatient\"]"),
            ("pay = \"50%\"", "pay = \"1/2\""),
            ("label    = \"年度封顶\"", "label = \"封顶\""),
            ("title    = \"思南县职工医疗互助\"", "title = \"职工医疗互助\""),
            ("in_force = { from = 2016-01-01,", "in_force = { from = 2017-01-01,"),
            ("by_employer = true", "by_employer = true\n"),
        ] {
            assert!(SINAN.contains(old), "{old}");
            assert_eq!(diff(SINAN, &SINAN.replace(old, new)), [], "{new}");
        }
    }

    #[test]
    fn a_difference_has_its_path_and_clause() {
        for (old, new, shown) in [
            ("pay = \"50%\"", "pay = \"55%\"", "benefit.inpatient.banded.bands[1].pay: 50% → 55% (clause 2)"),
            ("limit    = 100000", "limit = 50000", "benefit.inpatient.paid.limit: 100000 → 50000 (clause 3)"),
            (
                "amount = 60 }",
                "amount = 70 }",
                "contribution.yearly.from.county-union.amount: 60 → 70 (clause 1)",
            ),
            (
                "最高不超过100000元",
                "最高5万元",
                "clause.3.text: 每人每年度补助最高不超过100000元。 → 每人每年度补助最高5万元。 (clause 3)",
            ),
            ("mode = \"half-up\"", "mode = \"down\"", "money.round.mode: half-up → down"),
            ("pays   = \"fund\"\n", "", ""),
            ("by_employer = true", "", "enrolment[0].by_employer: true → nothing (clause 1)"),
            (
                "[[pool]]",
                "[[category]]\nid = \"poor\"\nclause = \"9\"\n[[pool]]",
                "category.poor: nothing → { id = poor, clause = 9 } (clause 9)",
            ),
        ] {
            let found: Vec<String> =
                diff(SINAN, &SINAN.replace(old, new)).iter().map(ToString::to_string).collect();
            assert_eq!(found.join("; "), shown);
        }
    }

    #[test]
    fn the_order_of_parts_does_not_matter() {
        let (head, rest) = SINAN.split_once("[[payer]]").unwrap();
        let (payers, tail) = rest.split_once("[[pool]]").unwrap();
        let moved = format!("{head}[[pool]]{tail}\n[[payer]]{payers}");
        assert_eq!(diff(SINAN, &moved), []);
    }
}
