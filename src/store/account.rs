//! Accounts of members that change: another one named by one person, and written once another has confirmed it.

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

/// An account to be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The id, of a number that the book issued.
    pub id: String,
    /// The member.
    pub member_id: String,
    /// The account.
    pub account: String,
    /// Its blind index.
    pub account_index: String,
    /// In whose name it is, where that was told.
    pub holder: Option<String>,
    /// Who names it.
    pub named_by: String,
    /// The moment.
    pub named_at: String,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    member_id: &'a str,
    account_sealed: String,
    account_index: &'a str,
    holder_sealed: Option<String>,
    named_by: &'a str,
    named_at: &'a str,
}

const ROWS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("member_id", Column::Text),
        ("account_sealed", Column::Text),
        ("account_index", Column::Text),
        ("holder_sealed", Column::Text),
        ("named_by", Column::Text),
        ("named_at", Column::Text),
    ],
};

/// Writes accounts that were named, account and holder sealed.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, keys: &KeyRing, accounts: &[NewAccount]) -> Result<(), StoreError> {
    let book = tx.book().to_string();
    let row = |new: &'_ NewAccount| {
        let seal = |column: &str, text: &str| keys.seal(&place(&book, &new.id, column), text);
        (
            seal("account_sealed", &new.account),
            new.holder.as_deref().map(|holder| seal("holder_sealed", holder)),
        )
    };
    let rows: Vec<Row<'_>> = accounts
        .iter()
        .map(|new| {
            let (account_sealed, holder_sealed) = row(new);
            Row {
                id: &new.id,
                member_id: &new.member_id,
                account_sealed,
                account_index: &new.account_index,
                holder_sealed,
                named_by: &new.named_by,
                named_at: &new.named_at,
            }
        })
        .collect();
    let sql = "insert into account_change (book_id, id, member_id, account_sealed, account_index, holder_sealed, \
        named_by, named_at) select book_id, id, member_id, account_sealed, account_index, holder_sealed, named_by, \
        named_at from given";
    tx.bulk(&ROWS, &rows, sql).await.map(|_| ())
}

fn place<'a>(book: &'a str, row: &'a str, column: &'a str) -> Place<'a> {
    Place { table: "account_change", column, book, row }
}

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
}

const IDS: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// How an account that was named stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The member.
    pub member_id: String,
    /// The account.
    pub account: String,
    /// Its blind index.
    pub account_index: String,
    /// In whose name it is.
    pub holder: Option<String>,
    /// The persons who named it: one of the staff or, where the member named it himself, each of his identity documents.
    pub namers: Vec<String>,
    /// Is it still to be confirmed: neither confirmed, nor followed by another that was named for the member?
    pub is_open: bool,
}

#[derive(FromRow)]
struct Found {
    nth: i64,
    member_id: String,
    account_sealed: String,
    account_index: String,
    holder_sealed: Option<String>,
    namer: String,
    closed: i64,
}

/// The accounts of some ids, in their order.
///
/// # Errors
///
/// Those of the database; when one cannot be opened.
pub async fn find(tx: &mut Tx, keys: &KeyRing, ids: &[&str]) -> Result<Vec<Option<Standing>>, StoreError> {
    let given: Vec<Id<'_>> = ids.iter().map(|id| Id { id }).collect();
    let sql = "select g.nth, a.member_id, a.account_sealed, a.account_index, a.holder_sealed, coalesce(s.person, i.number_index, '') as namer, \
        cast(case when a.confirmed_by is not null then 1 else (select count(*) from account_change n \
        where n.book_id = a.book_id and n.member_id = a.member_id and n.id > a.id) end as bigint) as closed \
        from given g join account_change a on a.book_id = g.book_id and a.id = g.id \
        left join staff s on s.id = a.named_by \
        left join identity_document i on s.id is null and i.book_id = a.book_id and i.member_id = a.member_id";
    let rows: Vec<Found> = tx.bulk_read(&IDS, &given, sql).await?;
    let mut found: Vec<Option<Standing>> = ids.iter().map(|_| None).collect();
    for row in rows {
        let at: usize = number(row.nth)?;
        if let Some(standing) = &mut found[at] {
            standing.namers.push(row.namer);
            continue;
        }
        let open = |column: &str, text: &str| keys.open(&place(tx.book().as_str(), ids[at], column), text);
        found[at] = Some(Standing {
            account: open("account_sealed", &row.account_sealed)?,
            holder: row.holder_sealed.as_deref().map(|text| open("holder_sealed", text)).transpose()?,
            member_id: row.member_id,
            account_index: row.account_index,
            namers: vec![row.namer],
            is_open: row.closed == 0,
        });
    }
    Ok(found)
}

