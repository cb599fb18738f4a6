//! `huzhu sheet`: the rule sheet of an edition, with examples that the engine works out.

use std::path::PathBuf;

use super::console::Console;
use super::day::day;
use super::schemes::{Found, SchemeArgs};
use super::stop::Stop;
use super::{Outcome, files};
use crate::engine::adjudicate::{Adjudication, Line, Scheme, explain};
use crate::engine::calendar::Day;
use crate::engine::chain::{self, Chain};
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Edition, Lang, Text};
use crate::engine::scheme::say::Currency;
use crate::engine::scheme::sheet::{Example, html, markdown};
use crate::exchange::cases::{Case, read_cases};

/// Which edition, and how.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    scheme: SchemeArgs,
    /// The edition, by the day from which it is in force; the latest when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    edition: Option<Day>,
    /// A page of HTML that needs nothing else, instead of Markdown
    #[arg(long)]
    html: bool,
    /// Write it into a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const AFTER: &str = "\
EXAMPLES
  huzhu sheet cn/guizhou/sinan
  huzhu sheet cn/guizhou/sinan --edition 2016-01-01 --lang en --html -o sinan.html

EXIT CODES
  0  printed
  2  the scheme cannot be read";

/// So many cases are worked out.
const EXAMPLES: usize = 3;

/// Prints the sheet.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    if let Some(found) = args.scheme.find_chain(&[])? {
        return chain(args, &found, console);
    }
    let found = args.scheme.find(&[])?;
    let (edition, _) = found.edition(args.edition)?;
    let examples = examples(&found, edition, console.lang())?;
    let page = if args.html { html } else { markdown };
    put(args, &page(edition, &examples, console.lang()), console)
}

/// Prints the sheet of a chain.
fn chain(args: &Args, chain: &Chain, console: &mut Console) -> Result<Outcome, Stop> {
    let mut editions = chain.editions().iter();
    let edition = match args.edition {
        Some(day) => editions.find(|edition| edition.from() == day),
        None => editions.next_back(),
    };
    let no_edition = || {
        let there = chain.editions().iter().map(|edition| edition.from().to_string()).collect();
        let day = args.edition.map_or_else(String::new, |day| day.to_string());
        Stop::NoEdition { scheme: chain.id().into(), day, there }
    };
    let page = if args.html { chain::html } else { chain::markdown };
    put(args, &page(edition.ok_or_else(no_edition)?, chain, console.lang()), console)
}

fn put(args: &Args, text: &str, console: &mut Console) -> Result<Outcome, Stop> {
    match &args.output {
        Some(path) => files::write(path, text)?,
        None => console.text(text)?,
    }
    Ok(Outcome::Fine)
}

/// The first cases of each way in which something is paid, each standing alone.
fn examples(found: &Found, edition: &Edition, lang: Lang) -> Result<Vec<Example>, Stop> {
    let path = found.folder.join(format!("{}.cases.csv", edition.from()));
    if !path.is_file() {
        return Ok(vec![]);
    }
    let name = path.display().to_string();
    let bytes = files::read(&name, lang)?.bytes;
    let cases = read_cases(&bytes, &found.editions()).map_err(|why| Stop::table(&name, why))?.cases;
    let scheme = found.scheme()?;
    let alone = cases.iter().filter(|case| case.scenario.is_none());
    let worked = alone.map(|case| (case, scheme.adjudicate(&case.facts, &[])));
    let mut ways = Vec::new();
    let mut tells = |answer: &Adjudication| {
        let way = way(answer);
        let new = answer.decision.amount() >= Fen::yuan(1) && !ways.contains(&way);
        if new {
            ways.push(way);
        }
        new
    };
    let telling = worked.filter(|(_, answer)| tells(answer)).take(EXAMPLES);
    Ok(telling.map(|(case, answer)| example(case, &answer, &scheme, lang)).collect())
}

/// The way to a result: the lines that come to something. A second example of the same way tells nothing.
fn way(answer: &Adjudication) -> Vec<(String, String, Option<usize>)> {
    let lines = answer.lines.iter().filter(|line| !line.amount.is_zero());
    lines.map(|line| (line.benefit.to_string(), line.line.to_string(), line.band)).collect()
}

fn example(case: &Case, answer: &Adjudication, scheme: &Scheme, lang: Lang) -> Example {
    let currency = Currency::of_scheme(scheme.editions());
    let amount = currency.amount(answer.decision.amount(), lang);
    Example {
        title: Text {
            zh: case.note.clone().unwrap_or_else(|| case.id.clone()),
            en: Some(case.id.replace('-', " ")),
        },
        rows: answer.lines.iter().map(|line| row(line, scheme)).collect(),
        result: lang.pick(format!("给付{amount}"), format!("{amount} are paid")),
        note: (!answer.provisional.is_empty()).then(|| {
            lang.pick(
                "本例用到暂定参数，结果为暂定。",
                "This example uses assumed values: its result is provisional.",
            )
            .into()
        }),
    }
}

fn row(line: &Line, scheme: &Scheme) -> (Text, String) {
    let said = |lang| explain::line(line, scheme, lang);
    (
        Text { zh: said(Lang::Zh), en: Some(said(Lang::En)) },
        Currency::of_scheme(scheme.editions()).exact(line.amount),
    )
}
