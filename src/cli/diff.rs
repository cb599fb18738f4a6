//! `huzhu diff`: what differs in meaning between two editions.

use std::fs;

use super::Outcome;
use super::console::Console;
use super::day::day;
use super::schemes::{LibraryArgs, SchemeArgs};
use super::stop::Stop;
use crate::engine::scheme::diff::diff;
use crate::exchange::text::decode;

/// Which editions.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    /// The old edition: a .toml file, or id@date with the day from which it is in force
    #[arg(value_name = "OLD")]
    old: String,
    /// The new edition
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    library: LibraryArgs,
}

const AFTER: &str = "\
EXAMPLES
  huzhu diff cn/guizhou/sinan@2016-01-01 draft.toml
  huzhu diff old.toml new.toml

Titles, labels, comments and the order of parts mean nothing and are not compared.

EXIT CODES
  0  compared, whether they differ or not
  2  an edition cannot be read";

/// Compares them.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let differences = diff(&args.text(&args.old)?, &args.text(&args.new)?);
    let lang = console.lang();
    for difference in &differences {
        console.line(difference.say(lang))?;
    }
    if differences.is_empty() {
        console.tell(lang.pick("两个版本含义相同。", "the two editions mean the same"));
    }
    Ok(Outcome::Fine)
}

impl Args {
    /// The text of an edition.
    fn text(&self, edition: &str) -> Result<String, Stop> {
        if let Some((scheme, from)) = edition.rsplit_once('@')
            && let Ok(from) = day(from)
        {
            let scheme = SchemeArgs { scheme: scheme.into(), library: self.library.clone() };
            return Ok(scheme.find(&[])?.edition(Some(from))?.1.to_owned());
        }
        let bytes = fs::read(edition).map_err(|why| Stop::file(edition, why))?;
        Ok(decode(&bytes).map_err(|why| Stop::table(edition, why.into()))?.text)
    }
}
