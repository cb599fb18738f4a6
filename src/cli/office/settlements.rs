//! `huzhu import settlements`: the good rows of a file are handed in and decided, the bad ones come back in a file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use indicatif::ProgressBar;

use super::bad_rows::BadRows;
use super::open::Opened;
use super::{OfficeArgs, waited};
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::cli::{Outcome, files, progress};
use crate::clock::{self, Now};
use crate::desk::import_settlements::{Batch, ImportSettlements, SettlementFile, TakenIn};
use crate::desk::{Reply, compiled};
use crate::engine::adjudicate::Scheme;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::said::Said;
use crate::exchange::claims::{ClaimProfile, Line, SettlementRow, settlements, wrong_settlements};
use crate::store::{claim, import};

/// Rows of one act: what is done is kept after each of them.
const BATCH: usize = 2000;
/// So many bad rows are told; all of them stand in the file.
const TOLD: usize = 20;

/// Which settlements.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    office: OfficeArgs,
    /// The scheme, as it is published in the office
    #[arg(value_name = "SCHEME")]
    scheme: String,
    /// The settlements: CSV, XLSX (the first sheet) or JSON; - for standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Where the bad rows go as CSV, a new file; FILE.bad.csv when not given
    #[arg(long, value_name = "FILE")]
    bad: Option<PathBuf>,
}

/// A file as it was read.
struct Read {
    /// In the order in which they are handed in: events in their order, and what is taken back last.
    good: Vec<SettlementRow>,
    bad: BTreeMap<usize, Said>,
}

/// What came of the batches so far.
#[derive(Default)]
struct Sum {
    all: TakenIn,
    bad: BTreeMap<usize, Said>,
}

/// Carries it out.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let input = files::read(&args.file, console.lang())?;
    let place = BadRows::of(args.bad.as_deref(), (&args.file, "settlements"))?;
    waited(async {
        let office = args.office.open().await?;
        let scheme = published(&office, &args.scheme).await?;
        let Read { good, bad } = read(&input, &scheme, console)?;
        let hash = SettlementFile::hash(&args.scheme, &input.bytes);
        let round = import::rounds(&office.desk.office().store, &office.book, &hash).await?;
        let file = SettlementFile { name: input.name.clone(), hash, round };
        let mut sum = Sum { bad, ..Sum::default() };
        let bar = progress::bar(good.len(), console);
        let done = take_in(args, &office, (good, file), &mut sum, &bar).await;
        bar.finish_and_clear();
        if done.is_err() && sum.all.good + sum.all.known > 0 {
            console.tell(interrupted(&sum.all).get(console.lang()));
        }
        done?;
        tell(&place, &input, &sum, console)
    })
}

async fn published(office: &Opened, id: &str) -> Result<Arc<Scheme>, Stop> {
    let editions = claim::editions(&office.desk.office().store, id).await?;
    if editions.is_empty() {
        return Err(Refusal::not_found(Thing::Scheme, id).into());
    }
    Ok(compiled(&editions)?)
}

fn read(input: &files::Input, scheme: &Scheme, console: &mut Console) -> Result<Read, Stop> {
    let profile = ClaimProfile { as_of: Some(clock::today()), ..ClaimProfile::default() };
    let editions: Vec<_> = scheme.editions().iter().collect();
    let fail = |why| Stop::table(&input.name, why);
    let mut rows = settlements(&input.bytes, &profile, &editions).map_err(fail)?;
    let (mut good, mut bad) = (vec![], BTreeMap::new());
    for line in rows.by_ref() {
        match line.map_err(fail)? {
            Line::Good(row) => good.push(*row),
            Line::Wrong { line, said } => drop(bad.insert(line, said)),
        }
    }
    for warning in rows.warnings() {
        console.tell(console.lang().pick(warning.zh, warning.en));
    }
    good.sort_by_cached_key(|row| {
        let claim = &row.claim;
        (claim.reversal, scheme.event_day(&claim.facts), claim.line)
    });
    Ok(Read { good, bad })
}

