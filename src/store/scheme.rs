//! Editions of schemes: whole text and lists, who proposed them, who confirmed them.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::{number, word};
use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;
use super::tx::Tx;
use crate::engine::office::undo::Stands;

/// Which edition of a scheme: changes with any letter of its text or lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, FromRow, Serialize)]
pub struct EditionKey {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
}

/// An edition as it was published.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PublishedEdition {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
    /// The whole text (TOML).
    pub text: String,
    /// Its list files: a JSON object of name and whole text (CSV).
    pub lists: String,
}

#[derive(Serialize)]
struct Asked<'a> {
    scheme_id: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("scheme_id", Column::Text)] };

/// Schemes with the mark of what is published of them: it changes whenever an edition is published or withdrawn. Schemes
/// without a published edition are left out. Whoever keeps schemes read asks for this first.
///
/// # Errors
///
/// Those of the database.
pub async fn marks(tx: &mut Tx, schemes: &[&str]) -> Result<Vec<(String, String)>, StoreError> {
    let given: Vec<Asked<'_>> = schemes.iter().map(|scheme_id| Asked { scheme_id }).collect();
    let sql = "select s.scheme_id, cast(count(*) as text) || '/' || coalesce(max(s.confirmed_at), '') as mark \
        from scheme_edition s where s.state = 'published' and s.scheme_id in (select scheme_id from given) \
        group by s.scheme_id";
    tx.bulk_read(&ASKED, &given, sql).await
}

/// The same of all schemes.
///
/// # Errors
///
/// Those of the database.
pub async fn all_marks(tx: &mut Tx) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select s.scheme_id, cast(count(*) as text) || '/' || coalesce(max(s.confirmed_at), '') as mark \
        from given g join scheme_edition s on s.state = 'published' group by s.scheme_id";
    tx.bulk_read(&ASKED, &[Asked { scheme_id: "" }], sql).await
}

/// The editions of a scheme that are published, in the order of their first days.
///
/// # Errors
///
/// Those of the database.
pub async fn published(tx: &mut Tx, scheme: &str) -> Result<Vec<PublishedEdition>, StoreError> {
    published_of(tx, &[scheme]).await
}

/// The editions of several schemes that are published, by scheme in the order of their first days; each scheme is named
/// once.
///
/// # Errors
///
/// Those of the database.
pub async fn published_of(tx: &mut Tx, schemes: &[&str]) -> Result<Vec<PublishedEdition>, StoreError> {
    let given: Vec<Asked<'_>> = schemes.iter().map(|scheme_id| Asked { scheme_id }).collect();
    let sql = "select s.scheme_id, s.from_day, s.hash, s.text, s.lists from given g \
        join scheme_edition s on s.scheme_id = g.scheme_id and s.state = 'published' \
        order by s.scheme_id, s.from_day";
    tx.bulk_read(&ASKED, &given, sql).await
}

/// All editions that are published, by scheme in the order of their first days.
///
/// # Errors
///
/// Those of the database.
pub async fn all_published(store: &Store) -> Result<Vec<PublishedEdition>, StoreError> {
    let sql = "select scheme_id, from_day, hash, text, lists from scheme_edition where state = 'published' \
        order by scheme_id, from_day";
    Ok(sqlx::query_as(sql).fetch_all(store.reads()).await?)
}

/// An edition that waits for its second person, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Waiting {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
    /// Login of who proposed it.
    pub proposed_by: String,
    /// The moment, UTC text.
    pub proposed_at: String,
}

/// The editions that wait for a second person, of those whom the scope sees, in the order of their moments.
///
/// # Errors
///
/// Those of the database.
pub async fn proposed(store: &Store, scope: &Scope) -> Result<Vec<Waiting>, StoreError> {
    let sql = "select e.scheme_id, e.from_day, e.hash, s.login as proposed_by, e.proposed_at from scheme_edition e \
        join staff s on s.id = e.proposed_by join organisation o on o.id = s.organisation_id \
        where e.state = 'proposed' and substr(o.path, 1, length($1)) = $1 and $2 = '' order by e.proposed_at, e.hash";
    Ok(sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).fetch_all(store.reads()).await?)
}

