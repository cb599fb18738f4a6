//! `huzhu adjudicate`: decides the claims of a file, explains them and adds them up.

mod answer;
mod args;
mod chain;
mod chain_row;
mod chain_sum;
mod changes;
mod earlier;
mod follow;
mod footnote;
mod numbers;
mod order;
mod print;
mod row;
pub mod story;
mod sum;
mod table;
mod taken_back;

use super::console::Console;
use super::schemes::tell_rows;
use super::stop::Stop;
use super::{Outcome, files, progress};
use crate::engine::adjudicate::Scheme;
use crate::exchange::claims::{ClaimFile, ClaimRow, read_claims};
pub use args::Args;

use answer::{Answer, Fate};
use earlier::Earlier;
use follow::follow;
use order::{Waiting, deciding_day, order};
use print::Printer;
use sum::Sum;
use taken_back::Part;

/// Decides the claims of a file.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    if let Some(chain) = args.scheme.find_chain(&args.what_if)? {
        return chain::run(args, &chain, console);
    }
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
    let earlier = Earlier::read(&args.after, &scheme, console.lang())?;
    let parts = taken_back::parts(&mut file, &earlier);
    if args.strict && !file.errors.is_empty() {
        tell_rows(&input.name, &file.errors[..1], console);
        return Ok(Outcome::Wrong);
    }
    let mut printer = Printer::new(args.how(), &scheme, console)?;
    if !args.after.is_empty() {
        let rows = (&*file.claims, &*parts);
        let (sum, changes) = follow(&scheme, rows, &earlier, &mut printer, console)?;
        printer.finish(&sum, &changes, &args.what_if, console)?;
    } else if args.form.totals {
        printer.finish(&totals(&scheme, &file.claims, &parts), &[], &args.what_if, console)?;
    } else {
        decide(&scheme, (&file.claims, &parts), printer, &args.what_if, console)?;
    }
    tell_rows(&input.name, &file.errors, console);
    tell_count(&file, console);
    Ok(Outcome::wrong_if(!file.errors.is_empty()))
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
            Part::Revokes { number } => Fate::Revokes { number },
        };
        let answer = Answer { row, date: deciding_day(scheme, &row.facts), fate };
        sum.add(&answer);
        for piece in waiting.put(at, printer.piece(&answer, console)) {
            printer.put(piece, console)?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    printer.finish(&sum, &[], what_if, console)
}

/// Binds all claims into one table and adds them up; nobody listens.
fn totals(scheme: &Scheme, claims: &[ClaimRow], parts: &[Part]) -> Sum {
    let mut table = scheme.table();
    let mut sum = Sum::default();
    for at in order(scheme, claims) {
        match parts[at] {
            Part::Decide => table.push(&claims[at].facts, scheme.editions()),
            Part::TakenBack { .. } => sum.taken_back += 1,
            Part::TakesBack { .. } | Part::Revokes { .. } => {}
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
