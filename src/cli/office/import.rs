//! `huzhu import`: rosters into the office, a report of good and bad rows, and a wrong import taken back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::console::Console;
use super::super::day::day;
use super::super::stop::Stop;
use super::super::{Outcome, files, progress};
use super::bad_rows::BadRows;
use super::{OfficeArgs, settlements, waited};
use crate::clock;
use crate::desk::compiled;
use crate::desk::enrol_roster::{BadRow, EnrolRoster, Roster};
use crate::desk::take_back::{TakeBack, Undo};
use crate::engine::calendar::Day;
use crate::exchange::roster::wrong_rows;
use crate::store::claim;

/// What to import.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Enrol everybody of a roster 导入名册
    #[command(after_long_help = AFTER)]
    Roster(RosterArgs),
    /// Hand in and decide the settlements of a file 导入结算单
    #[command(after_long_help = AFTER)]
    Settlements(settlements::Args),
    /// Take a wrong import back as a whole, while nothing stands on it 撤回导入
    #[command(after_long_help = AFTER)]
    Undo(UndoArgs),
}

const AFTER: &str = "\
EXAMPLES
  huzhu import roster cn/guizhou/sinan roster.csv --as-of 2026-01-01 --as clerk
  huzhu import roster cn/guizhou/sinan roster.csv --as-of 2026-01-01 --bad corrected.csv --as clerk
  huzhu import settlements cn/guizhou/sinan settlements.csv --as clerk
  huzhu import settlements cn/guizhou/sinan settlements.bad.csv --as clerk
  huzhu import settlements cn/guizhou/sinan settlements.xlsx --as clerk
  huzhu import undo i00000004 --because '名册有误' --as clerk

Bad rows are listed on standard error and written to a file with their reasons: correct them there, and import that file.
A settlement is taken in once, by its id or, where it has none, by its row: a file whose import was interrupted is sent
again, and what is missing is taken in.

EXIT CODES
  0  every row was taken in
  1  some rows are bad: they are in the file of bad rows, and the others were taken in
  2  nothing was done";

/// Which roster.
#[derive(clap::Args)]
pub struct RosterArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The scheme, as it is published in the office
    #[arg(value_name = "SCHEME")]
    scheme: String,
    /// The roster: CSV or XLSX (the first sheet); - for standard input
    #[arg(value_name = "ROSTER")]
    roster: String,
    /// A day of the period, and the day of enrolment of whoever has none; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// Where the bad rows go, a new file; ROSTER.bad.csv when not given
    #[arg(long, value_name = "FILE")]
    bad: Option<PathBuf>,
}

/// Which import.
#[derive(clap::Args)]
pub struct UndoArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The import's id
    #[arg(value_name = "IMPORT")]
    import: String,
}

/// Carries it out.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    match args {
        Args::Roster(args) => roster(&args, console),
        Args::Settlements(args) => settlements::run(&args, console),
        Args::Undo(args) => undo(&args, console),
    }
}

/// Slice by slice; one that was interrupted is asked for again and goes on.
fn undo(args: &UndoArgs, console: &mut Console) -> Result<Outcome, Stop> {
    let UndoArgs { office: at, import } = args;
    let bar = progress::counter(console);
    let claims = waited(async {
        let office = at.open().await?;
        let (mut claims, mut next) = (0, Some(Undo::of(import)));
        while let Some(slice) = next {
            let key = at.key.as_ref().map(|key| format!("{key}/{}", slice.below.unwrap_or_default()));
            let answer = office.bring::<TakeBack>(key.as_deref(), &at.because, slice.clone()).await??;
            claims += answer.claims;
            bar.set_position(claims);
            next = slice.after(&answer);
        }
        office.close().await;
        Ok(claims)
    });
    bar.finish_and_clear();
    let claims = claims?;
    console.line(import)?;
    if claims > 0 {
        console.tell(
            console
                .lang()
                .pick(format!("{claims}笔申请随之撤销。"), format!("{claims} claims were revoked with it")),
        );
    }
    Ok(Outcome::Fine)
}

fn roster(args: &RosterArgs, console: &mut Console) -> Result<Outcome, Stop> {
    let lang = console.lang();
    let input = files::read(&args.roster, lang)?;
    let place = BadRows::of(args.bad.as_deref(), (&args.roster, "roster"))?;
    let as_of = args.as_of.unwrap_or_else(clock::today);
    let answer =
        args.office.ask::<EnrolRoster>(Roster::new(&args.scheme, as_of, &input.name, &input.bytes))?;
    for warning in &answer.warnings {
        console.tell(warning.get(lang));
    }
    let (good, bad, new) = (answer.good, answer.bad.len(), answer.new_members);
    let import = answer.import.unwrap_or_default();
    console.line(lang.pick(
        format!("导入{import}：办理参加{good}行（新会员{new}人），问题{bad}行。"),
        format!("import {import}: {good} rows enrolled ({new} new members), {bad} bad"),
    ))?;
    let scheme = waited(async {
        let office = args.office.open().await?;
        Ok(compiled(&claim::editions(&office.desk.office().store, &args.scheme).await?)?)
    })?;
    let edition = scheme.editions().iter().rfind(|edition| edition.in_force.span.contains(as_of));
    for (payer, due) in &answer.due {
        let payer = edition.map_or(payer.as_str(), |edition| edition.payer_label(payer, lang));
        let due = due.grouped();
        console.line(lang.pick(format!("{payer}应缴：{due}元"), format!("due from {payer}: {due} yuan")))?;
    }
    write_bad(&place, &input, &answer.bad, console)?;
    Ok(Outcome::wrong_if(bad > 0))
}

fn write_bad(
    place: &BadRows,
    input: &files::Input,
    bad: &[BadRow],
    console: &mut Console,
) -> Result<(), Stop> {
    if bad.is_empty() {
        return Ok(());
    }
    let lang = console.lang();
    for row in bad {
        let (line, said) = (row.line, row.said.get(lang));
        console.tell(lang.pick(format!("第{line}行：{said}"), format!("line {line}: {said}")));
    }
    let reasons: BTreeMap<usize, String> =
        bad.iter().map(|row| (row.line, row.said.get(lang).to_owned())).collect();
    let text = wrong_rows(&input.bytes, &reasons).map_err(|why| Stop::table(&input.name, why))?;
    let path = place.write(&text)?;
    console.tell(lang.pick(
        format!("问题行已写入{path}，更正后可再次导入。"),
        format!("bad rows are in {path}: correct them there, and import that file"),
    ));
    Ok(())
}
