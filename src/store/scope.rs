//! What a person may see: a subtree of the organisations, or himself.

use super::book::BookId;
use super::error::StoreError;
use super::store::Store;

/// What its holder may see. It can only be had from a row of staff or of a member, never from a path that a request
/// carries; what lies outside it is not found, as if it were not there.
///
/// A read binds [`Scope::path`], [`Scope::book`] and [`Scope::member`]:
/// `… where substr(o.path, 1, length($1)) = $1 and ($2 = '' or x.book_id = $2) and ($3 = '' or x.member_id = $3)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope(Seen);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Seen {
    Subtree(String),
    Member(BookId, String),
}

impl Scope {
    /// Of an active member of staff: the subtree of his organisation. None for anybody else.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn of_staff(store: &Store, staff_id: &str) -> Result<Option<Self>, StoreError> {
        let sql = "select o.path from staff s join organisation o on o.id = s.organisation_id \
            where s.id = $1 and s.state = 'active'";
        let path = sqlx::query_scalar(sql).bind(staff_id).fetch_optional(store.reads()).await?;
        Ok(path.map(Seen::Subtree).map(Self))
    }

    /// Of a member of a book: what is his. None if there is no such member, or he was merged into another.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn of_member(store: &Store, book: &BookId, member: &str) -> Result<Option<Self>, StoreError> {
        let sql = "select id from member where book_id = $1 and id = $2 and state <> 'merged'";
        let id = sqlx::query_scalar(sql).bind(book.as_str()).bind(member);
        let id: Option<String> = id.fetch_optional(store.reads()).await?;
        Ok(id.map(|id| Self(Seen::Member(book.clone(), id))))
    }

    /// Of a row of active staff that was just read.
    pub(super) fn subtree(path: String) -> Self {
        Self(Seen::Subtree(path))
    }

    /// Of a row of a member that was just read.
    pub(super) fn himself(book: BookId, member: String) -> Self {
        Self(Seen::Member(book, member))
    }

    /// The path that the organisations in scope begin with; empty for a member, who is held to his book.
    pub fn path(&self) -> &str {
        match &self.0 {
            Seen::Subtree(path) => path,
            Seen::Member(..) => "",
        }
    }

    /// The one book in scope; empty where the path decides.
    pub fn book(&self) -> &str {
        match &self.0 {
            Seen::Subtree(_) => "",
            Seen::Member(book, _) => book.as_str(),
        }
    }

    /// The one member in scope; empty where all of a book are.
    pub fn member(&self) -> &str {
        match &self.0 {
            Seen::Subtree(_) => "",
            Seen::Member(_, member) => member,
        }
    }
}