async fn take_in(
    args: &Args,
    office: &Opened,
    (rows, file): (Vec<SettlementRow>, SettlementFile),
    sum: &mut Sum,
    bar: &ProgressBar,
) -> Result<(), Stop> {
    let mut unread = u64::try_from(sum.bad.len()).unwrap_or(u64::MAX);
    let mut rows = rows.into_iter();
    for number in 1.. {
        let part: Vec<SettlementRow> = rows.by_ref().take(BATCH).collect();
        let count = part.len();
        if count == 0 {
            break;
        }
        let batch = Batch::new(&args.scheme, file.clone(), part, std::mem::take(&mut unread));
        let OfficeArgs { key, because, .. } = &args.office;
        let key = key.as_ref().map_or_else(|| batch.key(because), |key| format!("{key}/{number}"));
        let mut reply = brought(args, office, &key, &batch).await?;
        if reply.replayed && reply.answer.as_ref().is_ok_and(|answer| !answer.bad.is_empty()) {
            // What was wrong may be mended by now. Rows that were taken in are known, whatever the key.
            let anew = format!("{key} {}", Now::read().moment());
            reply = brought(args, office, &anew, &batch).await?;
        }
        sum.add(reply.answer?, reply.replayed);
        bar.inc(u64::try_from(count).unwrap_or(u64::MAX));
    }
    Ok(())
}

async fn brought(args: &Args, office: &Opened, key: &str, batch: &Batch) -> Result<Reply<TakenIn>, Stop> {
    let keys = (key.to_owned(), key.to_owned());
    office.bring_under::<ImportSettlements>(keys, &args.office.because, batch.clone()).await
}

impl Sum {
    fn add(&mut self, mut one: TakenIn, replayed: bool) {
        self.bad.extend(std::mem::take(&mut one.bad).into_iter().map(|bad| (bad.line, bad.said)));
        self.all.add(one, replayed);
    }
}

fn interrupted(all: &TakenIn) -> Said {
    let done = all.good + all.known;
    Said::new(
        format!("导入中断：{done}行已受理。请重新导入同一文件，已受理的不会重复。"),
        format!(
            "the import was interrupted: {done} rows are taken in; send the file again, nothing is done twice"
        ),
    )
}

fn tell(place: &BadRows, input: &files::Input, sum: &Sum, console: &mut Console) -> Result<Outcome, Stop> {
    let lang = console.lang();
    let (all, bad) = (&sum.all, sum.bad.len());
    if all.import.is_empty() {
        console.line(
            lang.pick(format!("没有可导入的行，问题{bad}行。"), format!("nothing to import, {bad} bad")),
        )?;
    } else {
        console.line(said(all, bad).get(lang))?;
    }
    if all.known > 0 {
        let known = all.known;
        console.line(lang.pick(
            format!("{known}行此前已受理，未重复办理。"),
            format!("{known} rows had been taken in before: nothing was done twice"),
        ))?;
    }
    if all.replayed > 0 {
        let replayed = all.replayed;
        console.line(lang.pick(
            format!("因事由日期在前，另有{replayed}笔申请重新计算，已批准而金额变动的须重新复核。"),
            format!("{replayed} other claims were computed again, since their events are later"),
        ))?;
    }
    write_bad(place, input, &sum.bad, console)?;
    Ok(Outcome::wrong_if(bad > 0))
}

fn said(all: &TakenIn, bad: usize) -> Said {
    let TakenIn { import, good, granted, amount, pending, held, taken_back, .. } = all;
    Said::new(
        format!(
            "导入{import}：受理并审核{good}行（拟给付{granted}笔，合计{amount}元；待补正{pending}笔；暂停{held}笔），冲销{taken_back}行，问题{bad}行。"
        ),
        format!(
            "import {import}: {good} rows handed in and decided ({granted} granted, {amount} yuan in all; {pending} pending; {held} held), {taken_back} taken back, {bad} bad"
        ),
    )
}

fn write_bad(
    place: &BadRows,
    input: &files::Input,
    bad: &BTreeMap<usize, Said>,
    console: &mut Console,
) -> Result<(), Stop> {
    if bad.is_empty() {
        return Ok(());
    }
    let lang = console.lang();
    for (line, said) in bad.iter().take(TOLD) {
        let said = said.get(lang);
        console.tell(lang.pick(format!("第{line}行：{said}"), format!("line {line}: {said}")));
    }
    let reasons: BTreeMap<usize, String> =
        bad.iter().map(|(line, said)| (*line, said.get(lang).to_owned())).collect();
    let rows = wrong_settlements(&input.bytes, &reasons).map_err(|why| Stop::table(&input.name, why))?;
    // A spreadsheet knows by the mark that the text is UTF-8.
    let path = place.write(&format!("\u{feff}{}", String::from_utf8_lossy(&rows)))?;
    let count = bad.len();
    console.tell(lang.pick(
        format!("{count}行问题行已写入{path}，更正后可再次导入。"),
        format!("{count} bad rows are in {path}: correct them there, and import that file"),
    ));
    Ok(())
}
