//! Payees: who is paid in place of a member, on what proof, and who confirmed it.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::scope::Scope;
use super::seal::{KeyRing, Place};
use super::store::Store;
use super::tx::Tx;

/// A payee to be written; nobody is paid before another person has confirmed him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPayee {
    /// The id, of a number that the book issued.
    pub id: String,
    /// The member.
    pub member_id: String,
    /// `heir`, `guardian` or `other`.
    pub kind: &'static str,
    /// The person: the blind index of his identity document.
    pub person: String,
    /// The name.
    pub name: String,
    /// The account.
    pub account: String,
    /// Its blind index.
    pub account_index: String,
    /// The document that proves it.
    pub document_id: String,
    /// First day, inclusive.
    pub from_day: String,
    /// Who names him.
    pub named_by: String,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    member_id: &'a str,
    kind: &'static str,
    person: &'a str,
    name_sealed: String,
    account_sealed: String,
    account_index: &'a str,
    document_id: &'a str,
    from_day: &'a str,
    named_by: &'a str,
}

const ROWS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("member_id", Column::Text),
        ("kind", Column::Text),
        ("person", Column::Text),
        ("name_sealed", Column::Text),
        ("account_sealed", Column::Text),
        ("account_index", Column::Text),
        ("document_id", Column::Text),
        ("from_day", Column::Text),
        ("named_by", Column::Text),
    ],
};

/// Writes payees, name and account sealed.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, keys: &KeyRing, payees: &[NewPayee]) -> Result<(), StoreError> {
    let book = tx.book().to_string();
    let seal = |payee: &NewPayee, column: &str, text: &str| keys.seal(&place(&book, &payee.id, column), text);
    let rows: Vec<Row<'_>> = payees
        .iter()
        .map(|payee| Row {
            id: &payee.id,
            member_id: &payee.member_id,
            kind: payee.kind,
            person: &payee.person,
            name_sealed: seal(payee, "name_sealed", &payee.name),
            account_sealed: seal(payee, "account_sealed", &payee.account),
            account_index: &payee.account_index,
            document_id: &payee.document_id,
            from_day: &payee.from_day,
            named_by: &payee.named_by,
        })
        .collect();
    let sql = "insert into payee (book_id, id, member_id, kind, person, name_sealed, account_sealed, account_index, \
        document_id, from_day, named_by) select book_id, id, member_id, kind, person, name_sealed, account_sealed, \
        account_index, document_id, from_day, named_by from given";
    tx.bulk(&ROWS, &rows, sql).await.map(|_| ())
}

fn place<'a>(book: &'a str, row: &'a str, column: &'a str) -> Place<'a> {
    Place { table: "payee", column, book, row }
}

#[derive(Serialize)]
struct OnDay<'a> {
    member_id: &'a str,
    day: &'a str,
}

const ON_DAY: Given = Given { name: "given", columns: &[("member_id", Column::Text), ("day", Column::Text)] };

#[derive(FromRow)]
struct Named {
    nth: i64,
    id: String,
    name_sealed: String,
}

/// The names of those who are paid in place of members on a day: confirmed, and neither before their first day nor after
/// their last.
///
/// # Errors
///
/// Those of the database; when a name cannot be opened.
pub async fn names(tx: &mut Tx, members: &[&str], day: &str) -> Result<Vec<Vec<String>>, StoreError> {
    let given: Vec<OnDay<'_>> = members.iter().map(|member_id| OnDay { member_id, day }).collect();
    let sql = "select g.nth, p.id, p.name_sealed from given g \
        join payee p on p.book_id = g.book_id and p.member_id = g.member_id and p.confirmed_by is not null \
        and p.from_day <= g.day and coalesce(p.to_day, '9999') >= g.day order by p.id";
    let rows: Vec<Named> = tx.bulk_read(&ON_DAY, &given, sql).await?;
    let mut names: Vec<Vec<String>> = members.iter().map(|_| vec![]).collect();
    for row in rows {
        let name = tx.keys().open(&place(tx.book().as_str(), &row.id, "name_sealed"), &row.name_sealed)?;
        names[number::<usize>(row.nth)?].push(name);
    }
    Ok(names)
}

#[derive(Serialize)]
struct Stander<'a> {
    member: &'a str,
    whose: &'a str,
    day: &'a str,
}

const STANDERS: Given = Given {
    name: "given",
    columns: &[("member", Column::Text), ("whose", Column::Text), ("day", Column::Text)],
};

