//! Compiled schemes as they are published, kept until an edition is published or withdrawn.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::schemes::lists;
use crate::engine::adjudicate::Scheme;
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::read::read;
use crate::store::scheme::{PublishedEdition, published};
use crate::store::{StoreError, Tx};

/// Schemes that were compiled, each under the mark of its published editions.
#[derive(Clone, Default)]
pub(super) struct Compiled(Arc<Mutex<HashMap<String, Kept>>>);

/// A scheme, and the mark of the editions that it was compiled from.
type Kept = (String, Arc<Scheme>);

impl Compiled {
    /// The scheme, read anew where its mark is another; none where no edition is published.
    pub(super) async fn get(
        &self,
        tx: &mut Tx,
        id: &str,
        mark: &str,
    ) -> Result<Option<Arc<Scheme>>, StoreError> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        if let Some((_, scheme)) = kept.filter(|(known, _)| known == mark) {
            return Ok(Some(scheme));
        }
        let editions = published(tx, id).await?;
        if editions.is_empty() {
            return Ok(None);
        }
        let scheme = Arc::new(compiled(&editions)?);
        let kept = (mark.to_owned(), scheme.clone());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), kept);
        Ok(Some(scheme))
    }
}

/// The scheme of its editions. What is published was checked: where it cannot be read, it was altered.
///
/// # Errors
/// [`StoreError::Broken`] then.
pub fn compiled(editions: &[PublishedEdition]) -> Result<Scheme, StoreError> {
    let broken = |edition: &PublishedEdition, why: &str| {
        StoreError::Broken(format!("edition {} of {}: {why}", edition.from_day, edition.scheme_id))
    };
    let mut read_editions = Vec::with_capacity(editions.len());
    for edition in editions {
        let mut problems = Problems::default();
        let source =
            read(&edition.text, &lists(&edition.lists)?, &mut problems).filter(|_| !problems.has_errors());
        read_editions.push(source.ok_or_else(|| broken(edition, "it has errors"))?);
    }
    Scheme::new(read_editions).map_err(|why| StoreError::Broken(why.to_string()))
}
