//! Schemes as they are published in the database: read, checked and compiled once, and kept while their mark stays.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::Day;
use crate::engine::scheme::library::{Library, Published, SchemeFile};
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::read::ListFiles;
use crate::exchange::list::read_list;
use crate::store::scheme::{self, PublishedEdition};
use crate::store::{Store, StoreError, Tx};

/// The editions of a scheme under which acts of today are done.
#[derive(Debug)]
pub struct InOffice {
    /// The editions as written.
    pub published: Published,
    /// The same, ready to decide.
    pub scheme: Arc<Scheme>,
    mark: String,
}

impl InOffice {
    /// The edition in force on a day.
    pub fn in_force(&self, day: Day) -> Option<&Edition> {
        self.editions().find(|edition| edition.in_force.span.contains(day))
    }

    /// All editions, in the order of their first days.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        self.published.editions.iter().map(|(edition, _)| edition)
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
        let marks = scheme::marks(tx, ids).await?;
        self.marked(tx, marks).await
    }

    /// All schemes that are published, at the cost of [`Self::of`].
    ///
    /// # Errors
    /// Those of [`Self::of`].
    pub async fn all(&self, tx: &mut Tx) -> Result<HashMap<String, Arc<InOffice>>, StoreError> {
        let marks = scheme::all_marks(tx).await?;
        self.marked(tx, marks).await
    }

    async fn marked(
        &self,
        tx: &mut Tx,
        marks: Vec<(String, String)>,
    ) -> Result<HashMap<String, Arc<InOffice>>, StoreError> {
        let mut found = HashMap::new();
        for (id, mark) in marks {
            if let Some(scheme) = self.get(tx, &id, &mark).await? {
                found.insert(id, scheme);
            }
        }
        Ok(found)
    }

    /// The scheme whose mark was read in the same act, compiled; none where no edition is published. It asks the
    /// database only where the mark is another than when it was last read.
    pub(super) async fn compiled(
        &self,
        tx: &mut Tx,
        id: &str,
        mark: &str,
    ) -> Result<Option<Arc<Scheme>>, StoreError> {
        Ok(self.get(tx, id, mark).await?.map(|known| Arc::clone(&known.scheme)))
    }

    async fn get(&self, tx: &mut Tx, id: &str, mark: &str) -> Result<Option<Arc<InOffice>>, StoreError> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        if let Some(known) = known.filter(|known| known.mark == mark) {
            return Ok(Some(known));
        }
        let editions = scheme::published(tx, id).await?;
        if editions.is_empty() {
            return Ok(None);
        }
        let scheme = Arc::new(read(&editions, mark)?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.into(), Arc::clone(&scheme));
        Ok(Some(scheme))
    }
}

/// All schemes that are published, read anew: for reads, which have no act's transaction.
pub(super) async fn of_store(store: &Store) -> Result<BTreeMap<String, InOffice>, StoreError> {
    let mut by_id: BTreeMap<String, Vec<PublishedEdition>> = BTreeMap::new();
    for edition in scheme::all_published(store).await? {
        by_id.entry(edition.scheme_id.clone()).or_default().push(edition);
    }
    by_id.into_iter().map(|(id, editions)| Ok((id, read(&editions, "")?))).collect()
}

/// The scheme of its editions. What is published was checked: where it cannot be read, it was altered.
///
/// # Errors
/// [`StoreError::Broken`] then.
pub fn compiled(editions: &[PublishedEdition]) -> Result<Arc<Scheme>, StoreError> {
    Ok(read(editions, "")?.scheme)
}

/// One edition as it is written.
///
/// # Errors
/// [`StoreError::Broken`] where it does not read any more.
pub fn edition_of(edition: &PublishedEdition) -> Result<Edition, StoreError> {
    let read = read(std::slice::from_ref(edition), "")?;
    let first = read.published.editions.into_iter().next().map(|(edition, _)| edition);
    first.ok_or_else(|| StoreError::Broken(format!("an edition of {} does not read", edition.scheme_id)))
}

fn read(editions: &[PublishedEdition], mark: &str) -> Result<InOffice, StoreError> {
    let mut library = library(editions)?;
    let id = editions.first().map(|edition| edition.scheme_id.clone()).unwrap_or_default();
    let published = library.schemes.remove(&id).unwrap_or_default();
    if published.editions.len() != editions.len() {
        return Err(StoreError::Broken(format!(
            "a published edition of {id} does not read: run huzhu check on it"
        )));
    }
    let scheme = Scheme::new(published.editions.clone());
    let scheme = scheme.map_err(|why| StoreError::Broken(format!("scheme {id}: {why}")))?;
    Ok(InOffice { published, scheme: Arc::new(scheme), mark: mark.into() })
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
fn lists(json: &str) -> Result<ListFiles, StoreError> {
    let texts: BTreeMap<String, String> = serde_json::from_str(json)?;
    let read = |(name, text): (String, String)| match read_list(text.as_bytes()) {
        Ok(list) => Ok((name, list.entries)),
        Err(why) => Err(StoreError::Broken(format!("the list {name}: {why}"))),
    };
    texts.into_iter().map(read).collect()
}
