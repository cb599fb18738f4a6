//! Enrolments: who holds which plan of which scheme, from when to when, through which employer.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::{day, number, some_day};
use super::error::StoreError;
use super::member::{OF_MEMBERS, OfMember};
use super::tx::Tx;
use crate::engine::calendar::Span;
use crate::engine::coverage::Spell;

/// An enrolment that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// The scheme.
    pub scheme: String,
    /// Plan, days, employer and share units, as rules of coverage look at them.
    pub spell: Spell,
}

/// An enrolment to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewEnrolment {
    /// Its id, of a number that the book issued.
    pub id: String,
    /// The member.
    pub member_id: String,
    /// The scheme.
    pub scheme_id: String,
    /// The plan; empty for a scheme that has only one without a name.
    pub plan: String,
    /// The employer through which it came; none for somebody who joined alone.
    pub employer_id: Option<String>,
    /// First day of cover, inclusive.
    pub from_day: String,
    /// Last day, inclusive; none: without end.
    pub to_day: Option<String>,
    /// The day of enrolment.
    pub enrolled_on: String,
    /// The day on which the employer hired the member.
    pub hired_on: Option<String>,
    /// Share units, at least 1.
    pub share_units: u16,
    /// The import that brought it.
    pub import_id: Option<String>,
}

const ENROLMENTS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("member_id", Column::Text),
        ("scheme_id", Column::Text),
        ("plan", Column::Text),
        ("employer_id", Column::Text),
        ("from_day", Column::Text),
        ("to_day", Column::Text),
        ("enrolled_on", Column::Text),
        ("hired_on", Column::Text),
        ("share_units", Column::Number),
        ("import_id", Column::Text),
    ],
};

/// Writes enrolments.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, enrolments: &[NewEnrolment]) -> Result<(), StoreError> {
    let sql = "insert into enrolment (book_id, id, member_id, scheme_id, plan, employer_id, from_day, to_day, \
        enrolled_on, hired_on, share_units, state, import_id) \
        select book_id, id, member_id, scheme_id, plan, employer_id, from_day, to_day, enrolled_on, hired_on, \
        share_units, 'active', import_id from given";
    tx.bulk(&ENROLMENTS, enrolments, sql).await.map(|_| ())
}

/// The day on which a member left an employer, for the enrolments that came through it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leaving {
    /// The member.
    pub member_id: String,
    /// The employer that was left; none: whichever it was.
    pub employer_id: Option<String>,
    /// The last day with it, inclusive.
    pub left_on: String,
    /// The last day as it was noted before, where that is put right.
    pub was: Option<String>,
}

const LEAVINGS: Given = Given {
    name: "given",
    columns: &[
        ("member_id", Column::Text),
        ("employer_id", Column::Text),
        ("left_on", Column::Text),
        ("was", Column::Text),
    ],
};

/// Notes the last day with the employer on all enrolments that reach beyond it, or on those that have the day that was wrong.
///
/// # Errors
///
/// Those of the database.
pub async fn note_leaving(tx: &mut Tx, leavings: &[Leaving]) -> Result<u64, StoreError> {
    let sql = "update enrolment set left_on = g.left_on, version = enrolment.version + 1 from given g \
        where enrolment.book_id = g.book_id and enrolment.member_id = g.member_id and enrolment.state = 'active' \
        and (enrolment.left_on = g.was or (enrolment.left_on is null and coalesce(enrolment.to_day, '9999') > g.left_on)) \
        and (g.employer_id is null or enrolment.employer_id = g.employer_id)";
    tx.bulk(&LEAVINGS, leavings, sql).await
}

#[derive(FromRow)]
struct Row {
    nth: i64,
    id: String,
    scheme_id: String,
    plan: String,
    employer_id: Option<String>,
    from_day: String,
    to_day: Option<String>,
    enrolled_on: String,
    hired_on: Option<String>,
    left_on: Option<String>,
    share_units: i64,
}

/// The enrolments that stand, of members and of those that were merged into them: the place of the member, and the
/// enrolment, in the order of the first days.
pub(super) async fn of_members(
    tx: &mut Tx,
    members: &[OfMember<'_>],
) -> Result<Vec<(usize, Held)>, StoreError> {
    let sql = "with own as (select nth, book_id, id from given union all \
        select g.nth, g.book_id, m.id from given g join member m on m.book_id = g.book_id and m.merged_into = g.id) \
        select o.nth, e.id, e.scheme_id, e.plan, e.employer_id, e.from_day, e.to_day, e.enrolled_on, e.hired_on, \
        e.left_on, e.share_units from own o \
        join enrolment e on e.book_id = o.book_id and e.member_id = o.id and e.state = 'active' \
        order by o.nth, e.from_day, e.id";
    let rows: Vec<Row> = tx.bulk_read(&OF_MEMBERS, members, sql).await?;
    rows.into_iter().map(|row| Ok((number(row.nth)?, held(row)?))).collect()
}

fn held(row: Row) -> Result<Held, StoreError> {
    let span = Span::new(day(&row.from_day)?, some_day(row.to_day.as_deref())?);
    let spell = Spell {
        plan: row.plan,
        employer: row.employer_id,
        span: span.map_err(|why| StoreError::Broken(format!("enrolment {}: {why}", row.id)))?,
        enrolled_on: Some(day(&row.enrolled_on)?),
        hired_on: some_day(row.hired_on.as_deref())?,
        left_employer_on: some_day(row.left_on.as_deref())?,
        share_units: number(row.share_units)?,
    };
    Ok(Held { id: row.id, scheme: row.scheme_id, spell })
}
