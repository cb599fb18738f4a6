//! `huzhu adjudicate`: decides the claims of a file, explains them and adds them up.

mod answer;
mod footnote;
mod order;
mod print;
mod row;
mod story;
mod sum;
mod table;
mod taken_back;

use clap::ValueEnum;

use super::console::Console;
use super::day::day;
use super::schemes::{SchemeArgs, tell_rows};
use super::stop::Stop;
use super::{Outcome, files, progress};
use crate::clock;
use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::Day;
use crate::engine::claim::ties::MemberPartRule;
use crate::exchange::claims::{ClaimFile, ClaimProfile, ClaimRow, read_claims};
use answer::{Answer, Fate};
use order::{Waiting, deciding_day, order};
use print::{How, Printer};
use sum::Sum;
use taken_back::Part;

/// What to decide, and how to show it.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    scheme: SchemeArgs,
    /// The claims: a CSV or JSON file, or - for standard input. Columns may have our names, the codes of
    /// the national platform or the Chinese names
    #[arg(value_name = "CLAIMS")]
    claims: String,
    #[command(flatten)]
    form: Form,
    /// Show each claim with all lines of its calculation, and what would satisfy where it is denied
    #[arg(long, conflicts_with_all = ["csv", "totals"])]
    explain: bool,
    /// The day that the file is checked on (nobody is born later); today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// Stop at the first wrong row, and decide nothing
    #[arg(long)]
    strict: bool,
    /// Decide as if a value of the scheme were another: 'benefit.inpatient.paid.limit = 50000'
    #[arg(long, value_name = "PATH = VALUE")]
    what_if: Vec<String>,
    /// How the slips count what the member paid from a relative's account
    #[arg(long, value_enum, default_value = "inside")]
    member_part: MemberPart,
}

/// How results are shown: a table where nothing is said.
#[derive(Clone, Copy, clap::Args)]
struct Form {
    /// One JSON object a line, with everything
    #[arg(long)]
    json: bool,
    /// A table for spreadsheets
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Only the totals: the fast way for large files
    #[arg(long, conflicts_with = "csv")]
    totals: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum MemberPart {
    /// Inside what he paid from his account
    Inside,
    /// Beside it, as a figure of its own
    Apart,
    /// This sum of the slips is not checked
    Off,
}

const AFTER: &str = "\
EXAMPLES
  huzhu adjudicate cn/guizhou/sinan schemes/examples/sinan-claims.csv
  huzhu adjudicate cn/guizhou/sinan claims.csv --explain
  huzhu adjudicate cn/guizhou/sinan claims.csv --what-if 'benefit.inpatient.paid.limit = 50000'
  huzhu adjudicate draft.toml claims.json --json | jq '[.receipt, .amount]'
  cat claims.csv | huzhu adjudicate cn/guizhou/sinan - --csv > results.csv
  huzhu adjudicate cn/guizhou/sinan year.csv --totals

Claims are decided in the order of the deciding date and the receipt number, and shown in the order
of the file. A row that takes a settlement back (refd_setl_flag = 1) undoes the claim with the same
settlement id.

EXIT CODES
  0  every row was decided
  1  some rows are wrong: they are listed on standard error, and the others were decided
  2  nothing was done";

/// Decides the claims of a file.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let found = args.scheme.find(&args.what_if)?;
    let scheme = found.scheme()?;
    let input = files::read(&args.claims, console.lang())?;
    let mut file = read_claims(&input.bytes, &args.profile(), &found.editions())
        .map_err(|why| Stop::table(&input.name, why))?;
    for warning in &file.warnings {
        console.tell(
            console
                .lang()
                .pick(format!("{}：{}", input.name, warning.zh), format!("{}: {warning}", input.name)),
        );
    }
    let parts = taken_back::parts(&mut file);
    if args.strict && !file.errors.is_empty() {
        tell_rows(&input.name, &file.errors[..1], console);
        return Ok(Outcome::Wrong);
    }
    let printer = Printer::new(args.how(), &scheme, console)?;
    if args.form.totals {
        printer.finish(&totals(&scheme, &file.claims, &parts), &args.what_if, console)?;
    } else {
        decide(&scheme, (&file.claims, &parts), printer, &args.what_if, console)?;
    }
    tell_rows(&input.name, &file.errors, console);
    tell_count(&file, console);
    Ok(Outcome::wrong_if(!file.errors.is_empty()))
}

impl Args {
    fn profile(&self) -> ClaimProfile {
        let member_part = match self.member_part {
            MemberPart::Inside => MemberPartRule::SharedInsideAccount,
            MemberPart::Apart => MemberPartRule::SharedApart,
            MemberPart::Off => MemberPartRule::NotChecked,
        };
        let as_of = Some(self.as_of.unwrap_or_else(clock::today));
        ClaimProfile { member_part, as_of, ..ClaimProfile::default() }
    }

    fn how(&self) -> How {
        match (self.form.json, self.form.csv, self.form.totals) {
            (true, _, true) => How::JsonTotals,
            (true, ..) => How::Json { explain: self.explain },
            (_, true, _) => How::Csv,
            (.., true) => How::Totals,
            _ if self.explain => How::Story,
            _ => How::Table,
        }
    }
}

/// Decides claim by claim, and shows each as soon as those before it in the file are shown.
fn decide(
    scheme: &Scheme,
    (claims, parts): (&[ClaimRow], &[Part]),
    mut printer: Printer<'_>,
    what_if: &[String],
    console: &mut Console,
) -> Result<(), Stop> {
    let bar = progress::bar(claims.len(), console);
    let mut session = scheme.session();
    let mut sum = Sum::default();
    let mut waiting = Waiting::new(claims.len());
    for at in order(scheme, claims) {
        let row = &claims[at];
        let fate = match parts[at] {
            Part::Decide => Fate::Decided(Box::new(session.decide(&row.facts))),
            Part::TakenBack { by } => Fate::TakenBack { by },
            Part::TakesBack { line } => Fate::TakesBack { line },
        };
        let answer = Answer { row, date: deciding_day(scheme, &row.facts), fate };
        sum.add(&answer);
        for piece in waiting.put(at, printer.piece(&answer, console)) {
            printer.put(piece, console)?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    printer.finish(&sum, what_if, console)
}

/// Binds all claims into one table and adds them up; nobody listens.
fn totals(scheme: &Scheme, claims: &[ClaimRow], parts: &[Part]) -> Sum {
    let mut table = scheme.table();
    let mut sum = Sum::default();
    for at in order(scheme, claims) {
        match parts[at] {
            Part::Decide => table.push(&claims[at].facts, scheme.editions()),
            Part::TakenBack { .. } => sum.taken_back += 1,
            Part::TakesBack { .. } => {}
        }
    }
    sum.tally = scheme.tally(&table);
    sum
}

/// How many rows are wrong, where any is.
fn tell_count(file: &ClaimFile, console: &mut Console) {
    let mut lines: Vec<usize> = file.errors.iter().map(|error| error.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let (wrong, good) = (lines.len(), file.claims.len());
    if wrong > 0 {
        console.tell(console.lang().pick(
            format!("有误{wrong}行，未审核；其余{good}行已审核。"),
            format!("{wrong} rows are wrong and were not decided; the other {good} were"),
        ));
    }
}
