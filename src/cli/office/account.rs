//! `huzhu member account`: the account that a member is paid to, changed by one person and confirmed by another.

use super::super::Outcome;
use super::super::console::Console;
use super::super::stop::Stop;
use super::{OfficeArgs, waited};
use crate::desk::change_account::{AccountNaming, ChangeAccount};
use crate::desk::confirm_account::{AccountConfirmation, ConfirmAccount};
use crate::engine::office::mask;
use crate::store::account;

/// What to do with accounts.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Name another account; nothing is paid to it before it is confirmed 变更收款账户
    #[command(after_long_help = AFTER)]
    Change(Change),
    /// Confirm one that another person named 确认收款账户变更
    #[command(after_long_help = AFTER)]
    Confirm(Confirm),
    /// List those that were named for a member, masked 收款账户变更列表
    #[command(after_long_help = AFTER)]
    List(List),
}

const AFTER: &str = "\
EXAMPLES
  huzhu member account change m00000012 6222020000000000001 --holder 例五 --as clerk
  huzhu member account confirm k00000040 --as reviewer
  huzhu member account list m00000012 --as clerk

EXIT CODES
  0  done    2  refused; nothing was done";

/// Which account.
#[derive(clap::Args)]
pub struct Change {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
    /// The account 收款账号
    #[arg(value_name = "NUMBER")]
    account: String,
    /// In whose name it is, as the bank has it 户名
    #[arg(long, value_name = "NAME")]
    holder: Option<String>,
}

/// Which change.
#[derive(clap::Args)]
pub struct Confirm {
    #[command(flatten)]
    office: OfficeArgs,
    /// The change
    #[arg(value_name = "CHANGE")]
    change: String,
}

/// Whose accounts.
#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    office: OfficeArgs,
    /// The member
    #[arg(value_name = "MEMBER")]
    member: String,
}

/// Carries it out, and prints the id of the change.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let change = match args {
        Args::Change(Change { office, member, account, holder }) => {
            office.ask::<ChangeAccount>(AccountNaming { member, account, holder })?.change
        }
        Args::Confirm(Confirm { office, change }) => {
            office.ask::<ConfirmAccount>(AccountConfirmation { change })?.change
        }
        Args::List(args) => return list(&args, console),
    };
    console.line(change)?;
    Ok(Outcome::Fine)
}

fn list(args: &List, console: &mut Console) -> Result<Outcome, Stop> {
    let found = waited(async {
        let office = args.office.open().await?;
        let (scope, store) = (office.scope().await?, office.desk.office().store.clone());
        let found = account::of_member(&store, &scope, (&office.book, &args.member)).await?;
        office.close().await;
        Ok(found)
    })?;
    for listed in &found {
        let state = match &listed.confirmed_at {
            Some(at) => console.lang().pick(format!("{at}已确认"), format!("confirmed {at}")),
            None => console.lang().pick("待确认", "not confirmed").to_owned(),
        };
        let holder = listed.holder.as_deref().map_or_else(String::new, mask::name);
        let (id, account, named) = (&listed.id, mask::account(&listed.account), &listed.named_at);
        console.line(format!("{id} {account} {holder} {named} {state}"))?;
    }
    Ok(Outcome::Fine)
}
