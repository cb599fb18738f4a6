//! Documents: each a sealed file under a data folder, named by the hash of its content.

mod error;
mod media;
#[cfg(test)]
mod tests;

pub use error::FileError;
pub use media::MediaType;

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::seal::{Form, KeyRing, Place};
use crate::engine::digest::hexadecimal;

/// The largest document: 20 MB. It is sealed in one piece in memory; a scanned page has a few hundred kilobytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// What a sealed file begins with; the version of the key (four bytes, high byte first) follows, then the seal.
const MAGIC: &[u8; 8] = b"huzhu\0f1";

/// The folder of the documents, and the keys they are sealed under. Reads and writes files: call it where waiting
/// is allowed (`spawn_blocking`).
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    keys: KeyRing,
}

/// A document that is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of its plain bytes, in hexadecimal.
    pub hash: String,
    /// What its first bytes say it is.
    pub media_type: MediaType,
    /// How many plain bytes.
    pub bytes: u64,
}

impl Files {
    /// The documents below a folder, which is made with the first of them.
    pub fn new(folder: impl Into<PathBuf>, keys: KeyRing) -> Self {
        Self { folder: folder.into(), keys }
    }

    /// Puts a document of a book onto the disk: written beside, forced out, renamed, and the folder forced out, so
    /// that what is answered is there after a power cut. The same content again changes nothing.
    ///
    /// # Errors
    /// [`FileError`] says what to do.
    pub fn put(&self, book: &str, content: &[u8]) -> Result<Stored, FileError> {
        if content.len() > LARGEST {
            return Err(FileError::TooLarge { bytes: content.len() });
        }
        let media_type = MediaType::of(content)?;
        let hash = hash_of(content);
        let path = self.path(book, &hash)?;
        let same = path.exists() && self.get(book, &hash).is_ok();
        if !same {
            self.write(&path, book, &hash, content)?;
        }
        let bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
        Ok(Stored { hash, media_type, bytes })
    }

    /// The content of a document, its hash verified.
    ///
    /// # Errors
    /// [`FileError`] says what to do.
    pub fn get(&self, book: &str, hash: &str) -> Result<Vec<u8>, FileError> {
        let path = self.path(book, hash)?;
        let sealed = fs::read(&path).map_err(|why| match why.kind() {
            io::ErrorKind::NotFound => FileError::Lost { hash: hash.into() },
            _ => FileError::at(&path, why),
        })?;
        self.opened(book, hash, &sealed)
    }

    fn opened(&self, book: &str, hash: &str, sealed: &[u8]) -> Result<Vec<u8>, FileError> {
        let (version, seal) = parts(sealed).ok_or_else(|| FileError::broken(hash))?;
        let content = self.keys.open_bytes(Form::File, &place(book, hash), version, seal)?;
        if hash_of(&content) == hash { Ok(content) } else { Err(FileError::broken(hash)) }
    }

    /// Seals a document under the newest key; false when it is so already.
    ///
    /// # Errors
    /// [`FileError`] says what to do; the file stays as it was.
    pub fn reseal(&self, book: &str, hash: &str) -> Result<bool, FileError> {
        let path = self.path(book, hash)?;
        let sealed = fs::read(&path).map_err(|why| FileError::at(&path, why))?;
        if parts(&sealed).is_some_and(|(version, _)| version == self.keys.newest()) {
            return Ok(false);
        }
        let content = self.get(book, hash)?;
        self.write(&path, book, hash, &content).map(|()| true)
    }

    /// Takes away what was being written when a process was killed: parts that nobody has touched since a moment. How
    /// many there were.
    ///
    /// # Errors
    /// [`FileError`] says what to do.
    pub fn sweep(&self, since: SystemTime) -> Result<usize, FileError> {
        let mut swept = 0;
        for book in below(&self.folder)? {
            for digits in below(&book)? {
                for path in below(&digits)? {
                    let is_part =
                        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("new-"));
                    let old =
                        || fs::metadata(&path).and_then(|found| found.modified()).is_ok_and(|at| at < since);
                    if is_part && old() {
                        fs::remove_file(&path).map_err(|why| FileError::at(&path, why))?;
                        swept += 1;
                    }
                }
            }
        }
        Ok(swept)
    }

    /// The sealed bytes of a document, as a backup takes them; what they hold was looked at.
    ///
    /// # Errors
    /// [`FileError`] says what to do.
    pub fn sealed(&self, book: &str, hash: &str) -> Result<Vec<u8>, FileError> {
        let path = self.path(book, hash)?;
        let sealed = fs::read(&path).map_err(|why| FileError::at(&path, why))?;
        self.opened(book, hash, &sealed).map(|_| sealed)
    }

    /// The version of the key that a document is sealed under.
    ///
    /// # Errors
    /// [`FileError`] says what to do.
    pub fn version_of(&self, book: &str, hash: &str) -> Result<u32, FileError> {
        let path = self.path(book, hash)?;
        let mut head = [0; MAGIC.len() + 4];
        let read = File::open(&path).and_then(|mut file| file.read_exact(&mut head));
        read.map_err(|why| FileError::at(&path, why))?;
        parts(&head).map(|(version, _)| version).ok_or_else(|| FileError::broken(hash))
    }

    /// Where the sealed file of a document lies: `<folder>/<book>/<two digits of the hash>/<hash>`. A backup copies
    /// it as it is.
    ///
    /// # Errors
    /// [`FileError::Name`] when book or hash could lead out of the folder.
    pub fn path(&self, book: &str, hash: &str) -> Result<PathBuf, FileError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let is_book = !book.is_empty() && book.chars().all(is_plain);
        let is_hash = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if is_book && is_hash {
            Ok(self.folder.join(book).join(&hash[..2]).join(hash))
        } else {
            Err(FileError::Name)
        }
    }

    fn write(&self, path: &Path, book: &str, hash: &str, content: &[u8]) -> Result<(), FileError> {
        let mut sealed = MAGIC.to_vec();
        sealed.extend(self.keys.newest().to_be_bytes());
        sealed.extend(self.keys.seal_bytes(Form::File, &place(book, hash), content));
        self.replace(path, &sealed).map_err(|why| FileError::at(path, why))
    }

    /// Writes a file so that there is the old one or the new one, and never half of one.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.folder);
        make_folder(folder)?;
        let mut name = [0; 16];
        self.keys.random().fill(&mut name);
        let beside = folder.join(format!("new-{}", hexadecimal(&name)));
        let written = write_through(&beside, bytes).and_then(|()| fs::rename(&beside, path));
        if written.is_err() {
            // What could not be written need not stay; the first error is the one to tell.
            let _ = fs::remove_file(&beside);
        }
        written.and_then(|()| force_out(folder))
    }
}

/// What lies in a folder; nothing where there is none.
fn below(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let entries = fs::read_dir(folder).map_err(|why| FileError::at(folder, why))?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(|why| FileError::at(folder, why))).collect()
}

/// Where a document belongs.
fn place<'a>(book: &'a str, hash: &'a str) -> Place<'a> {
    Place { table: "document", column: "content", book, row: hash }
}

/// Version of the key, and the seal.
fn parts(sealed: &[u8]) -> Option<(u32, &[u8])> {
    let (version, seal) = sealed.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*version), seal))
}

fn hash_of(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a folder with those above it, each forced out with the one that it lies in.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or(Path::new(""));
    make_folder(above)?;
    match fs::create_dir(folder) {
        // Somebody else made it at the same time.
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    force_out(above)
}

/// Forces the names in a folder onto the disk.
pub(in crate::store) fn force_out(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // Only where a folder can be opened as a file is there something to force out.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
