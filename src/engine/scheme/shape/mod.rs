//! The shape of a scheme file: one table of fields that the reader, the checker of unknown keys and the
//! JSON Schema share.

mod benefit;
mod check;
mod declared;
mod describe;
pub(in crate::engine) mod edition;
mod enrolment;
mod line;
mod schema;

pub use check::check;
pub use edition::edition;
pub use line::KINDS;
pub use schema::json_schema;
pub(in crate::engine) use schema::schema_of;

/// What a value must be.
#[derive(Clone, Debug)]
pub enum Is {
    /// Any text.
    Text,
    /// A lower-case id: letters, digits, hyphens.
    Id,
    /// One of these words.
    Word(Vec<&'static str>),
    /// A date, unquoted.
    Date,
    /// Yuan with at most two decimals.
    Yuan,
    /// A percentage or fraction in quotes.
    Ratio,
    /// A whole number, not negative.
    Whole,
    /// `true` or `false`.
    Flag,
    /// A window such as `member.year`.
    Window,
    /// A list of such values.
    List(Box<Is>),
    /// A table of conditions: key = word, list of words, number or range.
    Conditions,
    /// A table of this shape.
    Table(Box<Shape>),
    /// A list of tables of this shape.
    Tables(Box<Shape>),
    /// A table from ids to such values.
    Map(Box<Is>),
    /// One of several.
    Any(Vec<Is>),
}

/// What something is for, in Chinese and in English.
pub type Doc = (&'static str, &'static str);

/// A table: its fields and what it is for.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its name, for messages.
    pub name: &'static str,
    /// What it is.
    pub doc: Doc,
    /// Its fields.
    pub fields: Vec<Field>,
    /// May it have condition keys beside its fields (a row of a table)?
    pub keyed: bool,
}

/// A field of a table.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// What its value must be.
    pub is: Is,
    /// Must it be there?
    pub required: bool,
    /// What it is.
    pub doc: Doc,
}

/// A field that must be there.
pub fn need(key: &'static str, is: Is, doc: Doc) -> Field {
    Field { key, is, required: true, doc }
}

/// A field that may be there.
pub fn may(key: &'static str, is: Is, doc: Doc) -> Field {
    Field { key, is, required: false, doc }
}

/// A table of fields.
pub fn shape(name: &'static str, doc: Doc, fields: Vec<Field>) -> Shape {
    Shape { name, doc, fields, keyed: false }
}

/// A row of a table: fields, and condition keys beside them.
pub fn row(name: &'static str, doc: Doc, fields: Vec<Field>) -> Shape {
    Shape { name, doc, fields, keyed: true }
}

/// A list of values of one kind.
pub fn list(of: Is) -> Is {
    Is::List(Box::new(of))
}

/// A list of tables of one shape.
pub fn many(of: Shape) -> Is {
    Is::Tables(Box::new(of))
}

/// A single table.
pub fn one(of: Shape) -> Is {
    Is::Table(Box::new(of))
}

/// A value that may stand alone or as a table of rows by keys, each with the value under `is`.
pub fn keyed(value: Is, name: &'static str) -> Is {
    let rows = row(
        name,
        ("一行；未写明的条件不限", "one row; the keys that it does not name may be anything"),
        vec![need("is", value.clone(), ("本行的值", "the value of this row"))],
    );
    Is::Any(vec![value, many(rows)])
}

/// The words of a closed list.
pub fn words<W: crate::engine::claim::words::Word>() -> Is {
    Is::Word(W::ALL.iter().map(|(word, ..)| *word).collect())
}

/// `label` and `label_en`.
pub fn labels() -> Vec<Field> {
    vec![
        need("label", Is::Text, ("中文名称", "what it is called, in Chinese")),
        may("label_en", Is::Text, ("英文名称", "what it is called, in English")),
    ]
}
