//! Reading values out of a TOML table whose shape was checked: what is of the wrong kind is passed over
//! here, since the shape check has named it.

use toml::de::{DeTable, DeValue};

use crate::engine::calendar::Day;
use crate::engine::money::{Fen, Ratio};
use crate::engine::scheme::model::{Place, Text, Window};
use crate::engine::scheme::source::Spanned;

/// A table with the place where it stands.
#[derive(Clone)]
pub struct Tab<'a, 't> {
    map: &'a DeTable<'t>,
    /// Where the table stands.
    pub place: Place,
}

impl<'a, 't> Tab<'a, 't> {
    /// A table at its place.
    pub fn new(map: &'a DeTable<'t>, place: Place) -> Self {
        Self { map, place }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Spanned<'a, 't>> {
        self.map.get(key)
    }

    /// Is the key there?
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Where the value of a key stands; the table's place without it.
    pub fn place_of(&self, key: &str) -> Place {
        self.get(key).map_or_else(|| self.place.clone(), toml::Spanned::span)
    }

    /// Keys and values in the order of the file.
    pub fn in_file_order(&self) -> Vec<(&'a str, Place, Spanned<'a, 't>)> {
        let mut all: Vec<_> = self.map.iter().map(|(k, v)| (k.get_ref().as_ref(), k.span(), v)).collect();
        all.sort_by_key(|(_, place, _)| place.start);
        all
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<String> {
        as_text(self.get(key)?).map(Into::into)
    }

    /// A text that must be there; empty where it is not, which the shape check has named.
    pub fn word(&self, key: &str) -> String {
        self.text(key).unwrap_or_default()
    }

    /// A label that must be there; empty where it is not, which the shape check has named.
    pub fn name(&self, key: &str) -> Text {
        self.label(key).unwrap_or_default()
    }

    /// A label with its English.
    pub fn label(&self, key: &str) -> Option<Text> {
        Some(Text { zh: self.text(key)?, en: self.text(&format!("{key}_en")) })
    }

    /// A date.
    pub fn day(&self, key: &str) -> Option<Day> {
        as_day(self.get(key)?)
    }

    /// Yuan.
    pub fn yuan(&self, key: &str) -> Option<Fen> {
        as_yuan(self.get(key)?)
    }

    /// A ratio.
    pub fn ratio(&self, key: &str) -> Option<Ratio> {
        as_ratio(self.get(key)?)
    }

    /// A whole number that fits.
    pub fn whole<T: TryFrom<u32>>(&self, key: &str) -> Option<T> {
        match self.get(key)?.get_ref() {
            DeValue::Integer(n) => T::try_from(n.as_str().parse().ok()?).ok(),
            _ => None,
        }
    }

    /// A flag; `false` without it.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.get(key).map(toml::Spanned::get_ref), Some(DeValue::Boolean(true)))
    }

    /// A window.
    pub fn window(&self, key: &str) -> Option<Window> {
        Window::parse(&self.text(key)?)
    }

    /// A list of texts; empty without it.
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.items(key).into_iter().filter_map(as_text).map(Into::into).collect()
    }

    /// The items of a list; empty without it.
    pub fn items(&self, key: &str) -> Vec<Spanned<'a, 't>> {
        match self.get(key).map(toml::Spanned::get_ref) {
            Some(DeValue::Array(items)) => items.iter().collect(),
            _ => vec![],
        }
    }

    /// A table within.
    pub fn table(&self, key: &str) -> Option<Tab<'a, 't>> {
        as_table(self.get(key)?)
    }

    /// The tables of a list of tables; empty without it.
    pub fn tables(&self, key: &str) -> Vec<Tab<'a, 't>> {
        self.items(key).into_iter().filter_map(as_table).collect()
    }
}

/// The text of a value.
pub fn as_text<'a>(value: Spanned<'a, '_>) -> Option<&'a str> {
    value.get_ref().as_str()
}

/// The table of a value.
pub fn as_table<'a, 't>(value: Spanned<'a, 't>) -> Option<Tab<'a, 't>> {
    match value.get_ref() {
        DeValue::Table(map) => Some(Tab::new(map, value.span())),
        _ => None,
    }
}

/// The date of a value.
pub fn as_day(value: Spanned<'_, '_>) -> Option<Day> {
    let DeValue::Datetime(d) = value.get_ref() else { return None };
    let d = d.date?;
    Day::new(i16::try_from(d.year).ok()?, i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?).ok()
}

/// The amount of a value.
pub fn as_yuan(value: Spanned<'_, '_>) -> Option<Fen> {
    let text = match value.get_ref() {
        DeValue::Integer(n) => n.as_str(),
        DeValue::Float(n) => n.as_str(),
        _ => return None,
    };
    Fen::parse(text).ok().filter(|amount| *amount >= Fen::ZERO)
}

/// The ratio of a value; a whole number is a multiple.
pub fn as_ratio(value: Spanned<'_, '_>) -> Option<Ratio> {
    match value.get_ref() {
        DeValue::String(text) => Ratio::parse(text).ok(),
        DeValue::Integer(n) => Ratio::parse(n.as_str()).ok(),
        _ => None,
    }
}
