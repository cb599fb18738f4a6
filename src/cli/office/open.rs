//! An office that is open: whose account acts, in which book, and under which key a request is known again.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::folder::DataFolder;
use super::{accounts, of_store};
use crate::cli::stop::Stop;
use crate::clock::{self, Now};
use crate::desk::{Act, Call, Desk, Office, Reply, sweep};
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::said::Said;
use crate::store::{BookId, Scope, Store, book, idempotency};

/// Where the office is, and who acts. It may stand before or behind what is to be done.
#[derive(clap::Args)]
pub struct At {
    /// The data folder that `huzhu init` made 数据文件夹
    #[arg(long, value_name = "FOLDER", global = true, default_value = "office")]
    data: PathBuf,
    /// Login of who asks 经办人登录名
    #[arg(long = "as", value_name = "LOGIN", global = true, default_value = "")]
    login: String,
    /// Login of the absent colleague in whose name it is done 代办对象
    #[arg(long = "for", value_name = "LOGIN", global = true)]
    absent: Option<String>,
    /// The book; that of the account's organisation when not given 账套
    #[arg(long, value_name = "BOOK", global = true)]
    book: Option<String>,
    /// Names the request: the same key again does nothing twice; made of the content and the day when not given 请求编号
    #[arg(long, value_name = "KEY", global = true)]
    pub key: Option<String>,
    /// Why; it stands in the log of the office 事由
    #[arg(long, value_name = "TEXT", global = true, default_value = "")]
    pub because: String,
}

/// An office that is open.
pub struct Opened {
    /// Where acts are brought to.
    pub desk: Desk,
    /// The book.
    pub book: BookId,
    /// The data folder.
    pub folder: DataFolder,
    staff: String,
    absent: Option<Name>,
}

impl At {
    /// Opens the office, and finds the accounts and the book.
    pub async fn open(&self) -> Result<Opened, Stop> {
        let who = (self.login.as_str(), self.absent.as_deref());
        Opened::of(&self.data, who, self.book.as_deref()).await
    }

    /// The data folder.
    pub fn folder(&self) -> Result<DataFolder, Stop> {
        DataFolder::read(&self.data)
    }
}

impl Opened {
    /// Opens the office of a folder for a login, which may stand in for another, in a book.
    pub async fn of(
        data: &Path,
        (login, absent): (&str, Option<&str>),
        book: Option<&str>,
    ) -> Result<Self, Stop> {
        let folder = DataFolder::read(data)?;
        let store = folder.store().await?;
        let staff = account(&store, login).await?;
        let absent = match absent {
            Some(login) => Some(account(&store, login).await?.into()),
            None => None,
        };
        let book = of_account(&store, &staff, book).await?;
        let office = Office::new(store, Now::read).with_documents(folder.documents());
        match sweep::at_start(&office, &book).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "answers older than 400 days were forgotten"),
            Err(why) => tracing::warn!(%why, "answers older than 400 days are forgotten another time"),
        }
        Ok(Self { desk: Desk::new(office), book, folder, staff, absent })
    }

    /// Brings one request to the desk.
    pub async fn ask<A: Act>(
        &self,
        at: &At,
        request: A::Request,
    ) -> Result<Result<A::Answer, Refusal>, Stop> {
        self.bring::<A>(at.key.as_deref(), &at.because, request).await
    }

    /// Brings one request to the desk, under a key or none, for a reason.
    pub async fn bring<A: Act>(
        &self,
        key: Option<&str>,
        because: &str,
        request: A::Request,
    ) -> Result<Result<A::Answer, Refusal>, Stop> {
        let (key, request_id) = match key {
            Some(key) => (key.to_owned(), key.to_owned()),
            None => self.key_of::<A>(&request, because).await?,
        };
        Ok(self.bring_under::<A>((key, request_id), because, request).await?.answer)
    }

    /// Brings one request to the desk under a key, with what leads to the logs.
    pub async fn bring_under<A: Act>(
        &self,
        (key, request_id): (String, String),
        because: &str,
        request: A::Request,
    ) -> Result<Reply<A::Answer>, Stop> {
        let mut call = Call::new(&self.staff, &key, request).because(because);
        call.request_id = request_id;
        call.who.on_behalf_of.clone_from(&self.absent);
        let reply = self.desk.one::<A>(&self.book, call).await.map_err(|why| of_store(&why))?;
        if reply.replayed {
            tracing::info!(act = A::NAME, key, "it was done before under this key, and is answered again");
        }
        Ok(reply)
    }

    /// Brings a request that is another one each time, whatever it says: its key is the moment.
    pub async fn anew<A: Act>(
        &self,
        at: &At,
        request: A::Request,
    ) -> Result<Result<A::Answer, Refusal>, Stop> {
        let key = format!("{} {}", A::NAME, Now::read().moment());
        self.bring::<A>(Some(&key), &at.because, request).await
    }

    /// The key of a request that was given none, and the mark of its content. A request is the one that came before if
    /// account, act, content, reason and day are the same and nothing else was done to the same object in between. So
    /// pressing twice does nothing twice, and is answered the same; what is asked for again on purpose is done again:
    /// tomorrow, or after somebody has undone or changed it, as when a claim that was sent back is decided once more.
    /// (The content alone would answer the second decision with the first one's answer; the moment alone would hand in a
    /// claim twice.) Whoever wants the same twice on one day gives a key.
    async fn key_of<A: Act>(&self, request: &A::Request, because: &str) -> Result<(String, String), Stop> {
        let body = serde_json::to_vec(&(A::NAME, request, because, self.absent.as_deref()));
        let content = URL_SAFE_NO_PAD.encode(&Sha256::digest(body.unwrap_or_default())[..16]);
        let key = format!("{content} {}", clock::today());
        let store = &self.desk.office().store;
        let since = idempotency::happened_since(store, &self.book, (&self.staff, &key, &content)).await?;
        Ok((if since == 0 { key } else { format!("{key} {since}") }, content))
    }

    /// What the account may see.
    pub async fn scope(&self) -> Result<Scope, Stop> {
        scope(&self.desk.office().store, &self.staff).await
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(self) {
        let store = self.desk.office().store.clone();
        drop(self.desk);
        store.close().await;
    }
}

