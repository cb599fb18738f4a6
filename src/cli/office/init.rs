//! `huzhu init`: keys, database, the first organisation with its book, the first administrator.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;

use super::super::Outcome;
use super::super::console::Console;
use super::super::stop::Stop;
use super::folder::DataFolder;
use super::waited;
use crate::clock;
use crate::engine::claim::words::Word;
use crate::engine::ids::{DocumentKind, IdentityDocument};
use crate::engine::office::Role;
use crate::engine::scheme::said::Said;
use crate::store::book::{self, NewBook};
use crate::store::organisation::{self, NewRoot, OrganisationKind};
use crate::store::staff::{self, NewRole, NewStaff};
use crate::store::{BookId, identity};

/// Whose office, and where.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    /// A new data folder: settings, keys, documents, and the database where none is named
    #[arg(value_name = "FOLDER", default_value = "office")]
    folder: PathBuf,
    /// PostgreSQL (`postgres://user@host/database`); a file in the folder when not given 数据库
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Name of the organisation 机构名称
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    organisation: String,
    /// What it is: province, city, county, township, industry, enterprise 机构类别
    #[arg(long, value_name = "KIND", default_value = "county")]
    kind: String,
    /// Login of the first administrator 管理员登录名
    #[arg(long, value_name = "LOGIN", default_value = "admin", value_parser = NonEmptyStringValueParser::new())]
    login: String,
    /// Name of the first administrator 管理员姓名
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    name: String,
    /// The administrator's identity number: four eyes are counted by persons 管理员身份证号
    #[arg(long, value_name = "NUMBER")]
    id_number: String,
}

const AFTER: &str = "\
EXAMPLES
  huzhu init --organisation 某县总工会 --name 例一 --id-number 11010519491231002X
  huzhu init office --database postgres://huzhu@localhost/huzhu --organisation 某县总工会 --name 例一 \\
      --id-number 11010519491231002X

Keep a copy of FOLDER/keys apart from the backups: without it no personal data can be read again.

EXIT CODES
  0  the office is ready
  2  nothing was done, or not all: the folder or the database holds an office already";

const BOOK: &str = "b1";
const ROOT: &str = "o1";

/// Sets an office up.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let kind = OrganisationKind::from_word(&args.kind).ok_or_else(|| {
        Stop::Office(Said::new(
            format!(
                "“{}”不是机构类别，请填写 province、city、county、township、industry 或 enterprise。",
                args.kind
            ),
            format!(
                "`{}` is no kind of organisation: province, city, county, township, industry, enterprise",
                args.kind
            ),
        ))
    })?;
    let document = IdentityDocument::parse(DocumentKind::Resident, &args.id_number)
        .map_err(|why| Stop::Office(Said::new(why.zh(), why.to_string())))?;
    let book =
        BookId::try_from(BOOK).map_err(|why| Stop::Office(Said::new(why.to_string(), why.to_string())))?;
    let folder = DataFolder::create(&args.folder, args.database.as_deref(), book.clone())?;
    let keys = folder.keys()?;
    let day = clock::today().to_string();
    let id = format!("{BOOK}-u00000001");
    let account = NewStaff {
        id: id.clone(),
        organisation_id: ROOT.into(),
        person: identity::index_of(&keys, &document),
        name: args.name.clone(),
        login: args.login.clone(),
    };
    let role = Role::Administrator.word();
    let role = NewRole { staff_id: id, role, level: String::new(), from_day: day, to_day: None };
    waited(async {
        let store = folder.store().await?;
        if organisation::is_set_up(&store).await? {
            return Err(set_up_already());
        }
        organisation::root(&store, NewRoot { id: ROOT, kind, name: &args.organisation, book: BOOK }).await?;
        book::open(&store, NewBook { id: &book, title: &args.organisation, organisation_id: ROOT }).await?;
        let first = store.write(&book, move |tx| {
            Box::pin(async move {
                tx.issue(1);
                staff::insert(tx, &[account], &[role]).await
            })
        });
        first.await?;
        store.close().await;
        Ok(())
    })?;
    console.line(args.folder.display())?;
    Ok(Outcome::Fine)
}

fn set_up_already() -> Stop {
    Stop::Office(Said::new(
        "该数据库已有机构，未作改动；请另用空的数据库。",
        "the database holds an office already and was left as it was; name an empty one",
    ))
}
