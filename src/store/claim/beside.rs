//! What lies beside claims that are to be decided: categories, cover, running totals, and what was decided last.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use sqlx::FromRow;

use super::history::word_of;
use crate::engine::calendar::{Day, Span};
use crate::engine::coverage::Spell;
use crate::engine::people::CategorySpell;
use crate::engine::scheme::model::Scope;
use crate::store::accumulator::{Key, Totals};
use crate::store::bulk::{Column, Given};
use crate::store::column::{day, number, some_day};
use crate::store::error::StoreError;
use crate::store::tx::Tx;

/// Whose running totals a claim may touch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Owners {
    /// The claim itself, which is not earlier than itself.
    pub claim: String,
    /// The scheme.
    pub scheme: String,
    /// The member.
    pub member: String,
    /// The household, where the scheme looks at it.
    pub household: Option<String>,
    /// The employer, where the scheme looks at it.
    pub employer: Option<String>,
    /// Does the scheme look at all claims together?
    pub pool: bool,
}

impl Owners {
    /// Each owner once, as (scope, id).
    pub fn each(&self) -> impl Iterator<Item = (Scope, &str)> {
        let household = self.household.as_deref().map(|id| (Scope::Household, id));
        let employer = self.employer.as_deref().map(|id| (Scope::Employer, id));
        let pool = self.pool.then_some((Scope::Pool, ""));
        [Some((Scope::Member, self.member.as_str())), household, employer, pool].into_iter().flatten()
    }
}

/// What lies beside the claims of a slice.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// For each claim: categories of the member, in the order of their first days.
    pub categories: Vec<Vec<CategorySpell>>,
    /// For each claim: the member's cover in its scheme.
    pub cover: Vec<Vec<Spell>>,
    /// For each claim: the day and the receipt number of the last claim of the same owners that was decided; those
    /// without a day aside.
    pub last: Vec<Option<(Day, u64)>>,
    /// All running totals of all owners.
    pub totals: Totals,
}

/// A claim as it is asked for. The owners of movements stand in the first row that has them only.
#[derive(Serialize)]
struct Asked<'a> {
    claim: &'a str,
    scheme: &'a str,
    member: &'a str,
    household: Option<&'a str>,
    employer: Option<&'a str>,
    new_member: Option<&'a str>,
    new_household: Option<&'a str>,
    new_employer: Option<&'a str>,
    new_pool: Option<i64>,
}

const ASKED: Given = Given {
    name: "given",
    columns: &[
        ("claim", Column::Text),
        ("scheme", Column::Text),
        ("member", Column::Text),
        ("household", Column::Text),
        ("employer", Column::Text),
        ("new_member", Column::Text),
        ("new_household", Column::Text),
        ("new_employer", Column::Text),
        ("new_pool", Column::Number),
    ],
};

/// A row of any kind: `category`, `cover`, `last` or `total`.
#[derive(FromRow)]
struct Row {
    nth: i64,
    kind: String,
    a: Option<String>,
    b: Option<String>,
    c: Option<String>,
    d: Option<String>,
    e: Option<String>,
    f: Option<String>,
    g: Option<String>,
    n: Option<i64>,
}

/// One statement for all that there is, so that a decision takes few of them. `own` are the members with those that
/// were merged into them; `decided` the last claim of each owner with a decision that stands; `owners` those of running
/// totals, each once: their scope comes with them, so that totals are found by their key.
const BESIDE: &str = "with own as (select nth, book_id, member as id, member, new_member, scheme, claim from given \
    union all select g.nth, g.book_id, m.id, g.member, g.new_member, g.scheme, g.claim from given g \
    join member m on m.book_id = g.book_id and m.merged_into = g.member), \
    decided as (select o.nth, (select c.event_day || ' ' || cast(1000000000000000000 + c.receipt as text) from claim c \
    where c.book_id = o.book_id and c.member_id = o.id and c.scheme_id = o.scheme and c.event_day is not null \
    and c.id <> o.claim and c.stage in ('pending', 'proposed', 'approved', 'denied') \
    order by c.event_day desc, c.receipt desc limit 1) as last from own o \
    union all select g.nth, (select c.event_day || ' ' || cast(1000000000000000000 + c.receipt as text) from claim c \
    where c.book_id = g.book_id and c.household_id = g.household and c.scheme_id = g.scheme and c.event_day is not null \
    and c.id <> g.claim and c.stage in ('pending', 'proposed', 'approved', 'denied') \
    order by c.event_day desc, c.receipt desc limit 1) from given g where g.household is not null \
    union all select g.nth, (select c.event_day || ' ' || cast(1000000000000000000 + c.receipt as text) from claim c \
    where c.book_id = g.book_id and c.employer_id = g.employer and c.scheme_id = g.scheme and c.event_day is not null \
    and c.id <> g.claim and c.stage in ('pending', 'proposed', 'approved', 'denied') \
    order by c.event_day desc, c.receipt desc limit 1) from given g where g.employer is not null \
    union all select g.nth, (select max(c.event_day || ' ' || cast(1000000000000000000 + c.receipt as text)) from claim c \
    where c.book_id = g.book_id and c.scheme_id = g.scheme and c.id <> g.claim \
    and c.stage in ('pending', 'proposed', 'approved', 'denied')) from given g where g.new_pool = 1), \
    owners as (select nth, book_id, scheme, 'member' as scope, id as owner, member as counts_for from own \
    where new_member is not null \
    union all select nth, book_id, scheme, 'household', new_household, new_household from given \
    where new_household is not null \
    union all select nth, book_id, scheme, 'employer', new_employer, new_employer from given \
    where new_employer is not null \
    union all select nth, book_id, scheme, 'pool', '', '' from given where new_pool = 1) \
    select o.nth, 'category' as kind, c.category as a, c.from_day as b, c.to_day as c, c.verified_on as d, \
    cast(null as text) as e, cast(null as text) as f, cast(null as text) as g, cast(null as bigint) as n \
    from own o join category_spell c on c.book_id = o.book_id and c.member_id = o.id \
    union all select o.nth, 'cover', e.plan, e.from_day, e.to_day, e.enrolled_on, e.hired_on, e.left_on, \
    e.employer_id, e.share_units from own o join enrolment e on e.book_id = o.book_id and e.member_id = o.id \
    and e.scheme_id = o.scheme and e.state = 'active' \
    union all select d.nth, 'last', max(d.last), null, null, null, null, null, null, null from decided d \
    where d.last is not null group by d.nth \
    union all select o.nth, 'total', m.total, m.scope, o.counts_for, m.stretch, m.window_id, m.value, m.owner_id, null \
    from owners o join accumulator m on m.book_id = o.book_id and m.scheme_id = o.scheme and m.scope = o.scope \
    and m.owner_id = o.owner";

