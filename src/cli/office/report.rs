//! `huzhu trial-balance` and `huzhu report`: 科目余额表, 收支表, 互助金支出明细, 公示表.

use clap::Subcommand;

use super::open::{At, Opened};
use super::output::Output;
use super::pool::{chart, period};
use super::{fen, waited};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::day::day;
use crate::cli::stop::Stop;
use crate::clock;
use crate::desk::called::accounts;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ledger::chart::{Chart, Template};
use crate::engine::ledger::{Event, Kind, Period, TrialBalance};
use crate::engine::money::Fen;
use crate::engine::office::mask;
use crate::engine::scheme::model::Lang;
use crate::exchange::reports::{Names, heads, income, trial_sheet};
use crate::exchange::sheet::{Cell, Sheet};
use crate::store::ledger::{self, BenefitRow};
use crate::store::{book, member};

/// Of which period, named by which chart, and where it goes.
#[derive(clap::Args)]
struct Of {
    /// The period; 2026-13 is the closing of the year 会计期间
    #[arg(long, value_parser = period)]
    period: Period,
    /// The chart that accounts are named by: social-insurance, non-profit, custody 科目表
    #[arg(long, default_value = "social-insurance", value_parser = chart)]
    chart: Template,
    #[command(flatten)]
    output: Output,
}

/// The trial balance.
#[derive(clap::Args)]
#[command(after_long_help = TRIAL_AFTER)]
pub struct TrialArgs {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    of: Of,
}

const TRIAL_AFTER: &str = "\
EXAMPLES
  huzhu trial-balance --period 2026-05 --as finance
  huzhu trial-balance --period 2026-05 --chart custody -o 科目余额表.xlsx --as finance

EXIT CODES
  0  debits equal credits
  1  they do not: run huzhu verify
  2  the office cannot be opened";

/// A report.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
    #[command(subcommand)]
    which: Which,
}

const AFTER: &str = "\
EXAMPLES
  huzhu report income --period 2026-05 --as finance
  huzhu report day --on 2026-05-08 --as finance
  huzhu report benefits --from 2026-01 --period 2026-05 -o 支出明细.xlsx --as finance
  huzhu report public --period 2026-05 --format csv --as finance

Cells that begin with = + - @ get an apostrophe before them, so that no spreadsheet takes them for a formula. In a workbook
amounts are numbers. The public report has masked names, the employer and the amount, and no illness.

EXIT CODES
  0  done
  2  the office cannot be opened";

/// Which report.
#[derive(Subcommand)]
enum Which {
    /// Income and expenses of a month and of the year up to it 收支表
    Income {
        #[command(flatten)]
        of: Of,
    },
    /// What was booked on a day, and the head of the audit chain 日报表
    Day {
        /// The day; today when not given
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        #[command(flatten)]
        output: Output,
    },
    /// What claims were granted, less what was taken back 互助金支出明细
    Benefits {
        /// The first period; the same when not given
        #[arg(long, value_parser = period)]
        from: Option<Period>,
        #[command(flatten)]
        of: Of,
    },
    /// What may be shown to everybody 公示表
    Public {
        /// The first period; the same when not given
        #[arg(long, value_parser = period)]
        from: Option<Period>,
        #[command(flatten)]
        of: Of,
    },
}

/// Prints the trial balance.
pub fn trial_balance(args: &TrialArgs, console: &mut Console) -> Result<Outcome, Stop> {
    waited(async {
        let office = args.at.open().await?;
        let trial = trial(&office, args.of.period).await?;
        let names = names(&office, console.lang()).await?;
        let sheet = trial_sheet(&trial, (&named(args.of.chart)?, &names), console.lang());
        args.of.output.write(&sheet, console)?;
        Ok(Outcome::wrong_if(!trial.balances()))
    })
}

/// Prints a report.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    waited(async {
        let (office, lang) = (args.at.open().await?, console.lang());
        match &args.which {
            Which::Income { of } => {
                let trial = trial(&office, of.period).await?;
                let chart = named(of.chart)?;
                let names = names(&office, lang).await?;
                of.output.write(&income(&trial, (&chart, &names), lang), console)?;
            }
            Which::Day { on, output } => {
                output.write(&of_day(&office, on.unwrap_or_else(clock::today), lang).await?, console)?;
            }
            Which::Benefits { from, of } => {
                let rows = benefits(&office, span(*from, of.period)?).await?;
                of.output.write(&details(of.period, &rows, lang)?, console)?;
            }
            Which::Public { from, of } => {
                let rows = benefits(&office, span(*from, of.period)?).await?;
                of.output.write(&public(&office, of.period, &rows, lang)?, console)?;
            }
        }
        Ok(Outcome::Fine)
    })
}

