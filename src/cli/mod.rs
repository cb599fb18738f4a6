//! The `huzhu` command: what is typed, what it does, how it ends. One file per command.

mod adjudicate;
mod check;
mod console;
mod csv_line;
mod day;
mod diff;
mod dues;
mod explain;
mod files;
mod generate;
mod grid;
mod in_order;
mod lot;
mod new;
mod office;
mod progress;
mod reports;
mod schema;
mod schemes;
mod serve;
mod sheet;
mod shelf;
mod stop;

use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::engine::scheme::model::Lang;
use console::Console;
use stop::Stop;

/// What `huzhu` understands.
#[derive(Parser)]
#[command(name = "huzhu", version, about = "职工医疗互助审核引擎: decides claims of mutual-aid medical funds", after_long_help = AFTER)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Language of sentences and headings 语言
    #[arg(long, global = true, value_enum, default_value = "zh")]
    lang: Tongue,
    /// Say on standard error what is read and done; twice: in detail
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
}

const AFTER: &str = "\
EXAMPLES
  huzhu adjudicate cn/guizhou/sinan schemes/examples/sinan-claims.csv
  huzhu adjudicate cn/guizhou/sinan claims.csv --explain --lang en
  huzhu explain cn/guizhou/sinan --self-pay 8000
  huzhu dues cn/guizhou/sinan roster.csv --as-of 2016-01-01
  huzhu new cn/guizhou/sinan --from 2026-01-01
  huzhu check
  huzhu sheet cn/guizhou/sinan --html -o sheet.html

EXIT CODES
  0  all is fine; a claim that is denied is an answer and fine as well
  1  some rows of a file are wrong, or a check failed; everything else was done
  2  the command, the scheme or the whole input cannot be used; nothing was done";

#[derive(Subcommand)]
enum Command {
    /// Decide the claims of a file 审核申请
    Adjudicate(Box<adjudicate::Args>),
    /// Explain what would be paid on one made-up claim 试算一笔
    Explain(Box<explain::Args>),
    /// Work out what a roster owes, and who cannot enrol 核定缴费
    Dues(dues::Args),
    /// Hand in, decide, review and look up claims of an office 申请办理
    Claim(Box<office::claim::Args>),
    /// Check schemes and run their cases 检查方案
    Check(check::Args),
    /// Write a start file for a new scheme 新建方案
    New(new::Args),
    /// Make up an office to try things on: employers, rosters, settlements 生成演示数据
    Generate(generate::Args),
    /// Set an office up: keys, database, first administrator 初始化
    Init(Box<office::init::Args>),
    /// Import rosters, and take wrong imports back 导入
    #[command(subcommand)]
    Import(office::import::Args),
    /// Enrol, renew, transfer, merge and correct members 会员业务
    #[command(subcommand)]
    Member(office::member::Args),
    /// What a member can still receive on a day 可享待遇
    Entitlement(Box<office::entitlement::Args>),
    /// Add, change and list employers 单位
    #[command(subcommand)]
    Employer(office::employer::Args),
    /// The tree of union bodies below the first, and their books 机构
    #[command(subcommand)]
    Organisation(office::organisation::Args),
    /// Serve the office over HTTP 启动服务
    Serve(Box<serve::Args>),
    /// Write a backup of database and documents 备份
    Backup(Box<office::backup::BackupArgs>),
    /// Put a backup into a new data folder and an empty database 恢复
    Restore(Box<office::backup::RestoreArgs>),
    /// Pools of the fund: what they have, money booked, claims that wait 资金池
    Pool(Box<office::pool::Args>),
    /// Vouchers: list, show, reverse; what was booked for a claim 凭证
    Voucher(Box<office::voucher::Args>),
    /// Close and reopen periods, carry a year forward 结账
    Period(Box<office::period::Args>),
    /// Print the trial balance of a period 科目余额表
    TrialBalance(Box<office::report::TrialArgs>),
    /// Print income and expenses, benefits, the public list, the day report 报表
    Report(Box<office::report::Args>),
    /// Check everything that must hold in the office's book 核对账目
    Verify(Box<office::verify::Args>),
    /// Write the data of a book as CSV files 导出
    Export(Box<office::export::Args>),
    /// Show, rotate and reseal the keys of personal data 密钥
    Keys(Box<office::keys::Args>),
    /// Forget answers older than 400 days 清理
    Sweep(Box<office::sweep::Args>),
    /// Accounts of the staff and their roles 人员权限
    #[command(subcommand)]
    Staff(office::staff::Args),
    /// Publish schemes into the office, by two persons 发布方案
    #[command(subcommand)]
    Scheme(office::scheme::Args),
    /// Numbers that the office sets itself: the term of appeals, when many claims of one agent are looked at 办理规定
    #[command(subcommand)]
    Policy(office::policy::Args),
    /// Print the rule sheet of a scheme 规则说明书
    Sheet(sheet::Args),
    /// Print the JSON Schema of scheme files, for editors 方案文件结构
    Schema(schema::Args),
    /// List what differs in meaning between two editions 版本差异
    Diff(diff::Args),
}

