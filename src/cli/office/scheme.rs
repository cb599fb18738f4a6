//! `huzhu scheme`: an edition proposed by one person and confirmed by another, or withdrawn by two.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::console::Console;
use super::super::day::day;
use super::super::lot::{id_of, name_by_day};
use super::super::stop::Stop;
use super::super::{Outcome, files};
use super::OfficeArgs;
use crate::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use crate::desk::propose_scheme::{Proposal, ProposeScheme};
use crate::desk::withdraw_scheme::{WithdrawScheme, WithdrawalRequest};
use crate::engine::calendar::Day;
use crate::engine::scheme::library::takes_list;
use crate::engine::scheme::said::Said;
use crate::exchange::text::decode;

/// What to do with an edition.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Propose an edition: its file with its lists; prints scheme, first day and hash 拟发布方案
    #[command(after_long_help = AFTER)]
    Publish(Publish),
    /// Confirm what another person proposed: from then on it decides 确认发布方案
    #[command(after_long_help = AFTER)]
    Confirm(Confirm),
    /// Withdraw an edition that nothing stands on; a second person asks for the same 撤下方案
    #[command(after_long_help = AFTER)]
    Withdraw(Confirm),
}

const AFTER: &str = "\
EXAMPLES
  huzhu scheme publish schemes/cn/guizhou/sinan/2016-01-01.toml --as admin
  huzhu scheme confirm cn/guizhou/sinan 2016-01-01 HASH --as admin-2
  huzhu scheme withdraw cn/guizhou/sinan 2016-01-01 HASH --because 误发布 --as admin
  huzhu scheme withdraw cn/guizhou/sinan 2016-01-01 HASH --because 误发布 --as admin-2

Until the second person withdraws it as well, an edition goes on deciding. One on which decisions, claims or enrolments
stand is not withdrawn: publish a new edition.

EXIT CODES
  0  done    2  refused; nothing was done";

/// Which file.
#[derive(clap::Args)]
pub struct Publish {
    #[command(flatten)]
    office: OfficeArgs,
    /// The file of the edition; its lists lie in lists/ beside it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Folder of the schemes, with the shared lists in lists/
    #[arg(long, value_name = "FOLDER", default_value = "schemes")]
    schemes: PathBuf,
}

/// Which edition.
#[derive(clap::Args)]
pub struct Confirm {
    #[command(flatten)]
    office: OfficeArgs,
    /// The scheme
    #[arg(value_name = "SCHEME")]
    scheme: String,
    /// Its first day
    #[arg(value_name = "DATE", value_parser = day)]
    from: Day,
    /// The hash that `huzhu scheme publish` printed
    #[arg(value_name = "HASH")]
    hash: String,
}

/// Carries it out.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let answer = match args {
        Args::Publish(args) => args.office.ask::<ProposeScheme>(proposal(&args, console)?)?,
        Args::Confirm(args) => {
            let Confirm { office, scheme, from, hash } = args;
            office.ask::<ConfirmScheme>(Confirmation { scheme, from, hash })?
        }
        Args::Withdraw(args) => return withdraw(args, console),
    };
    console.line(format_args!("{} {} {}", answer.scheme, answer.from, answer.hash))?;
    Ok(Outcome::Fine)
}

fn withdraw(args: Confirm, console: &mut Console) -> Result<Outcome, Stop> {
    let Confirm { office, scheme, from, hash } = args;
    let answer = office.ask::<WithdrawScheme>(WithdrawalRequest { scheme, from, hash })?;
    let (scheme, from, lang) = (answer.scheme, answer.from, console.lang());
    console.line(if answer.is_withdrawn {
        lang.pick(format!("{scheme} {from} 已撤下。"), format!("{scheme} {from} is withdrawn"))
    } else {
        lang.pick(
            format!("{scheme} {from} 已提出撤下，须另一人以同样的命令确认，此前该版本继续有效。"),
            format!("{scheme} {from} goes on until another person withdraws it by the same command"),
        )
    })?;
    Ok(Outcome::Fine)
}

fn proposal(args: &Publish, console: &Console) -> Result<Proposal, Stop> {
    let text = text(&args.file, console)?;
    let from = name_by_day(&text).and_then(|name| name.trim_end_matches(".toml").parse().ok());
    let (Some(scheme), Some(from)) = (id_of(&text).map(str::to_owned), from) else {
        let file = args.file.display();
        return Err(Stop::Office(Said::new(
            format!("{file}：没有方案编号（id）或施行日期（in_force.from），请先用 huzhu check 检查。"),
            format!("{file}: it has no id or no first day; run huzhu check first"),
        )));
    };
    let mut lists = BTreeMap::new();
    let own = args.file.parent().unwrap_or(Path::new(".")).join("lists");
    for folder in [args.schemes.join("lists"), own] {
        for path in files::with_ending(&folder, "csv")? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if takes_list(&text, &name) {
                lists.insert(name, self::text(&path, console)?);
            }
        }
    }
    Ok(Proposal { scheme, from, text, lists })
}

fn text(path: &Path, console: &Console) -> Result<String, Stop> {
    let input = files::read(&path.display().to_string(), console.lang())?;
    Ok(decode(&input.bytes).map_err(|why| Stop::table(&input.name, why.into()))?.text)
}
