//! Schemes as they are published in the database, read once and kept while their hashes stay.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::calendar::Day;
use crate::engine::scheme::library::{Library, Published, SchemeFile};
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::read::ListFiles;
use crate::exchange::list::read_list;
use crate::store::scheme::{self, EditionKey, PublishedEdition};
use crate::store::{StoreError, Tx};

/// The editions of a scheme under which acts of today are done.
#[derive(Debug)]
pub struct InOffice {
    /// Ready to be compiled.
    pub published: Published,
    keys: Vec<EditionKey>,
}

impl InOffice {
    /// The edition in force on a day.
    pub fn in_force(&self, day: Day) -> Option<&Edition> {
        let mut all = self.published.editions.iter().map(|(edition, _)| edition);
        all.find(|edition| edition.in_force.span.contains(day))
    }
}

/// The schemes that were read so far. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Schemes(Arc<Mutex<HashMap<String, Arc<InOffice>>>>);

impl Schemes {
    /// The schemes of some ids; those that are not published are left out. One statement, and one more for each scheme
    /// that changed since it was last asked for.
    ///
    /// # Errors
    /// Those of the database; [`StoreError::Broken`] when what was published does not read any more.
    pub async fn of(&self, tx: &mut Tx, ids: &[&str]) -> Result<HashMap<String, Arc<InOffice>>, StoreError> {
        let mut now: BTreeMap<String, Vec<EditionKey>> = BTreeMap::new();
        for key in scheme::published_keys(tx, ids).await? {
            now.entry(key.scheme_id.clone()).or_default().push(key);
        }
        let mut found = HashMap::new();
        for (id, keys) in now {
            let scheme = match self.known(&id).filter(|known| known.keys == keys) {
                Some(known) => known,
                None => self.keep(&id, read(&scheme::published(tx, &id).await?, keys)?),
            };
            found.insert(id, scheme);
        }
        Ok(found)
    }

    fn known(&self, id: &str) -> Option<Arc<InOffice>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    fn keep(&self, id: &str, scheme: InOffice) -> Arc<InOffice> {
        let scheme = Arc::new(scheme);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.into(), Arc::clone(&scheme));
        scheme
    }
}

fn read(editions: &[PublishedEdition], keys: Vec<EditionKey>) -> Result<InOffice, StoreError> {
    let mut library = library(editions)?;
    let id = editions.first().map(|edition| edition.scheme_id.clone()).unwrap_or_default();
    let published = library.schemes.remove(&id).unwrap_or_default();
    if published.editions.len() == editions.len() {
        Ok(InOffice { published, keys })
    } else {
        Err(StoreError::Broken(format!("a published edition of {id} does not read: run huzhu check on it")))
    }
}

/// Editions of one scheme read and checked beside each other.
///
/// # Errors
/// [`StoreError::Broken`] when their lists are no JSON or no tables.
pub(super) fn library(editions: &[PublishedEdition]) -> Result<Library, StoreError> {
    // Lists of an edition are its own: each edition is checked with those that were published with it.
    let mut reads = Vec::with_capacity(editions.len());
    for edition in editions {
        let file = SchemeFile {
            path: format!("{}/{}.toml", edition.scheme_id, edition.from_day),
            text: edition.text.clone(),
        };
        let lists = BTreeMap::from([(edition.scheme_id.clone(), lists(&edition.lists)?)]);
        reads.push(crate::engine::scheme::library::Read::new(&file, &lists));
    }
    Ok(Library::of(reads))
}

/// The list files of an edition, out of the JSON that they were published as.
pub(super) fn lists(json: &str) -> Result<ListFiles, StoreError> {
    let texts: BTreeMap<String, String> = serde_json::from_str(json)?;
    let read = |(name, text): (String, String)| match read_list(text.as_bytes()) {
        Ok(list) => Ok((name, list.entries)),
        Err(why) => Err(StoreError::Broken(format!("the list {name}: {why}"))),
    };
    texts.into_iter().map(read).collect()
}