/// An account that another person confirms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed<'a> {
    /// Its id.
    pub id: &'a str,
    /// What was named.
    pub standing: &'a Standing,
    /// Who confirms it.
    pub by: String,
    /// The moment.
    pub at: String,
}

#[derive(Serialize)]
struct ConfirmedRow<'a> {
    id: &'a str,
    member_id: &'a str,
    account_sealed: String,
    account_index: &'a str,
    holder_sealed: Option<String>,
    confirmed_by: &'a str,
    confirmed_at: &'a str,
}

const CONFIRMED: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("member_id", Column::Text),
        ("account_sealed", Column::Text),
        ("account_index", Column::Text),
        ("holder_sealed", Column::Text),
        ("confirmed_by", Column::Text),
        ("confirmed_at", Column::Text),
    ],
};

/// Writes accounts as their members' own, each member at most once, and notes them where other books look for the same one.
///
/// # Errors
///
/// Those of the database.
pub async fn confirm(tx: &mut Tx, keys: &KeyRing, accounts: &[Confirmed<'_>]) -> Result<(), StoreError> {
    let book = tx.book().to_string();
    let rows: Vec<ConfirmedRow<'_>> = accounts
        .iter()
        .map(|Confirmed { id, standing, by, at }| {
            let own = |column| Place { table: "member", column, book: &book, row: &standing.member_id };
            let holder = standing.holder.as_deref();
            ConfirmedRow {
                id,
                member_id: &standing.member_id,
                account_sealed: keys.seal(&own("account_sealed"), &standing.account),
                account_index: &standing.account_index,
                holder_sealed: holder.map(|holder| keys.seal(&own("holder_sealed"), holder)),
                confirmed_by: by,
                confirmed_at: at,
            }
        })
        .collect();
    for sql in CONFIRM {
        tx.bulk(&CONFIRMED, &rows, sql).await?;
    }
    Ok(())
}

const CONFIRM: [&str; 4] = [
    "update account_change set confirmed_by = g.confirmed_by, confirmed_at = g.confirmed_at from given g \
        where account_change.book_id = g.book_id and account_change.id = g.id",
    "update member set account_sealed = g.account_sealed, account_index = g.account_index, \
        holder_sealed = g.holder_sealed, version = member.version + 1 from given g \
        where member.book_id = g.book_id and member.id = g.member_id",
    "delete from seen_account where exists (select 1 from given g where seen_account.book_id = g.book_id \
        and seen_account.member_id = g.member_id)",
    "insert into seen_account (account_index, book_id, member_id) select account_index, book_id, member_id from given \
        where true on conflict (account_index, book_id, member_id) do nothing",
];

/// An account in a list, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// The account.
    pub account: String,
    /// In whose name it is.
    pub holder: Option<String>,
    /// The moment when it was named, UTC text.
    pub named_at: String,
    /// The moment when another person confirmed it.
    pub confirmed_at: Option<String>,
}

#[derive(FromRow)]
struct ListedRow {
    id: String,
    account_sealed: String,
    holder_sealed: Option<String>,
    named_at: String,
    confirmed_at: Option<String>,
}

/// The accounts that were named for a member, where the scope sees him, in their order.
///
/// # Errors
///
/// Those of the database; when one cannot be opened.
pub async fn of_member(
    store: &Store,
    scope: &Scope,
    (book, member): (&BookId, &str),
) -> Result<Vec<Listed>, StoreError> {
    let sql = "select a.id, a.account_sealed, a.holder_sealed, a.named_at, a.confirmed_at from account_change a \
        join book b on b.id = a.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or a.book_id = $2) and ($3 = '' or a.member_id = $3) \
        and a.book_id = $4 and a.member_id = $5 order by a.id";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let rows: Vec<ListedRow> = rows.bind(book.as_str()).bind(member).fetch_all(store.reads()).await?;
    let open = |row: ListedRow| {
        let text = |column, sealed: &str| store.keys().open(&place(book.as_str(), &row.id, column), sealed);
        Ok(Listed {
            account: text("account_sealed", &row.account_sealed)?,
            holder: row.holder_sealed.as_deref().map(|holder| text("holder_sealed", holder)).transpose()?,
            named_at: row.named_at,
            confirmed_at: row.confirmed_at,
            id: row.id,
        })
    };
    rows.into_iter().map(open).collect()
}
