//! Why a value does not open, and why a key file cannot be used: each says what to do.

use std::io;

/// Why a sealed value does not open. No message repeats the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The text was never sealed: it was put there by hand, or by another program. Restore the row from a backup.
    #[error(
        "the value is not a sealed one; it was not written by this program: restore the row from a backup"
    )]
    NotSealed,
    /// The key of its version is not in the key file: add it from the copy of the keys that is kept apart.
    #[error(
        "the value is sealed under key {version}, which the key file does not have: add it from the kept copy"
    )]
    NoKey {
        /// The version of the key.
        version: u32,
    },
    /// It was changed, or belongs to another row, or the key is another one. Restore the row from a backup, and see
    /// that the key file is that of this database.
    #[error(
        "the value was changed, or belongs elsewhere, or the key is not the one it was sealed under: \
         check that the key file belongs to this database, else restore the row from a backup"
    )]
    Broken,
    /// What was sealed is not what is expected there: the database is newer than the program.
    #[error(
        "what was sealed cannot be read ({0}): use the version of the program that wrote it, or a later one"
    )]
    Unreadable(String),
}

impl SealError {
    /// The sentence for the administrator, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::NotSealed => "数据未经加密，不是本系统写入的，请从备份恢复该行。".to_owned(),
            Self::NoKey { version } => {
                format!("数据以第{version}版密钥加密，密钥文件中没有该版本，请从另行保管的密钥副本中补入。")
            }
            Self::Broken => {
                "数据已被改动、错位，或密钥不符：请核对密钥文件是否属于本数据库；属于的，请从备份恢复该行。"
                    .to_owned()
            }
            Self::Unreadable(why) => {
                format!("解密后的内容无法识别（{why}），请使用写入该数据的版本或更新的版本。")
            }
        }
    }
}

/// Why keys cannot be used. No message repeats a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file or setting with the keys is not there or cannot be read: correct its name or its rights.
    #[error("the keys ({from}) cannot be read: {why}")]
    Unread {
        /// Where they were looked for.
        from: String,
        /// What the system says.
        why: io::Error,
    },
    /// A new key file was to be made where one lies: choose another folder, or go on with what is there.
    #[error("{file} holds keys already, and they are not written over: choose another folder")]
    There {
        /// The file.
        file: String,
    },
    /// Others than its owner may read the file: `chmod 600`.
    #[error("others may read the key file {file}: take their rights away (chmod 600)")]
    OpenToOthers {
        /// The file.
        file: String,
    },
    /// A line is no key: put the line back from the kept copy.
    #[error(
        "line {line} of the keys is not `data <version> <key>` or `index <key>`: take it from the kept copy"
    )]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// A version, or the index key, stands there twice: keep the right one.
    #[error("line {line} of the keys gives a key that an earlier line gave: keep the right one")]
    Twice {
        /// Counted from 1.
        line: usize,
    },
    /// There is no data key, or no index key: take the file from the kept copy.
    #[error("the keys lack `{what}`: take the whole file from the kept copy")]
    Missing {
        /// `data` or `index`.
        what: &'static str,
    },
    /// The versions are used up.
    #[error("there is no version after {0}")]
    Last(u32),
}

impl KeyError {
    /// The sentence for the administrator, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Unread { from, why } => format!("无法读取密钥（{from}）：{why}。"),
            Self::There { file } => {
                format!("{file}已有密钥，不会覆盖：该处已建立机构，请直接使用，或另选文件夹。")
            }
            Self::OpenToOthers { file } => {
                format!("密钥文件{file}可被他人读取，请取消其他人的权限（chmod 600）。")
            }
            Self::Line { line } => {
                format!("密钥第{line}行不是“data 版本 密钥”或“index 密钥”，请用另行保管的副本核对该行。")
            }
            Self::Twice { line } => format!("密钥第{line}行与前面的行重复，请只保留正确的一行。"),
            Self::Missing { what } => {
                format!("密钥中缺少“{what}”一行，请用另行保管的完整副本替换。")
            }
            Self::Last(version) => format!("密钥版本已到上限{version}。"),
        }
    }
}
