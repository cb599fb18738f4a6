//! `huzhu staff`: accounts and their roles.

use super::super::Outcome;
use super::super::console::Console;
use super::super::day::day;
use super::super::stop::Stop;
use super::OfficeArgs;
use crate::clock;
use crate::desk::appoint::{Appoint, Appointment};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::Role;

/// What to do with accounts.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Open an account, or give roles to one 添加人员
    #[command(after_long_help = AFTER)]
    Add(Add),
}

const AFTER: &str = "\
EXAMPLES
  huzhu staff add clerk --name 例二 --id-number 110105194912310011 --role clerk --as admin
  huzhu staff add checker --name 例三 --id-number 110105194912310038 --role reviewer=county-union --as admin

EXIT CODES
  0  done    2  refused; nothing was done";

/// Who becomes what.
#[derive(clap::Args)]
pub struct Add {
    #[command(flatten)]
    office: OfficeArgs,
    /// Login of the account
    #[arg(value_name = "NEW-LOGIN")]
    new_login: String,
    /// Name 姓名
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Identity number of the person 身份证号
    #[arg(long, value_name = "NUMBER")]
    id_number: String,
    /// clerk, reviewer, finance, administrator or auditor; with a level of the ladder: reviewer=LEVEL 角色
    #[arg(long = "role", value_name = "ROLE", value_parser = role, required = true)]
    roles: Vec<(Role, Option<String>)>,
    /// First day; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Day>,
}

fn role(text: &str) -> Result<(Role, Option<String>), String> {
    let (word, level) =
        text.split_once('=').map_or((text, None), |(word, level)| (word, Some(level.to_owned())));
    let role = Role::from_word(word).ok_or("clerk, reviewer, finance, administrator, auditor")?;
    Ok((role, level))
}

/// Carries it out.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let Args::Add(add) = args;
    let appointment = Appointment {
        login: add.new_login,
        name: add.name,
        document: (DocumentKind::Resident, add.id_number),
        roles: add.roles,
        from: add.from.unwrap_or_else(clock::today),
        to: add.to,
    };
    let answer = add.office.ask::<Appoint>(appointment)?;
    console.line(answer.staff)?;
    Ok(Outcome::Fine)
}