/// The events of a day, and under them how many rows the audit chain has, with its head.
async fn of_day(office: &Opened, day: Day, lang: Lang) -> Result<Sheet, Stop> {
    let (scope, store) = (office.scope().await?, &office.desk.office().store);
    let columns = [("凭证类型", "voucher"), ("事项", "event"), ("笔数", "postings"), ("金额", "amount")];
    let mut rows = vec![];
    for row in ledger::events_of_day(store, &scope, (&office.book, day)).await? {
        let kind = Kind::from_word(&row.kind).map_or("", Word::zh);
        let event = Event::from_word(&row.event).map_or("", Word::zh);
        rows.push(vec![
            Cell::text(lang.pick(kind, &row.kind)),
            Cell::text(lang.pick(event, &row.event)),
            Cell::Count(row.count),
            Cell::Amount(fen(row.amount_fen)?),
        ]);
    }
    if let Some(book) = book::find(store, &scope, &office.book).await? {
        let head = [lang.pick("操作日志", "audit chain").to_owned(), book.audit_head].map(Cell::Text);
        rows.push(head.into_iter().chain([Cell::Count(book.audited), Cell::text("")]).collect());
    }
    Ok(Sheet {
        title: lang.pick(format!("{day} 日报表"), format!("Day report of {day}")),
        heads: heads(&columns, lang),
        rows,
    })
}

fn named(template: Template) -> Result<Chart, Stop> {
    template.chart().map_err(|why| super::open::stop(why.to_string(), why.to_string()))
}

/// What pools, payers and benefits are called.
async fn names(office: &Opened, lang: Lang) -> Result<Names, Stop> {
    let scope = office.scope().await?;
    Ok(accounts::of_book(office.desk.office(), (&scope, &office.book), lang).await?)
}

async fn trial(office: &Opened, period: Period) -> Result<TrialBalance, Stop> {
    let (scope, store) = (office.scope().await?, &office.desk.office().store);
    let totals = ledger::totals(store, &scope, (&office.book, period)).await?;
    Ok(TrialBalance::of(period, &totals))
}

/// From a period, or the last alone, to the last.
fn span(from: Option<Period>, to: Period) -> Result<(Period, Period), Stop> {
    match from {
        Some(from) if from > to => Err(super::open::stop(
            format!("起始期间{from}晚于截止期间{to}，请更正。"),
            format!("the first period {from} is after the last, {to}; correct one of the two"),
        )),
        from => Ok((from.unwrap_or(to), to)),
    }
}

async fn benefits(office: &Opened, (from, to): (Period, Period)) -> Result<Vec<BenefitRow>, Stop> {
    let (scope, store) = (office.scope().await?, &office.desk.office().store);
    Ok(ledger::benefits(store, &scope, (&office.book, from, to)).await?)
}

fn details(period: Period, benefits: &[BenefitRow], lang: Lang) -> Result<Sheet, Stop> {
    let columns = [
        ("资金池", "pool"),
        ("待遇", "benefit"),
        ("申请", "claim"),
        ("会员", "member"),
        ("单位", "employer"),
        ("金额", "amount"),
    ];
    let mut total = Fen::ZERO;
    let mut rows = vec![];
    for row in benefits {
        let amount = fen(row.amount_fen)?;
        total += amount;
        let texts = [&row.pool_id, &row.benefit, &row.claim, &row.member_id, &row.employer];
        rows.push(texts.into_iter().map(Cell::text).chain([Cell::Amount(amount)]).collect());
    }
    let sum = [lang.pick("合计", "total"), "", "", "", ""].map(Cell::text);
    rows.push(sum.into_iter().chain([Cell::Amount(total)]).collect());
    Ok(Sheet {
        title: lang.pick(format!("{period} 互助金支出明细"), format!("Benefits of {period}")),
        heads: heads(&columns, lang),
        rows,
    })
}

/// Masked name, employer, amount; what one member got of several benefits is one row, and no benefit is named, since it
/// might tell the illness.
fn public(office: &Opened, period: Period, benefits: &[BenefitRow], lang: Lang) -> Result<Sheet, Stop> {
    let keys = office.desk.office().store.keys();
    let mut rows: Vec<(&str, Vec<Cell>, Fen)> = vec![];
    for row in benefits {
        let amount = fen(row.amount_fen)?;
        if let Some((_, _, sum)) = rows.iter_mut().rev().find(|(claim, ..)| *claim == row.claim) {
            *sum += amount;
            continue;
        }
        let name = member::opened_name(keys, (office.book.as_str(), &row.member_id), &row.name_sealed)?;
        rows.push((&row.claim, vec![Cell::text(mask::name(&name)), Cell::text(&row.employer)], amount));
    }
    let columns = [("姓名", "name"), ("单位", "employer"), ("金额", "amount")];
    let rows = rows.into_iter().map(|(_, mut cells, amount)| {
        cells.push(Cell::Amount(amount));
        cells
    });
    Ok(Sheet {
        title: lang.pick(format!("{period} 互助金给付公示"), format!("Benefits granted in {period}")),
        heads: heads(&columns, lang),
        rows: rows.collect(),
    })
}
