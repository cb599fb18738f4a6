//! `huzhu pool`: what pools have, money that came, went or moved, claims that wait for it, opening balances.

use clap::Subcommand;

use super::open::{At, Opened};
use super::output::Output;
use super::{say, waited};
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::cli::{Outcome, files};
use crate::desk::keep_books::{BookRequest, KeepBooks};
use crate::desk::open_balances::{Given, OpenBalances, OpenRequest};
use crate::desk::pay_waiting::{PayRequest, PayWaiting};
use crate::engine::claim::words::Word;
use crate::engine::ledger::Period;
use crate::engine::ledger::chart::Template;
use crate::engine::ledger::deed::{Booking, Deed};
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::scheme::model::Lang;
use crate::exchange::opening::read_opening;
use crate::exchange::sheet::{Cell, Sheet};
use crate::store::ledger::{self, PoolRow};

/// What to do with pools, where, and as whom.
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
  huzhu pool list --as finance
  huzhu pool reserve --as finance
  huzhu pool open balances.xlsx --as finance
  huzhu pool book receive cn/guizhou/sinan/county 12000 --payer member --party w00000003 --document 回单0051 --as finance
  huzhu pool book refund cn/guizhou/sinan/county 100 --payer member --party w00000003 --document 退费审批7 --as finance
  huzhu pool book transfer cn/a/b/fund 5000 --to cn/a/c/fund --document 会议纪要3 --as finance
  huzhu pool book allocate cn/guizhou/sinan/county 30000 --document 用款申请2 --as finance
  huzhu pool pay-waiting cn/guizhou/sinan/county --as finance

A pool is called by its scheme and its own name there. DEED is one of: receive, refund, subsidy-due, subsidy-received,
guarantee-received, clawback-received, allocate, transfer, interest, fill-reserve, draw-reserve; or its Chinese name.
Of an earmarked pool (`only_for`) nothing goes to another; what goes into a reserve and comes out of it keeps to the
`reserve` of the pool in its scheme.
The spreadsheet of opening balances has the columns 资金池, 科目, 明细, 往来单位, 借方, 贷方; an account goes by its number or
name in the chart (--chart), or by our word.

EXIT CODES
  0  done, or found
  2  refused, and nothing was done: the sentence says why and what to do";

/// What to do.
#[derive(Subcommand)]
enum What {
    /// What each pool has, is owed, must keep, and could not pay yet 资金池余额
    List {
        #[command(flatten)]
        output: Output,
    },
    /// What goes into each pool's reserve and comes out of it, and how much may now 储备金
    Reserve {
        #[command(flatten)]
        output: Output,
    },
    /// Book money that came, went or moved 记账
    Book(Box<BookArgs>),
    /// Pay claims that wait for the pool's money, by the rule of its scheme 待付转付
    PayWaiting {
        /// The pool
        pool: String,
    },
    /// Opening balances, from a spreadsheet 期初余额
    Open {
        /// CSV or XLSX; - for standard input
        file: String,
        /// The chart that accounts are named by: social-insurance, non-profit, custody 科目表
        #[arg(long, default_value = "social-insurance", value_parser = chart)]
        chart: Template,
        /// The period; that of today when not given 会计期间
        #[arg(long, value_parser = period)]
        period: Option<Period>,
    },
}

/// A deed.
#[derive(clap::Args)]
struct BookArgs {
    /// What is done
    #[arg(value_parser = deed)]
    deed: Deed,
    /// The pool
    pool: String,
    /// How much, in yuan
    #[arg(value_parser = amount, allow_hyphen_values = true)]
    amount: Fen,
    /// Whose money it is: a payer of the scheme, or who gives a subsidy 缴费方
    #[arg(long, default_value = "")]
    payer: String,
    /// Through whom it came: the employer's id, or the member's; the claim, for a clawback 往来单位
    #[arg(long, default_value = "")]
    party: String,
    /// The pool that gets it 调入资金池
    #[arg(long, default_value = "")]
    to: String,
    /// The document: its number or name 单据
    #[arg(long, default_value = "")]
    document: String,
    /// The period; that of today, or the next that is open, when not given 会计期间
    #[arg(long, value_parser = period)]
    period: Option<Period>,
}

/// A period as it is typed.
pub fn period(text: &str) -> Result<Period, String> {
    text.parse().map_err(|why: crate::engine::ledger::PeriodError| format!("{why}（{}）", why.zh()))
}

/// A template as it is typed.
pub fn chart(text: &str) -> Result<Template, String> {
    word(text)
}

