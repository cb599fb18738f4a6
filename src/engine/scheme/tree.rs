//! A scheme file as a tree of named values, each with its place: `benefit.inpatient.banded.bands[1].pay`.

use toml::de::{DeTable, DeValue};

use super::model::Place;
use super::source::{self, Spanned};

/// A value and where it stands. A table that is written with a header stands at its header.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Item {
    pub node: Node,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub(in crate::engine) enum Node {
    /// A text in quotes.
    Text(String),
    /// A number, a flag or a date, as written.
    Bare(String),
    List(Vec<Item>),
    /// Keys with their values, in file order.
    Table(Vec<(String, Item)>),
}

/// A path that leads nowhere: how far it goes, and what can follow there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Missing {
    pub deepest: String,
    pub there: Vec<String>,
}

/// The tree of a text; what cannot be read is not in it.
pub(in crate::engine) fn tree(text: &str) -> Item {
    tree_of(&source::table(text), text)
}

/// The tree of the table of a text.
pub(in crate::engine) fn tree_of(map: &DeTable<'_>, text: &str) -> Item {
    Item { node: table(map), place: 0..text.lines().next().map_or(0, str::len) }
}

fn table(map: &DeTable<'_>) -> Node {
    let mut fields: Vec<_> =
        map.iter().map(|(k, v)| (k.span().start, k.get_ref().to_string(), item(v))).collect();
    fields.sort_by_key(|(start, ..)| *start);
    Node::Table(fields.into_iter().map(|(_, key, item)| (key, item)).collect())
}

fn item(value: Spanned<'_, '_>) -> Item {
    let node = match value.get_ref() {
        DeValue::String(text) => Node::Text(text.to_string()),
        DeValue::Integer(n) => Node::Bare(n.as_str().to_owned()),
        DeValue::Float(n) => Node::Bare(n.as_str().to_owned()),
        DeValue::Boolean(flag) => Node::Bare(flag.to_string()),
        DeValue::Datetime(date) => Node::Bare(date.to_string()),
        DeValue::Array(items) => Node::List(items.iter().map(item).collect()),
        DeValue::Table(map) => table(map),
    };
    Item { node, place: value.span() }
}

