//! The list of a backup's files with their hashes, as `sha256sum -c SHA256SUMS` reads it, and its mark by the keys.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::BackupError;
use crate::engine::digest::hexadecimal;
use crate::store::files::force_out;
use crate::store::seal::KeyRing;

const SUMS: &str = "SHA256SUMS";
/// Who lacks the keys cannot make it: a list that was changed together with its files is found out.
const MARK: &str = "SHA256SUMS.mark";

/// A backup that is being written, and the list of its files so far.
pub(super) struct Sums {
    folder: PathBuf,
    list: Vec<u8>,
}

/// A file of it.
pub(super) struct Summed<'s> {
    sums: &'s mut Sums,
    name: String,
    file: BufWriter<File>,
    hash: Sha256,
}

impl Sums {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), list: vec![] }
    }

    /// Begins a file; the folder that it lies in is made.
    pub(super) fn file(&mut self, name: &str) -> Result<Summed<'_>, BackupError> {
        let path = self.folder.join(name);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let file = made.and_then(|()| File::create_new(&path)).map_err(BackupError::disk(&path))?;
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Summed { sums: self, name: name.into(), file, hash: Sha256::new() })
    }

    /// A file as a whole.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let mut file = self.file(name)?;
        let written = file.write_all(bytes);
        file.finish(written)
    }

    /// Writes the list and its mark.
    pub(super) fn finish(mut self, keys: &KeyRing) -> Result<(), BackupError> {
        let list = std::mem::take(&mut self.list);
        let mark = mark(keys, &list);
        self.put(SUMS, &list)?;
        self.put(MARK, mark.as_bytes())?;
        force_out(&self.folder).map_err(BackupError::disk(&self.folder))
    }
}

impl Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Summed<'_> {
    /// Forces it out and adds it to the list, if all of it was written.
    pub(super) fn finish(mut self, written: io::Result<()>) -> Result<(), BackupError> {
        let path = self.sums.folder.join(&self.name);
        let out = written.and_then(|()| self.file.flush()).and_then(|()| self.file.get_ref().sync_all());
        out.map_err(BackupError::disk(&path))?;
        let line = format!("{}  {}\n", hexadecimal(&self.hash.finalize()), self.name);
        self.sums.list.extend_from_slice(line.as_bytes());
        Ok(())
    }
}

fn mark(keys: &KeyRing, list: &[u8]) -> String {
    keys.index("backup", &hexadecimal(&Sha256::digest(list)))
}

/// The hashes and names of the files, in their order.
pub(super) fn names(folder: &Path) -> Result<Vec<(String, String)>, BackupError> {
    let wrong = |at: usize| {
        let line = at + 1;
        BackupError::damaged(SUMS, format!("第{line}行无法读取"), format!("line {line} cannot be read"))
    };
    let text = String::from_utf8(read(folder, SUMS)?).map_err(|_| wrong(0))?;
    let line = |(at, line): (usize, &str)| {
        let (hash, name) = line.split_once("  ").ok_or_else(|| wrong(at))?;
        let plain = name.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        if plain { Ok((hash.to_owned(), name.to_owned())) } else { Err(wrong(at)) }
    };
    text.lines().enumerate().map(line).collect()
}

/// Does the list bear the mark of the keys?
pub(super) fn marked(folder: &Path, keys: &KeyRing) -> Result<(), BackupError> {
    if mark(keys, &read(folder, SUMS)?).as_bytes() == read(folder, MARK)? {
        Ok(())
    } else {
        Err(BackupError::damaged(SUMS, "清单已被改动", "the list was changed"))
    }
}

pub(super) fn read(folder: &Path, name: &str) -> Result<Vec<u8>, BackupError> {
    let path = folder.join(name);
    std::fs::read(&path).map_err(|why| missing(&path, name, why))
}

fn missing(path: &Path, name: &str, why: io::Error) -> BackupError {
    match why.kind() {
        io::ErrorKind::NotFound => BackupError::damaged(name, "文件缺失", "the file is missing"),
        _ => BackupError::disk(path)(why),
    }
}

/// Is a file what was written? Every byte of it is read.
pub(super) fn verify(folder: &Path, hash: &str, name: &str) -> Result<(), BackupError> {
    let path = folder.join(name);
    let mut file = BufReader::new(File::open(&path).map_err(|why| missing(&path, name, why))?);
    let (mut sum, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => sum.update(&buffer[..read]),
            Err(why) => return Err(BackupError::disk(&path)(why)),
        }
    }
    if hexadecimal(&sum.finalize()) == hash {
        Ok(())
    } else {
        Err(BackupError::damaged(name, "内容与备份时不同", "it is not what was written"))
    }
}
