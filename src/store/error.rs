//! What can go wrong between the office and its database, and what a caller should do about it.

use super::book::BookId;
use super::seal::SealError;

/// A surprise of the store. Whatever it is, but for [`StoreError::Unknown`], nothing of the act stands.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another act or process holds what this one needs, or too many wait. Try again after a while (503).
    #[error("the database is busy: {0}")]
    Busy(#[source] sqlx::Error),
    /// The connection broke while the act was being committed: it may stand. Ask [`super::call::known`] for the
    /// request's key in a new act, which waits until the old one has ended either way.
    #[error("the connection broke during commit, the outcome is unknown; ask again with the same key: {0}")]
    Unknown(#[source] sqlx::Error),
    /// The database cannot be reached, or ended the connection. Try again when it is back.
    #[error("the database cannot be reached: {0}")]
    Down(#[source] sqlx::Error),
    /// The disk, or the space given to the database (`max_page_count` of its URL), is full. Make room; nothing needs
    /// repair.
    #[error("the database has no room left; make room and try again, nothing needs repair: {0}")]
    Full(#[source] sqlx::Error),
    /// No such book.
    #[error("there is no book {0}")]
    NoBook(BookId),
    /// The URL names no database that the store knows.
    #[error("{0}: give sqlite:<path> or postgres://<user>@<host>/<database>")]
    Url(String),
    /// The database does not keep what it acknowledges, or not as safely as it must. Mend its settings.
    #[error("the database has {name} = {found}, it must be {wanted}")]
    Setting {
        /// The setting's name.
        name: &'static str,
        /// What it must be.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
    /// The tables could not be brought to this version.
    #[error("the tables cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// What is stored cannot be read, or does not hang together. Run `huzhu verify`.
    #[error("what is stored is broken: {0}")]
    Broken(String),
    /// A sealed value does not open.
    #[error(transparent)]
    Sealed(#[from] SealError),
    /// Any other error of the database: a constraint refused a row, or a statement is wrong.
    #[error("the database refused: {0}")]
    Refused(#[source] sqlx::Error),
}

/// Serialisation failure, deadlock, lock timeout: the act may simply be tried again.
const AGAIN: [&str; 3] = ["40001", "40P01", "55P03"];
/// Statement timeout, too many connections: it was too much at once, trying again now makes it worse.
const LATER: [&str; 2] = ["57014", "53300"];
/// Shutting down, crashed, starting up, ended for idling in a transaction.
const GONE: [&str; 4] = ["57P01", "57P02", "57P03", "25P03"];
const DISK_FULL: &str = "53100";

/// Primary codes of SQLite; extended ones carry them in their low byte.
mod sqlite {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const IO: u32 = 10;
    pub(super) const CORRUPT: u32 = 11;
    pub(super) const FULL: u32 = 13;
    pub(super) const CANNOT_OPEN: u32 = 14;
    pub(super) const NO_DATABASE: u32 = 26;
}

impl StoreError {
    /// May the same act be tried again at once, with a short pause?
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Busy(error) => {
                let code = code(error);
                AGAIN.contains(&code.as_str()) || primary(&code).is_some()
            }
            _ => false,
        }
    }

    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Busy(why) => format!("数据库正忙，未作改动，请稍后用同一请求编号重试（{why}）。"),
            Self::Unknown(why) => {
                format!(
                    "提交时与数据库的连接中断，是否已办理尚不确定，请用同一请求编号重试，不会重复办理（{why}）。"
                )
            }
            Self::Down(why) => format!("无法连接数据库，未作改动，请待其恢复后重试（{why}）。"),
            Self::Full(why) => {
                format!("磁盘或数据库空间已满，未作改动；请腾出空间后重试，数据无需修复（{why}）。")
            }
            Self::NoBook(book) => format!("没有账套{book}，请核对设置。"),
            Self::Url(url) => {
                format!("{url}：请写作 sqlite:<路径> 或 postgres://<用户>@<主机>/<数据库>。")
            }
            Self::Setting { name, wanted, found } => {
                format!("数据库设置{name}为{found}，必须为{wanted}，否则已办理的事项可能丢失，请更正。")
            }
            Self::Migration(why) => format!("数据表无法升级到本版本：{why}。"),
            Self::Broken(why) => format!("存储的数据已损坏或前后不符：{why}。"),
            Self::Sealed(why) => why.zh(),
            Self::Refused(why) => format!("数据库拒绝了该操作，未作改动：{why}。"),
        }
    }

    /// The same error, when it came out of a commit: what broke the connection leaves the outcome open.
    pub(super) fn at_commit(self) -> Self {
        match self {
            Self::Down(error) => Self::Unknown(error),
            other => other,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &error {
            E::Database(_) => of_code(&code(&error))(error),
            E::PoolTimedOut => Self::Busy(error),
            E::Io(_) | E::Tls(_) | E::Protocol(_) | E::PoolClosed | E::WorkerCrashed | E::BeginFailed => {
                Self::Down(error)
            }
            E::ColumnDecode { .. } | E::Decode(_) | E::RowNotFound => Self::Broken(error.to_string()),
            _ => Self::Refused(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

fn code(error: &sqlx::Error) -> String {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).unwrap_or_default().into_owned()
}

/// The primary code of SQLite, whose codes have at most four digits; those of PostgreSQL have five characters.
fn primary(code: &str) -> Option<u32> {
    if code.len() > 4 { None } else { code.parse::<u32>().ok().map(|code| code & 0xff) }
}

fn of_code(code: &str) -> fn(sqlx::Error) -> StoreError {
    match (primary(code), code) {
        (Some(sqlite::BUSY | sqlite::LOCKED), _) => StoreError::Busy,
        (Some(sqlite::IO | sqlite::CANNOT_OPEN), _) => StoreError::Down,
        (Some(sqlite::CORRUPT | sqlite::NO_DATABASE), _) => |error| StoreError::Broken(error.to_string()),
        (Some(sqlite::FULL), _) | (None, DISK_FULL) => StoreError::Full,
        (None, code) if AGAIN.contains(&code) || LATER.contains(&code) => StoreError::Busy,
        (None, code) if GONE.contains(&code) || code.starts_with("08") => StoreError::Down,
        _ => StoreError::Refused,
    }
}
