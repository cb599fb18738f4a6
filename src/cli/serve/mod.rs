//! `huzhu serve`: the office over HTTP, from one process, one folder and one database.

mod demo;
pub mod file;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;
use clap::builder::NonEmptyStringValueParser;

use super::Outcome;
use super::console::Console;
use super::office::folder::DataFolder;
use super::office::{init, open, waited};
use super::stop::Stop;
use crate::clock::Now;
use crate::desk::{Desk, Office, sweep};
use crate::pages;
use crate::service::{App, Settings, first_password, listen, served_beside};
use crate::store::Store;
use file::ServeFile;

/// Old answers are looked for so often.
const HOUR: Duration = Duration::from_hours(1);

/// Where it listens, and what it permits. Each may also stand in the environment, or under `[serve]` in the folder's
/// `huzhu.toml`; what is typed comes before the environment, and that before the file.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    /// The data folder: settings, keys, documents, and the database where none is named 数据文件夹
    /// [default: office; with --demo a temporary one]
    #[arg(long, value_name = "FOLDER", env = "HUZHU_DATA")]
    data: Option<PathBuf>,
    /// Load a demonstration into a new folder, and serve it: counties, members and claims, all made up 演示
    #[arg(long)]
    demo: bool,
    /// How many people the demonstration has, 240 to 1,000,000 [default: 240] 演示人数
    #[arg(long, value_name = "N", requires = "demo", value_parser = clap::value_parser!(u64).range(240..=1_000_000))]
    people: Option<u64>,
    /// Where to listen [default: 127.0.0.1:8080] 监听地址
    #[arg(long, value_name = "ADDRESS", env = "HUZHU_LISTEN")]
    listen: Option<SocketAddr>,
    /// Must staff set up a second factor before anything else? [default: required] 动态验证码
    #[arg(long, value_name = "WHETHER", env = "HUZHU_SECOND_FACTOR", value_enum)]
    second_factor: Option<Whether>,
    /// Requests of one account in a minute; 0 for no limit [default: 6000] 每账号限速
    #[arg(long, value_name = "N", env = "HUZHU_PER_ACCOUNT")]
    per_account: Option<u32>,
    /// Requests from one address in a minute; 0 for no limit [default: 12000] 每地址限速
    #[arg(long, value_name = "N", env = "HUZHU_PER_ADDRESS")]
    per_address: Option<u32>,
    /// Logins from one address in a minute; 0 for no limit [default: 30] 登录限速
    #[arg(long, value_name = "N", env = "HUZHU_LOGINS")]
    logins: Option<u32>,
    /// A proxy of ours stands before it and puts the caller's address last in X-Forwarded-For 反向代理
    #[arg(long, env = "HUZHU_BEHIND_PROXY", num_args = 0..=1, default_missing_value = "true")]
    behind_proxy: Option<bool>,
    /// The largest body of a request in bytes, documents apart [default: 1048576] 请求大小上限
    #[arg(long, value_name = "BYTES", env = "HUZHU_LARGEST_BODY")]
    largest_body: Option<u32>,
    /// Seconds for one request, its body included [default: 30] 请求时限
    #[arg(long, value_name = "SECONDS", env = "HUZHU_SECONDS", value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: Option<u32>,
    /// How logs are written to standard error [default: json] 日志格式
    #[arg(long, value_name = "FORM", env = "HUZHU_LOG", value_enum)]
    log: Option<LogForm>,
    #[command(flatten)]
    first: First,
}

/// Where the folder is no office yet: whose office it becomes.
#[derive(Debug, clap::Args)]
struct First {
    /// At the first start: name of the organisation 机构名称
    #[arg(long, value_name = "NAME", env = "HUZHU_ORGANISATION", value_parser = NonEmptyStringValueParser::new(), requires = "name", requires = "id_number")]
    organisation: Option<String>,
    /// At the first start: name of the first administrator 管理员姓名
    #[arg(long, value_name = "NAME", env = "HUZHU_ADMINISTRATOR", value_parser = NonEmptyStringValueParser::new())]
    name: Option<String>,
    /// At the first start: the administrator's identity number 管理员身份证号
    #[arg(long, value_name = "NUMBER", env = "HUZHU_ID_NUMBER")]
    id_number: Option<String>,
    /// At the first start: PostgreSQL (`postgres://user@host/database`); a file in the folder when not given 数据库
    #[arg(long, value_name = "URL", env = "HUZHU_DATABASE")]
    database: Option<String>,
}

/// Must it be?
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whether {
    /// 必须
    Required,
    /// 可选
    Optional,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogForm {
    /// One JSON object a line
    Json,
    /// For people
    Text,
}

const AFTER: &str = "\
EXAMPLES
  huzhu serve --organisation 某县总工会 --name 例一 --id-number 11010519491231002X
  huzhu serve --data office --listen 0.0.0.0:8080 --behind-proxy
  HUZHU_DATA=/srv/huzhu HUZHU_LISTEN=127.0.0.1:9000 huzhu serve
  huzhu serve --demo

  # in office/huzhu.toml
  [serve]
  listen        = \"127.0.0.1:8080\"
  second_factor = \"required\"
  per_account   = 6000

With --demo everybody may log in as anybody of the demonstration without a password. It takes a new folder (or none: then
what is done is gone at the end) and never an office that holds data; a folder of a demonstration stays one.

At the first start it prints a one-time password for the administrator, which is changed at the first login. The API is
below /api/v1, its description at /api/docs; /healthz, /readyz and /metrics are for those who look after the machine.
SIGTERM or Ctrl-C stops it: what is under way ends first, within 25 seconds.

EXIT CODES
  0  it was stopped
  2  it cannot start: the sentence says why";

/// Serves until it is stopped.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let temporary = demo::temporary(args.demo && args.data.is_none())?;
    let data = temporary.as_ref().map_or_else(|| args.data(), tempfile::TempDir::path);
    let folder = if args.demo {
        demo::folder(data, args.first.database.as_deref(), args.people)?
    } else {
        folder(args, console)?
    };
    let file = folder.serve();
    let address = args.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    waited(async {
        let store = folder.store().await?;
        let ended = serve(&folder, &store, (args.settings(file), address), console).await;
        store.close().await;
        ended
    })?;
    Ok(Outcome::Fine)
}

