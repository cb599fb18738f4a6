//! Accumulators: what each running total stands at. They are a cache: the movements alone are what happened, and a
//! total is their fold.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::tx::Tx;
use crate::engine::adjudicate::Movement;
use crate::engine::money::Exact;

/// Which running total.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Key {
    /// The scheme.
    pub scheme_id: String,
    /// `member`, `household`, `employer` or `pool`.
    pub scope: String,
    /// The owner; empty for the pool.
    pub owner_id: String,
    /// The total: `benefit.line`, `count.id`, `ceiling.id`.
    pub total: String,
    /// The stretch: `year`, `month` …
    pub stretch: String,
    /// Which one.
    pub window_id: String,
}

/// Running totals that were read: of some owners all that they have.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// By scheme, what stands, each as one movement from nought.
    pub movements: Vec<(String, Movement)>,
    known: HashMap<Key, Exact>,
    owners: HashSet<(String, String, String)>,
}

impl Totals {
    /// Notes that all totals of an owner are among them.
    pub(super) fn cover(&mut self, scheme: &str, scope: &str, owner: &str) {
        self.owners.insert((scheme.into(), scope.into(), owner.into()));
    }

    /// Adds what a total stands at; it counts for an owner who may be another than its own, where members were merged.
    pub(super) fn put(&mut self, key: Key, counts_for: &str, value: &str) -> Result<(), StoreError> {
        let by = exact(value)?;
        let movement = Movement {
            total: key.total.as_str().into(),
            scope: key.scope.as_str().into(),
            owner: counts_for.into(),
            stretch: key.stretch.as_str().into(),
            window: key.window_id.as_str().into(),
            before: Exact::ZERO,
            by,
        };
        self.movements.push((key.scheme_id.clone(), movement));
        self.known.insert(key, by);
        Ok(())
    }

    /// What a total stands at, if all of its owner were read.
    fn value(&self, key: &Key) -> Option<Exact> {
        let owner = (key.scheme_id.clone(), key.scope.clone(), key.owner_id.clone());
        self.owners.contains(&owner).then(|| self.known.get(key).copied().unwrap_or(Exact::ZERO))
    }
}

fn exact(text: &str) -> Result<Exact, StoreError> {
    Exact::parse(text).ok_or_else(|| StoreError::Broken(format!("`{text}` is no running total")))
}

const KEYS: Given = Given {
    name: "given",
    columns: &[
        ("scheme_id", Column::Text),
        ("scope", Column::Text),
        ("owner_id", Column::Text),
        ("total", Column::Text),
        ("stretch", Column::Text),
        ("window_id", Column::Text),
        ("value", Column::Text),
    ],
};

#[derive(FromRow)]
struct Stands {
    nth: i64,
    value: String,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    key: Key,
    value: String,
}

/// Adds to running totals; those that were not read before are read now.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a total cannot be read.
pub async fn add(tx: &mut Tx, totals: &Totals, sums: BTreeMap<Key, Exact>) -> Result<(), StoreError> {
    let unread: Vec<&Key> = sums.keys().filter(|key| totals.value(key).is_none()).collect();
    let mut read: HashMap<&Key, Exact> = HashMap::new();
    let sql = "select g.nth, a.value from given g join accumulator a on a.book_id = g.book_id \
        and a.scheme_id = g.scheme_id and a.scope = g.scope and a.owner_id = g.owner_id and a.total = g.total \
        and a.stretch = g.stretch and a.window_id = g.window_id";
    for stands in tx.bulk_read::<Stands>(&KEYS, &unread, sql).await? {
        read.insert(unread[number::<usize>(stands.nth)?], exact(&stands.value)?);
    }
    let before = |key: &Key| totals.value(key).or_else(|| read.get(key).copied()).unwrap_or(Exact::ZERO);
    let values: Vec<String> = sums.iter().map(|(key, by)| before(key).plus(*by).to_string()).collect();
    let rows: Vec<Row> = sums.into_keys().zip(values).map(|(key, value)| Row { key, value }).collect();
    let sql = "insert into accumulator (book_id, scheme_id, scope, owner_id, total, stretch, window_id, value) \
        select book_id, scheme_id, scope, owner_id, total, stretch, window_id, value from given where true \
        on conflict (book_id, scheme_id, scope, owner_id, total, stretch, window_id) \
        do update set value = excluded.value";
    tx.bulk(&KEYS, &rows, sql).await.map(|_| ())
}
