//! `huzhu check`: reads and compiles all schemes, runs their cases, and says what is wrong and what is thin.

mod beside;
mod cases;
mod chains;
mod tested;
mod together;

use std::path::{Path, PathBuf};

use super::console::Console;
use super::grid::{Grid, Tone};
use super::lot::Lot;
use super::schemes::LibraryArgs;
use super::shelf::{Shelf, WrongRow};
use super::stop::Stop;
use super::{Outcome, reports};
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::problem::Report;
use tested::Tested;
use together::test_all;

/// What to check.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    /// Folder of the schemes, or of one of them; or the .toml file of an edition, which is checked with the
    /// other editions of its scheme. A file that is not called by its day is a draft and stands alone
    #[arg(value_name = "FOLDER|FILE", default_value = "schemes")]
    folder: PathBuf,
    /// Only say what is wrong: neither warnings nor a line for each scheme
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    library: LibraryArgs,
}

const AFTER: &str = "\
EXAMPLES
  huzhu check
  huzhu check schemes/cn/guizhou/sinan
  huzhu check path/to/draft.toml
  huzhu check --quiet && echo fine

All mistakes of a file are said in one run, each with its line and column and what to do. Cases whose edition is not
there are an error; a list that no scheme takes is a warning.

Beside an edition lie its cases: of 2016-01-01.toml, claims in 2016-01-01.cases.csv and rosters
in 2016-01-01.dues.csv.

EXIT CODES
  0  no error; there may be warnings
  1  an error, or a case that fails
  2  the folder or file cannot be read";

/// Checks all schemes below a folder.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let (lots, root) = lots(args)?;
    let shelf = Shelf::of(&lots, &root)?;
    let mut library = shelf.library();
    let chains = shelf.chains(&library);
    let of_chains = chains.iter().flatten().map(|checked| checked.report.clone());
    let reports: Vec<Report> = std::mem::take(&mut library.reports).into_iter().chain(of_chains).collect();
    let mut wrong = reports.iter().any(Report::has_errors) || !shelf.list_errors.is_empty();
    let found = if args.quiet { reports::errors(reports) } else { reports };
    reports::tell(&found, console);
    let lists: Vec<_> = shelf.list_errors.iter().map(WrongRow::report).collect();
    reports::tell(&lists, console);
    let lost = beside::without_edition(&beside::folders(&args.folder, &lots)?, console.lang())?;
    wrong |= !lost.is_empty();
    lost.iter().for_each(|sentence| console.tell(sentence));
    if !args.quiet && args.folder.is_dir() {
        let all_are_here = args.folder == root;
        beside::lists_without_scheme(&shelf, all_are_here, console.lang())
            .iter()
            .for_each(|sentence| console.tell(sentence));
    }
    let all = test_all((&library, &chains), &shelf, console.lang())?;
    for (id, tested) in &all {
        wrong |= !tested.errors.is_empty();
        tested.tell(id, args.quiet, console);
    }
    if all.is_empty() {
        wrong = true;
        console.tell(none_usable(&args.folder, !found.is_empty(), console.lang()));
    }
    if !args.quiet && !all.is_empty() {
        console.line(table(&all, console))?;
        let many = (shelf.editions(), library.schemes.len(), chains.len());
        console.line(last(many, wrong, console.lang()))?;
    }
    Ok(Outcome::wrong_if(wrong))
}

/// What is checked, and where ids begin: a file as `adjudicate` finds it, else all below a folder.
fn lots(args: &Args) -> Result<(Vec<Lot>, PathBuf), Stop> {
    if args.folder.is_file() {
        let lot = Lot::around(&args.folder)?;
        let root = args.library.root_of(&lot);
        return Ok((vec![lot], root));
    }
    let lots = Lot::below(&args.folder)?;
    let root = lots.first().and_then(Lot::root).unwrap_or_else(|| args.folder.clone());
    Ok((lots, root))
}

fn none_usable(folder: &Path, named: bool, lang: Lang) -> String {
    let folder = folder.display();
    let (zh, en) =
        if named { ("，请先更正上列错误", ": correct the errors above") } else { ("", "") };
    lang.pick(format!("{folder}：没有可用的方案{zh}。"), format!("{folder}: no usable scheme{en}"))
}

fn table(all: &[(&str, Tested)], console: &Console) -> Grid {
    let heads = console.lang().pick(
        ["方案", "条文编入", "申请案例", "缴费案例", "边界试算", "错误", "提示"],
        ["scheme", "encoded", "cases", "dues cases", "edges", "errors", "warnings"],
    );
    let mut grid = Grid::new(&heads, &[1, 2, 3, 4, 5, 6], &[], console);
    for (id, tested) in all {
        let tone = if tested.errors.is_empty() { Tone::Good } else { Tone::Bad };
        let cells = [
            format!("{}%", tested.encoded),
            tested.cases.to_string(),
            tested.dues.to_string(),
            tested.edges.to_string(),
            tested.errors.len().to_string(),
            tested.warnings.len().to_string(),
        ];
        let rest = cells.into_iter().map(|cell| (cell, Tone::Plain));
        grid.toned(std::iter::once(((*id).to_owned(), tone)).chain(rest));
    }
    grid
}

fn last((editions, schemes, chains): (usize, usize, usize), wrong: bool, lang: Lang) -> String {
    let how = if wrong {
        lang.pick("有错误", "there are errors")
    } else {
        lang.pick("没有错误", "no error")
    };
    let many = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let in_chains = match chains {
        0 => String::new(),
        _ => lang.pick(format!("，{chains}个组合"), format!(", {}", many(chains, "chain"))),
    };
    lang.pick(
        format!("共{schemes}个方案，{editions}个版本{in_chains}：{how}。"),
        format!("{}, {}{in_chains}: {how}", many(schemes, "scheme"), many(editions, "edition")),
    )
}
