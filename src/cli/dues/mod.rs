//! `huzhu dues`: what a roster owes by payer and employer, and who cannot enrol.

mod machine;
mod show;

use super::console::Console;
use super::day::day;
use super::schemes::{SchemeArgs, tell_rows};
use super::stop::Stop;
use super::{Outcome, files};
use crate::clock;
use crate::engine::calendar::Day;
use crate::engine::contribution::{Dues, RosterLine, dues};
use crate::engine::scheme::model::Edition;
use crate::exchange::roster::read_roster;

/// Whose dues, and how to show them.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    scheme: SchemeArgs,
    /// The roster: a CSV file, or - for standard input
    #[arg(value_name = "ROSTER")]
    roster: String,
    /// A day of the period that the dues are for, and the day of enrolment of whoever has none; today when
    /// not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// Everything as one JSON object
    #[arg(long)]
    json: bool,
    /// A table for spreadsheets: a row for each payer of each member, and for each refusal
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

const AFTER: &str = "\
EXAMPLES
  huzhu dues cn/guizhou/sinan schemes/examples/sinan-roster.csv --as-of 2016-01-01
  huzhu dues cn/guizhou/sinan roster.csv --csv > dues.csv

EXIT CODES
  0  every row was worked out; whoever is refused is told why
  1  some rows are wrong: they are listed on standard error, and the others were worked out
  2  nothing was done";

/// What is shown: the dues with the rows that they are of.
struct Shown<'a> {
    dues: &'a Dues,
    edition: &'a Edition,
    roster: &'a [RosterLine],
    lines: &'a [usize],
}

impl Shown<'_> {
    /// The line of the file of a row of the roster.
    fn line(&self, row: usize) -> usize {
        self.lines.get(row).copied().unwrap_or_default()
    }
}

/// Works out the dues of a roster.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let found = args.scheme.find(&[])?;
    let as_of = args.as_of.unwrap_or_else(clock::today);
    let edition = found.in_force(as_of)?;
    let input = files::read(&args.roster, console.lang())?;
    let file = read_roster(&input.bytes, edition).map_err(|why| Stop::table(&input.name, why))?;
    for warning in &file.warnings {
        console.tell(
            console
                .lang()
                .pick(format!("{}：{}", input.name, warning.zh), format!("{}: {warning}", input.name)),
        );
    }
    let dues = dues(edition, &file.roster, as_of);
    let shown = Shown { dues: &dues, edition, roster: &file.roster, lines: &file.lines };
    if args.json {
        console.line(machine::json(&shown, console.lang()))?;
    } else if args.csv {
        console.text(&machine::csv(&shown, console.lang()))?;
    } else {
        show::show(&shown, console)?;
    }
    tell_rows(&input.name, &file.errors, console);
    Ok(Outcome::wrong_if(!file.errors.is_empty()))
}
