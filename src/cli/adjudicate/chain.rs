//! `huzhu adjudicate` with a chain: each claim against all plans that the member holds.

use super::args::Args;
use super::chain_row::{Row, cells, csv, heads, json, story};
use super::chain_sum::ChainSum;
use super::earlier::Earlier;
use super::order::{Waiting, deciding_day, order};
use super::print::How;
use super::taken_back::{self, Part};
use super::{tell_count, tell_rows};
use crate::cli::console::Console;
use crate::cli::csv_line::csv_line;
use crate::cli::grid::{Grid, Tone};
use crate::cli::stop::Stop;
use crate::cli::{Outcome, files, progress};
use crate::engine::chain::Chain;
use crate::engine::scheme::model::Edition;
use crate::exchange::claims::{ClaimRow, read_claims};

/// Decides the claims of a file against a chain.
pub fn run(args: &Args, chain: &Chain, console: &mut Console) -> Result<Outcome, Stop> {
    if !args.after.is_empty() {
        return Err(Stop::NotForChains("--after"));
    }
    if args.cover.is_some() {
        return Err(Stop::NotForChains("--cover"));
    }
    let input = files::read(&args.claims, console.lang())?;
    let editions = chain.reading_editions();
    let mut file = read_claims(&input.bytes, &args.profile(), &editions.iter().collect::<Vec<&Edition>>())
        .map_err(|why| Stop::table(&input.name, why))?;
    for warning in &file.warnings {
        let (zh, en) = (format!("{}：{}", input.name, warning.zh), format!("{}: {warning}", input.name));
        console.tell(console.lang().pick(zh, en));
    }
    let parts = taken_back::parts(&mut file, &Earlier::default());
    if args.strict && !file.errors.is_empty() {
        tell_rows(&input.name, &file.errors[..1], console);
        return Ok(Outcome::Wrong);
    }
    decide(args, (&file.claims, &parts), chain, console)?;
    tell_rows(&input.name, &file.errors, console);
    tell_count(&file, console);
    Ok(Outcome::wrong_if(!file.errors.is_empty()))
}

fn decide(
    args: &Args,
    (claims, parts): (&[ClaimRow], &[Part]),
    chain: &Chain,
    console: &mut Console,
) -> Result<(), Stop> {
    let how = args.how();
    if how == How::Csv {
        console.text(&csv_line(super::chain_row::COLUMNS))?;
    }
    let bar = progress::bar(claims.len(), console);
    let mut session = chain.session();
    let mut sum = ChainSum::default();
    let mut waiting = Waiting::new(claims.len());
    let heads = heads(chain, console.lang());
    let mut grid = Grid::new(&heads.each_ref().map(String::as_str), &[4], &[5, 6], console);
    for at in order(chain, claims) {
        let claim = &claims[at];
        let answer = (parts[at] == Part::Decide).then(|| session.decide(&claim.facts));
        let row = Row { claim, date: deciding_day(chain, &claim.facts), part: parts[at], answer };
        sum.add(&row);
        for piece in waiting.put(at, Piece::of(&row, how, chain, console)) {
            match piece {
                Piece::Cells(cells) => grid.toned(cells),
                Piece::Text(text) => console.text(&text)?,
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if how == How::Table {
        console.line(grid)?;
    }
    finish(how, &sum, chain, console)?;
    for change in args.what_if.iter().filter(|_| how == How::Table || how == How::Story) {
        let (zh, en) = (format!("试算，非正式结果：{change}"), format!("a trial, not a result: {change}"));
        console.line(console.lang().pick(zh, en))?;
    }
    Ok(())
}

fn finish(how: How, sum: &ChainSum, chain: &Chain, console: &mut Console) -> Result<(), Stop> {
    match how {
        How::Json { .. } | How::Csv => {}
        How::JsonTotals => console.line(sum.json())?,
        How::Table | How::Story | How::Totals => {
            for line in sum.lines(chain, console.lang()) {
                console.line(line)?;
            }
        }
    }
    Ok(())
}

/// A row, ready to be shown when its turn comes.
enum Piece {
    /// Of the table.
    Cells(Vec<(String, Tone)>),
    /// As it is.
    Text(String),
}

impl Piece {
    fn of(row: &Row<'_>, how: How, chain: &Chain, console: &Console) -> Self {
        let lang = console.lang();
        match how {
            How::Table => Self::Cells(cells(row, chain, lang)),
            How::Story => Self::Text(story(row, chain, console)),
            How::Json { explain } => Self::Text(json(row, chain, explain.then_some(lang))),
            How::Csv => Self::Text(csv_line(csv(row, chain, lang))),
            How::Totals | How::JsonTotals => Self::Text(String::new()),
        }
    }
}
