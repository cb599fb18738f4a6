//! `huzhu member`: what is done for one member.

use super::super::Outcome;
use super::super::console::Console;
use super::super::day::day;
use super::super::stop::Stop;
use super::OfficeArgs;
use crate::clock;
use crate::desk::correct_identity::{CorrectIdentity, Correction};
use crate::desk::enrol::{Enrol, Enrolment};
use crate::desk::leave::{Departure, Leave};
use crate::desk::merge_members::{Merge, MergeMembers};
use crate::desk::renew::{Renew, Renewal};
use crate::desk::transfer::{Move, Transfer};
use crate::engine::calendar::Day;
use crate::engine::ids::DocumentKind;

/// What to do.
#[derive(clap::Subcommand)]
#[command(after_long_help = AFTER)]
pub enum Args {
    /// Enrol a person in a scheme 办理参加
    Enrol(EnrolArgs),
    /// Renew what a member held last 续保
    Renew(RenewArgs),
    /// A member goes to another employer 转移单位
    Transfer(TransferArgs),
    /// A member leaves, or died 退出
    Leave(LeaveArgs),
    /// One of two entries of the same person is kept 合并重复会员
    Merge(MergeArgs),
    /// Correct an identity number 更正身份证号
    Correct(CorrectArgs),
}

const AFTER: &str = "\
EXAMPLES
  huzhu member enrol cn/guizhou/sinan --name 例四 --id-number 11010519491231002X --employer 县一小 --as clerk
  huzhu member renew cn/guizhou/sinan m00000012 --as-of 2027-01-01 --as clerk
  huzhu member transfer m00000012 县二小 --on 2026-03-01 --as clerk
  huzhu member leave m00000012 --on 2026-05-31 --as clerk
  huzhu member merge m00000012 m00000007 --because 重复登记 --as clerk
  huzhu member correct m00000012 --id-number 11010519491231002X --because 录入有误 --as clerk

EXIT CODES
  0  done    2  refused; nothing was done";

/// Who enrols.
#[derive(clap::Args)]
pub struct EnrolArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The scheme
    scheme: String,
    /// Name, as on the document 姓名
    #[arg(long)]
    name: String,
    /// Identity number 身份证号
    #[arg(long, value_name = "NUMBER")]
    id_number: String,
    /// Employer: name, id or credit code 单位
    #[arg(long)]
    employer: Option<String>,
    /// Bank account 收款账号
    #[arg(long)]
    account: Option<String>,
    /// A plan; the scheme's only one when not given 计划
    #[arg(long = "plan")]
    plans: Vec<String>,
    /// A day of the period, and the day of enrolment; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

/// Whose cover goes on.
#[derive(clap::Args)]
pub struct RenewArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The scheme
    scheme: String,
    /// The member's id
    member: String,
    /// A day of the new period
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Day,
}

/// Who goes where.
#[derive(clap::Args)]
pub struct TransferArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member's id
    member: String,
    /// The new employer: name, id or credit code
    employer: String,
    /// The first day with it
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Day,
}

/// Who leaves.
#[derive(clap::Args)]
pub struct LeaveArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member's id
    member: String,
    /// The last day; the day of death
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Day,
    /// The member died 身故
    #[arg(long)]
    died: bool,
}

/// Who is merged into whom.
#[derive(clap::Args)]
pub struct MergeArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member who is merged
    member: String,
    /// The member who is kept
    into: String,
}

/// Whose number is corrected.
#[derive(clap::Args)]
pub struct CorrectArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member's id
    member: String,
    /// The right number 身份证号
    #[arg(long, value_name = "NUMBER")]
    id_number: String,
}

/// Carries it out, and prints the member's id.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let member = match args {
        Args::Enrol(args) => enrol(args)?,
        Args::Renew(RenewArgs { office, scheme, member, as_of }) => {
            office.ask::<Renew>(Renewal { scheme, as_of, enrolled_on: None, member })?.member
        }
        Args::Transfer(TransferArgs { office, member, employer, on }) => {
            office.ask::<Transfer>(Move { member, employer, on })?.member
        }
        Args::Leave(LeaveArgs { office, member, on, died }) => {
            office.ask::<Leave>(Departure { member, on, died })?.member
        }
        Args::Merge(MergeArgs { office, member, into }) => {
            office.ask::<MergeMembers>(Merge { member, into })?.member
        }
        Args::Correct(CorrectArgs { office, member, id_number }) => {
            let document = (DocumentKind::Resident, id_number);
            office.ask::<CorrectIdentity>(Correction { member, document })?.member
        }
    };
    console.line(member)?;
    Ok(Outcome::Fine)
}

fn enrol(args: EnrolArgs) -> Result<String, Stop> {
    let request = Enrolment {
        scheme: args.scheme,
        as_of: args.as_of.unwrap_or_else(clock::today),
        document: Some((DocumentKind::Resident, args.id_number)),
        name: Some(args.name),
        employer: args.employer,
        account: args.account,
        plans: args.plans.into_iter().map(|plan| (plan, 1)).collect(),
        ..Enrolment::default()
    };
    Ok(args.office.ask::<Enrol>(request)?.member)
}
