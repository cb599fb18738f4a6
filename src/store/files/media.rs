//! What a document is, by its first bytes: the name that a file is given proves nothing.

use super::FileError;

/// What a document may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// PDF
    Pdf,
    /// OFD (GB/T 33190), the form of electronic invoices: a ZIP with an `OFD.xml`.
    Ofd,
    /// JPEG
    Jpeg,
    /// PNG
    Png,
    /// ZIP: several documents in one. It is kept and never unpacked.
    Zip,
}

/// First bytes, and what they begin.
const BEGINNINGS: [(&[u8], MediaType); 4] = [
    (b"%PDF-", MediaType::Pdf),
    (b"\xff\xd8\xff", MediaType::Jpeg),
    (b"\x89PNG\r\n\x1a\n", MediaType::Png),
    (b"PK\x03\x04", MediaType::Zip),
];

impl MediaType {
    /// What a content is.
    ///
    /// # Errors
    /// [`FileError::UnknownMedia`].
    pub fn of(content: &[u8]) -> Result<Self, FileError> {
        let found = BEGINNINGS.iter().find(|(first, _)| content.starts_with(first));
        match found.map(|(_, media)| *media) {
            Some(Self::Zip) if has(content, b"OFD.xml") => Ok(Self::Ofd),
            Some(media) => Ok(media),
            None => Err(FileError::UnknownMedia),
        }
    }

    /// Its name in the database and on the web (RFC 6838).
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Zip => "application/zip",
        }
    }
}

/// The names of a ZIP stand in it as they are.
fn has(content: &[u8], name: &[u8]) -> bool {
    content.windows(name.len()).any(|part| part == name)
}
