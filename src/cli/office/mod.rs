//! Commands of the office: which data folder, in whose name, under which key; and how an act is asked for.

pub mod claim;
mod folder;
pub mod import;
pub mod init;
pub mod member;
mod open;
pub mod scheme;
mod settlements;
pub mod staff;

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::stop::Stop;
use crate::clock::Now;
use crate::desk::act::Act;
use crate::desk::{Call, Desk, Office, Reply};
use crate::engine::office::Refusal;
use crate::engine::scheme::said::Said;
use crate::store::seal::KeyRing;
use crate::store::{Store, StoreError, staff as accounts};
use folder::DataFolder;

/// Where the office is, and who asks.
#[derive(Clone, Debug, clap::Args)]
pub struct OfficeArgs {
    /// The data folder that `huzhu init` made 数据文件夹
    #[arg(long, value_name = "FOLDER", default_value = "office")]
    data: PathBuf,
    /// Login of who asks 经办人登录名
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
    /// Names the request: the same key is answered the same, and nothing is done twice; made of the content when not
    /// given 请求编号
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
            let folder = DataFolder::read(&self.data)?;
            let store = folder.store().await?;
            let staff = accounts::of_login(&store, &self.login).await?.ok_or_else(|| self.nobody())?;
            let key = self.key.clone().unwrap_or_else(|| key_of::<A>(&request));
            let call = Call::new(&staff, &key, request).because(&self.because);
            let desk = Desk::new(Office::new(store.clone(), Now::read));
            let reply: Reply<A::Answer> =
                desk.one::<A>(&folder.book, call).await.map_err(|why| of_store(&why))?;
            drop(desk);
            store.close().await;
            Ok(reply.answer?)
        })
    }

    fn nobody(&self) -> Stop {
        let login = &self.login;
        Stop::Office(Said::new(
            format!("没有登录名为“{login}”的账号，请核对，或由管理员用 huzhu staff add 添加。"),
            format!(
                "there is no account `{login}`; check it, or have the administrator add it: huzhu staff add"
            ),
        ))
    }
}

/// The key of a request that was given none: the same content is the same request.
fn key_of<A: Act>(request: &A::Request) -> String {
    let body = serde_json::to_vec(request).unwrap_or_default();
    let digest = Sha256::new().chain_update(A::NAME).chain_update([0]).chain_update(body).finalize();
    base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &digest[..16])
}

/// Runs what waits for the database.
fn waited<T>(work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

fn of_store(why: &StoreError) -> Stop {
    Stop::Office(Said::new(format!("数据库无法使用，未作改动：{why}"), format!("nothing was done: {why}")))
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
