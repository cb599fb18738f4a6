//! `huzhu init`: keys, database, the first organisation with its book, the first administrator.

use std::path::{Path, PathBuf};

use clap::builder::NonEmptyStringValueParser;

use super::super::Outcome;
use super::super::console::Console;
use super::super::stop::Stop;
use super::folder::DataFolder;
use super::open::stop;
use super::organisation::kind;
use super::waited;
use crate::clock::Now;
use crate::desk::found::found;
use crate::engine::ids::{DocumentKind, IdentityDocument};
use crate::engine::office::OrganisationKind;
use crate::store::organisation::First;
use crate::store::staff::NewStaff;
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
    #[arg(long, value_name = "KIND", default_value = "county", value_parser = kind)]
    kind: OrganisationKind,
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

impl Args {
    /// For the first start of the service: the usual kind and login.
    pub fn first(
        folder: &Path,
        database: Option<&str>,
        (organisation, name, id_number): (&str, &str, &str),
    ) -> Self {
        Self {
            folder: folder.into(),
            database: database.map(str::to_owned),
            organisation: organisation.into(),
            kind: OrganisationKind::County,
            login: "admin".into(),
            name: name.into(),
            id_number: id_number.into(),
        }
    }
}

const AFTER: &str = "\
EXAMPLES
  huzhu init --organisation 某县总工会 --name 例一 --id-number 11010519491231002X
  huzhu init office --database postgres://huzhu@localhost/huzhu --organisation 某县总工会 --name 例一 \\
      --id-number 11010519491231002X

Keep a copy of FOLDER/keys apart from the backups: without it no personal data can be read again.

EXIT CODES
  0  the office is ready
  2  there is no office yet, and the same command may be tried again; or the folder or the database holds one already";

const BOOK: &str = "b1";
const ROOT: &str = "o1";

/// Sets an office up. Database rows are written in one transaction, the settings last: whatever fails before leaves no
/// half an office, and the same command may be tried again.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let document = IdentityDocument::parse(DocumentKind::Resident, &args.id_number)
        .map_err(|why| stop(why.zh(), why.to_string()))?;
    let (login, name) = (args.login.trim(), args.name.trim());
    if login.is_empty() || name.is_empty() || args.organisation.trim().is_empty() {
        return Err(stop("名称、姓名和登录名不能为空，请填写。", "a name or the login is blank; type it"));
    }
    let book = BookId::try_from(BOOK).map_err(|why| stop(why.to_string(), why.to_string()))?;
    let name_of = args.organisation.trim().to_owned();
    let first = First { id: ROOT.into(), kind: args.kind, name: name_of, book };
    let folder = DataFolder::prepare(&args.folder, args.database.as_deref())?;
    let account = NewStaff {
        id: format!("{BOOK}-u00000001"),
        organisation_id: ROOT.into(),
        person: identity::index_of(&folder.keys()?, &document),
        name: name.into(),
        login: login.into(),
    };
    waited(async {
        let store = folder.store().await?;
        let ended = found(&store, first, account, Now::read()).await;
        store.close().await;
        if ended? { Ok(()) } else { Err(set_up_already()) }
    })?;
    folder.finish()?;
    console.line(args.folder.display())?;
    Ok(Outcome::Fine)
}

fn set_up_already() -> Stop {
    stop(
        "该数据库已有机构，未作改动；请另用空的数据库。",
        "the database holds an office already and was left as it was; name an empty one",
    )
}
