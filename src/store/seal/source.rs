//! Where the keys come from: a file that only its owner may read, or a text that somebody hands in.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::error::KeyError;
use crate::store::files::force_out;

/// Something that has the text of the keys: a file, a setting, a vault. Never the database.
pub trait KeySource {
    /// The text of the keys, wiped when it is dropped.
    ///
    /// # Errors
    /// [`KeyError::Unread`] and [`KeyError::OpenToOthers`].
    fn text(&self) -> Result<Zeroizing<Vec<u8>>, KeyError>;
}

/// A key file. It is opened here and not above, so that nobody reads one without looking at its rights, and
/// nobody writes one that others may read.
#[derive(Clone, Debug)]
pub struct KeyFile(pub PathBuf);

impl KeyFile {
    /// Writes a new key file that only its owner may read, on the disk before this returns.
    ///
    /// # Errors
    /// [`KeyError::There`]; [`KeyError::Unread`] when it cannot be written.
    pub fn create(&self, text: &str) -> Result<(), KeyError> {
        let mut file = self.new_file().map_err(|why| match why.kind() {
            io::ErrorKind::AlreadyExists => KeyError::There { file: self.0.display().to_string() },
            _ => self.unread(why),
        })?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|why| self.unread(why))
    }

    /// Writes the file anew: there is the old one or the new one, and never half of one.
    ///
    /// # Errors
    /// [`KeyError::Unread`]; [`KeyError::There`] names what an interrupted attempt left: delete it.
    pub fn replace(&self, text: &str) -> Result<(), KeyError> {
        let mut name = self.0.clone().into_os_string();
        name.push(".new");
        let beside = Self(name.into());
        beside.create(text)?;
        fs::rename(&beside.0, &self.0).map_err(|why| self.unread(why))?;
        let above = self.0.parent().filter(|above| !above.as_os_str().is_empty());
        force_out(above.unwrap_or(Path::new("."))).map_err(|why| self.unread(why))
    }

    #[cfg(unix)]
    fn new_file(&self) -> io::Result<File> {
        use std::os::unix::fs::OpenOptionsExt as _;
        File::options().write(true).create_new(true).mode(0o600).open(&self.0)
    }

    #[cfg(not(unix))]
    fn new_file(&self) -> io::Result<File> {
        File::create_new(&self.0)
    }

    #[cfg(unix)]
    fn is_private(&self) -> io::Result<bool> {
        use std::os::unix::fs::PermissionsExt as _;
        Ok(fs::metadata(&self.0)?.permissions().mode().trailing_zeros() >= 6)
    }

    /// The rights of other systems are not looked at: they are inherited from the folder.
    #[cfg(not(unix))]
    fn is_private(&self) -> io::Result<bool> {
        fs::metadata(&self.0).map(|_| true)
    }

    fn unread(&self, why: io::Error) -> KeyError {
        KeyError::Unread { from: self.0.display().to_string(), why }
    }
}

impl KeySource for KeyFile {
    fn text(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if !self.is_private().map_err(|why| self.unread(why))? {
            return Err(KeyError::OpenToOthers { file: self.0.display().to_string() });
        }
        fs::read(&self.0).map(Zeroizing::new).map_err(|why| self.unread(why))
    }
}

/// The text itself, as a setting of the environment hands it in.
pub struct KeyText(Zeroizing<String>);

impl KeyText {
    /// Takes the text.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl KeySource for KeyText {
    fn text(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Ok(Zeroizing::new(self.0.as_bytes().to_vec()))
    }
}

impl fmt::Debug for KeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyText(..)")
    }
}
