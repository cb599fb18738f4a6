//! Members as they are shown: opened, in a list or each with what he holds.

use sqlx::FromRow;

use super::sealed::open;
use crate::store::book::BookId;
use crate::store::error::StoreError;
use crate::store::scope::Scope;
use crate::store::seal::{KeyRing, Place};
use crate::store::store::Store;

/// A member as he is known. What is personal stands in full: mask it before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// His id.
    pub id: String,
    /// The employer's id.
    pub employer_id: Option<String>,
    /// The employer's name.
    pub employer: Option<String>,
    /// The household.
    pub household_id: Option<String>,
    /// The name.
    pub name: String,
    /// `female` or `male`.
    pub sex: Option<String>,
    /// Day of birth.
    pub birth: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// The account that is paid to.
    pub account: Option<String>,
    /// The word of in service or retired.
    pub service: Option<String>,
    /// The word of the insurance.
    pub insurance: Option<String>,
    /// `active`, `left`, `dead` or `merged`.
    pub state: String,
    /// Day of death.
    pub died_on: Option<String>,
    /// Into whom he was merged.
    pub merged_into: Option<String>,
    /// How often the row was changed.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: String,
    employer_id: Option<String>,
    employer: Option<String>,
    household_id: Option<String>,
    name_sealed: String,
    sex: Option<String>,
    birth_sealed: Option<String>,
    phone_sealed: Option<String>,
    account_sealed: Option<String>,
    service: Option<String>,
    insurance: Option<String>,
    state: String,
    died_on: Option<String>,
    merged_into: Option<String>,
    version: i64,
}

/// The members that a scope sees in a book: of an employer or of all (empty), after an id, at most so many.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be opened.
pub async fn list(
    store: &Store,
    scope: &Scope,
    book: &BookId,
    (employer, after, most): (&str, &str, i64),
) -> Result<Vec<Shown>, StoreError> {
    let sql = "select m.id, m.employer_id, e.name as employer, m.household_id, m.name_sealed, m.sex, m.birth_sealed, \
        m.phone_sealed, m.account_sealed, m.service, m.insurance, m.state, m.died_on, m.merged_into, m.version \
        from member m join book b on b.id = m.book_id join organisation o on o.id = b.organisation_id \
        left join employer e on e.book_id = m.book_id and e.id = m.employer_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or m.book_id = $2) and ($3 = '' or m.id = $3) \
        and m.book_id = $4 and ($5 = '' or m.employer_id = $5) and m.id > $6 order by m.id limit $7";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let rows = rows.bind(book.as_str()).bind(employer).bind(after).bind(most);
    let rows: Vec<Row> = rows.fetch_all(store.reads()).await?;
    rows.into_iter().map(|row| shown(store.keys(), book, row)).collect()
}

/// A member of a book, where the scope sees him.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be opened.
pub async fn find(
    store: &Store,
    scope: &Scope,
    (book, id): (&BookId, &str),
) -> Result<Option<Shown>, StoreError> {
    let sql = "select m.id, m.employer_id, e.name as employer, m.household_id, m.name_sealed, m.sex, m.birth_sealed, \
        m.phone_sealed, m.account_sealed, m.service, m.insurance, m.state, m.died_on, m.merged_into, m.version \
        from member m join book b on b.id = m.book_id join organisation o on o.id = b.organisation_id \
        left join employer e on e.book_id = m.book_id and e.id = m.employer_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or m.book_id = $2) and ($3 = '' or m.id = $3) \
        and m.book_id = $4 and m.id = $5";
    let row = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let row: Option<Row> = row.bind(book.as_str()).bind(id).fetch_optional(store.reads()).await?;
    row.map(|row| shown(store.keys(), book, row)).transpose()
}

