//! Agents: who handed a claim in for a member, found again by the blind index of his identity document.

use std::collections::HashSet;

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::tx::Tx;

/// An agent to be noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewAgent {
    /// The claim.
    pub claim_id: String,
    /// The blind index of his identity document, as [`super::identity::index_of`] makes it.
    pub agent_index: String,
    /// What he is to the member.
    pub relation: &'static str,
    /// The day on which he came.
    pub came_on: String,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("claim_id", Column::Text),
        ("agent_index", Column::Text),
        ("relation", Column::Text),
        ("came_on", Column::Text),
    ],
};

/// Notes agents, one a claim.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, agents: &[NewAgent]) -> Result<(), StoreError> {
    let sql = "insert into agent (book_id, claim_id, agent_index, relation, came_on) \
        select book_id, claim_id, agent_index, relation, came_on from given";
    tx.bulk(&NEW, agents, sql).await.map(|_| ())
}

#[derive(Serialize)]
struct Asked<'a> {
    sought: &'a str,
    since: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("sought", Column::Text), ("since", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    found: String,
}

/// For whom agents handed claims in since a day, inclusive: the members of each, those that were merged as one. Drafts
/// and claims that were taken back do not count.
///
/// # Errors
///
/// Those of the database.
pub async fn members(tx: &mut Tx, indexes: &[&str], since: &str) -> Result<Vec<HashSet<String>>, StoreError> {
    let asked: Vec<Asked<'_>> = indexes.iter().map(|sought| Asked { sought, since }).collect();
    let sql = "select distinct g.nth, coalesce(m.merged_into, m.id) as found from given g \
        join agent a on a.book_id = g.book_id and a.agent_index = g.sought and a.came_on >= g.since \
        join claim c on c.book_id = a.book_id and c.id = a.claim_id and c.stage not in ('draft', 'revoked') \
        join member m on m.book_id = c.book_id and m.id = c.member_id";
    let mut members: Vec<HashSet<String>> = indexes.iter().map(|_| HashSet::new()).collect();
    for row in tx.bulk_read::<Row>(&ASKED, &asked, sql).await? {
        members[number::<usize>(row.nth)?].insert(row.found);
    }
    Ok(members)
}

/// The agents of some claims, by their blind indexes and in the order of the claims.
///
/// # Errors
///
/// Those of the database.
pub async fn of_claims(tx: &mut Tx, ids: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
    let asked: Vec<Asked<'_>> = ids.iter().map(|sought| Asked { sought, since: "" }).collect();
    let sql = "select g.nth, a.agent_index as found from given g \
        join agent a on a.book_id = g.book_id and a.claim_id = g.sought";
    let mut agents: Vec<Option<String>> = ids.iter().map(|_| None).collect();
    for row in tx.bulk_read::<Row>(&ASKED, &asked, sql).await? {
        agents[number::<usize>(row.nth)?] = Some(row.found);
    }
    Ok(agents)
}
