//! `huzhu export`: the data of a book as CSV files in a folder, masked unless somebody may see it whole.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::super::console::Console;
use super::super::stop::Stop;
use super::super::{Outcome, progress};
use super::open::At;
use super::waited;
use crate::desk::export::{Export, ExportRequest};
use crate::engine::adjudicate::Line;
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::exchange::cell::safe;
use crate::exchange::claims::cells;
use crate::store::backup;
use crate::store::export::{ClaimOut, DecisionOut, ExportError, SHEETS, Taken, Whole};

/// What is taken out, and where to.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
    /// A new folder for the files
    #[arg(value_name = "FOLDER")]
    to: PathBuf,
    /// Names, identity numbers, accounts and telephones in full, for whoever may see them; says why with --because
    #[arg(long)]
    personal: bool,
}

const AFTER: &str = "\
EXAMPLES
  huzhu export out/2026-03 --as auditor
  huzhu export out/2026-03 --personal --because '移交省总工会' --as reviewer

It writes employers.csv, members.csv, enrolments/<scheme>.csv with the columns of a roster, claims/<scheme>.csv with the columns of
settlements, categories.csv, decisions.csv, lines.csv, movements.csv, reviews.csv, holds.csv, appeals.csv and imports.csv, in
UTF-8, all as they are at one moment. What is exported with --personal can be imported: `huzhu import roster`,
`huzhu import settlements`. Who took what out stands in the log of the office.

EXIT CODES
  0  written    2  refused, or not written: there is no folder";

/// Takes the data out.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let beside = backup::is_free(&args.to)?;
    let bar = progress::counter(console);
    let rows = waited(async {
        let office = args.at.open().await?;
        let request = ExportRequest { to: args.to.display().to_string(), personal: args.personal };
        let answer = office.anew::<Export>(&args.at, request).await??;
        let whole = Whole { personal: args.personal, diagnoses: answer.diagnoses };
        let (scope, store) = (office.scope().await?, office.desk.office().store.clone());
        let taken = Taken::of(&store, &scope, &office.book, whole).await?;
        let mut taken = taken.ok_or_else(|| Refusal::not_found(Thing::Book, office.book.as_str()))?;
        let written = Files { folder: beside.clone(), bar }.all(&mut taken).await;
        taken.end().await?;
        office.close().await;
        written.map_err(|why| of_export(&args.to, why))
    });
    let fail = |why| Stop::file(args.to.display().to_string(), why);
    let named = rows.and_then(|rows| {
        if args.to.exists() {
            fs::remove_dir(&args.to).map_err(fail)?;
        }
        fs::rename(&beside, &args.to).map_err(fail).map(|()| rows)
    });
    if named.is_err() && beside.exists() {
        // Half of it need not stay; the first error is the one to tell.
        let _ = fs::remove_dir_all(&beside);
    }
    let (rows, to) = (named?, args.to.display());
    console.line(
        console.lang().pick(format!("已导出至{to}：{rows}行。"), format!("exported to {to}: {rows} rows")),
    )?;
    Ok(Outcome::Fine)
}

fn of_export(to: &Path, why: ExportError) -> Stop {
    match why {
        ExportError::Store(why) => why.into(),
        ExportError::Write(why) => Stop::file(to.display().to_string(), why),
    }
}

/// The files of a folder.
struct Files {
    folder: PathBuf,
    bar: ProgressBar,
}

const DECISIONS: [&str; 10] =
    ["claim", "number", "outcome", "cause", "paid", "change", "edition", "by", "on_behalf_of", "at"];
const LINES: [&str; 13] = [
    "claim", "decision", "edition", "benefit", "line", "kind", "clause", "base", "ratio", "bound", "before",
    "amount", "bearer",
];
/// What the office adds to the columns that the facts have.
const OF_CLAIM: [&str; 8] =
    ["receipt", "claim", "stage", "holds", "decisions", "paid", "entered_by", "member_id"];

impl Files {
    async fn all(&self, taken: &mut Taken) -> Result<u64, ExportError> {
        let mut rows = 0;
        for sheet in &SHEETS {
            let header: Vec<&str> = sheet.header().collect();
            let mut files = self.files(&header);
            if !sheet.by_scheme {
                files.of(sheet.name)?;
            }
            let mut each = |row: Vec<String>| {
                let scheme = row.first().filter(|_| sheet.by_scheme);
                let name = scheme.map_or(sheet.name.to_owned(), |scheme| of_scheme(sheet.name, scheme));
                files.of(&name)?.put(row)
            };
            taken.sheet(sheet, &mut each).await?;
            rows += files.end()?;
        }
        Ok(rows + self.claims(taken).await? + self.decisions(taken).await?)
    }

    /// The columns that any of the claims needs are found first, since nothing is kept but their names.
    async fn claims(&self, taken: &mut Taken) -> Result<u64, ExportError> {
        let mut columns: Vec<String> = vec![];
        let mut known = BTreeSet::new();
        taken
            .claims(&mut |claim| {
                for (column, _) in cells(&claim.facts) {
                    if known.insert(column.clone()) {
                        columns.push(column);
                    }
                }
                Ok(())
            })
            .await?;
        let header: Vec<&str> = OF_CLAIM.into_iter().chain(columns.iter().map(String::as_str)).collect();
        let mut files = self.files(&header);
        taken
            .claims(&mut |claim| {
                files.of(&of_scheme("claims", &claim.scheme_id))?.put(of_claim(&claim, &columns))
            })
            .await?;
        Ok(files.end()?)
    }

