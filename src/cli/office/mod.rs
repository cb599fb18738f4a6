//! Commands of the office: which data folder, whose account, which book; and how an act is asked for.

mod account;
pub mod backup;
mod bad_rows;
mod category;
pub mod claim;
mod documents;
pub mod employer;
pub mod entitlement;
pub mod export;
pub mod folder;
mod identity;
pub mod import;
pub mod init;
pub mod keys;
pub mod member;
pub mod open;
pub mod organisation;
mod output;
mod payee;
pub mod period;
pub mod policy;
pub mod pool;
pub mod report;
mod reserve;
pub mod scheme;
mod settlements;
pub mod staff;
pub mod sweep;
pub mod verify;
pub mod voucher;

use std::path::PathBuf;

use super::stop::Stop;
use crate::desk::act::Act;
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::scheme::said::Said;
use crate::store::seal::KeyRing;
use crate::store::{Scope, Store, StoreError, staff as accounts};
use claim::say;
use open::Opened;

/// Where the office is, and who asks.
#[derive(Clone, Debug, clap::Args)]
pub struct OfficeArgs {
    /// The data folder that `huzhu init` made 数据文件夹
    #[arg(long, value_name = "FOLDER", default_value = "office")]
    data: PathBuf,
    /// Login of who asks 经办人登录名
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
    /// Login of the absent colleague in whose name it is done 代办对象
    #[arg(long = "for", value_name = "LOGIN")]
    absent: Option<String>,
    /// The book; that of the account's organisation when not given 账套
    #[arg(long, value_name = "BOOK")]
    book: Option<String>,
    /// Names the request: the same key is answered the same, and nothing is done twice; made of the content and the day
    /// when not given 请求编号
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Why; it stands in the log of the office 事由
    #[arg(long, value_name = "TEXT", default_value = "")]
    because: String,
}

impl OfficeArgs {
    /// Asks for an act and waits for its answer.
    pub fn ask<A: Act>(&self, request: A::Request) -> Result<A::Answer, Stop> {
        waited(async {
            let office = self.open().await?;
            let answer = office.bring::<A>(self.key.as_deref(), &self.because, request).await?;
            office.close().await;
            Ok(answer?)
        })
    }

    /// Opens the office only to look: what the account may see, whatever book it keeps.
    pub async fn look(&self) -> Result<(Store, Scope), Stop> {
        open::look(&self.data, &self.login).await
    }

    /// Opens the office for several reads and acts.
    pub async fn open(&self) -> Result<Opened, Stop> {
        Opened::of(&self.data, (&self.login, self.absent.as_deref()), self.book.as_deref()).await
    }
}

/// An amount of the store.
fn fen(amount: i64) -> Result<Fen, Stop> {
    Fen::new(amount).map_err(|why| Stop::Office(Said::new(why.zh(), why.to_string())))
}

/// Runs what waits for the database.
pub fn waited<T>(work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

fn of_store(why: &StoreError) -> Stop {
    Stop::Office(Said::new(why.zh(), why.to_string()))
}

impl From<StoreError> for Stop {
    fn from(why: StoreError) -> Self {
        of_store(&why)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Office(refusal.said())
    }
}

async fn opened(url: &str, keys: KeyRing) -> Result<Store, Stop> {
    Ok(Store::open(url, keys).await?)
}
