//! Whom a member stands for: those whose confirmed guardian or heir he is, known by his identity number.

use sqlx::FromRow;

use super::book::BookId;
use super::error::StoreError;
use super::scope::Scope;
use super::seal::Place;
use super::store::Store;

/// Somebody for whom a member may file claims. The name stands in full: mask it before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ward {
    /// Who it is.
    pub member_id: String,
    /// The name.
    pub name: String,
    /// `guardian` or `heir`: what the member is to him.
    pub kind: String,
    scope: Scope,
}

impl Ward {
    /// What he may see himself; so may who stands for him, as long as he does.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
}

#[derive(FromRow)]
struct Row {
    member_id: String,
    name_sealed: String,
    kind: String,
}

/// Whom the member of a scope stands for on a day, each once; nobody for the staff.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a name cannot be opened.
pub async fn of_member(store: &Store, scope: &Scope, day: &str) -> Result<Vec<Ward>, StoreError> {
    let sql = "select p.member_id, m.name_sealed, min(p.kind) as kind from identity_document d \
        join payee p on p.book_id = d.book_id and p.person = d.number_index and p.kind in ('guardian', 'heir') \
        and p.confirmed_by is not null and p.from_day <= $3 and coalesce(p.to_day, '9999') >= $3 \
        join member m on m.book_id = p.book_id and m.id = p.member_id \
        where d.book_id = $1 and d.member_id = $2 and d.state = 'current' and p.member_id <> $2 \
        group by p.member_id, m.name_sealed order by p.member_id";
    if scope.member().is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(scope.book())
        .bind(scope.member())
        .bind(day)
        .fetch_all(store.reads())
        .await?;
    let book = BookId::try_from(scope.book()).map_err(|why| StoreError::Broken(why.to_string()))?;
    let open = |Row { member_id, name_sealed, kind }: Row| {
        let place = Place { table: "member", column: "name_sealed", book: book.as_str(), row: &member_id };
        let name = store.keys().open(&place, &name_sealed)?;
        let scope = Scope::himself(book.clone(), member_id.clone());
        Ok(Ward { member_id, name, kind, scope })
    };
    rows.into_iter().map(open).collect()
}
