//! `huzhu employer`: the units that members enrol through.

use super::super::Outcome;
use super::super::console::Console;
use super::super::stop::Stop;
use super::{OfficeArgs, waited};
use crate::desk::add_employer::{AddEmployer, EmployerAddition};
use crate::desk::change_employer::{ChangeEmployer, EmployerChange};
use crate::store::employer::{self, Listed};

/// What to do with employers.
#[derive(clap::Subcommand)]
pub enum Args {
    /// Add one 添加单位
    #[command(after_long_help = AFTER)]
    Add(Add),
    /// Change name, credit code or size of one 变更单位
    #[command(after_long_help = AFTER)]
    Change(Change),
    /// List those of the book 单位列表
    #[command(after_long_help = AFTER)]
    List(OfficeArgs),
}

const AFTER: &str = "\
EXAMPLES
  huzhu employer add 县第一小学 --size 86 --as clerk
  huzhu employer change 县第一小学 --name 县第一实验小学 --as clerk
  huzhu employer list --as clerk

EXIT CODES
  0  done    2  refused; nothing was done";

/// Which employer.
#[derive(clap::Args)]
pub struct Add {
    #[command(flatten)]
    office: OfficeArgs,
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
    /// Its credit code 统一社会信用代码
    #[arg(long, value_name = "CODE")]
    credit_code: Option<String>,
    /// How many people work there 职工人数
    #[arg(long, value_name = "N")]
    size: Option<u32>,
}

/// Which employer, and what of it.
#[derive(clap::Args)]
pub struct Change {
    #[command(flatten)]
    office: OfficeArgs,
    /// Name, id or credit code
    #[arg(value_name = "EMPLOYER")]
    employer: String,
    /// The new name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The new credit code 统一社会信用代码
    #[arg(long, value_name = "CODE")]
    credit_code: Option<String>,
    /// How many people work there now 职工人数
    #[arg(long, value_name = "N")]
    size: Option<u32>,
}

/// Carries it out, and prints the employer's id.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let answer = match args {
        Args::Add(Add { office, name, credit_code, size }) => {
            office.ask::<AddEmployer>(EmployerAddition { name, credit_code, size })?
        }
        Args::Change(Change { office, employer, name, credit_code, size }) => {
            office.ask::<ChangeEmployer>(EmployerChange { employer, name, credit_code, size })?
        }
        Args::List(office) => return list(&office, console),
    };
    console.line(answer.employer)?;
    Ok(Outcome::Fine)
}

fn list(office: &OfficeArgs, console: &mut Console) -> Result<Outcome, Stop> {
    let found = waited(async {
        let office = office.open().await?;
        let found = employer::list(&office.desk.office().store, &office.scope().await?, &office.book).await?;
        office.close().await;
        Ok(found)
    })?;
    let lang = console.lang();
    for Listed { id, name, credit_code, size, members } in &found {
        let code = credit_code.as_deref().unwrap_or("-");
        let size = size.map_or_else(|| "-".to_owned(), |size| size.to_string());
        console.line(lang.pick(
            format!("{id} {name} {code} 职工{size} 会员{members}"),
            format!("{id} {name} {code} size {size} members {members}"),
        ))?;
    }
    Ok(Outcome::Fine)
}
