//! `huzhu voucher`: vouchers listed, shown with their lines, and reversed; and all that was booked for a claim.

use clap::Subcommand;

use super::open::{At, Opened};
use super::output::Output;
use super::pool::{chart, period};
use super::{fen, say, waited};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::desk::called::{accounts, acts};
use crate::desk::reverse::{Reverse, ReverseRequest};
use crate::engine::claim::words::Word;
use crate::engine::ledger::chart::{Chart, Template};
use crate::engine::ledger::{Code, Event, Period, VoucherError, VoucherNumber};
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::model::Lang;
use crate::exchange::reports::Names;
use crate::exchange::sheet::{Cell, Sheet};
use crate::store::ledger::{self, LineRow, PostingRow, VoucherRow};

/// What to do with vouchers, where, and as whom.
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
  huzhu voucher list --period 2026-05 --as finance
  huzhu voucher show 2026-05-r12 --as finance
  huzhu voucher of c00000012 --as finance
  huzhu voucher reverse 2026-05-r12 --because '重复入账' --as finance

A voucher is called by its period, its type (r 收, p 付, t 转) and its number. Vouchers that follow claims are not reversed by
hand: correct or revoke the claim.

EXIT CODES
  0  done, or found
  2  refused, and nothing was done: the sentence says why and what to do";

/// What to do.
#[derive(Subcommand)]
enum What {
    /// The vouchers of a period 凭证列表
    List {
        /// The period
        #[arg(long, value_parser = period)]
        period: Period,
        /// Only of one type: receipt, payment, transfer
        #[arg(long, default_value = "", value_parser = ["", "receipt", "payment", "transfer"])]
        kind: String,
        /// Those after this number of each type
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// At most so many
        #[arg(long, default_value_t = 100)]
        most: i64,
        #[command(flatten)]
        output: Output,
    },
    /// A voucher with its lines and what they are made of 查看凭证
    Show {
        /// The voucher, such as 2026-05-r12
        #[arg(value_parser = number)]
        voucher: VoucherNumber,
        /// The chart that accounts are named by: social-insurance, non-profit, custody 科目表
        #[arg(long, default_value = "social-insurance", value_parser = chart)]
        chart: Template,
    },
    /// All that was booked for a claim, an enrolment or a voucher 查账
    Of {
        /// The claim
        object: String,
        #[command(flatten)]
        output: Output,
    },
    /// Take a voucher back by its full negation 冲销
    Reverse {
        /// The voucher, such as 2026-05-r12
        #[arg(value_parser = number)]
        voucher: VoucherNumber,
        /// The period of the reversal; that of today, or the next that is open, when not given
        #[arg(long, value_parser = period)]
        period: Option<Period>,
    },
}

fn number(text: &str) -> Result<VoucherNumber, String> {
    text.parse().map_err(|why: VoucherError| format!("{why}（请写作2026-05-r12，r收 p付 t转）"))
}

/// Does it.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    waited(async {
        let office = args.at.open().await?;
        match &args.what {
            What::List { period, kind, after, most, output } => {
                let asked = (*period, kind.as_str(), *after, *most);
                let (scope, store) = (office.scope().await?, &office.desk.office().store);
                let rows = ledger::vouchers(store, &scope, &office.book, asked).await?;
                output.write(&listed(*period, &rows, console.lang())?, console)?;
                Ok(Outcome::Fine)
            }
            What::Show { voucher, chart } => show(&office, (*voucher, *chart), console).await,
            What::Of { object, output } => {
                let (scope, store) = (office.scope().await?, &office.desk.office().store);
                let rows = ledger::postings(store, &scope, (&office.book, object)).await?;
                output.write(&booked(object, &rows, console.lang())?, console)?;
                Ok(Outcome::Fine)
            }
            What::Reverse { voucher, period } => {
                let request = ReverseRequest { voucher: *voucher, period: *period };
                say(office.ask::<Reverse>(&args.at, request).await?, console)
            }
        }
    })
}

/// The name of a voucher as it is typed.
fn name(period: &str, kind: &str, number: i64) -> String {
    format!("{period}-{}{number}", kind.get(..1).unwrap_or(""))
}

fn heads(heads: &[(&str, &str)], lang: Lang) -> Vec<String> {
    heads.iter().map(|(zh, en)| lang.pick(*zh, *en).to_owned()).collect()
}

