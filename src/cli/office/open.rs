//! The office that a command on claims works in, opened once for several reads and acts.

use std::path::PathBuf;

use super::folder::DataFolder;
use super::{OfficeArgs, accounts, of_store};
use crate::cli::stop::Stop;
use crate::clock::Now;
use crate::desk::{Act, Call, Desk, Office, Reply};
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::scheme::said::Said;
use crate::store::{BookId, Scope};

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
    /// Names the request: the same key again does nothing twice; the moment, when not given 请求编号
    #[arg(long, value_name = "KEY", global = true)]
    key: Option<String>,
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
    staff: String,
    absent: Option<Name>,
}

impl At {
    /// Opens the office, and finds the accounts.
    pub async fn open(&self) -> Result<Opened, Stop> {
        let folder = DataFolder::read(&self.data)?;
        let store = folder.store().await?;
        let staff = self.account(&store, &self.login).await?;
        let absent = match &self.absent {
            Some(login) => Some(self.account(&store, login).await?.into()),
            None => None,
        };
        Ok(Opened { desk: Desk::new(Office::new(store, Now::read)), book: folder.book, staff, absent })
    }

    async fn account(&self, store: &crate::store::Store, login: &str) -> Result<String, Stop> {
        let nobody = || {
            let (data, login) = (self.data.clone(), login.to_owned());
            OfficeArgs { data, login, key: None, because: String::new() }.nobody()
        };
        accounts::of_login(store, login).await?.ok_or_else(nobody)
    }
}

impl OfficeArgs {
    /// Opens the office for several acts, and finds the account.
    pub async fn open(&self) -> Result<Opened, Stop> {
        let Self { data, login, key, because } = self.clone();
        At { data, login, absent: None, key, because }.open().await
    }
}

impl Opened {
    /// Brings one request to the desk under a key.
    pub async fn ask_under<A: Act>(
        &self,
        (key, because): (&str, &str),
        request: A::Request,
    ) -> Result<Reply<A::Answer>, Stop> {
        let mut call = Call::new(&self.staff, key, request).because(because);
        call.who.on_behalf_of.clone_from(&self.absent);
        self.desk.one::<A>(&self.book, call).await.map_err(|why| of_store(&why))
    }

    /// Brings one request to the desk. The moment is its key where none is given: what is asked for twice on purpose,
    /// such as deciding again what was sent back, is done twice.
    pub async fn ask<A: Act>(
        &self,
        at: &At,
        request: A::Request,
    ) -> Result<Result<A::Answer, Refusal>, Stop> {
        let key = at.key.clone().unwrap_or_else(|| format!("{} {}", A::NAME, Now::read().moment()));
        Ok(self.ask_under::<A>((&key, &at.because), request).await?.answer)
    }

    /// What the account may see.
    pub async fn scope(&self) -> Result<Scope, Stop> {
        let scope = Scope::of_staff(&self.desk.office().store, &self.staff).await?;
        scope.ok_or_else(|| Stop::from(Refusal::NotActive { staff: self.staff.as_str().into() }))
    }
}

/// A sentence of the office.
pub fn stop(zh: impl Into<String>, en: impl Into<String>) -> Stop {
    Stop::Office(Said::new(zh, en))
}
