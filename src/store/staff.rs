//! Staff: accounts, the persons behind them, their roles on a day, and who stands in for whom.

use std::collections::HashMap;

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::tx::Tx;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::name::Name;
use crate::engine::office::{Actor, Role};

/// Who asks: an account, and the account of the absent colleague in whose name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Who {
    /// The account.
    pub staff: Name,
    /// In whose name; none: in his own.
    pub on_behalf_of: Option<Name>,
}

#[derive(Serialize)]
struct Account<'a> {
    staff: &'a str,
    absent: &'a str,
    day: String,
}

const ACCOUNTS: Given = Given {
    name: "given",
    columns: &[("staff", Column::Text), ("absent", Column::Text), ("day", Column::Text)],
};

/// One role of an account, or an account without any.
#[derive(FromRow)]
struct Held {
    id: String,
    person: String,
    path: String,
    role: String,
    level: String,
    deputy: String,
}

/// Somebody who may act, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// Who he is, and what he may do.
    pub actor: Actor,
    /// The path of the organisation that he belongs to.
    pub path: String,
}

/// Who the accounts are, in their order: with the roles that they hold on the day. None for an account that is not
/// active, for one whose organisation the book does not lie under, and for one that no absent colleague has made his
/// deputy for the day.
///
/// # Errors
///
/// Those of the database.
pub async fn actors(tx: &mut Tx, who: &[Who], day: Day) -> Result<Vec<Option<Acting>>, StoreError> {
    let mut accounts: Vec<&Who> = who.iter().collect();
    accounts.sort_unstable_by_key(|who| (&who.staff, &who.on_behalf_of));
    accounts.dedup();
    let day = day.to_string();
    let rows: Vec<Account<'_>> = accounts
        .iter()
        .map(|who| Account {
            staff: &who.staff,
            absent: who.on_behalf_of.as_deref().unwrap_or_default(),
            day: day.clone(),
        })
        .collect();
    let held: Vec<Held> = tx.bulk_read(&ACCOUNTS, &rows, HELD).await?;
    let mut known: HashMap<(&str, &str), Vec<&Held>> = HashMap::new();
    for row in &held {
        known.entry((&row.id, &row.deputy)).or_default().push(row);
    }
    Ok(who.iter().map(|who| acting(who, &known)).collect())
}

/// The accounts themselves, with an empty deputy; and the absent ones, with the deputy who asks in their name.
const HELD: &str = "select distinct s.id, s.person, o.path, coalesce(r.role, '') as role, \
    coalesce(r.level, '') as level, case when s.id = g.staff then '' else g.staff end as deputy \
    from given g \
    join staff s on s.id in (g.staff, g.absent) and s.state = 'active' \
    join organisation o on o.id = s.organisation_id \
    join book b on b.id = g.book_id \
    join organisation k on k.id = b.organisation_id and substr(k.path, 1, length(o.path)) = o.path \
    left join staff_role r on r.staff_id = s.id and r.from_day <= g.day and coalesce(r.to_day, '9999') >= g.day \
    left join deputy d on d.staff_id = g.absent and d.deputy_id = g.staff \
    and d.from_day <= g.day and d.to_day >= g.day \
    where s.id = g.staff or d.staff_id is not null";

fn acting(who: &Who, known: &HashMap<(&str, &str), Vec<&Held>>) -> Option<Acting> {
    let own = actor(known.get(&(&*who.staff, ""))?)?;
    let Some(absent) = &who.on_behalf_of else { return Some(own) };
    let absent = actor(known.get(&(&**absent, &*who.staff))?)?;
    Some(Acting { actor: own.actor.in_the_name_of(&absent.actor), path: own.path })
}

fn actor(held: &[&Held]) -> Option<Acting> {
    let first = held.first()?;
    let mut actor = Actor::new(&first.id, &first.person);
    for row in held {
        if let Some(role) = Role::from_word(&row.role).filter(|role| !actor.roles.contains(role)) {
            actor = actor.with(role);
        }
        if !row.level.is_empty() {
            actor = actor.at_level(&row.level);
        }
    }
    Some(Acting { actor, path: first.path.clone() })
}

/// An account to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewStaff {
    /// Its id.
    pub id: String,
    /// The organisation.
    pub organisation_id: String,
    /// The person behind it: the blind index of his identity document.
    pub person: String,
    /// As printed.
    pub name: String,
    /// What is typed to log in.
    pub login: String,
}

/// A role that is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewRole {
    /// The account.
    pub staff_id: String,
    /// The role's word.
    pub role: &'static str,
    /// A level of the ladder of review; empty for none.
    pub level: String,
    /// First day, inclusive.
    pub from_day: String,
    /// Last day, inclusive; none: until further notice.
    pub to_day: Option<String>,
}

const NEW_STAFF: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("organisation_id", Column::Text),
        ("person", Column::Text),
        ("name", Column::Text),
        ("login", Column::Text),
    ],
};

const NEW_ROLES: Given = Given {
    name: "given",
    columns: &[
        ("staff_id", Column::Text),
        ("role", Column::Text),
        ("level", Column::Text),
        ("from_day", Column::Text),
        ("to_day", Column::Text),
    ],
};

/// Opens accounts and gives roles.
///
/// # Errors
///
/// Those of the database; also when a login is taken: ask [`of_logins`] first.
pub async fn insert(tx: &mut Tx, accounts: &[NewStaff], roles: &[NewRole]) -> Result<(), StoreError> {
    let sql = "insert into staff (id, organisation_id, person, name, login, state) \
        select id, organisation_id, person, name, login, 'active' from given";
    tx.bulk(&NEW_STAFF, accounts, sql).await?;
    let sql = "insert into staff_role (staff_id, role, level, from_day, to_day) \
        select staff_id, role, level, from_day, to_day from given where true \
        on conflict (staff_id, role, level, from_day) do update set to_day = excluded.to_day";
    tx.bulk(&NEW_ROLES, roles, sql).await.map(|_| ())
}

#[derive(Serialize)]
struct Login<'a> {
    login: &'a str,
}

const LOGINS: Given = Given { name: "given", columns: &[("login", Column::Text)] };

/// The accounts of some logins, by login: each with the person behind it.
///
/// # Errors
///
/// Those of the database.
pub async fn of_logins(
    tx: &mut Tx,
    logins: &[&str],
) -> Result<HashMap<String, (String, String)>, StoreError> {
    let given: Vec<Login<'_>> = logins.iter().map(|login| Login { login }).collect();
    let sql = "select s.login, s.id, s.person from given g join staff s on s.login = g.login";
    let rows: Vec<(String, String, String)> = tx.bulk_read(&LOGINS, &given, sql).await?;
    Ok(rows.into_iter().map(|(login, id, person)| (login, (id, person))).collect())
}

/// The account of a login.
///
/// # Errors
///
/// Those of the database.
pub async fn of_login(store: &super::store::Store, login: &str) -> Result<Option<String>, StoreError> {
    let sql = "select id from staff where login = $1";
    Ok(sqlx::query_scalar(sql).bind(login).fetch_optional(store.reads()).await?)
}
