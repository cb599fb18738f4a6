//! Why a backup cannot be made or put back: each says where, and what to do.

use std::io;
use std::path::Path;

use crate::engine::scheme::said::Said;
use crate::store::error::StoreError;

/// Why a backup cannot be made or put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file cannot be read or written: make room, or correct its rights.
    #[error("{file}: {why}")]
    Disk {
        /// The file.
        file: String,
        /// What the system says.
        why: io::Error,
    },
    /// There is something at the place already: choose another.
    #[error("{0} holds something already and was left as it was: name a place that is not there yet")]
    Holds(String),
    /// The rest of an attempt that was interrupted, or somebody is at it.
    #[error("{0} is there: another attempt is under way, or was interrupted; delete it and try again")]
    Underway(String),
    /// The database holds an office already: name an empty one.
    #[error("the database holds an office already and was left as it was: name an empty one")]
    Occupied,
    /// It is no backup, or not of this format.
    #[error("{0} is no backup of huzhu, or one of a later version: name the folder that `huzhu backup` made")]
    None(String),
    /// A file of it is not what was written: take another copy of the backup.
    #[error("the backup is damaged: {file}: {what}; take another copy of it, nothing was restored")]
    Damaged {
        /// The file.
        file: String,
        /// What is wrong with it.
        what: Said,
    },
    /// The keys are those of another office.
    #[error("these are other keys than those of the backup: take the copy of the keys of that office")]
    OtherKeys,
    /// The copy of the keys is older than the backup.
    #[error("the keys lack version {0}, under which the backup was sealed: take a later copy of the keys")]
    LacksKey(u32),
    /// It is of an earlier version and lacks what this one needs.
    #[error(
        "the backup is of an earlier version and lacks `{0}`: restore it with the version that made it, and open that office with this one"
    )]
    Earlier(String),
    /// Tables or columns that this version does not have.
    #[error("the backup has `{0}`, which this version of huzhu does not know: use the version that made it")]
    Unknown(String),
}

impl BackupError {
    pub(super) fn disk(file: &Path) -> impl FnOnce(io::Error) -> Self {
        move |why| Self::Disk { file: file.display().to_string(), why }
    }

    pub(super) fn damaged(file: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Damaged { file: file.into(), what: Said::new(zh, en) }
    }

    /// The audit chain of a book does not end where the backup says.
    pub fn chain(book: &str) -> Self {
        let (zh, en) =
            (format!("账套{book}的审计链不完整"), format!("the audit chain of book {book} is broken"));
        Self::damaged("tables/audit.jsonl", zh, en)
    }

    /// The sentence in both languages.
    pub fn said(&self) -> Said {
        let zh = match self {
            Self::Store(why) => why.zh(),
            Self::Disk { file, why } => format!("{file}：无法读写（{why}）。"),
            Self::Holds(place) => format!("{place}已有内容，未作改动；请另指定一个尚不存在的位置。"),
            Self::Underway(place) => {
                format!("{place}已存在：另一次操作正在进行，或上次被中断；请删除后重试。")
            }
            Self::Occupied => "该数据库已有机构，未作改动；请另用空的数据库。".to_owned(),
            Self::None(place) => {
                format!("{place}不是 huzhu 的备份，或由更高版本生成；请指定 huzhu backup 生成的文件夹。")
            }
            Self::Damaged { file, what } => {
                let what = what.get(crate::engine::scheme::model::Lang::Zh);
                format!("备份已损坏：{file}：{what}；未作恢复，请换用另一份备份。")
            }
            Self::OtherKeys => "密钥与备份不符：请使用该机构另行保管的密钥副本。".to_owned(),
            Self::LacksKey(version) => {
                format!("密钥缺少第{version}版，备份中的数据由其加密；请使用更新的密钥副本。")
            }
            Self::Earlier(what) => format!(
                "备份由较早的版本生成，缺少“{what}”；请用生成该备份的版本恢复，再用本版本打开（自动升级）。"
            ),
            Self::Unknown(what) => format!("备份中有本版本没有的“{what}”，请使用生成该备份的版本。"),
        };
        Said::new(zh, self.to_string())
    }
}
