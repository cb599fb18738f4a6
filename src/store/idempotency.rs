//! What was answered to a request, so that the same key gets the same answer and nothing is done twice.

use std::collections::HashMap;

use serde::Serialize;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::error::StoreError;
use super::store::Store;
use super::tx::Tx;

/// A request as it is known again. The key belongs to the principal: two of them may use the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Who asks.
    pub principal: String,
    /// The key that he gave to the request.
    pub key: String,
    /// Hash of what he asks for.
    pub body_hash: String,
}

/// What the store knows of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: do it, and keep what is answered in the audit chain.
    New,
    /// It was done before, and this was answered.
    Answered(String),
    /// It stands in this slice already, in this place: the answer is the same.
    Twin(usize),
    /// The key was used for something else: refuse it.
    Clash,
}

/// What was asked and answered: it stands in the row of the audit chain, whose account is the principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The key of the request.
    pub key: String,
    /// Hash of what was asked for.
    pub body_hash: String,
    /// The answer, as it is given again.
    pub answer: String,
}

/// What is known of each request of a slice; `stored` are hash and answer by place.
pub(super) fn known(asked: &[&Asked], stored: &HashMap<usize, (String, String)>) -> Vec<Known> {
    let mut first = HashMap::new();
    let known = |(at, one): (usize, &&Asked)| match stored.get(&at) {
        Some((body_hash, answer)) if *body_hash == one.body_hash => Known::Answered(answer.clone()),
        Some(_) => Known::Clash,
        None => match *first.entry((one.principal.clone(), one.key.clone())).or_insert(at) {
            twin if twin == at => Known::New,
            twin if asked[twin].body_hash == one.body_hash => Known::Twin(twin),
            _ => Known::Clash,
        },
    };
    asked.iter().enumerate().map(known).collect()
}

#[derive(Serialize)]
struct Before<'a> {
    before: &'a str,
    most: i64,
}

const BEFORE: Given = Given { name: "given", columns: &[("before", Column::Text), ("most", Column::Number)] };

/// Forgets at most so many answers of the book that were given before a moment, and says how many. The database itself
/// sees to it that none is younger than 400 days.
///
/// # Errors
///
/// Those of the database; also when the moment is too late.
pub async fn forget(tx: &mut Tx, before: &str, most: u32) -> Result<u64, StoreError> {
    let sql = "update audit set key = null, body_hash = null, answer = null where book_id in (select book_id from given) \
        and number in (select a.number from given g join audit a on a.book_id = g.book_id \
        where a.key is not null and a.at < g.before order by a.number limit (select most from given))";
    tx.bulk(&BEFORE, &[Before { before, most: most.into() }], sql).await
}

/// The number in the audit chain of the last thing that was done to the object of a request after it was answered, the
/// same request (known by its request id) aside; nought where nothing was, or the request was never answered. So whoever
/// asks again can tell whether he presses twice, or asks anew after something has happened in between.
///
/// # Errors
///
/// Only those of the database.
pub async fn happened_since(
    store: &Store,
    book: &BookId,
    (principal, key, request_id): (&str, &str, &str),
) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(o.number), 0) from audit a \
        join audit o on o.book_id = a.book_id and o.object = a.object and o.number > a.number \
        and o.request_id <> $4 and o.result = 'done' \
        where a.book_id = $1 and a.who = $2 and a.key = $3 and a.request_id = $4";
    let asked = sqlx::query_scalar(sql).bind(book.as_str()).bind(principal).bind(key).bind(request_id);
    Ok(asked.fetch_one(store.reads()).await?)
}
