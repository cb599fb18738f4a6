//! `huzhu member`: what is done for one member.

use std::path::PathBuf;

use super::super::Outcome;
use super::super::console::Console;
use super::super::day::day;
use super::super::stop::Stop;
use super::documents::{self, Of};
use super::identity::KindArgs;
use super::{OfficeArgs, account, category, payee, waited};
use crate::clock;
use crate::desk::correct_identity::{CorrectIdentity, Correction};
use crate::desk::enrol::{Enrol, Enrolment};
use crate::desk::join_household::{JoinHousehold, Joining};
use crate::desk::leave::{Departure, Leave};
use crate::desk::merge_members::{Merge, MergeMembers};
use crate::desk::renew::{Renew, Renewal};
use crate::desk::transfer::{Move, Transfer};
use crate::engine::calendar::Day;

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
    /// Recognise a member in a category, or verify it again 认定职工类别
    Categorise(category::Categorised),
    /// End a category of a member 终止职工类别
    EndCategory(category::Ended),
    /// List categories that fall due to be verified again, and those that have lapsed 到期核实
    Due(category::DueArgs),
    /// Put members into one household, whose limits they share 家庭
    Household(Household),
    /// Who is paid in place of a member 收款人
    #[command(subcommand)]
    Payee(payee::Args),
    /// The account that a member is paid to 收款账户
    #[command(subcommand)]
    Account(account::Args),
    /// Add documents to a member that belong to no claim: PDF, OFD, JPEG, PNG or ZIP 上传会员材料
    Attach(Attaching),
    /// List the documents of a member 会员材料清单
    Documents(Documents),
    /// Give out a document of a member 取出会员材料
    Document(Giving),
}

/// Which files, of which member.
#[derive(clap::Args)]
pub struct Attaching {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
    /// The files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// Whose documents.
#[derive(clap::Args)]
pub struct Documents {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
}

/// Which document.
#[derive(clap::Args)]
pub struct Giving {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
    /// Which of his documents, from 1
    #[arg(value_name = "NUMBER")]
    number: usize,
    /// A new file
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Who lives together.
#[derive(clap::Args)]
pub struct Household {
    #[command(flatten)]
    office: OfficeArgs,
    /// The members; one alone leaves the others
    #[arg(value_name = "MEMBER", required = true)]
    members: Vec<String>,
    /// A member whose household they join; a new one of their own when not given
    #[arg(long, value_name = "MEMBER")]
    with: Option<String>,
}

const AFTER: &str = "\
EXAMPLES
  huzhu member enrol cn/guizhou/sinan --name 例四 --id-number 11010519491231002X --employer 县一小 --as clerk
  huzhu member renew cn/guizhou/sinan m00000012 --as-of 2027-01-01 --as clerk
  huzhu member transfer m00000012 县二小 --on 2026-03-01 --as clerk
  huzhu member leave m00000012 --on 2026-05-31 --as clerk
  huzhu member merge m00000012 m00000007 --because 重复登记 --as clerk
  huzhu member correct m00000012 --id-number 11010519491231002X --because 录入有误 --as clerk
  huzhu member attach m00000012 certificate.jpg --as clerk
  huzhu member categorise m00000012 hardship --verified 2026-01-10 --proof d00000031 --as clerk
  huzhu member due --by 2026-12-31 --as clerk
  huzhu member household m00000012 m00000013 --as clerk
  huzhu member payee name m00000012 --help
  huzhu member account change m00000012 6222020000000000001 --holder 例五 --as clerk

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
    /// The number of the identity document 证件号码
    #[arg(long, value_name = "NUMBER")]
    id_number: String,
    #[command(flatten)]
    kind: KindArgs,
    /// Employer: name, id or credit code 单位
    #[arg(long)]
    employer: Option<String>,
    /// Bank account 收款账号
    #[arg(long)]
    account: Option<String>,
    /// In whose name the account is, as the bank has it 户名
    #[arg(long, value_name = "NAME", requires = "account")]
    account_holder: Option<String>,
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
    /// The last day; the day of death. Asked again, the day is put right
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
    #[command(flatten)]
    kind: KindArgs,
}

/// Carries it out, and prints the id of the member or of what was made.
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
        Args::Correct(CorrectArgs { office, member, id_number, kind }) => {
            let document = kind.of(id_number);
            office.ask::<CorrectIdentity>(Correction { member, document })?.member
        }
        Args::Categorise(args) => args.ask()?,
        Args::EndCategory(args) => args.ask()?,
        Args::Due(args) => return category::due(&args, console),
        Args::Household(Household { office, members, with }) => {
            office.ask::<JoinHousehold>(Joining { members, with })?.household
        }
        Args::Payee(args) => return payee::run(args, console),
        Args::Account(args) => return account::run(args, console),
        Args::Attach(Attaching { office, member, files }) => {
            return waited(async {
                let opened = office.open().await?;
                let request = (office.key.as_deref(), office.because.as_str());
                documents::attach(&opened, request, (Of::Member(&member), &files), console).await
            });
        }
        Args::Documents(Documents { office, member }) => {
            return waited(async {
                documents::list(&office.open().await?, Of::Member(&member), console).await
            });
        }
        Args::Document(Giving { office, member, number, to }) => {
            return waited(async {
                documents::give(&office.open().await?, (Of::Member(&member), number, &to), console).await
            });
        }
    };
    console.line(member)?;
    Ok(Outcome::Fine)
}

fn enrol(args: EnrolArgs) -> Result<String, Stop> {
    let request = Enrolment {
        scheme: args.scheme,
        as_of: args.as_of.unwrap_or_else(clock::today),
        document: Some(args.kind.of(args.id_number)),
        name: Some(args.name),
        employer: args.employer,
        account: args.account,
        holder: args.account_holder,
        plans: args.plans.into_iter().map(|plan| (plan, 1)).collect(),
        ..Enrolment::default()
    };
    Ok(args.office.ask::<Enrol>(request)?.member)
}