/// An edition that is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewEdition {
    /// The scheme.
    pub scheme_id: String,
    /// The first day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
    /// The whole text.
    pub text: String,
    /// Its list files as JSON.
    pub lists: String,
    /// Who proposes it.
    pub proposed_by: String,
    /// The moment, UTC text.
    pub proposed_at: String,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("scheme_id", Column::Text),
        ("from_day", Column::Text),
        ("hash", Column::Text),
        ("text", Column::Text),
        ("lists", Column::Text),
        ("proposed_by", Column::Text),
        ("proposed_at", Column::Text),
    ],
};

/// Writes proposals, each at most once. One that was withdrawn is proposed anew; one that stands is left as it is.
///
/// # Errors
///
/// Those of the database.
pub async fn propose(tx: &mut Tx, editions: &[NewEdition]) -> Result<(), StoreError> {
    let sql = "insert into scheme_edition \
        (scheme_id, from_day, hash, text, lists, state, proposed_by, proposed_at) \
        select scheme_id, from_day, hash, text, lists, 'proposed', proposed_by, proposed_at from given where true \
        on conflict (scheme_id, from_day, hash) do update set state = 'proposed', proposed_by = excluded.proposed_by, \
        proposed_at = excluded.proposed_at, confirmed_by = null, confirmed_at = null, withdrawn_by = null, \
        withdrawn_at = null where scheme_edition.state = 'withdrawn'";
    tx.bulk(&NEW, editions, sql).await.map(|_| ())
}

/// An edition as it stands, with the persons behind the accounts that had a hand in it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Standing {
    nth: i64,
    /// First day in force.
    pub from_day: String,
    /// SHA-256 of text and lists.
    pub hash: String,
    /// `proposed`, `published` or `withdrawn`.
    pub state: String,
    /// The person who proposed it.
    pub proposer: String,
    /// The person who first wanted it withdrawn.
    pub withdrawer: Option<String>,
    is_within: i64,
}

impl Standing {
    /// Was it proposed in the subtree of the organisation of whoever asks?
    pub fn is_within(&self) -> bool {
        self.is_within == 1
    }
}

#[derive(Serialize)]
struct Sought<'a> {
    asker: &'a str,
    scheme_id: &'a str,
}

const SOUGHT: Given =
    Given { name: "given", columns: &[("asker", Column::Text), ("scheme_id", Column::Text)] };

/// All editions of each scheme that an account asks about, whatever their state, in the order of their first days.
///
/// # Errors
///
/// Those of the database.
pub async fn standing(tx: &mut Tx, sought: &[(&str, &str)]) -> Result<Vec<Vec<Standing>>, StoreError> {
    let given: Vec<Sought<'_>> =
        sought.iter().map(|(asker, scheme_id)| Sought { asker, scheme_id }).collect();
    let sql = "select g.nth, s.from_day, s.hash, s.state, p.person as proposer, w.person as withdrawer, \
        cast(case when substr(o.path, 1, length(k.path)) = k.path then 1 else 0 end as bigint) as is_within \
        from given g join scheme_edition s on s.scheme_id = g.scheme_id \
        join staff p on p.id = s.proposed_by join organisation o on o.id = p.organisation_id \
        join staff a on a.id = g.asker join organisation k on k.id = a.organisation_id \
        left join staff w on w.id = s.withdrawn_by order by g.nth, s.from_day, s.hash";
    let rows: Vec<Standing> = tx.bulk_read(&SOUGHT, &given, sql).await?;
    let mut found: Vec<Vec<Standing>> = sought.iter().map(|_| vec![]).collect();
    for row in rows {
        let at: usize = number(row.nth)?;
        found[at].push(row);
    }
    Ok(found)
}

