//! `huzhu staff`: accounts, their roles, who stands in for whom, and who is related to members.

use super::super::Outcome;
use super::super::console::Console;
use super::super::day::day;
use super::super::stop::Stop;
use super::{OfficeArgs, accounts, waited};
use crate::clock;
use crate::desk::appoint::{Appoint, Appointment};
use crate::desk::change_staff::{ChangeStaff, StaffChange};
use crate::desk::declare_relative::{Declaration, DeclareRelative};
use crate::desk::deputise::{Deputise, Deputyship};
use crate::desk::relieve::{Relief, Relieve};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::{AccountState, Role};
use crate::store::staff::Listed;

/// What to do with accounts.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Open an account, or give roles to one 添加人员
    #[command(after_long_help = AFTER)]
    Add(Box<Add>),
    /// List accounts with their roles of today 人员列表
    #[command(after_long_help = AFTER)]
    List(OfficeArgs),
    /// Let an account act no more for now 停用账号
    #[command(after_long_help = AFTER)]
    Suspend(Of),
    /// Let an account act again 恢复账号
    #[command(after_long_help = AFTER)]
    Reinstate(Of),
    /// The person has left the office 离职
    #[command(after_long_help = AFTER)]
    Leave(Of),
    /// Take a role away 免去角色
    #[command(after_long_help = AFTER)]
    Relieve(Relieved),
    /// Somebody stands in for an absent colleague 指定代理
    #[command(after_long_help = AFTER)]
    Deputy(Deputy),
    /// Declare that somebody is related to a member, and leaves his claims to others 申报亲属
    #[command(after_long_help = AFTER)]
    Relative(Relative),
}

const AFTER: &str = "\
EXAMPLES
  huzhu staff add clerk --name 例二 --id-number 110105194912310011 --role clerk --as admin
  huzhu staff add checker --name 例三 --id-number 110105194912310038 --role reviewer=county-union --as admin
  huzhu staff relieve checker reviewer=county-union --last 2026-06-30 --as admin
  huzhu staff deputy checker clerk --from 2026-06-01 --to 2026-06-14 --because 年休假 --as checker
  huzhu claim review c00000012 approve --decision 1 --as clerk --for checker
  huzhu staff relative m00000012 --relation 配偶 --as checker
  huzhu staff suspend clerk --because 借调 --as admin

Nobody suspends himself or takes his own roles away: another administrator does. An absence is ended early by saying it
again from the same first day with another last day.

EXIT CODES
  0  done    2  refused; nothing was done";

/// Which account.
#[derive(clap::Args)]
pub struct Of {
    #[command(flatten)]
    office: OfficeArgs,
    /// Login of the account
    #[arg(value_name = "ACCOUNT")]
    account: String,
}

/// Which role is taken away.
#[derive(clap::Args)]
pub struct Relieved {
    #[command(flatten)]
    office: OfficeArgs,
    /// Login of the account
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// The role as it was given, such as clerk or reviewer=LEVEL 角色
    #[arg(value_name = "ROLE", value_parser = role)]
    role: (Role, Option<String>),
    /// Last day, inclusive; yesterday when not given: it is taken away at once
    #[arg(long, value_name = "DATE", value_parser = day)]
    last: Option<Day>,
}

/// Who stands in for whom.
#[derive(clap::Args)]
pub struct Deputy {
    #[command(flatten)]
    office: OfficeArgs,
    /// Login of the absent one
    #[arg(value_name = "ABSENT")]
    absent: String,
    /// Login of who stands in for him
    #[arg(value_name = "DEPUTY")]
    by: String,
    /// First day; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// Last day, inclusive
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Day,
}

/// Who is related to whom.
#[derive(clap::Args)]
pub struct Relative {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
    /// What he is to the member, such as 配偶
    #[arg(long, value_name = "TEXT", default_value = "")]
    relation: String,
    /// Login of the account; your own when not given
    #[arg(long, value_name = "LOGIN")]
    account: Option<String>,
    /// It was declared in error: an administrator takes it back, with --account
    #[arg(long)]
    take_back: bool,
}

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
    /// Organisation of a new account; that of the book when not given 所属机构
    #[arg(long, value_name = "ID")]
    organisation: Option<String>,
}

fn role(text: &str) -> Result<(Role, Option<String>), String> {
    let (word, level) =
        text.split_once('=').map_or((text, None), |(word, level)| (word, Some(level.to_owned())));
    let role = Role::from_word(word).ok_or("clerk, reviewer, finance, administrator, auditor")?;
    Ok((role, level))
}

/// Carries it out, and prints the account's id.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let staff = match args {
        Args::Add(add) => add.office.ask::<Appoint>(appointment(&add))?.staff,
        Args::List(office) => return list(&office, console),
        Args::Suspend(of) => change(of, AccountState::Suspended)?,
        Args::Reinstate(of) => change(of, AccountState::Active)?,
        Args::Leave(of) => change(of, AccountState::Left)?,
        Args::Relieve(Relieved { office, account, role: (role, level), last }) => {
            let last = last.or_else(|| clock::today().yesterday().ok()).unwrap_or_else(clock::today);
            office.ask::<Relieve>(Relief { login: account, role, level, last })?.staff
        }
        Args::Deputy(Deputy { office, absent, by: deputy, from, to }) => {
            let from = from.unwrap_or_else(clock::today);
            office.ask::<Deputise>(Deputyship { absent, deputy, from, to })?.staff
        }
        Args::Relative(Relative { office, member, relation, account, take_back }) => {
            office.ask::<DeclareRelative>(Declaration { login: account, member, relation, take_back })?.staff
        }
    };
    console.line(staff)?;
    Ok(Outcome::Fine)
}

fn appointment(add: &Add) -> Appointment {
    Appointment {
        login: add.new_login.clone(),
        name: add.name.clone(),
        document: (DocumentKind::Resident, add.id_number.clone()),
        roles: add.roles.clone(),
        from: add.from.unwrap_or_else(clock::today),
        to: add.to,
        organisation: add.organisation.clone(),
    }
}

fn change(of: Of, to: AccountState) -> Result<String, Stop> {
    Ok(of.office.ask::<ChangeStaff>(StaffChange { login: of.account, to })?.staff)
}

/// One line for each account.
fn list(office: &OfficeArgs, console: &mut Console) -> Result<Outcome, Stop> {
    let rows = waited(async {
        let (store, scope) = office.look().await?;
        let rows = accounts::list(&store, &scope, clock::today()).await?;
        store.close().await;
        Ok(rows)
    })?;
    let lang = console.lang();
    for of_one in rows.chunk_by(|a, b| a.login == b.login) {
        let Listed { login, name, organisation_id, state, .. } = &of_one[0];
        let state = AccountState::from_word(state).map_or("", |state| lang.pick(state.zh(), state.word()));
        let roles = of_one.iter().map(|row| row.role.as_str()).filter(|role| !role.is_empty());
        let absent = of_one.iter().map(|row| row.stands_for.as_str()).filter(|login| !login.is_empty());
        let absent = absent.map(|login| lang.pick(format!("代理{login}"), format!("for {login}")));
        let held: Vec<String> = roles.map(str::to_owned).chain(absent).collect();
        console.line(format_args!("{login} {name} {organisation_id} {state} {}", held.join(", ")))?;
    }
    Ok(Outcome::Fine)
}