/// Opens the office of a folder to look at what a login may see.
pub async fn look(data: &Path, login: &str) -> Result<(Store, Scope), Stop> {
    let store = DataFolder::read(data)?.store().await?;
    let scope = scope(&store, &account(&store, login).await?).await?;
    Ok((store, scope))
}

/// The account of a login.
async fn account(store: &Store, login: &str) -> Result<String, Stop> {
    if login.is_empty() {
        return Err(stop("请用 --as 写明经办人的登录名。", "say who asks: --as LOGIN"));
    }
    accounts::of_login(store, login).await?.ok_or_else(|| {
        stop(
            format!("没有登录名为“{login}”的账号，请核对，或由管理员用 huzhu staff add 添加。"),
            format!(
                "there is no account `{login}`; check it, or have the administrator add it: huzhu staff add"
            ),
        )
    })
}

async fn scope(store: &Store, staff: &str) -> Result<Scope, Stop> {
    let scope = Scope::of_staff(store, staff).await?;
    scope.ok_or_else(|| Stop::from(Refusal::NotActive { staff: staff.into() }))
}

/// The book that an account's acts write in: the one that is named, where the account sees it, or else the only one of
/// its organisation.
async fn of_account(store: &Store, staff: &str, named: Option<&str>) -> Result<BookId, Stop> {
    let scope = scope(store, staff).await?;
    let seen: Vec<String> = book::seen(store, &scope).await?.into_iter().map(|book| book.id).collect();
    let id = match named {
        Some(named) => seen.iter().find(|id| *id == named).cloned(),
        None => {
            Some(book::of_account(store, staff).await?).filter(|own| own.len() == 1).map(|own| own.concat())
        }
    };
    let id = id.ok_or_else(|| match named {
        Some(named) => Stop::from(Refusal::not_found(Thing::Book, named)),
        None => unnamed(&seen),
    })?;
    BookId::try_from(id.as_str()).map_err(|why| stop(why.to_string(), why.to_string()))
}

fn unnamed(seen: &[String]) -> Stop {
    stop(
        format!("所属机构没有（或不止一个）账套，请用 --book 指明；可用的账套：{}。", seen.join("、")),
        format!("your organisation keeps no book, or several: name one with --book: {}", seen.join(", ")),
    )
}

/// A sentence of the office.
pub fn stop(zh: impl Into<String>, en: impl Into<String>) -> Stop {
    Stop::Office(Said::new(zh, en))
}