/// The member of a book who has a number, by its blind index, where the scope sees him.
///
/// # Errors
///
/// Those of the database.
pub async fn of_number(
    store: &Store,
    scope: &Scope,
    (book, index): (&BookId, &str),
) -> Result<Option<String>, StoreError> {
    let sql = "select coalesce(m.merged_into, m.id) from identity_document d \
        join member m on m.book_id = d.book_id and m.id = d.member_id \
        join book b on b.id = m.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or m.book_id = $2) and ($3 = '' or m.id = $3) \
        and d.book_id = $4 and d.number_index = $5 \
        order by case when d.state = 'current' then 0 else 1 end, m.id desc limit 1";
    let id = sqlx::query_scalar(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    Ok(id.bind(book.as_str()).bind(index).fetch_optional(store.reads()).await?)
}

/// A number that names a member, in full: mask it before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The word of its kind.
    pub kind: String,
    /// `current` or `replaced`.
    pub state: String,
    /// The number.
    pub number: String,
}

#[derive(FromRow)]
struct NumberRow {
    number_index: String,
    kind: String,
    state: String,
    number_sealed: String,
}

/// The numbers of a member, those that hold first. Who he is was looked up in a scope before: [`find`].
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be opened.
pub async fn numbers(store: &Store, book: &BookId, member: &Shown) -> Result<Vec<Number>, StoreError> {
    let sql = "select number_index, kind, state, number_sealed from identity_document \
        where book_id = $1 and member_id = $2 order by state, kind, number_index";
    let rows: Vec<NumberRow> =
        sqlx::query_as(sql).bind(book.as_str()).bind(&member.id).fetch_all(store.reads()).await?;
    let open = |row: NumberRow| {
        let name = format!("{}/{}", row.number_index, member.id);
        let place =
            Place { table: "identity_document", column: "number_sealed", book: book.as_str(), row: &name };
        let number = store.keys().open(&place, &row.number_sealed)?;
        Ok(Number { kind: row.kind, state: row.state, number })
    };
    rows.into_iter().map(open).collect()
}

/// An enrolment of a member.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EnrolmentRow {
    /// Its id.
    pub id: String,
    /// The scheme.
    pub scheme_id: String,
    /// The plan; empty for a scheme's only one.
    pub plan: String,
    /// The employer through which it came.
    pub employer_id: Option<String>,
    /// First day of cover.
    pub from_day: String,
    /// Last day, inclusive; none: without end.
    pub to_day: Option<String>,
    /// Share units.
    pub share_units: i64,
    /// `active` or `taken-back`.
    pub state: String,
}

/// The enrolments of a member, in the order of their first days. Who he is was looked up in a scope before: [`find`].
///
/// # Errors
///
/// Those of the database.
pub async fn enrolments(
    store: &Store,
    book: &BookId,
    member: &Shown,
) -> Result<Vec<EnrolmentRow>, StoreError> {
    let sql = "select id, scheme_id, plan, employer_id, from_day, to_day, share_units, state from enrolment \
        where book_id = $1 and member_id = $2 order by from_day, id";
    Ok(sqlx::query_as(sql).bind(book.as_str()).bind(&member.id).fetch_all(store.reads()).await?)
}

fn shown(keys: &KeyRing, book: &BookId, row: Row) -> Result<Shown, StoreError> {
    let Row {
        id,
        employer_id,
        employer,
        household_id,
        sex,
        service,
        insurance,
        state,
        died_on,
        merged_into,
        ..
    } = row;
    let at = (book.as_str(), id.as_str());
    let some =
        |column, sealed: Option<String>| sealed.map(|sealed| open(keys, at, column, &sealed)).transpose();
    let name = open(keys, at, "name_sealed", &row.name_sealed)?;
    let birth = some("birth_sealed", row.birth_sealed)?;
    let phone = some("phone_sealed", row.phone_sealed)?;
    let account = some("account_sealed", row.account_sealed)?;
    Ok(Shown {
        employer_id,
        employer,
        household_id,
        name,
        sex,
        birth,
        phone,
        account,
        service,
        insurance,
        state,
        died_on,
        merged_into,
        version: row.version,
        id,
    })
}