/// Is a member the confirmed guardian or heir of another one on a day? He is known by his identity number.
///
/// # Errors
///
/// Those of the database.
pub async fn stands_for(tx: &mut Tx, (member, whose): (&str, &str), day: &str) -> Result<bool, StoreError> {
    let sql = "select p.id from given g join identity_document d on d.book_id = g.book_id and d.member_id = g.member \
        and d.state = 'current' join payee p on p.book_id = g.book_id and p.member_id = g.whose \
        and p.person = d.number_index and p.kind in ('guardian', 'heir') and p.confirmed_by is not null \
        and p.from_day <= g.day and coalesce(p.to_day, '9999') >= g.day";
    let found: Vec<(String,)> = tx.bulk_read(&STANDERS, &[Stander { member, whose, day }], sql).await?;
    Ok(!found.is_empty())
}

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
}

const IDS: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// How a payee stands.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Standing {
    nth: i64,
    /// The member.
    pub member_id: String,
    /// First day.
    pub from_day: String,
    /// Last day, if there is one.
    pub to_day: Option<String>,
    /// The person who named him.
    pub namer: String,
    /// Was he confirmed?
    pub confirmed_by: Option<String>,
}

/// The payees of some ids, in their order.
///
/// # Errors
///
/// Those of the database.
pub async fn find(tx: &mut Tx, ids: &[&str]) -> Result<Vec<Option<Standing>>, StoreError> {
    let given: Vec<Id<'_>> = ids.iter().map(|id| Id { id }).collect();
    let sql = "select g.nth, p.member_id, p.from_day, p.to_day, s.person as namer, p.confirmed_by from given g \
        join payee p on p.book_id = g.book_id and p.id = g.id join staff s on s.id = p.named_by";
    let rows: Vec<Standing> = tx.bulk_read(&IDS, &given, sql).await?;
    let mut found: Vec<Option<Standing>> = ids.iter().map(|_| None).collect();
    for row in rows {
        let at: usize = number(row.nth)?;
        found[at] = Some(row);
    }
    Ok(found)
}

/// What changes of a payee: he is confirmed, or has a last day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The payee.
    pub id: String,
    /// Who confirms.
    pub confirmed_by: Option<String>,
    /// The moment, UTC text.
    pub confirmed_at: Option<String>,
    /// The last day, inclusive.
    pub to_day: Option<String>,
}

const CHANGES: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("confirmed_by", Column::Text),
        ("confirmed_at", Column::Text),
        ("to_day", Column::Text),
    ],
};

/// Makes changes, each payee at most once; what is none stays as it is.
///
/// # Errors
///
/// Those of the database.
pub async fn change(tx: &mut Tx, changes: &[Change]) -> Result<(), StoreError> {
    let sql = "update payee set confirmed_by = coalesce(g.confirmed_by, payee.confirmed_by), \
        confirmed_at = coalesce(g.confirmed_at, payee.confirmed_at), to_day = coalesce(g.to_day, payee.to_day) \
        from given g where payee.book_id = g.book_id and payee.id = g.id";
    tx.bulk(&CHANGES, changes, sql).await.map(|_| ())
}

/// A payee in a list, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// His id.
    pub id: String,
    /// The kind's word.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The account.
    pub account: String,
    /// First day, inclusive.
    pub from_day: String,
    /// Last day, inclusive.
    pub to_day: Option<String>,
    /// Did another person confirm him?
    pub is_confirmed: bool,
}

#[derive(FromRow)]
struct ListedRow {
    id: String,
    kind: String,
    name_sealed: String,
    account_sealed: String,
    from_day: String,
    to_day: Option<String>,
    confirmed_by: Option<String>,
}

/// The payees of a member, where the scope sees him, in the order in which they were named.
///
/// # Errors
///
/// Those of the database; when one cannot be opened.
pub async fn of_member(
    store: &Store,
    scope: &Scope,
    (book, member): (&BookId, &str),
) -> Result<Vec<Listed>, StoreError> {
    let sql = "select p.id, p.kind, p.name_sealed, p.account_sealed, p.from_day, p.to_day, p.confirmed_by \
        from payee p join book b on b.id = p.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or p.book_id = $2) and ($3 = '' or p.member_id = $3) \
        and p.book_id = $4 and p.member_id = $5 order by p.id";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let rows: Vec<ListedRow> = rows.bind(book.as_str()).bind(member).fetch_all(store.reads()).await?;
    let open = |row: ListedRow| {
        let text = |column, sealed: &str| store.keys().open(&place(book.as_str(), &row.id, column), sealed);
        Ok(Listed {
            name: text("name_sealed", &row.name_sealed)?,
            account: text("account_sealed", &row.account_sealed)?,
            is_confirmed: row.confirmed_by.is_some(),
            kind: row.kind,
            from_day: row.from_day,
            to_day: row.to_day,
            id: row.id,
        })
    };
    rows.into_iter().map(open).collect()
}