impl Item {
    /// The value of a key of a table.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.fields().iter().find(|(k, _)| k == key).map(|(_, item)| item)
    }

    /// Keys and values of a table; none of anything else.
    pub fn fields(&self) -> &[(String, Self)] {
        if let Node::Table(fields) = &self.node { fields } else { &[] }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        if let Node::List(items) = &self.node { items } else { &[] }
    }

    /// The items of a list under a key.
    pub fn list(&self, key: &str) -> &[Self] {
        self.get(key).map_or(&[], Self::items)
    }

    /// The text in quotes.
    pub fn text(&self) -> Option<&str> {
        if let Node::Text(text) = &self.node { Some(text) } else { None }
    }

    /// What names a table among its like: its id; a payer's share its payer, an enrolment its plan.
    pub fn name(&self) -> Option<&str> {
        ["id", "payer", "plan"].into_iter().find_map(|key| self.get(key)?.text())
    }

    /// Every value that a path of keys leads to, through all items of lists: `benefit.line.clause`.
    pub fn every(&self, keys: &str) -> Vec<&Self> {
        match (&self.node, keys.split_once('.').unwrap_or((keys, ""))) {
            (Node::List(items), _) => items.iter().flat_map(|item| item.every(keys)).collect(),
            (_, ("", _)) => vec![self],
            (_, (key, rest)) => self.get(key).map_or_else(Vec::new, |item| item.every(rest)),
        }
    }

    /// Every single value under a key, wherever the key stands.
    pub fn anywhere(&self, key: &str) -> Vec<&Self> {
        let own = self.get(key).into_iter().flat_map(|item| {
            if item.items().is_empty() { vec![item] } else { item.items().iter().collect() }
        });
        let below = self.fields().iter().map(|(_, item)| item).chain(self.items());
        own.chain(below.flat_map(|item| item.anywhere(key))).collect()
    }

    /// The table that stands at a place.
    pub fn table_at(&self, place: &Place) -> Option<&Self> {
        match &self.node {
            Node::Table(_) if self.place == *place => Some(self),
            Node::Table(fields) => fields.iter().find_map(|(_, item)| item.table_at(place)),
            Node::List(items) => items.iter().find_map(|item| item.table_at(place)),
            _ => None,
        }
    }

    /// Where the value of a key stands in the table at a place; that place itself without the key.
    pub fn place_of(&self, table: &Place, key: &str) -> Place {
        let value = self.table_at(table).and_then(|t| t.get(key));
        value.map_or_else(|| table.clone(), |item| item.place.clone())
    }

    /// From the first to the last byte of it and of all that it holds.
    pub fn reach(&self) -> Place {
        let within = self.fields().iter().map(|(_, item)| item).chain(self.items());
        within.map(Self::reach).fold(self.place.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end))
    }

    /// The value that a path leads to.
    pub fn resolve(&self, path: &str) -> Result<&Self, Missing> {
        let (mut here, mut rest) = (self, path);
        while !rest.is_empty() {
            let Some((item, after)) = here.step(rest) else {
                let deepest = path[..path.len() - rest.len()].to_owned();
                return Err(Missing { deepest, there: here.names() });
            };
            (here, rest) = (item, after);
        }
        Ok(here)
    }

    /// One step along a path: the item, and what is left of the path.
    fn step<'p>(&self, path: &'p str) -> Option<(&Self, &'p str)> {
        if let Some((index, after)) = path.strip_prefix('[').and_then(|p| p.split_once(']')) {
            return Some((self.items().get(index.trim().parse::<usize>().ok()?)?, after));
        }
        let path = path.strip_prefix('.').unwrap_or(path);
        let ends = |after: &str| after.is_empty() || after.starts_with(['.', '[']);
        let fits = |(name, item)| Some((item, path.strip_prefix(name).filter(|after| ends(after))?));
        self.children().into_iter().filter_map(fits).min_by_key(|(_, after)| after.len())
    }

    /// What a name can lead to: fields; items of a list that have names; the lines of a benefit.
    fn children(&self) -> Vec<(&str, &Self)> {
        let fields = self.fields().iter().map(|(key, item)| (key.as_str(), item));
        let items =
            self.items().iter().chain(self.list("line")).filter_map(|item| Some((item.name()?, item)));
        fields.chain(items).collect()
    }

    fn names(&self) -> Vec<String> {
        let names: Vec<String> = self.children().into_iter().map(|(name, _)| name.to_owned()).collect();
        match (names.is_empty(), self.items().len()) {
            (false, _) => names,
            (true, length) => (0..length).map(|i| format!("[{i}]")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
money = { round = { to = 0.01 } }
[[clause]]
id = "4.1"
text = "甲"
[[benefit]]
id = "stay"
[[benefit.line]]
id = "banded"
bands = [{ over = 0, pay = "50%" }, { over = 9, pay = "60%" }]
"#;

    #[test]
    fn paths_lead_to_the_text_of_a_value() {
        let tree = tree(TEXT);
        for (path, found) in [
            ("money.round.to", "0.01"),
            ("clause.4.1.text", "\"甲\""),
            ("benefit.stay.banded.bands[1].pay", "\"60%\""),
            ("benefit.stay.line.banded.id", "\"banded\""),
            ("benefit[0].banded.bands[0]", "{ over = 0, pay = \"50%\" }"),
        ] {
            let item = tree.resolve(path).unwrap();
            assert_eq!(&TEXT[item.place.clone()], found, "{path}");
        }
    }

    #[test]
    fn a_wrong_path_says_how_far_it_goes() {
        for (path, deepest, there) in [
            ("benefit.sty", "benefit", "stay"),
            ("money.round.mode", "money.round", "to"),
            ("benefit.stay.banded.bands[2]", "benefit.stay.banded.bands", "[1]"),
            ("", "", ""),
            ("x", "", "money"),
        ] {
            let found = tree(TEXT).resolve(path).map(|_| ());
            match found {
                Ok(()) => assert_eq!(path, ""),
                Err(missing) => {
                    assert_eq!(missing.deepest, deepest);
                    assert!(missing.there.iter().any(|t| t == there), "{missing:?}");
                }
            }
        }
    }
}
