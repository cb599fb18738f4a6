//! The office that a command works in: its database, its keys, its book, and who acts.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::stop::Stop;
use crate::clock::Now;
use crate::desk::{Act, Call, Desk, Office};
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::scheme::said::Said;
use crate::store::seal::{KeyFile, KeyRing, SystemRandom};
use crate::store::{BookId, Scope, Store, StoreError};

/// Where the office is, and who acts.
#[derive(clap::Args)]
pub struct At {
    /// The database: `sqlite:<path>` or `postgres://…` 数据库
    #[arg(long, value_name = "URL", global = true, default_value = "sqlite:huzhu.db")]
    pub database: String,
    /// The file of the keys 密钥文件
    #[arg(long, value_name = "FILE", global = true, default_value = "huzhu.keys")]
    pub keys: PathBuf,
    /// The book 账套
    #[arg(long, value_name = "BOOK", global = true, default_value = "b1")]
    pub book: String,
    /// The account that acts 经办账号
    #[arg(long = "as", value_name = "STAFF", global = true, default_value = "")]
    pub staff: String,
    /// The absent colleague in whose name it acts 代办对象
    #[arg(long = "for", value_name = "STAFF", global = true)]
    pub absent: Option<String>,
    /// Names the request: the same key again does nothing twice. The moment, when not given
    #[arg(long, value_name = "KEY", global = true)]
    pub key: Option<String>,
    /// Why; it stands in the audit chain 理由
    #[arg(long, value_name = "TEXT", global = true, default_value = "")]
    pub because: String,
}

/// An office that is open.
pub struct Opened {
    /// Where acts are brought to.
    pub desk: Desk,
    /// The book.
    pub book: BookId,
}

impl At {
    /// Opens the office.
    pub async fn open(&self) -> Result<Opened, Stop> {
        let random = SystemRandom::open().map_err(|why| stop(why.zh(), why))?;
        let keys = KeyRing::read(&KeyFile(self.keys.clone()), Arc::new(random));
        let keys = keys.map_err(|why| stop(why.zh(), why))?;
        let book = BookId::try_from(self.book.as_str());
        let book = book.map_err(|why| stop(format!("账套编号“{}”不合要求", self.book), why))?;
        let store = Store::open(&self.database, keys).await.map_err(|why| of_store(&why))?;
        Ok(Opened { desk: Desk::new(Office::new(store, Now::read)), book })
    }
}

impl Opened {
    /// Brings one request to the desk.
    pub async fn ask<A: Act>(
        &self,
        at: &At,
        request: A::Request,
    ) -> Result<Result<A::Answer, Refusal>, Stop> {
        let key = at.key.clone().unwrap_or_else(|| format!("{} {}", A::NAME, Now::read().moment()));
        let mut call = Call::new(&at.staff, &key, request).because(&at.because);
        call.who.on_behalf_of = at.absent.as_deref().map(Name::from);
        let reply = self.desk.one::<A>(&self.book, call).await.map_err(|why| of_store(&why))?;
        Ok(reply.answer)
    }

    /// What the account may see.
    pub async fn scope(&self, at: &At) -> Result<Scope, Stop> {
        let scope =
            Scope::of_staff(&self.desk.office().store, &at.staff).await.map_err(|why| of_store(&why))?;
        let none =
            || stop(format!("账号“{}”不存在或已停用", at.staff), format!("no active account {:?}", at.staff));
        scope.ok_or_else(none)
    }
}

/// A sentence of the office.
pub fn stop(zh: impl Into<String>, en: impl std::fmt::Display) -> Stop {
    Stop::Office(Said::new(zh, en.to_string()))
}

/// An error of the store.
pub fn of_store(why: &StoreError) -> Stop {
    stop(format!("数据库操作失败：{why}"), why)
}