/// The folder, which becomes an office where it is none yet and somebody said whose.
fn folder(args: &Args, console: &mut Console) -> Result<DataFolder, Stop> {
    let First { organisation, name, id_number, database } = &args.first;
    let data = args.data();
    match (organisation, name, id_number) {
        (Some(organisation), Some(name), Some(id_number)) if !DataFolder::is_there(data) => {
            let whose = (organisation.as_str(), name.as_str(), id_number.as_str());
            init::run(&init::Args::first(data, database.as_deref(), whose), console)?;
        }
        _ if !DataFolder::is_there(data) => return Err(no_office(data)),
        _ => {}
    }
    DataFolder::read(data)
}

fn no_office(data: &Path) -> Stop {
    let shown = data.display();
    open::stop(
        format!(
            "{shown}还不是机构的数据文件夹；首次启动请加 --organisation、--name 和 --id-number，或先运行 huzhu init。"
        ),
        format!(
            "{shown} holds no office yet; at the first start add --organisation, --name and --id-number, or run huzhu init before"
        ),
    )
}

async fn serve(
    folder: &DataFolder,
    store: &Store,
    (settings, address): (Settings, SocketAddr),
    console: &mut Console,
) -> Result<(), Stop> {
    let office = Office::new(store.clone(), Now::read).with_documents(folder.documents());
    let files = folder.files(store.keys().clone());
    let app = if folder.is_demo() {
        let demo = demo::of(store).await?;
        demo::say(&demo, console)?;
        App::demonstration(Desk::new(office.clone()), files, settings, demo)
    } else {
        say_first_password(store, console).await?;
        App::new(Desk::new(office.clone()), files, settings)
    };
    console.flush()?;
    let house = tokio::spawn(keep_house(office));
    let ready = |address: SocketAddr| {
        drop(console.line(format!("http://{address}")));
        drop(console.flush());
        tracing::info!(%address, "listening");
    };
    let (router, ..) = served_beside(&app, pages::router(&app));
    let ended = listen(router, address, stopped(), ready).await;
    house.abort();
    ended.map_err(|why| Stop::file(address.to_string(), why))?;
    tracing::info!("stopped");
    Ok(())
}

async fn say_first_password(store: &Store, console: &mut Console) -> Result<(), Stop> {
    let Some((login, password)) = first_password(store, Now::read()).await? else { return Ok(()) };
    let lang = console.lang();
    console.line(lang.pick(
        format!("管理员登录名：{login}\n一次性密码：{password}\n首次登录后须修改密码，本密码不再显示。"),
        format!("administrator: {login}\none-time password: {password}\nIt is changed at the first login, and is not shown again."),
    ))?;
    Ok(())
}

/// Has old answers forgotten, in each book once a day: it is asked every hour, and does nothing where it was done.
async fn keep_house(office: Office) {
    let mut hour = tokio::time::interval(HOUR);
    loop {
        hour.tick().await;
        match sweep::of_all(&office).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "answers older than 400 days were forgotten"),
            Err(why) => tracing::warn!(%why, "answers older than 400 days are forgotten another time"),
        }
    }
}

/// Done when somebody stops the process.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return drop(tokio::signal::ctrl_c().await);
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

impl Args {
    /// The folder that is meant where none is named.
    fn data(&self) -> &Path {
        self.data.as_deref().unwrap_or(Path::new("office"))
    }

    fn settings(&self, file: &ServeFile) -> Settings {
        let usual = Settings::default();
        let bytes = self.largest_body.or(file.largest_body).and_then(|bytes| usize::try_from(bytes).ok());
        Settings {
            second_factor: self.second_factor.or(file.second_factor) != Some(Whether::Optional),
            per_account: self.per_account.or(file.per_account).unwrap_or(usual.per_account),
            per_address: self.per_address.or(file.per_address).unwrap_or(usual.per_address),
            logins: self.logins.or(file.logins).unwrap_or(usual.logins),
            behind_proxy: self.behind_proxy.or(file.behind_proxy).unwrap_or(usual.behind_proxy),
            largest_body: bytes.unwrap_or(usual.largest_body),
            seconds: self.seconds.or(file.seconds).unwrap_or(usual.seconds),
        }
    }

    /// Begins the log, as it is set where that can be known already.
    pub fn log(&self) {
        let form =
            self.log.or_else(|| DataFolder::read(self.data()).ok().and_then(|folder| folder.serve().log));
        let filter = tracing_subscriber::EnvFilter::new("info,sqlx=warn");
        let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        match form {
            Some(LogForm::Text) => subscriber.with_target(false).init(),
            Some(LogForm::Json) | None => subscriber.json().flatten_event(true).with_target(false).init(),
        }
    }
}
