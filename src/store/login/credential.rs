//! Credentials: what an account or a member logs in with, how often it failed, and the second factor.

use sqlx::FromRow;

use crate::store::book::BookId;
use crate::store::error::StoreError;
use crate::store::store::Store;

/// Who logs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// An account of the staff.
    Staff(String),
    /// A member of a book.
    Member(BookId, String),
}

impl Principal {
    /// The account, or the book and the member: who it is in the audit chain and in limits.
    pub fn name(&self) -> String {
        match self {
            Self::Staff(staff) => staff.clone(),
            Self::Member(book, member) => format!("{book}/{member}"),
        }
    }

    fn columns(&self) -> (Option<&str>, Option<&str>, Option<&str>) {
        match self {
            Self::Staff(staff) => (Some(staff), None, None),
            Self::Member(book, member) => (None, Some(book.as_str()), Some(member)),
        }
    }
}

/// A credential to be written; one that is there gets the new password and is unlocked.
#[derive(Clone, Debug)]
pub struct NewCredential<'a> {
    /// Who logs in.
    pub principal: &'a Principal,
    /// What is typed.
    pub login: &'a str,
    /// The password's hash.
    pub password_hash: &'a str,
    /// The moment.
    pub at: &'a str,
}

/// Gives a temporary password, which takes sessions and the second factor away. The login of another is refused by the
/// database: ask [`of_login`] first.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(store: &Store, new: &NewCredential<'_>) -> Result<(), StoreError> {
    let sql = "insert into credential (id, staff_id, book_id, member_id, login, password_hash, is_temporary, changed_at) \
        values ($1, $2, $3, $4, $5, $6, 1, $7) on conflict (id) do update set \
        password_hash = excluded.password_hash, is_temporary = 1, changed_at = excluded.changed_at, failures = 0, \
        locked_until = '', second_state = 'off', second_salt = '', version = credential.version + 1";
    let (staff, book, member) = new.principal.columns();
    let id = new.principal.name();
    let insert = sqlx::query(sql).bind(&id).bind(staff).bind(book).bind(member).bind(new.login);
    insert.bind(new.password_hash).bind(new.at).execute(&*store.outside_books()).await?;
    super::session::end_all(store, &id, new.at).await
}

/// Sets a code that a member keeps; what was signed in ends.
///
/// # Errors
///
/// Those of the database.
pub async fn set_code(store: &Store, new: &NewCredential<'_>) -> Result<(), StoreError> {
    insert(store, new).await?;
    let sql = "update credential set is_temporary = 0 where id = $1 and password_hash = $2";
    let id = new.principal.name();
    sqlx::query(sql).bind(&id).bind(new.password_hash).execute(&*store.outside_books()).await?;
    Ok(())
}

/// The credential of the member whom a number names, by its blind index: of several books the one that was set last.
///
/// # Errors
///
/// Those of the database.
pub async fn of_number(store: &Store, index: &str) -> Result<Option<Credential>, StoreError> {
    let sql = "select c.id, c.login, '' as staff_id, c.book_id, c.member_id, c.password_hash, c.is_temporary, c.failures, \
        c.locked_until, c.second_state, c.second_salt, c.second_step from identity_document i \
        join credential c on c.book_id = i.book_id and c.member_id = i.member_id \
        where i.number_index = $1 and i.state = 'current' order by c.changed_at desc limit 1";
    Ok(sqlx::query_as(sql).bind(index).fetch_optional(store.reads()).await?)
}

/// What is needed to check a login.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Credential {
    /// Its id.
    pub id: String,
    /// What is typed.
    pub login: String,
    /// The account; empty for a member.
    pub staff_id: String,
    /// The book of a member; empty for staff.
    pub book_id: String,
    /// The member; empty for staff.
    pub member_id: String,
    /// The password's hash.
    pub password_hash: String,
    /// Must it be changed before anything else?
    pub is_temporary: i64,
    /// Failures since the last success.
    pub failures: i64,
    /// Until when nothing is tried; empty when it is not locked.
    pub locked_until: String,
    /// `off`, `asked` or `on`.
    pub second_state: String,
    /// What its secret is made of.
    pub second_salt: String,
    /// The step of the last code that was taken: each is taken once.
    pub second_step: i64,
}

/// The credential of a login.
///
/// # Errors
///
/// Those of the database.
pub async fn of_login(store: &Store, login: &str) -> Result<Option<Credential>, StoreError> {
    let sql = "select id, login, coalesce(staff_id, '') as staff_id, coalesce(book_id, '') as book_id, \
        coalesce(member_id, '') as member_id, password_hash, is_temporary, failures, locked_until, second_state, \
        second_salt, second_step from credential where login = $1";
    Ok(sqlx::query_as(sql).bind(login).fetch_optional(store.reads()).await?)
}

/// The credential of somebody.
///
/// # Errors
///
/// Those of the database.
pub async fn of_principal(store: &Store, id: &str) -> Result<Option<Credential>, StoreError> {
    let sql = "select id, login, coalesce(staff_id, '') as staff_id, coalesce(book_id, '') as book_id, \
        coalesce(member_id, '') as member_id, password_hash, is_temporary, failures, locked_until, second_state, \
        second_salt, second_step from credential where id = $1";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(store.reads()).await?)
}

