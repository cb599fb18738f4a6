//! Verify (核对账目): all that must hold in a book, looked at from the rows alone; it ends at the first that does not.

mod earmarked;
mod replay;
mod totals;

use super::office::Office;
use crate::engine::scheme::said::Said;
use crate::store::audit::{self, Break};
use crate::store::files::{Files, MediaType};
use crate::store::ledger::{self, CHECKS};
use crate::store::replay::{self as rows, Hashed};
use crate::store::{BookId, StoreError};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Its name, kept for ever.
    pub name: &'static str,
    /// What was looked at.
    pub said: Said,
    /// At how many.
    pub count: i64,
    /// Where it does not hold; none: it does.
    pub broken: Option<String>,
}

impl Looked {
    fn new(name: &'static str, said: (&str, &str), count: i64, broken: Option<String>) -> Self {
        Self { name, said: Said::from(said), count, broken }
    }
}

/// How many documents are read between two questions to the database.
const PAGE: i64 = 500;

/// Looks at everything, and tells each thing as it is done with; false where one did not hold, which is the last told.
///
/// # Errors
/// Those of the store.
pub async fn verify(
    office: &Office,
    (book, files): (&BookId, &Files),
    mut tell: impl FnMut(Looked),
) -> Result<bool, StoreError> {
    let store = &office.store;
    let mut goes_on = |looked: Looked| {
        let holds = looked.broken.is_none();
        tell(looked);
        holds
    };
    if !goes_on(chain(audit::verify(store, book).await?)) {
        return Ok(false);
    }
    for check in &CHECKS {
        let found = ledger::run(store, book, check).await?;
        let at = found.at.map(|at| format!("{}: {} ≠ {}", at.place, at.found, at.wanted));
        if !goes_on(Looked::new(check.name, check.said, found.count, at)) {
            return Ok(false);
        }
    }
    if !goes_on(earmarked::earmarked(office, book).await?) {
        return Ok(false);
    }
    for looked in replay::replay(office, book).await? {
        if !goes_on(looked) {
            return Ok(false);
        }
    }
    Ok(goes_on(documents(office, book, files).await?))
}

fn chain(found: Result<i64, Break>) -> Looked {
    let at = match found {
        Ok(_) => None,
        Err(Break::Missing(number)) => Some(format!("audit {number}: missing")),
        Err(Break::Changed(number)) => Some(format!("audit {number}: changed")),
        Err(Break::Head(number)) => Some(format!("audit {number}: not the head")),
    };
    let said = ("操作日志逐条相接", "the audit chain is unbroken");
    Looked::new("audit-chain", said, found.unwrap_or_default(), at)
}

async fn documents(office: &Office, book: &BookId, files: &Files) -> Result<Looked, StoreError> {
    let said = ("材料文件与登记的哈希值一致", "documents are those that were attached");
    let (mut count, mut after) = (0, String::new());
    loop {
        let page = rows::documents(&office.store, book, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(Looked::new("documents", said, count, None)) };
        after.clone_from(&last.id);
        count += i64::try_from(page.len()).unwrap_or(0);
        let (files, name) = (files.clone(), book.to_string());
        let broken = tokio::task::spawn_blocking(move || {
            page.into_iter().find_map(|one| {
                let why = altered(&files, &name, &one)?;
                Some(format!("document {}: {why}", one.id))
            })
        });
        let broken = broken.await.map_err(|_| StoreError::Broken("reading documents ended".into()))?;
        if broken.is_some() {
            return Ok(Looked::new("documents", said, count, broken));
        }
    }
}

/// What is wrong with a document: its file does not open, or is not what the row says.
fn altered(files: &Files, book: &str, one: &Hashed) -> Option<String> {
    let content = match files.get(book, &one.content_hash) {
        Ok(content) => content,
        Err(why) => return Some(why.to_string()),
    };
    let kind = MediaType::of(&content).map_or("", MediaType::word);
    let bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let is_so = kind == one.media_type && bytes == one.bytes;
    (!is_so).then(|| format!("{kind}, {bytes} bytes ≠ {}, {} bytes", one.media_type, one.bytes))
}
