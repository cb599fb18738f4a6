//! A file of settlements as it was sent: its rows, and how the good ones are taken in.

use std::collections::BTreeMap;

use axum::extract::multipart::Multipart;
use axum::http::StatusCode;

use super::Found;
use crate::clock::Now;
use crate::desk::import_settlements::{Batch, ImportSettlements, SettlementFile, TakenIn};
use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::Day;
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::said::Said;
use crate::exchange::claims::{ClaimProfile, Line, SettlementRow, settlements};
use crate::exchange::table::TableError;
use crate::pages::claims::documents::read;
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::typed::Typed;
use crate::pages::visit::Visit;
use crate::service::{Looking, Problem};
use crate::store::import;

/// Rows of one act.
const BATCH: usize = 2_000;
/// So many rows are taken in on a page; more go by the command line, which has time.
const MOST: usize = 10_000;

/// A file that could be read.
pub(super) struct Sent {
    pub(super) form: Typed,
    name: String,
    pub(super) content: Vec<u8>,
    /// In the order in which they are handed in: events in their order, and what is taken back last.
    good: Vec<SettlementRow>,
    pub(super) bad: BTreeMap<usize, Said>,
    warnings: Vec<Said>,
}

impl Sent {
    /// Reads what was sent; a form with what is wrong where it is no file of settlements.
    pub(super) async fn read(
        visit: &Visit,
        office: &Looking,
        sent: Multipart,
    ) -> Result<Result<Self, Typed>, Problem> {
        let (mut form, files) = read(sent).await?;
        let (name, content) = match files.into_iter().next() {
            Some(file) => (file.name, file.content),
            None => ("pasted".to_owned(), form.raw("pasted").as_bytes().to_vec()),
        };
        if content.iter().all(u8::is_ascii_whitespace) {
            form.fault("", ("请拖入、选择或粘贴结算文件。", "Drop, choose or paste a settlement file."));
        }
        let schemes = Schemes::of(office).await?;
        let scheme = schemes.get(form.raw("scheme")).cloned();
        let Some(scheme) = scheme.filter(|_| form.is_fine()) else {
            if form.is_fine() {
                form.fault("", ("请选择互助计划。", "Choose a scheme."));
            }
            return Ok(Err(form));
        };
        let editions: Vec<&Edition> = scheme.editions().collect();
        let mut sent = Self { form, name, content, good: vec![], bad: BTreeMap::new(), warnings: vec![] };
        if let Err(why) = sent.parse((&editions, &scheme.scheme), visit.admitted.now.day()) {
            sent.form.fault("", Said::new(why.zh(), why.to_string()));
            return Ok(Err(sent.form));
        }
        if sent.good.len() > MOST {
            let said = (
                format!("文件超过{MOST}行，请拆分后分次导入，或由管理员用命令行导入。"),
                format!("More than {MOST} rows: split the file, or import it by the command line."),
            );
            sent.form.fault("", said);
            return Ok(Err(sent.form));
        }
        Ok(Ok(sent))
    }

    fn parse(&mut self, (editions, scheme): (&[&Edition], &Scheme), today: Day) -> Result<(), TableError> {
        let profile = ClaimProfile { as_of: Some(today), ..ClaimProfile::default() };
        let mut rows = settlements(&self.content, &profile, editions)?;
        for line in rows.by_ref() {
            match line? {
                Line::Good(row) => self.good.push(*row),
                Line::Wrong { line, said } => drop(self.bad.insert(line, said)),
            }
        }
        self.warnings = rows.warnings().into_iter().map(|one| Said::new(one.zh, one.en)).collect();
        self.good.sort_by_cached_key(|row| {
            (row.claim.reversal, scheme.event_day(&row.claim.facts), row.claim.line)
        });
        Ok(())
    }

    /// What was found in it.
    pub(super) fn found(&self, p: &Frame) -> Found {
        Found {
            p: p.clone(),
            name: self.name.clone(),
            good: self.good.len(),
            bad: self.bad.clone(),
            warnings: self.warnings.iter().map(|said| p.said(said).to_owned()).collect(),
            came: None,
            reasons: String::new(),
        }
    }
}

/// Takes the good rows in, in batches. The same file again does nothing twice.
pub(super) async fn take_in(office: &Looking, sent: &mut Sent) -> Result<TakenIn, Problem> {
    let scheme = sent.form.raw("scheme").to_owned();
    let hash = SettlementFile::hash(&scheme, &sent.content);
    let round = import::rounds(office.store(), &office.book, &hash).await?;
    let file = SettlementFile { name: sent.name.clone(), hash, round };
    let mut unread = u64::try_from(sent.bad.len()).unwrap_or(u64::MAX);
    let (mut all, mut rows) = (TakenIn::default(), std::mem::take(&mut sent.good).into_iter());
    loop {
        let part: Vec<SettlementRow> = rows.by_ref().take(BATCH).collect();
        if part.is_empty() {
            return Ok(all);
        }
        let batch = Batch::new(&scheme, file.clone(), part, std::mem::take(&mut unread));
        let key = batch.key("").replace(' ', "-");
        let (mut answer, mut replayed) =
            office.brought::<ImportSettlements>((&key, ""), batch.clone()).await?;
        if replayed && !answer.bad.is_empty() {
            // What was wrong may be mended by now. Rows that were taken in are known, whatever the key.
            let anew = format!("{key}-{}", Now::read().moment());
            (answer, replayed) = office.brought::<ImportSettlements>((&anew, ""), batch).await?;
        }
        all.add(answer, replayed);
    }
}

/// It is no table.
pub(super) fn no_table(why: &TableError) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no-table", (why.zh(), why.to_string()))
}
