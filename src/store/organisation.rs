//! Organisations: a tree, each on a path that begins with that of the one above.

use super::error::StoreError;
use super::store::Store;
use crate::engine::claim::words::Word;

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationKind {
    /// 省
    Province,
    /// 市
    City,
    /// 县
    County,
    /// 乡镇
    Township,
    /// 产业
    Industry,
    /// 企业
    Enterprise,
}

impl Word for OrganisationKind {
    const ALL: &'static [(&'static str, Self, &'static str)] = &[
        ("province", Self::Province, "省级总工会"),
        ("city", Self::City, "市级总工会"),
        ("county", Self::County, "县级总工会"),
        ("township", Self::Township, "乡镇工会"),
        ("industry", Self::Industry, "产业工会"),
        ("enterprise", Self::Enterprise, "企业工会"),
    ];
}

/// The first organisation of an installation, at the root of the tree.
#[derive(Clone, Copy, Debug)]
pub struct NewRoot<'a> {
    /// Its id: small Latin letters and digits.
    pub id: &'a str,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: &'a str,
    /// The book that it keeps.
    pub book: &'a str,
}

/// Writes the root of the tree. It is written outside of all books, since there is none yet.
///
/// # Errors
///
/// When there is one of that id.
pub async fn root(store: &Store, new: NewRoot<'_>) -> Result<(), StoreError> {
    let sql = "insert into organisation (id, kind, name, path, book_id) values ($1, $2, $3, $4, $5)";
    let path = format!("/{}/", new.id);
    let insert = sqlx::query(sql).bind(new.id).bind(new.kind.word()).bind(new.name).bind(path).bind(new.book);
    insert.execute(store.outside_books()).await?;
    Ok(())
}

/// Is there any organisation? Then the installation was set up.
///
/// # Errors
///
/// Those of the database.
pub async fn is_set_up(store: &Store) -> Result<bool, StoreError> {
    let count: i64 = sqlx::query_scalar("select count(*) from organisation").fetch_one(store.reads()).await?;
    Ok(count > 0)
}
