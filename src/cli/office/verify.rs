//! `huzhu verify`: everything that must hold in the office's book, looked at from the rows alone.

use super::open::At;
use super::waited;
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::desk::verify::{Looked, verify};
use crate::store::book;

/// Where the office is, and who looks.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
}

const AFTER: &str = "\
EXAMPLES
  huzhu verify --as auditor

Looked at are: the audit chain; that vouchers balance, are made of their postings and numbered without a gap; that balances,
periods and pools are the sums of lines; that what claims are granted was booked, and earmarked pools paid only what they are
for; that nothing was booked into a closed period; that running totals are the sums of the movements of decisions, and that
every decision comes out the same when it is computed again; that documents are those that were attached. It ends at the first thing that does not hold and names the place.

EXIT CODES
  0  all of it holds
  1  something does not: the last line says where
  2  the office cannot be opened";

/// Looks.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    waited(async {
        let office = args.at.open().await?;
        let (inner, scope) = (office.desk.office(), office.scope().await?);
        let Some(row) = book::find(&inner.store, &scope, &office.book).await? else {
            return Err(super::open::stop("您无权查看本账套。", "the book is not in your scope"));
        };
        let files = inner.files().map_err(|why| super::documents::of_file(&why))?;
        let mut said = vec![];
        let holds = verify(inner, (&office.book, files), |looked| said.push(looked)).await?;
        for looked in &said {
            console.line(line(looked, console.lang()))?;
        }
        let lang = console.lang();
        console.line(lang.pick(
            format!("账套{}，操作日志{}条，末条哈希{}", row.id, row.audited, row.audit_head),
            format!("book {}, {} rows of the audit chain, head {}", row.id, row.audited, row.audit_head),
        ))?;
        Ok(Outcome::wrong_if(!holds))
    })
}

fn line(looked: &Looked, lang: crate::engine::scheme::model::Lang) -> String {
    let Looked { name, said, count, broken } = looked;
    let said = said.get(lang);
    match broken {
        None => {
            lang.pick(format!("通过 {name} {said}（{count}）"), format!("holds {name}: {said} ({count})"))
        }
        Some(at) => lang.pick(format!("不符 {name} {said}：{at}"), format!("BROKEN {name}: {said}: {at}")),
    }
}
