//! Staff: accounts, the persons behind them, their roles on a day, and who stands in for whom.

use std::collections::HashMap;

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::{number, word};
use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;
use super::tx::Tx;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::name::Name;
use crate::engine::office::{AccountState, Actor, Role};

/// Who asks: an account, and the account of the absent colleague in whose name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Who {
    /// The account.
    pub staff: Name,
    /// In whose name; none: in his own.
    pub on_behalf_of: Option<Name>,
}

/// One role of an account, or an account without any.
pub(super) struct Held {
    pub id: String,
    pub person: String,
    pub path: String,
    pub role: String,
    pub level: String,
    pub deputy: String,
}

/// Somebody who may act, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// Who he is, and what he may do.
    pub actor: Actor,
    /// The path of the organisation that he belongs to.
    pub path: String,
}

/// Who the accounts are, in their order: with the roles that they hold.
pub(super) fn acting(who: &[&Who], held: &[Held]) -> Vec<Option<Acting>> {
    let mut known: HashMap<(&str, &str), Vec<&Held>> = HashMap::new();
    for row in held {
        known.entry((&row.id, &row.deputy)).or_default().push(row);
    }
    who.iter().map(|who| of_account(who, &known)).collect()
}

fn of_account(who: &Who, known: &HashMap<(&str, &str), Vec<&Held>>) -> Option<Acting> {
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
    tx.bulk(&NEW_ROLES, roles, sql).await?;
    // With another role it is another account than the one that somebody saw.
    let sql = "update staff set version = staff.version + 1 from given g where staff.id = g.staff_id";
    tx.bulk(&NEW_ROLES, roles, sql).await.map(|_| ())
}

/// An account as another one sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// The person behind it.
    pub person: String,
    /// May it act?
    pub state: AccountState,
    /// Does it belong to the subtree of whoever asks?
    pub is_within: bool,
}

#[derive(Serialize)]
struct Login<'a> {
    asker: &'a str,
    login: &'a str,
}

const LOGINS: Given = Given { name: "given", columns: &[("asker", Column::Text), ("login", Column::Text)] };

#[derive(FromRow)]
struct Known {
    nth: i64,
    id: String,
    person: String,
    state: String,
    is_within: i64,
}

/// The accounts of some logins, in their order; each as an account sees it that asks about it.
///
/// # Errors
///
/// Those of the database.
pub async fn of_logins(tx: &mut Tx, logins: &[(&str, &str)]) -> Result<Vec<Option<Account>>, StoreError> {
    let given: Vec<Login<'_>> = logins.iter().map(|(asker, login)| Login { asker, login }).collect();
    let sql = "select g.nth, s.id, s.person, s.state, \
        cast(case when substr(o.path, 1, length(k.path)) = k.path then 1 else 0 end as bigint) as is_within \
        from given g join staff s on s.login = g.login join organisation o on o.id = s.organisation_id \
        join staff a on a.id = g.asker join organisation k on k.id = a.organisation_id";
    let rows: Vec<Known> = tx.bulk_read(&LOGINS, &given, sql).await?;
    let mut found: Vec<Option<Account>> = logins.iter().map(|_| None).collect();
    for row in rows {
        let is_within = row.is_within == 1;
        let account = Account { id: row.id, person: row.person, state: word(&row.state)?, is_within };
        found[number::<usize>(row.nth)?] = Some(account);
    }
    Ok(found)
}

/// The state that an account comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewState {
    /// The account.
    pub id: String,
    /// The state's word.
    pub state: &'static str,
}

const STATES: Given = Given { name: "given", columns: &[("id", Column::Text), ("state", Column::Text)] };

/// Writes the states of accounts, each at most once.
///
/// # Errors
///
/// Those of the database.
pub async fn set_states(tx: &mut Tx, states: &[NewState]) -> Result<(), StoreError> {
    let sql =
        "update staff set state = g.state, version = staff.version + 1 from given g where staff.id = g.id";
    tx.bulk(&STATES, states, sql).await.map(|_| ())
}

/// A role that is taken away after a last day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct RoleEnd {
    /// The account.
    pub staff_id: String,
    /// The role's word.
    pub role: &'static str,
    /// The level of the ladder; empty for none.
    pub level: String,
    /// The last day, inclusive.
    pub last: String,
}

const ENDS: Given = Given {
    name: "given",
    columns: &[
        ("staff_id", Column::Text),
        ("role", Column::Text),
        ("level", Column::Text),
        ("last", Column::Text),
    ],
};

