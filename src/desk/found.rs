//! Found (设立): the first organisation with its book and its administrator, all or nothing.

use crate::clock::Now;
use crate::engine::claim::words::Word;
use crate::engine::office::Role;
use crate::store::audit::Entry;
use crate::store::organisation::{self, First};
use crate::store::staff::{self, NewRole, NewStaff};
use crate::store::{Store, StoreError};

/// Writes the root of the tree, its book and its administrator. Where the same office was written before, nothing is
/// left to do. False where the database holds another office, which is left as it is.
///
/// # Errors
/// Those of the database.
pub async fn found(store: &Store, first: First, account: NewStaff, now: Now) -> Result<bool, StoreError> {
    let owner = (first.name.clone(), account.person.clone());
    if let Some(known) = organisation::first(store).await? {
        return Ok(known == owner);
    }
    let role = NewRole {
        staff_id: account.id.clone(),
        role: Role::Administrator.word(),
        level: String::new(),
        from_day: now.day().to_string(),
        to_day: None,
    };
    let entry = Entry {
        at: now.moment(),
        who: account.id.clone(),
        act: "init".into(),
        object: first.id.clone(),
        scope: format!("/{}/", first.id),
        result: "done".into(),
        ..Entry::default()
    };
    let act = store.found(first, move |tx| {
        Box::pin(async move {
            tx.issue(1);
            tx.audit([entry]);
            staff::insert(tx, &[account], &[role]).await
        })
    });
    act.await.map(|()| true)
}
