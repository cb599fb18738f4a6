//! Verification: which categories of members fall due to be verified again, and which have lapsed.

use serde::Serialize;

use super::Office;
use super::schemes::{self, InOffice};
use crate::engine::calendar::Day;
use crate::store::category::{self, Listed};
use crate::store::{BookId, Scope, StoreError};

/// A category of a member that lapses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Due {
    /// The first day on which it no longer counts unless it is verified again.
    pub lapses: Day,
    /// The member.
    pub member: String,
    /// The category.
    pub category: String,
    /// The scheme that wants it verified.
    pub scheme: String,
    /// The day of the last verification.
    pub verified: Option<Day>,
    /// Has it lapsed by today?
    pub has_lapsed: bool,
}

/// What lapses by a day, inclusive, in a book within a scope: the earliest first. Months between verifications are
/// those of the edition of each published scheme that is in force today.
///
/// # Errors
/// Those of the database; [`StoreError::Broken`] when a published scheme does not read any more.
pub async fn due(office: &Office, scope: &Scope, book: &BookId, by: Day) -> Result<Vec<Due>, StoreError> {
    let today = office.now().day();
    let running = category::running(&office.store, scope, (book, today)).await?;
    let schemes = schemes::of_store(&office.store).await?;
    let mut due: Vec<Due> = running
        .iter()
        .flat_map(|listed| schemes.iter().filter_map(|(id, scheme)| lapse(listed, (id, scheme), today)))
        .filter(|due| due.lapses <= by)
        .collect();
    due.sort();
    Ok(due)
}

fn lapse(listed: &Listed, (id, scheme): (&str, &InOffice), today: Day) -> Option<Due> {
    let categories = &scheme.in_force(today)?.categories;
    let declared = categories.iter().find(|declared| *declared.id == listed.spell.category)?;
    let lapses = listed.spell.lapses_on(declared.reverify_months)?;
    Some(Due {
        lapses,
        member: listed.member_id.clone(),
        category: listed.spell.category.clone(),
        scheme: id.into(),
        verified: listed.spell.verified,
        has_lapsed: lapses <= today,
    })
}