/// Which of some roles are held beyond that day, in their order.
///
/// # Errors
///
/// Those of the database.
pub async fn held_beyond(tx: &mut Tx, ends: &[RoleEnd]) -> Result<Vec<bool>, StoreError> {
    let sql = "select distinct g.nth from given g join staff_role r on r.staff_id = g.staff_id \
        and r.role = g.role and r.level = g.level and coalesce(r.to_day, '9999') > g.last";
    let rows: Vec<(i64,)> = tx.bulk_read(&ENDS, ends, sql).await?;
    let mut held = vec![false; ends.len()];
    for (nth,) in rows {
        held[number::<usize>(nth)?] = true;
    }
    Ok(held)
}

/// Takes roles away after their last days, of each account at most one.
///
/// # Errors
///
/// Those of the database.
pub async fn end_roles(tx: &mut Tx, ends: &[RoleEnd]) -> Result<(), StoreError> {
    let sql = "update staff_role set to_day = g.last from given g where staff_role.staff_id = g.staff_id \
        and staff_role.role = g.role and staff_role.level = g.level \
        and coalesce(staff_role.to_day, '9999') > g.last";
    tx.bulk(&ENDS, ends, sql).await?;
    let sql = "update staff set version = staff.version + 1 from given g where staff.id = g.staff_id";
    tx.bulk(&ENDS, ends, sql).await.map(|_| ())
}

/// Who stands in for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewDeputy {
    /// The absent account.
    pub staff_id: String,
    /// The account that acts in his name.
    pub deputy_id: String,
    /// First day, inclusive.
    pub from_day: String,
    /// Last day, inclusive.
    pub to_day: String,
    /// Why.
    pub reason: String,
}

const DEPUTIES: Given = Given {
    name: "given",
    columns: &[
        ("staff_id", Column::Text),
        ("deputy_id", Column::Text),
        ("from_day", Column::Text),
        ("to_day", Column::Text),
        ("reason", Column::Text),
    ],
};

/// Writes deputies, each at most once. One from the same first day gets the new last day, so that an absence is ended
/// early by saying it again.
///
/// # Errors
///
/// Those of the database.
pub async fn deputise(tx: &mut Tx, deputies: &[NewDeputy]) -> Result<(), StoreError> {
    let sql = "insert into deputy (staff_id, deputy_id, from_day, to_day, reason) \
        select staff_id, deputy_id, from_day, to_day, reason from given where true \
        on conflict (staff_id, deputy_id, from_day) do update set to_day = excluded.to_day, reason = excluded.reason";
    tx.bulk(&DEPUTIES, deputies, sql).await.map(|_| ())
}

/// An account in a list, with its roles of a day.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// What is typed to log in.
    pub login: String,
    /// As printed.
    pub name: String,
    /// The organisation.
    pub organisation_id: String,
    /// The state's word.
    pub state: String,
    /// A role held on the day, `role=level` with a level, or empty; one row for each.
    pub role: String,
    /// Login of an absent colleague for whom he stands in on the day; empty for none.
    pub stands_for: String,
}

/// The accounts that a scope sees, with roles and absent colleagues of a day: one row for each of them.
///
/// # Errors
///
/// Those of the database.
pub async fn list(store: &Store, scope: &Scope, day: Day) -> Result<Vec<Listed>, StoreError> {
    let sql = "select s.login, s.name, s.organisation_id, s.state, \
        case when r.role is null then '' when r.level = '' then r.role else r.role || '=' || r.level end as role, \
        '' as stands_for from staff s join organisation o on o.id = s.organisation_id \
        left join staff_role r on r.staff_id = s.id and r.from_day <= $3 and coalesce(r.to_day, '9999') >= $3 \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' \
        union all select s.login, s.name, s.organisation_id, s.state, '', a.login \
        from staff s join organisation o on o.id = s.organisation_id \
        join deputy d on d.deputy_id = s.id and d.from_day <= $3 and d.to_day >= $3 \
        join staff a on a.id = d.staff_id \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' order by 1, 5 desc, 6";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(day.to_string());
    Ok(rows.fetch_all(store.reads()).await?)
}

/// The account of a login.
///
/// # Errors
///
/// Those of the database.
pub async fn of_login(store: &Store, login: &str) -> Result<Option<String>, StoreError> {
    let sql = "select id from staff where login = $1";
    Ok(sqlx::query_scalar(sql).bind(login).fetch_optional(store.reads()).await?)
}
