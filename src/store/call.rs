//! Calls: whether each was answered before, who asks, and where the audit chain ends, in one statement.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use sqlx::FromRow;

use super::audit::Head;
use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::idempotency::{self, Asked, Known};
use super::staff::{self, Acting, Held, Who};
use super::tx::Tx;
use crate::engine::calendar::Day;

/// A call; who asks stands in the first that he makes only.
#[derive(Serialize)]
struct Call<'a> {
    principal: &'a str,
    key: &'a str,
    staff: Option<&'a str>,
    absent: &'a str,
    day: &'a str,
}

const CALLS: Given = Given {
    name: "given",
    columns: &[
        ("principal", Column::Text),
        ("key", Column::Text),
        ("staff", Column::Text),
        ("absent", Column::Text),
        ("day", Column::Text),
    ],
};

/// A row of any kind: `answered` (hash of the body, answer), `role` (account, person, path, role, level, deputy), or
/// `head` (of the audit chain: number and hash).
#[derive(FromRow)]
struct Row {
    nth: i64,
    kind: String,
    a: String,
    b: String,
    c: String,
    d: String,
    e: String,
    f: String,
}

/// The accounts themselves have an empty deputy; the absent ones have the deputy who asks in their name.
const KNOWN: &str = "select g.nth, 'answered' as kind, i.body_hash as a, i.answer as b, '' as c, '' as d, '' as e, \
    '' as f from given g join audit i on i.book_id = g.book_id and i.who = g.principal and i.key = g.key \
    union all select g.nth, 'head', coalesce((select cast(h.number as text) || ' ' || h.hash from audit h \
    where h.book_id = g.book_id order by h.number desc limit 1), ''), '', '', '', '', '' from given g where g.nth = 0 \
    union all select distinct g.nth, 'role', s.id, s.person, o.path, coalesce(r.role, ''), coalesce(r.level, ''), \
    case when s.id = g.staff then '' else g.staff end \
    from given g join staff s on s.id in (g.staff, g.absent) and s.state = 'active' \
    join organisation o on o.id = s.organisation_id \
    join book b on b.id = g.book_id \
    join organisation k on k.id = b.organisation_id and substr(k.path, 1, length(o.path)) = o.path \
    left join staff_role r on r.staff_id = s.id and r.from_day <= g.day and coalesce(r.to_day, '9999') >= g.day \
    left join deputy d on d.staff_id = g.absent and d.deputy_id = g.staff \
    and d.from_day <= g.day and d.to_day >= g.day \
    where g.staff is not null and (s.id = g.staff or d.staff_id is not null)";

/// What is known of each request of a slice, and who asks.
///
/// It is asked with the book in hand, so it stays true until the act ends; and it waits for an act whose outcome is
/// unknown, since that one holds the book until it ended either way. Nobody asks where an account is not active, where
/// the book does not lie under its organisation, or where no absent colleague made it his deputy for the day.
///
/// # Errors
///
/// Those of the database.
pub async fn known(
    tx: &mut Tx,
    calls: &[(Asked, Who)],
    day: Day,
) -> Result<(Vec<Known>, Vec<Option<Acting>>), StoreError> {
    let day = day.to_string();
    let mut seen = HashSet::new();
    let given = calls.iter().map(|(asked, who)| Call {
        principal: &asked.principal,
        key: &asked.key,
        staff: seen.insert(who).then_some(&*who.staff),
        absent: who.on_behalf_of.as_deref().unwrap_or_default(),
        day: &day,
    });
    let given: Vec<Call<'_>> = given.collect();
    let (mut answered, mut roles, mut head) = (HashMap::new(), vec![], Head::default());
    for row in tx.bulk_read::<Row>(&CALLS, &given, KNOWN).await? {
        match row.kind.as_str() {
            "answered" => drop(answered.insert(number::<usize>(row.nth)?, (row.a, row.b))),
            "head" => head = Head::read(&row.a)?,
            _ => roles.push(Held {
                id: row.a,
                person: row.b,
                path: row.c,
                role: row.d,
                level: row.e,
                deputy: row.f,
            }),
        }
    }
    tx.note_head(head);
    let asked: Vec<&Asked> = calls.iter().map(|(asked, _)| asked).collect();
    let who: Vec<&Who> = calls.iter().map(|(_, who)| who).collect();
    Ok((idempotency::known(&asked, &answered), staff::acting(&who, &roles)))
}
