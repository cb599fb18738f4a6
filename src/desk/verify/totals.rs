//! Running totals against the sums of their movements, which are added up as the decisions go by.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Looked;
use crate::desk::office::Office;
use crate::engine::adjudicate::Movement;
use crate::engine::money::Exact;
use crate::store::replay::{self as rows, Total};
use crate::store::{BookId, StoreError};

/// How many running totals are read at once.
const PAGE: i64 = 2_000;

/// Two hashes of a running total's name in place of its six words: a million of them are remembered.
type Mark = (u64, u64);

/// What the movements come to, by running total.
#[derive(Default)]
pub(super) struct Sums(HashMap<Mark, Exact>);

impl Sums {
    /// Adds a movement of a scheme.
    pub fn add(&mut self, scheme: &str, movement: &Movement) {
        let Movement { total, scope, owner, stretch, window, .. } = movement;
        let mark = mark([scheme, scope, owner, total, stretch, window]);
        let sum = self.0.entry(mark).or_insert(Exact::ZERO);
        *sum = sum.plus(movement.by);
    }

    /// Each running total is the sum of its movements, and none stands without any.
    pub async fn look(mut self, office: &Office, book: &BookId) -> Result<Looked, StoreError> {
        let said = ("累计数等于各次变动之和", "running totals are the sums of their movements");
        let (mut last, mut count): (Option<Total>, i64) = (None, 0);
        loop {
            let page = rows::totals(&office.store, book, last.as_ref(), PAGE).await?;
            for one in &page {
                let sum = self.0.remove(&mark(words(one)));
                if sum.is_none() || Exact::parse(&one.value) != sum {
                    let place = format!("accumulator {}", words(one).join(" "));
                    return Ok(Looked::new("accumulators", said, count, Some(place)));
                }
            }
            count += i64::try_from(page.len()).unwrap_or(0);
            match page.into_iter().next_back() {
                Some(one) => last = Some(one),
                None => break,
            }
        }
        let at = self.missing(office, book).await?;
        Ok(Looked::new("accumulators", said, count, at))
    }

    /// The first running total that is left with movements and does not stand.
    async fn missing(&self, office: &Office, book: &BookId) -> Result<Option<String>, StoreError> {
        if self.0.values().all(|sum| sum.is_zero()) {
            return Ok(None);
        }
        let missing = rows::missing_totals(&office.store, book).await?;
        let is_left = |one: &&Total| self.0.get(&mark(words(one))).is_some_and(|sum| !sum.is_zero());
        let place = missing.iter().find(is_left).map(|one| words(one).join(" "));
        Ok(Some(format!("accumulator {}: missing", place.unwrap_or_default())))
    }
}

fn words(one: &Total) -> [&str; 6] {
    [&one.scheme_id, &one.scope, &one.owner_id, &one.total, &one.stretch, &one.window_id]
}

fn mark(words: [&str; 6]) -> Mark {
    let hash = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, words).hash(&mut hasher);
        hasher.finish()
    };
    (hash(0), hash(1))
}