/// What lies beside claims, in one statement.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a row cannot be read.
pub async fn beside(tx: &mut Tx, claims: &[Owners]) -> Result<Beside, StoreError> {
    let rows: Vec<Row> = tx.bulk_read(&ASKED, &asked(claims), BESIDE).await?;
    let mut beside = Beside {
        categories: vec![vec![]; claims.len()],
        cover: vec![vec![]; claims.len()],
        last: vec![None; claims.len()],
        totals: Totals::default(),
    };
    for row in rows {
        let at: usize = number(row.nth)?;
        match row.kind.as_str() {
            "category" => beside.categories[at].push(category(row)?),
            "cover" => beside.cover[at].push(spell(row)?),
            "last" => beside.last[at] = row.a.as_deref().map(last).transpose()?,
            _ => put(&mut beside.totals, &claims[at].scheme, row)?,
        }
    }
    for owners in claims {
        owners.each().for_each(|(scope, owner)| beside.totals.cover(&owners.scheme, word_of(scope), owner));
    }
    one_for_the_pool(claims, &mut beside.last);
    beside.categories.iter_mut().for_each(|spells| spells.sort_by_key(|spell| spell.from));
    beside.cover.iter_mut().for_each(|spells| spells.sort_by_key(|spell| spell.span.from()));
    Ok(beside)
}

/// All claims of a pool have the last of the first one of its scheme, for which alone the whole pool is read.
fn one_for_the_pool(claims: &[Owners], last: &mut [Option<(Day, u64)>]) {
    let mut first: HashMap<&str, Option<(Day, u64)>> = HashMap::new();
    for (owners, last) in claims.iter().zip(last).filter(|(owners, _)| owners.pool) {
        *last = *first.entry(&owners.scheme).or_insert(*last);
    }
}

fn asked(claims: &[Owners]) -> Vec<Asked<'_>> {
    let mut seen = HashSet::new();
    claims.iter().map(|owners| row(owners, |owner| seen.insert((owners.scheme.as_str(), owner)))).collect()
}

fn row<'a>(owners: &'a Owners, mut is_new: impl FnMut((Scope, &'a str)) -> bool) -> Asked<'a> {
    let (household, employer) = (owners.household.as_deref(), owners.employer.as_deref());
    Asked {
        claim: &owners.claim,
        scheme: &owners.scheme,
        member: &owners.member,
        household,
        employer,
        new_member: Some(&*owners.member).filter(|id| is_new((Scope::Member, id))),
        new_household: household.filter(|id| is_new((Scope::Household, id))),
        new_employer: employer.filter(|id| is_new((Scope::Employer, id))),
        new_pool: owners.pool.then_some(1).filter(|_| is_new((Scope::Pool, ""))),
    }
}

fn category(row: Row) -> Result<CategorySpell, StoreError> {
    Ok(CategorySpell {
        category: row.a.unwrap_or_default(),
        from: some_day(row.b.as_deref())?,
        to: some_day(row.c.as_deref())?,
        verified: some_day(row.d.as_deref())?,
    })
}

fn spell(row: Row) -> Result<Spell, StoreError> {
    let from = day(&row.b.unwrap_or_default())?;
    let span = Span::new(from, some_day(row.c.as_deref())?);
    Ok(Spell {
        plan: row.a.unwrap_or_default(),
        employer: row.g,
        span: span.map_err(|why| StoreError::Broken(why.to_string()))?,
        enrolled_on: some_day(row.d.as_deref())?,
        hired_on: some_day(row.e.as_deref())?,
        left_employer_on: some_day(row.f.as_deref())?,
        share_units: number(row.n.unwrap_or(1))?,
    })
}

/// A day, and a receipt number on top of 10^18, which makes the order of texts that of numbers.
fn last(text: &str) -> Result<(Day, u64), StoreError> {
    let broken = || StoreError::Broken(format!("`{text}` is no last claim"));
    let (event_day, receipt) = text.split_once(" 1").ok_or_else(broken)?;
    Ok((day(event_day)?, receipt.parse().map_err(|_| broken())?))
}

fn put(totals: &mut Totals, scheme: &str, row: Row) -> Result<(), StoreError> {
    let text = |part: Option<String>| part.unwrap_or_default();
    let key = Key {
        scheme_id: scheme.into(),
        scope: text(row.b),
        owner_id: text(row.g),
        total: text(row.a),
        stretch: text(row.d),
        window_id: text(row.e),
    };
    totals.put(key, &text(row.c), &text(row.f))
}