fn deed(text: &str) -> Result<Deed, String> {
    word(text)
}

fn word<W: Word>(text: &str) -> Result<W, String> {
    let words = || W::ALL.iter().map(|(word, _, zh)| format!("{word} {zh}")).collect::<Vec<_>>().join(", ");
    W::from_word(text).ok_or_else(|| format!("请填写其中之一 choose one of: {}", words()))
}

fn amount(text: &str) -> Result<Fen, String> {
    Fen::parse(text).map_err(|why| format!("{why}（{}）", why.zh()))
}

/// Does it.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    waited(async {
        let office = args.at.open().await?;
        match &args.what {
            What::List { output } => list(&office, output, console).await,
            What::Reserve { output } => super::reserve::show(&office, output, console).await,
            What::Book(book) => {
                let booking = Booking {
                    deed: book.deed,
                    pool: book.pool.as_str().into(),
                    amount: book.amount,
                    payer: book.payer.as_str().into(),
                    party: book.party.as_str().into(),
                    to: book.to.as_str().into(),
                    document: book.document.as_str().into(),
                };
                let request = BookRequest { booking, period: book.period };
                say(office.ask::<KeepBooks>(&args.at, request).await?, console)
            }
            What::PayWaiting { pool } => {
                let request = PayRequest { pool: pool.as_str().into() };
                say(office.anew::<PayWaiting>(&args.at, request).await?, console)
            }
            What::Open { file, chart, period } => {
                let asked = (file.as_str(), *chart, *period);
                let request = opening(asked, console)?;
                say(office.ask::<OpenBalances>(&args.at, request).await?, console)
            }
        }
    })
}

async fn list(office: &Opened, output: &Output, console: &mut Console) -> Result<Outcome, Stop> {
    let scope = office.scope().await?;
    let pools = ledger::pools(&office.desk.office().store, &scope, &office.book).await?;
    output.write(&sheet(&pools, console.lang())?, console)?;
    Ok(Outcome::Fine)
}

fn sheet(pools: &[PoolRow], lang: Lang) -> Result<Sheet, Stop> {
    let heads = [
        ("资金池", "pool"),
        ("名称", "title"),
        ("账面资金", "posted"),
        ("应补足", "owed"),
        ("已占用", "held"),
        ("可用", "available"),
        ("待付", "waiting"),
    ];
    let row = |pool: &PoolRow| -> Result<Vec<Cell>, Stop> {
        let available = pool.posted_fen + pool.owed_fen - pool.held_fen;
        let figures = [pool.posted_fen, pool.owed_fen, pool.held_fen, available, pool.waiting_fen];
        let mut cells = vec![Cell::text(&pool.id), Cell::text(&pool.title)];
        for figure in figures {
            cells.push(Cell::Amount(super::fen(figure)?));
        }
        Ok(cells)
    };
    Ok(Sheet {
        title: lang.pick("资金池余额", "Pools").into(),
        heads: heads.iter().map(|(zh, en)| lang.pick(*zh, *en).to_owned()).collect(),
        rows: pools.iter().map(row).collect::<Result<_, _>>()?,
    })
}

/// The rows of a spreadsheet; wrong rows are listed, and then nothing is asked.
fn opening(
    (file, chart, period): (&str, Template, Option<Period>),
    console: &mut Console,
) -> Result<OpenRequest, Stop> {
    let input = files::read(file, console.lang())?;
    let chart = chart.chart().map_err(|why| super::open::stop(why.to_string(), why.to_string()))?;
    let (rows, wrong) =
        read_opening(&input.bytes, &chart).map_err(|why| Stop::Table { file: input.name.clone(), why })?;
    for error in &wrong {
        console.tell(console.lang().pick(error.zh(), error.to_string()));
    }
    if !wrong.is_empty() {
        let count = wrong.len();
        return Err(super::open::stop(
            format!("期初余额表有{count}处错误，未录入任何余额；请更正后重新录入。"),
            format!(
                "{count} things are wrong with the balances, and none was booked; correct them and send them again"
            ),
        ));
    }
    if rows.is_empty() {
        let none = ("没有期初余额行，请填写后再录入。", "there is no row; write the balances first");
        return Err(Refusal::field("rows", none).into());
    }
    let given = rows.into_iter().map(|row| Given {
        line: row.line,
        pool: row.pool.into(),
        code: row.code,
        sub: row.sub.into(),
        party: row.party.into(),
        debit: row.debit,
        credit: row.credit,
    });
    Ok(OpenRequest { rows: given.collect(), document: input.name, period })
}
