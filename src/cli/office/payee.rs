//! `huzhu member payee`: who is paid in place of a member, named by one person and confirmed by another.

use super::super::Outcome;
use super::super::console::Console;
use super::super::day::day;
use super::super::stop::Stop;
use super::identity::KindArgs;
use super::{OfficeArgs, waited};
use crate::clock;
use crate::desk::confirm_payee::{ConfirmPayee, PayeeConfirmation};
use crate::desk::end_payee::{EndPayee, PayeeEnd};
use crate::desk::name_payee::{NamePayee, Naming};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::office::{PayeeKind, mask};
use crate::engine::scheme::model::Lang;
use crate::store::payee::{self, Listed};

/// What to do with payees.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Name one on proof; nothing is paid to him before he is confirmed 登记收款人
    #[command(after_long_help = AFTER)]
    Name(Box<Named>),
    /// Confirm one whom another person named 确认收款人
    #[command(after_long_help = AFTER)]
    Confirm(Confirm),
    /// Give one a last day 终止收款人
    #[command(after_long_help = AFTER)]
    End(End),
    /// List those of a member, masked 收款人列表
    #[command(after_long_help = AFTER)]
    List(List),
}

const AFTER: &str = "\
EXAMPLES
  huzhu member leave m00000012 --on 2026-05-31 --died --as clerk
  huzhu member payee name m00000012 --kind heir --name 例五 --id-number 11010519491231002X \\
      --account 6222020000000000001 --proof d00000031 --as clerk
  huzhu member payee name m00000012 --kind guardian --name 'EXAMPLE ONE' --document-kind passport --id-number E12345678 \
      --account 6222020000000000001 --proof d00000031 --as clerk
  huzhu member payee confirm y00000040 --as reviewer
  huzhu member payee list m00000012 --as clerk

EXIT CODES
  0  done    2  refused; nothing was done";

/// Who is paid.
#[derive(clap::Args)]
pub struct Named {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
    /// heir, guardian or other 身份
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: PayeeKind,
    /// His name, as on the document 姓名
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The number of his identity document 证件号码
    #[arg(long, value_name = "NUMBER")]
    id_number: String,
    #[command(flatten)]
    kind_of_document: KindArgs,
    /// His bank account 收款账号
    #[arg(long, value_name = "NUMBER")]
    account: String,
    /// The document that proves it: one of the member's, or of a claim of his 证明材料
    #[arg(long, value_name = "DOCUMENT")]
    proof: String,
    /// First day; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
}

/// Which payee.
#[derive(clap::Args)]
pub struct Confirm {
    #[command(flatten)]
    office: OfficeArgs,
    /// The payee
    #[arg(value_name = "PAYEE")]
    payee: String,
}

/// Which payee, until when.
#[derive(clap::Args)]
pub struct End {
    #[command(flatten)]
    office: OfficeArgs,
    /// The payee
    #[arg(value_name = "PAYEE")]
    payee: String,
    /// Last day, inclusive; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Day>,
}

/// Whose payees.
#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
}

fn kind(text: &str) -> Result<PayeeKind, String> {
    PayeeKind::from_word(text).ok_or_else(|| "heir, guardian, other".into())
}

/// Carries it out, and prints the payee's id.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let payee = match args {
        Args::Name(args) => {
            let Named { office, member, kind, name, id_number, kind_of_document, account, proof, from } =
                *args;
            let document = kind_of_document.of(id_number);
            office.ask::<NamePayee>(Naming { member, kind, name, document, account, proof, from })?.payee
        }
        Args::Confirm(Confirm { office, payee }) => {
            office.ask::<ConfirmPayee>(PayeeConfirmation { payee })?.payee
        }
        Args::End(End { office, payee, on }) => {
            let on = on.unwrap_or_else(clock::today);
            office.ask::<EndPayee>(PayeeEnd { payee, on })?.payee
        }
        Args::List(args) => return list(&args, console),
    };
    console.line(payee)?;
    Ok(Outcome::Fine)
}

fn list(args: &List, console: &mut Console) -> Result<Outcome, Stop> {
    let found = waited(async {
        let office = args.office.open().await?;
        let (scope, store) = (office.scope().await?, office.desk.office().store.clone());
        let found = payee::of_member(&store, &scope, (&office.book, &args.member)).await?;
        office.close().await;
        Ok(found)
    })?;
    let lang = console.lang();
    for listed in &found {
        console.line(line(listed, lang))?;
    }
    Ok(Outcome::Fine)
}

fn line(listed: &Listed, lang: Lang) -> String {
    let Listed { id, kind, name, account, from_day, to_day, is_confirmed } = listed;
    let kind = PayeeKind::from_word(kind).map_or("", |kind| lang.pick(kind.zh(), kind.word()));
    let (name, account, to) = (mask::name(name), mask::account(account), to_day.as_deref().unwrap_or(""));
    let state = match is_confirmed {
        true => lang.pick("已确认", "confirmed"),
        false => lang.pick("待确认", "not confirmed"),
    };
    format!("{id} {kind} {name} {account} {from_day}..{to} {state}")
}
