//! `huzhu period`: periods of account listed, closed, reopened by a second person; and the closing of a year.

use clap::Subcommand;

use super::open::{At, Opened};
use super::output::Output;
use super::pool::period;
use super::{say, waited};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::desk::carry_forward::{CarryForward, CarryRequest};
use crate::desk::close_period::{ClosePeriod, CloseRequest};
use crate::desk::reopen_period::{ReopenPeriod, ReopenRequest};
use crate::engine::claim::words::Word;
use crate::engine::ledger::{Period, PeriodState};
use crate::exchange::sheet::{Cell, Sheet};
use crate::store::ledger;

/// What to do with periods, where, and as whom.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
    #[command(subcommand)]
    what: What,
}

const AFTER: &str = "\
EXAMPLES
  huzhu period list --as finance
  huzhu period close 2026-05 --soft --as finance
  huzhu period close 2026-05 --as finance
  huzhu period reopen 2026-05 --because '漏记利息' --as other
  huzhu period carry-forward 2026 --as finance

A month is closed after its end, in the order of months, when its checklist holds. Softly closed, the desks book into the next
month, and the accountant may still book into it by --period.

EXIT CODES
  0  done, or found
  2  refused, and nothing was done: the sentence says why and what to do";

/// What to do.
#[derive(Subcommand)]
enum What {
    /// The periods and how they stand 会计期间
    List {
        #[command(flatten)]
        output: Output,
    },
    /// Close a period 结账
    Close {
        /// The period, such as 2026-05
        #[arg(value_parser = period)]
        period: Period,
        /// Only softly 预结账
        #[arg(long)]
        soft: bool,
    },
    /// Open a closed period again; another person must 反结账
    Reopen {
        /// The period, such as 2026-05
        #[arg(value_parser = period)]
        period: Period,
    },
    /// Carry a year's income and expenses to the accumulated balance 年终结转
    CarryForward {
        /// The year
        #[arg(value_parser = clap::value_parser!(i16).range(1900..=9998))]
        year: i16,
    },
}

/// Does it.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    waited(async {
        let office = args.at.open().await?;
        match &args.what {
            What::List { output } => list(&office, output, console).await,
            What::Close { period, soft } => {
                let request = CloseRequest { period: *period, soft: *soft };
                say(office.anew::<ClosePeriod>(&args.at, request).await?, console)
            }
            What::Reopen { period } => {
                say(office.anew::<ReopenPeriod>(&args.at, ReopenRequest { period: *period }).await?, console)
            }
            What::CarryForward { year } => {
                say(office.anew::<CarryForward>(&args.at, CarryRequest { year: *year }).await?, console)
            }
        }
    })
}

async fn list(office: &Opened, output: &Output, console: &mut Console) -> Result<Outcome, Stop> {
    let (scope, lang) = (office.scope().await?, console.lang());
    let rows = ledger::periods(&office.desk.office().store, &scope, &office.book).await?;
    let heads = [
        ("期间", "period"),
        ("状态", "state"),
        ("凭证数", "vouchers"),
        ("结账人", "closed by"),
        ("结账时间", "closed at"),
    ];
    let cells = rows.into_iter().map(|row| {
        let state = PeriodState::from_word(&row.state).map_or("", Word::zh);
        vec![
            Cell::text(&row.id),
            Cell::text(lang.pick(state, &row.state)),
            Cell::Count(row.vouchers),
            Cell::text(row.closed_by.unwrap_or_default()),
            Cell::text(row.closed_at.unwrap_or_default()),
        ]
    });
    let sheet = Sheet {
        title: lang.pick("会计期间", "Periods").into(),
        heads: heads.iter().map(|(zh, en)| lang.pick(*zh, *en).to_owned()).collect(),
        rows: cells.collect(),
    };
    output.write(&sheet, console)?;
    Ok(Outcome::Fine)
}