fn listed(period: Period, rows: &[VoucherRow], lang: Lang) -> Result<Sheet, Stop> {
    let columns = [
        ("凭证", "voucher"),
        ("日期", "day"),
        ("业务", "act"),
        ("单据", "document"),
        ("金额", "amount"),
        ("制单", "made by"),
        ("事由", "reason"),
    ];
    let row = |row: &VoucherRow| -> Result<Vec<Cell>, Stop> {
        Ok(vec![
            Cell::text(name(&row.period, &row.kind, row.number)),
            Cell::text(&row.day),
            Cell::text(acts::act(lang, &row.act)),
            Cell::text(&row.document),
            Cell::Amount(fen(row.amount_fen)?),
            Cell::text(&row.made_by),
            Cell::text(&row.reason),
        ])
    };
    Ok(Sheet {
        title: lang.pick(format!("{period} 凭证"), format!("Vouchers of {period}")),
        heads: heads(&columns, lang),
        rows: rows.iter().map(row).collect::<Result<_, _>>()?,
    })
}

fn booked(object: &str, rows: &[PostingRow], lang: Lang) -> Result<Sheet, Stop> {
    let columns = [
        ("凭证", "voucher"),
        ("事项", "event"),
        ("资金池", "pool"),
        ("借方科目", "debit"),
        ("贷方科目", "credit"),
        ("明细", "of"),
        ("金额", "amount"),
    ];
    let row = |row: &PostingRow| -> Result<Vec<Cell>, Stop> {
        Ok(vec![
            Cell::text(name(&row.period, &row.kind, row.voucher)),
            Cell::text(shown::<Event>(&row.event, lang)),
            Cell::text(&row.pool_id),
            Cell::text(shown::<Code>(&row.debit, lang)),
            Cell::text(shown::<Code>(&row.credit, lang)),
            Cell::text(&row.sub),
            Cell::Amount(fen(row.amount_fen)?),
        ])
    };
    Ok(Sheet {
        title: lang.pick(format!("{object} 账务"), format!("Booked for {object}")),
        heads: heads(&columns, lang),
        rows: rows.iter().map(row).collect::<Result<_, _>>()?,
    })
}

/// A word of the store as people read it.
fn shown<W: Word>(word: &str, lang: Lang) -> String {
    let zh = W::from_word(word).map_or("", Word::zh);
    lang.pick(zh, word).to_owned()
}

async fn show(
    office: &Opened,
    (number, chart): (VoucherNumber, Template),
    console: &mut Console,
) -> Result<Outcome, Stop> {
    let (scope, store, lang) = (office.scope().await?, &office.desk.office().store, console.lang());
    let Some((head, lines, postings)) = ledger::voucher(store, &scope, (&office.book, number)).await? else {
        return Err(Refusal::not_found(Thing::Voucher, &number.to_string()).into());
    };
    let chart = chart.chart().map_err(|why| super::open::stop(why.to_string(), why.to_string()))?;
    let scope = office.scope().await?;
    let names = accounts::of_book(office.desk.office(), (&scope, &office.book), lang).await?;
    let title = lang.pick(number.zh(), format!("Voucher {number} ({})", number.kind.word()));
    console.line(format!("{title}  {}  {}  {}", head.day, head.document, head.reason).trim_end())?;
    for line in &lines {
        console.line(format!("  {}", line_of(line, (&chart, &names), lang)?))?;
    }
    let amount = fen(head.amount_fen)?;
    let total = lang.pick(
        format!("合计 {amount}  {}  制单 {}", amount.in_words(), head.made_by),
        format!("total {amount}  made by {}", head.made_by),
    );
    console.line(format!("  {total}"))?;
    for posting in &postings {
        let event = shown::<Event>(&posting.event, lang);
        let about = format!("{} {}", posting.object, posting.party);
        let amount = fen(posting.amount_fen)?;
        console.line(format!("    {} {event} {amount} {}", posting.number, about.trim()))?;
    }
    Ok(Outcome::Fine)
}

fn line_of(line: &LineRow, (chart, names): (&Chart, &Names), lang: Lang) -> Result<String, Stop> {
    let named = Code::from_word(&line.code).and_then(|code| chart.get(code));
    let (number, account) =
        named.map_or(("", line.code.as_str()), |named| (&named.number, lang.pick(&named.zh, &named.en)));
    let side = match line.side.as_str() {
        "debit" => lang.pick("借", "debit "),
        _ => lang.pick("贷", "credit"),
    };
    let sub = if line.sub.is_empty() {
        String::new()
    } else {
        format!("（{}）", names.sub(&line.pool_id, &line.sub))
    };
    let amount: Fen = fen(line.amount_fen)?;
    Ok(format!("{side} {number} {account}{sub} {} {amount}", line.pool_id))
}
