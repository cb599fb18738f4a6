//! Verify (核对账目): all that must hold in a book, looked at from the rows alone; it ends at the first that does not.

mod earmarked;
mod replay;
mod totals;

use tokio::task::JoinSet;

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
/// The chain, the books, the decisions and the documents are looked at beside each other, and told in this order.
///
/// # Errors
/// Those of the store.
pub async fn verify(
    office: &Office,
    (book, files): (&BookId, &Files),
    mut tell: impl FnMut(Looked),
) -> Result<bool, StoreError> {
    let mut parts = begun(office, book, files);
    let mut done: [Option<Part>; PARTS] = Default::default();
    let mut next = 0;
    while let Some(ended) = parts.join_next().await {
        let (nth, part) = ended.map_err(|_| StoreError::Broken("looking at the books ended".into()))?;
        done[nth] = Some(part);
        while let Some(part) = done.get_mut(next).and_then(Option::take) {
            next += 1;
            for looked in part? {
                let holds = looked.broken.is_none();
                tell(looked);
                if !holds {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// How many parts are looked at beside each other.
const PARTS: usize = 4;

type Part = Result<Vec<Looked>, StoreError>;

/// The parts, each in a task of its own; who goes away ends them.
fn begun(office: &Office, book: &BookId, files: &Files) -> JoinSet<(usize, Part)> {
    let of = || (office.clone(), book.clone());
    let (chain_of, books_of, replay_of, files_of) = (of(), of(), of(), (of(), files.clone()));
    let mut parts = JoinSet::new();
    parts.spawn(async move { (0, chain(chain_of).await) });
    parts.spawn(async move { (1, books(books_of).await) });
    parts.spawn(async move { (2, replay::replay(&replay_of.0, &replay_of.1).await) });
    parts.spawn(async move { (3, documents(files_of.0, &files_of.1).await.map(|looked| vec![looked])) });
    parts
}

/// The checks of the books, up to the first that does not hold.
async fn books((office, book): (Office, BookId)) -> Part {
    let mut all = vec![];
    for check in &CHECKS {
        let found = ledger::run(&office.store, &book, check).await?;
        let at = found.at.map(|at| format!("{}: {} ≠ {}", at.place, at.found, at.wanted));
        let holds = at.is_none();
        all.push(Looked::new(check.name, check.said, found.count, at));
        if !holds {
            return Ok(all);
        }
    }
    all.push(earmarked::earmarked(&office, &book).await?);
    Ok(all)
}

async fn chain((office, book): (Office, BookId)) -> Part {
    let found = audit::verify(&office.store, &book).await?;
    let at = match found {
        Ok(_) => None,
        Err(Break::Missing(number)) => Some(format!("audit {number}: missing")),
        Err(Break::Changed(number)) => Some(format!("audit {number}: changed")),
        Err(Break::Head(number)) => Some(format!("audit {number}: not the head")),
    };
    let said = ("操作日志逐条相接", "the audit chain is unbroken");
    Ok(vec![Looked::new("audit-chain", said, found.unwrap_or_default(), at)])
}

async fn documents((office, book): (Office, BookId), files: &Files) -> Result<Looked, StoreError> {
    let said = ("材料文件与登记的哈希值一致", "documents are those that were attached");
    let (mut count, mut after) = (0, String::new());
    loop {
        let page = rows::documents(&office.store, &book, &after, PAGE).await?;
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
