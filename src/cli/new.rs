//! `huzhu new`: a commented start of a scheme, with its cases, that an official makes his own part by part.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::day::day;
use super::lot::Lot;
use super::stop::Stop;
use super::{Outcome, files};
use crate::clock;
use crate::engine::calendar::Day;

/// Which scheme.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    /// Its id, which is its path below the folder of the schemes: cn/guizhou/sinan
    #[arg(value_name = "ID")]
    id: String,
    /// The first day on which it is in force; 1 January of this year when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// Its title 方案名称
    #[arg(long, value_name = "TEXT", default_value = "（请填写方案名称）")]
    title: String,
    /// Folder of the schemes
    #[arg(long, value_name = "FOLDER", default_value = "schemes", alias = "schemes")]
    root: PathBuf,
}

const AFTER: &str = "\
EXAMPLES
  huzhu new cn/guizhou/sinan
  huzhu new cn/guizhou/sinan --from 2026-01-01 --title 思南县职工医疗互助
  huzhu check schemes/cn/guizhou/sinan

It writes <ID>/<DATE>.toml and, beside it, <DATE>.cases.csv. Both pass the check as they are: replace the example part by
part with what the notice says, and check after each part.

EXIT CODES
  0  written
  2  nothing was written: the id or the title cannot be used, or the scheme is there already";

const SCHEME: &str = include_str!("start/scheme.toml");
const CASES: &str = include_str!("start/cases.csv");

/// Writes both files.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    if !is_id(&args.id) {
        return Err(Stop::BadId(args.id.clone()));
    }
    if args.title.trim().is_empty() || args.title.contains(char::is_control) {
        return Err(Stop::BadTitle);
    }
    let from = args.from.unwrap_or_else(|| clock::today().first_of_year());
    let folder = args.root.join(&args.id);
    let (scheme, cases) = (folder.join(format!("{from}.toml")), folder.join(format!("{from}.cases.csv")));
    is_free(&folder, [&scheme, &cases])?;
    files::create(&scheme, &filled(SCHEME, args, from, &scheme))?;
    files::create(&cases, &filled(CASES, args, from, &scheme))?;
    console.line(scheme.display())?;
    console.line(cases.display())?;
    let folder = folder.display();
    console.tell(console.lang().pick(
        format!("已建立。请对照办法原文逐项替换样例，改后运行：huzhu check {folder}"),
        format!("written; replace the example part by part, and run: huzhu check {folder}"),
    ));
    Ok(Outcome::Fine)
}

/// Parts of lower-case letters, digits and hyphens, with slashes between them. `lists` is the folder of lists.
fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let part =
        |part: &str| (1..=64).contains(&part.len()) && !part.starts_with('-') && part.chars().all(plain);
    id.split('/').all(|name| part(name) && name != "lists")
}

/// A scheme that has an edition gets its next one as a copy of that, not from the start.
fn is_free(folder: &Path, files: [&PathBuf; 2]) -> Result<(), Stop> {
    let editions = Lot::of(folder.to_owned())?.editions;
    let there = editions.into_iter().next().or_else(|| files.into_iter().find(|file| file.exists()).cloned());
    there.map_or(Ok(()), |file| Err(Stop::AlreadyThere(file.display().to_string())))
}

fn filled(template: &str, args: &Args, from: Day, file: &Path) -> String {
    let title = args.title.trim().replace('\\', "\\\\").replace('"', "\\\"");
    // The first of all days has none before it; nobody starts a scheme there.
    let before = from.yesterday().unwrap_or(from);
    template
        .replace("{{before}}", &before.to_string())
        .replace("{{id}}", &args.id)
        .replace("{{from}}", &from.to_string())
        .replace("{{year}}", &from.year().to_string())
        .replace("{{file}}", &file.display().to_string())
        .replace("{{title}}", &title)
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_is_a_path_of_plain_parts() {
        for id in ["cn/guizhou/sinan", "a", "cn/x-1/2"] {
            assert!(is_id(id), "{id}");
        }
        let long = "x".repeat(65);
        for id in [
            "", "/", "a//b", "a/", "/a", "..", "a/../b", "思南", "Cn/a", "a b", "a_b", "-a", "a/lists", &long,
        ] {
            assert!(!is_id(id), "{id}");
        }
    }
}
