//! Employers of a book: found by id, credit code or name.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;
use super::tx::Tx;

/// An employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many people work there.
    pub size: Option<u32>,
}

/// An employer to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewEmployer {
    /// Its id, of a number that the book issued.
    pub id: String,
    /// The organisation that it belongs to.
    pub organisation_id: String,
    /// Its name.
    pub name: String,
    /// Its credit code.
    pub credit_code: Option<String>,
    /// How many people work there.
    pub size: Option<u32>,
    /// The import that brought it.
    pub import_id: Option<String>,
}

const EMPLOYERS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("organisation_id", Column::Text),
        ("name", Column::Text),
        ("credit_code", Column::Text),
        ("size", Column::Number),
        ("import_id", Column::Text),
    ],
};

/// Writes employers.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, employers: &[NewEmployer]) -> Result<(), StoreError> {
    let sql = "insert into employer (book_id, id, organisation_id, name, credit_code, size, import_id) \
        select book_id, id, organisation_id, name, credit_code, size, import_id from given";
    tx.bulk(&EMPLOYERS, employers, sql).await.map(|_| ())
}

/// What changes of an employer; what is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The employer.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its credit code.
    pub credit_code: Option<String>,
    /// How many people work there.
    pub size: Option<u32>,
}

const CHANGES: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("name", Column::Text),
        ("credit_code", Column::Text),
        ("size", Column::Number),
    ],
};

/// Makes changes, each employer at most once.
///
/// # Errors
///
/// Those of the database; also when another employer is called so: ask [`find`] first.
pub async fn change(tx: &mut Tx, changes: &[Change]) -> Result<(), StoreError> {
    let sql = "update employer set name = coalesce(g.name, employer.name), \
        credit_code = coalesce(g.credit_code, employer.credit_code), size = coalesce(g.size, employer.size), \
        version = employer.version + 1 from given g where employer.book_id = g.book_id and employer.id = g.id";
    tx.bulk(&CHANGES, changes, sql).await.map(|_| ())
}

/// An employer in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its credit code.
    pub credit_code: Option<String>,
    /// How many people work there.
    pub size: Option<i64>,
    /// How many active members it has.
    pub members: i64,
}

/// The employers of a book within a scope, by id.
///
/// # Errors
///
/// Those of the database.
pub async fn list(store: &Store, scope: &Scope, book: &BookId) -> Result<Vec<Listed>, StoreError> {
    let sql = "select e.id, e.name, e.credit_code, e.size, (select count(*) from member m \
        where m.book_id = e.book_id and m.employer_id = e.id and m.state = 'active') as members \
        from employer e join book b on b.id = e.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or e.book_id = $2) and $3 = '' \
        and e.book_id = $4 order by e.id";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    Ok(rows.bind(book.as_str()).fetch_all(store.reads()).await?)
}

#[derive(Serialize)]
struct Asked<'a> {
    called: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("called", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    id: String,
    name: String,
    size: Option<i64>,
}

/// The employers that are called so, in order: by name, by id or by credit code.
///
/// # Errors
///
/// Those of the database.
pub async fn find(tx: &mut Tx, called: &[&str]) -> Result<Vec<Option<Employer>>, StoreError> {
    let given: Vec<Asked<'_>> = called.iter().map(|called| Asked { called }).collect();
    let sql = "select g.nth, e.id, e.name, e.size from given g \
        join employer e on e.book_id = g.book_id and e.name = g.called union all \
        select g.nth, e.id, e.name, e.size from given g \
        join employer e on e.book_id = g.book_id and e.id = g.called union all \
        select g.nth, e.id, e.name, e.size from given g \
        join employer e on e.book_id = g.book_id and e.credit_code = g.called";
    let rows: Vec<Row> = tx.bulk_read(&ASKED, &given, sql).await?;
    let mut found: Vec<Option<Employer>> = called.iter().map(|_| None).collect();
    for row in rows {
        let employer = Employer { id: row.id, name: row.name, size: row.size.map(number).transpose()? };
        found[number::<usize>(row.nth)?].get_or_insert(employer);
    }
    Ok(found)
}

#[derive(Serialize)]
struct Holding<'a> {
    id: &'a str,
    scheme: &'a str,
    from_day: String,
    to_day: Option<String>,
}

const HOLDING: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("scheme", Column::Text),
        ("from_day", Column::Text),
        ("to_day", Column::Text),
    ],
};

/// A member who holds a plan through an employer.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Holds {
    /// The employer.
    pub employer: String,
    /// The member.
    pub member: String,
    /// The plan.
    pub plan: String,
}

/// Who holds plans of a scheme through some employers on a day of a period: they count for least participation.
///
/// # Errors
///
/// Those of the database.
pub async fn holds(
    tx: &mut Tx,
    scheme: &str,
    period: &crate::engine::calendar::Span,
    employers: &[&str],
) -> Result<Vec<Holds>, StoreError> {
    let (from, to) = (period.from().to_string(), period.to().map(|day| day.to_string()));
    let given: Vec<Holding<'_>> = employers
        .iter()
        .map(|id| Holding { id, scheme, from_day: from.clone(), to_day: to.clone() })
        .collect();
    let sql = "select distinct e.employer_id as employer, e.member_id as member, e.plan from given g \
        join enrolment e on e.book_id = g.book_id and e.employer_id = g.id and e.scheme_id = g.scheme \
        and e.state = 'active' and e.left_on is null and coalesce(e.to_day, '9999') >= g.from_day \
        and e.from_day <= coalesce(g.to_day, '9999')";
    tx.bulk_read(&HOLDING, &given, sql).await
}
