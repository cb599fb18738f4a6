//! `huzhu policy`: numbers that the office sets itself, where neither a scheme nor a source names one.

use super::super::Outcome;
use super::super::console::Console;
use super::super::stop::Stop;
use super::{OfficeArgs, waited};
use crate::desk::set_policy::{SetPolicy, Setting};
use crate::engine::claim::words::Word;
use crate::engine::office::Policy;
use crate::store::policy::{self, Set};

/// What to do with policies.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Set one 设定
    #[command(after_long_help = AFTER)]
    Set(SetArgs),
    /// List all of them, and who set them 列表
    #[command(after_long_help = AFTER)]
    List(OfficeArgs),
}

const AFTER: &str = "\
EXAMPLES
  huzhu policy list --as clerk
  huzhu policy set appeal-days 30 --because '市总工会互助保障办法第二十条' --as admin
  huzhu policy set agent-members 100 --as admin

  agent-members, agent-days  claims of an agent for more than so many members within so many days are held (20 within 30)
  appeal-days                so long an answer can be appealed against, counted from the day after the member was told (60)
  answer-days                within so many working days after it was handed in a claim is to be answered; 0 promises nothing (0)

EXIT CODES
  0  done    2  refused; nothing was done";

/// Which policy, and what it is set to.
#[derive(clap::Args)]
pub struct SetArgs {
    #[command(flatten)]
    office: OfficeArgs,
    /// agent-members, agent-days, appeal-days or answer-days
    #[arg(value_name = "POLICY", value_parser = named)]
    policy: Policy,
    /// What it is set to, at least 1; answer-days may be 0 again
    #[arg(value_name = "N")]
    value: u32,
}

fn named(text: &str) -> Result<Policy, String> {
    let words = || Policy::ALL.iter().map(|(word, ..)| *word).collect::<Vec<_>>().join(", ");
    Policy::from_word(text).ok_or_else(words)
}

/// Carries it out.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let office = match args {
        Args::Set(SetArgs { office, policy, value }) => {
            let Setting { policy, value } = office.ask::<SetPolicy>(Setting { policy, value })?;
            console.line(format!("{} {value}", policy.word()))?;
            return Ok(Outcome::Fine);
        }
        Args::List(office) => office,
    };
    let set = waited(async {
        let office = office.open().await?;
        let set = policy::list(&office.desk.office().store, &office.scope().await?, &office.book).await?;
        office.close().await;
        Ok(set)
    })?;
    for (word, policy, zh) in Policy::ALL {
        let own = set.iter().find(|set| set.name == *word);
        let lang = console.lang();
        let line = match own {
            Some(Set { value, set_by, set_at, .. }) => lang.pick(
                format!("{word} {value} {zh}（{set_by}于{set_at}设定）"),
                format!("{word} {value} (set by {set_by} at {set_at})"),
            ),
            None => lang.pick(
                format!("{word} {} {zh}（通用）", policy.usual()),
                format!("{word} {} (as usual)", policy.usual()),
            ),
        };
        console.line(line)?;
    }
    Ok(Outcome::Fine)
}