    async fn decisions(&self, taken: &mut Taken) -> Result<u64, ExportError> {
        let (mut decisions, mut lines) = (self.files(&DECISIONS), self.files(&LINES));
        decisions.of("decisions")?;
        lines.of("lines")?;
        taken
            .decisions(&mut |decision| {
                decisions.of("decisions")?.put(of_decision(&decision))?;
                for line in decision.adjudication.iter().flat_map(|answer| &answer.lines) {
                    lines.of("lines")?.put(of_line(&decision, line))?;
                }
                Ok(())
            })
            .await?;
        Ok(decisions.end()? + lines.end()?)
    }

    fn files<'f>(&'f self, header: &'f [&'f str]) -> Written<'f> {
        Written { files: self, header, open: None, rows: 0 }
    }
}

fn of_scheme(sheet: &str, scheme: &str) -> String {
    format!("{sheet}/{}", scheme.replace('/', "-"))
}

/// Files with the same columns, written one after the other.
struct Written<'f> {
    files: &'f Files,
    header: &'f [&'f str],
    open: Option<(String, csv::Writer<BufWriter<File>>)>,
    rows: u64,
}

impl Written<'_> {
    /// Goes on in a file, or begins it with its header.
    fn of(&mut self, name: &str) -> io::Result<&mut Self> {
        if self.open.as_ref().is_none_or(|(open, _)| open != name) {
            self.end()?;
            let path = self.files.folder.join(format!("{name}.csv"));
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            let mut file = BufWriter::with_capacity(1 << 16, File::create_new(&path)?);
            // Spreadsheets take a file without it for one in GBK.
            file.write_all("\u{feff}".as_bytes())?;
            let mut writer = csv::Writer::from_writer(file);
            writer.write_record(self.header)?;
            self.files.bar.set_message(name.to_owned());
            self.open = Some((name.to_owned(), writer));
        }
        Ok(self)
    }

    fn put(&mut self, row: impl IntoIterator<Item = String>) -> io::Result<()> {
        if let Some((_, writer)) = &mut self.open {
            for cell in row {
                writer.write_field(safe(&cell).as_bytes())?;
            }
            writer.write_record(None::<&[u8]>)?;
            self.rows += 1;
            self.files.bar.inc(1);
        }
        Ok(())
    }

    /// How many rows there are.
    fn end(&mut self) -> io::Result<u64> {
        if let Some((_, mut writer)) = self.open.take() {
            writer.flush()?;
            writer.get_ref().get_ref().sync_all()?;
        }
        Ok(self.rows)
    }
}

fn of_claim(claim: &ClaimOut, columns: &[String]) -> Vec<String> {
    let said = cells(&claim.facts);
    let cell = |column: &String| said.iter().find(|(name, _)| name == column).map(|(_, cell)| cell.clone());
    let own = [
        claim.receipt.to_string(),
        claim.id.clone(),
        claim.stage.clone(),
        claim.holds.to_string(),
        claim.decisions.to_string(),
        yuan(claim.paid_fen),
        claim.entered_by.clone(),
        claim.member_id.clone(),
    ];
    own.into_iter().chain(columns.iter().map(|column| cell(column).unwrap_or_default())).collect()
}

fn of_decision(decision: &DecisionOut) -> [String; 10] {
    [
        decision.claim_id.clone(),
        decision.number.to_string(),
        decision.outcome.clone(),
        decision.cause.clone(),
        yuan(decision.paid_fen),
        yuan(decision.change_fen),
        decision.edition.clone(),
        decision.decided_by.clone(),
        decision.decided_for.clone().unwrap_or_default(),
        decision.decided_at.clone(),
    ]
}

fn of_line(decision: &DecisionOut, line: &Line) -> [String; 13] {
    let text = |value: Option<&dyn ToString>| value.map(ToString::to_string).unwrap_or_default();
    [
        decision.claim_id.clone(),
        decision.number.to_string(),
        text(line.edition.as_ref().map(|day| day as _)),
        line.benefit.to_string(),
        line.line.to_string(),
        word(&line.kind),
        text(line.clause.as_ref().map(|clause| clause as _)),
        line.base.to_string(),
        text(line.ratio.as_ref().map(|ratio| ratio as _)),
        text(line.bound.as_ref().map(|bound| bound as _)),
        text(line.before.as_ref().map(|before| before as _)),
        line.amount.to_string(),
        line.bearer.as_ref().map(word).unwrap_or_default(),
    ]
}

/// The word of a closed list, as JSON has it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|word| Some(word.as_str()?.to_owned())).unwrap_or_default()
}

/// An amount of a column; one that is none stays as it is.
fn yuan(fen: i64) -> String {
    Fen::new(fen).map_or_else(|_| fen.to_string(), |fen| fen.to_string())
}