/// Counts an attempt before it is checked, so that many at once are counted as well; says how many there were since the
/// last success. None while the credential is locked.
///
/// # Errors
///
/// Those of the database.
pub async fn attempt(store: &Store, id: &str, now: &str) -> Result<Option<i64>, StoreError> {
    let sql = "update credential set failures = failures + 1 where id = $1 and locked_until <= $2 returning failures";
    Ok(sqlx::query_scalar(sql).bind(id).bind(now).fetch_optional(&*store.outside_books()).await?)
}

/// Locks a credential until a moment.
///
/// # Errors
///
/// Those of the database.
pub async fn lock(store: &Store, id: &str, until: &str) -> Result<(), StoreError> {
    let sql = "update credential set locked_until = $2 where id = $1 and locked_until < $2";
    sqlx::query(sql).bind(id).bind(until).execute(&*store.outside_books()).await?;
    Ok(())
}

/// Forgets the failures, and takes the step of a code, which is refused from then on. False where it was taken before.
///
/// # Errors
///
/// Those of the database.
pub async fn succeed(store: &Store, id: &str, step: Option<i64>) -> Result<bool, StoreError> {
    let sql = "update credential set failures = 0, locked_until = '', second_step = coalesce($2, second_step) \
        where id = $1 and ($2 is null or second_step < $2)";
    let done = sqlx::query(sql).bind(id).bind(step).execute(&*store.outside_books()).await?;
    Ok(done.rows_affected() == 1)
}

/// Writes a new password. False where another was written meanwhile.
///
/// # Errors
///
/// Those of the database.
pub async fn changed(
    store: &Store,
    id: &str,
    (old, new): (&str, &str),
    at: &str,
) -> Result<bool, StoreError> {
    let sql = "update credential set password_hash = $3, is_temporary = 0, changed_at = $4, failures = 0, \
        version = version + 1 where id = $1 and password_hash = $2";
    let change = sqlx::query(sql).bind(id).bind(old).bind(new).bind(at);
    Ok(change.execute(&*store.outside_books()).await?.rows_affected() == 1)
}

/// Asks for a second factor, whose secret is made of a salt. False where there is one already.
///
/// # Errors
///
/// Those of the database.
pub async fn second_salt(store: &Store, id: &str, salt: &str) -> Result<bool, StoreError> {
    let sql = "update credential set second_state = 'asked', second_salt = $2, second_step = 0 \
        where id = $1 and second_state <> 'on'";
    let done = sqlx::query(sql).bind(id).bind(salt).execute(&*store.outside_books()).await?;
    Ok(done.rows_affected() == 1)
}

/// The second factor holds from now on; its first code is taken. False where none was asked for.
///
/// # Errors
///
/// Those of the database.
pub async fn second_on(store: &Store, id: &str, (salt, step): (&str, i64)) -> Result<bool, StoreError> {
    let sql = "update credential set second_state = 'on', second_step = $3, version = version + 1 \
        where id = $1 and second_salt = $2 and second_state = 'asked'";
    let done = sqlx::query(sql).bind(id).bind(salt).bind(step).execute(&*store.outside_books()).await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the second factor away.
///
/// # Errors
///
/// Those of the database.
pub async fn second_off(store: &Store, id: &str) -> Result<(), StoreError> {
    let sql =
        "update credential set second_state = 'off', second_salt = '', version = version + 1 where id = $1";
    sqlx::query(sql).bind(id).execute(&*store.outside_books()).await?;
    Ok(())
}

/// The accounts of administrators who hold their role on a day: id, login, and whether they can log in already.
///
/// # Errors
///
/// Those of the database.
pub async fn staff_without(store: &Store, day: &str) -> Result<Vec<(String, String, i64)>, StoreError> {
    let sql = "select distinct s.id, s.login, cast(case when c.id is null then 0 else 1 end as bigint) as known \
        from staff s join staff_role r on r.staff_id = s.id and r.role = 'administrator' and r.from_day <= $1 \
        and coalesce(r.to_day, '9999') >= $1 left join credential c on c.staff_id = s.id \
        where s.state = 'active' order by s.id";
    Ok(sqlx::query_as(sql).bind(day).fetch_all(store.reads()).await?)
}

/// The book that the audit chain of somebody's logins is in: the nearest at or above his organisation, or the member's.
///
/// # Errors
///
/// Those of the database.
pub async fn book_of(store: &Store, principal: &Principal) -> Result<Option<BookId>, StoreError> {
    let staff = match principal {
        Principal::Member(book, _) => return Ok(Some(book.clone())),
        Principal::Staff(staff) => staff,
    };
    let sql = "select b.id from staff s join organisation o on o.id = s.organisation_id \
        join organisation k on substr(o.path, 1, length(k.path)) = k.path join book b on b.organisation_id = k.id \
        where s.id = $1 order by length(k.path) desc, b.id limit 1";
    let id: Option<String> = sqlx::query_scalar(sql).bind(staff).fetch_optional(store.reads()).await?;
    Ok(id.and_then(|id| BookId::try_from(id.as_str()).ok()))
}

/// Is there such a member in a book, who was not merged into another?
///
/// # Errors
///
/// Those of the database.
pub async fn member_exists(store: &Store, book: &BookId, member: &str) -> Result<bool, StoreError> {
    let sql = "select id from member where book_id = $1 and id = $2 and state <> 'merged'";
    let id: Option<String> =
        sqlx::query_scalar(sql).bind(book.as_str()).bind(member).fetch_optional(store.reads()).await?;
    Ok(id.is_some())
}
