//! Why a document cannot be put away or read: each says what to do.

use std::io;
use std::path::Path;

use super::LARGEST;
use crate::store::seal::SealError;

/// Why a document cannot be put away or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is too large: scan it with fewer dots, or hand it in as several documents.
    #[error(
        "the document has {bytes} bytes, more than the {LARGEST} allowed: scan it smaller, or in several parts"
    )]
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
    /// It is nothing that can be looked at: hand in a PDF, OFD, JPEG or PNG, or a ZIP of them.
    #[error("the document is no PDF, OFD, JPEG, PNG or ZIP: save or scan it as one of them")]
    UnknownMedia,
    /// Book or hash are none: the row in the database was changed.
    #[error("this is no name of a document: restore the row from a backup")]
    Name,
    /// The file is not there: restore it from a backup.
    #[error(
        "the file of the document {hash} is lost: restore it from a backup, or attach the same document once more"
    )]
    Lost {
        /// The document.
        hash: String,
    },
    /// The file is not what was put there: restore it from a backup.
    #[error(
        "the file of the document {hash} was changed: restore it from a backup, or attach the same document once more"
    )]
    Broken {
        /// The document.
        hash: String,
    },
    /// The office was opened without a folder for its documents: open it with one.
    #[error("the office was opened without a folder for documents: give it one")]
    NoFolder,
    /// The work was broken off: do it again.
    #[error("it was broken off: do it again")]
    Interrupted,
    /// It does not open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The disk refuses: make room, correct the rights, or restore the file.
    #[error("{file}: {why}")]
    Disk {
        /// The file.
        file: String,
        /// What the system says.
        why: io::Error,
    },
}

impl FileError {
    pub(super) fn at(path: &Path, why: io::Error) -> Self {
        Self::Disk { file: path.display().to_string(), why }
    }

    pub(super) fn broken(hash: &str) -> Self {
        Self::Broken { hash: hash.to_owned() }
    }

    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::TooLarge { bytes } => {
                let (found, most) = (bytes.div_ceil(1024 * 1024), LARGEST / (1024 * 1024));
                format!("文件约{found}MB，超过{most}MB的上限，请降低扫描分辨率或分成几个文件上传。")
            }
            Self::UnknownMedia => {
                "文件不是PDF、OFD、JPEG、PNG或ZIP格式，请另存或扫描为上述格式后重新上传。".to_owned()
            }
            Self::Name => "材料编号无效，请从备份恢复该条记录。".to_owned(),
            Self::Lost { hash } => {
                format!("材料文件{hash}已丢失，请从备份恢复，或重新上传同一文件。")
            }
            Self::Broken { hash } => {
                format!("材料文件{hash}已被改动，请从备份恢复，或重新上传同一文件。")
            }
            Self::NoFolder => "未指定材料文件夹，请指定后重试。".to_owned(),
            Self::Interrupted => "材料读写中断，请重试。".to_owned(),
            Self::Seal(why) => why.zh(),
            Self::Disk { file, why } => format!("材料文件{file}无法读写：{why}。"),
        }
    }
}