#[derive(Clone, Copy, ValueEnum)]
enum Tongue {
    /// 中文
    Zh,
    /// English
    En,
}

/// How a command ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is fine.
    Fine,
    /// Some rows are wrong, or a check failed.
    Wrong,
}

impl Outcome {
    fn wrong_if(wrong: bool) -> Self {
        if wrong { Self::Wrong } else { Self::Fine }
    }
}

/// Reads the arguments, carries the command out, and says how it ended.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help for a reader that has hung up is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match &cli.command {
        Command::Serve(args) => args.log(),
        _ => listen(cli.verbose),
    }
    let lang = match cli.lang {
        Tongue::Zh => Lang::Zh,
        Tongue::En => Lang::En,
    };
    let mut console = Console::new(lang);
    let ended = run(cli.command, &mut console).and_then(|outcome| Ok(console.flush().map(|()| outcome)?));
    ExitCode::from(code(ended, &mut console))
}

fn run(command: Command, console: &mut Console) -> Result<Outcome, Stop> {
    match command {
        Command::Adjudicate(args) => adjudicate::run(&args, console),
        Command::Explain(args) => explain::run(&args, console),
        Command::Dues(args) => dues::run(&args, console),
        Command::Claim(args) => office::claim::run(&args, console),
        Command::Check(args) => check::run(&args, console),
        Command::New(args) => new::run(&args, console),
        Command::Generate(args) => generate::run(&args, console),
        Command::Init(args) => office::init::run(&args, console),
        Command::Import(args) => office::import::run(args, console),
        Command::Member(args) => office::member::run(args, console),
        Command::Entitlement(args) => office::entitlement::run(&args, console),
        Command::Employer(args) => office::employer::run(args, console),
        Command::Organisation(args) => office::organisation::run(args, console),
        Command::Serve(args) => serve::run(&args, console),
        Command::Backup(args) => office::backup::backup(&args, console),
        Command::Restore(args) => office::backup::restore(&args, console),
        Command::Pool(args) => office::pool::run(&args, console),
        Command::Voucher(args) => office::voucher::run(&args, console),
        Command::Period(args) => office::period::run(&args, console),
        Command::TrialBalance(args) => office::report::trial_balance(&args, console),
        Command::Report(args) => office::report::run(&args, console),
        Command::Verify(args) => office::verify::run(&args, console),
        Command::Export(args) => office::export::run(&args, console),
        Command::Keys(args) => office::keys::run(&args, console),
        Command::Sweep(args) => office::sweep::run(&args, console),
        Command::Staff(args) => office::staff::run(args, console),
        Command::Scheme(args) => office::scheme::run(args, console),
        Command::Policy(args) => office::policy::run(args, console),
        Command::Sheet(args) => sheet::run(&args, console),
        Command::Schema(args) => schema::run(args, console),
        Command::Diff(args) => diff::run(&args, console),
    }
}

fn code(ended: Result<Outcome, Stop>, console: &mut Console) -> u8 {
    match ended {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Wrong) => 1,
        // Whoever read our output has enough of it: `huzhu … | head`.
        Err(Stop::Write(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(stop) => {
            stop.tell(console);
            2
        }
    }
}

fn listen(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => tracing::Level::INFO,
        _ => tracing::Level::DEBUG,
    };
    let subscriber = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    let coloured = std::io::IsTerminal::is_terminal(&std::io::stderr());
    subscriber.with_ansi(coloured).without_time().with_target(false).init();
}