/// Editions with their texts, whatever their state; those that are not there are left out.
///
/// # Errors
///
/// Those of the database.
pub async fn editions(tx: &mut Tx, keys: &[EditionKey]) -> Result<Vec<PublishedEdition>, StoreError> {
    let sql = "select distinct s.scheme_id, s.from_day, s.hash, s.text, s.lists from given g \
        join scheme_edition s on s.scheme_id = g.scheme_id and s.from_day = g.from_day and s.hash = g.hash";
    tx.bulk_read(&KEYS, keys, sql).await
}

const KEYS: Given = Given {
    name: "given",
    columns: &[("scheme_id", Column::Text), ("from_day", Column::Text), ("hash", Column::Text)],
};

/// An edition that is published or withdrawn, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The edition.
    #[serde(flatten)]
    pub key: EditionKey,
    /// The account.
    pub by_staff: String,
    /// The moment, UTC text.
    pub at: String,
    /// The state that it comes to.
    pub state: &'static str,
}

const STEPS: Given = Given {
    name: "given",
    columns: &[
        ("scheme_id", Column::Text),
        ("from_day", Column::Text),
        ("hash", Column::Text),
        ("by_staff", Column::Text),
        ("at", Column::Text),
        ("state", Column::Text),
    ],
};

/// Publishes proposals, each at most once. From then on their texts are never changed.
///
/// # Errors
///
/// Those of the database.
pub async fn publish(tx: &mut Tx, steps: &[Step]) -> Result<(), StoreError> {
    let sql = "update scheme_edition set state = g.state, confirmed_by = g.by_staff, confirmed_at = g.at \
        from given g where scheme_edition.scheme_id = g.scheme_id and scheme_edition.from_day = g.from_day \
        and scheme_edition.hash = g.hash and scheme_edition.state = 'proposed'";
    tx.bulk(&STEPS, steps, sql).await.map(|_| ())
}

/// Withdraws editions, or notes who first wants it, each at most once.
///
/// # Errors
///
/// Those of the database.
pub async fn withdraw(tx: &mut Tx, steps: &[Step]) -> Result<(), StoreError> {
    let sql = "update scheme_edition set state = g.state, withdrawn_at = g.at, \
        withdrawn_by = coalesce(scheme_edition.withdrawn_by, g.by_staff) \
        from given g where scheme_edition.scheme_id = g.scheme_id and scheme_edition.from_day = g.from_day \
        and scheme_edition.hash = g.hash";
    tx.bulk(&STEPS, steps, sql).await.map(|_| ())
}

#[derive(FromRow)]
struct Counted {
    nth: i64,
    what: String,
    count: i64,
}

/// What stands on some editions in all books: the place of the edition, what, and how often. Claims are those that wait
/// for their first decision, where no later edition would decide them; enrolments those of its time.
///
/// # Errors
///
/// Those of the database.
pub async fn stands_on(tx: &mut Tx, keys: &[EditionKey]) -> Result<Vec<(usize, Stands, u64)>, StoreError> {
    let sql = "select nth, what, cast(count(*) as bigint) as count from ( \
        select g.nth, 'decision' as what from given g \
        join decision d on d.edition like '%' || g.from_day || ' ' || g.hash || '%' union all \
        select g.nth, 'claim' from given g join claim c on c.scheme_id = g.scheme_id and c.decisions = 0 \
        and c.stage <> 'revoked' and coalesce(c.event_day, '9999') >= g.from_day \
        where not exists (select 1 from scheme_edition s where s.scheme_id = g.scheme_id and s.state = 'published' \
        and s.from_day > g.from_day and s.from_day <= coalesce(c.event_day, '9999')) union all \
        select g.nth, 'enrolment' from given g join enrolment e on e.scheme_id = g.scheme_id and e.state = 'active' \
        and e.from_day >= g.from_day \
        where not exists (select 1 from scheme_edition s where s.scheme_id = g.scheme_id and s.state = 'published' \
        and s.from_day > g.from_day and s.from_day <= e.from_day) \
        ) as stands group by nth, what order by nth, what";
    let rows: Vec<Counted> = tx.bulk_read(&KEYS, keys, sql).await?;
    rows.into_iter()
        .map(|row| Ok((number(row.nth)?, word::<Stands>(&row.what)?, number(row.count)?)))
        .collect()
}
