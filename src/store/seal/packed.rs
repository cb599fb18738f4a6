//! Large JSON (the facts of a claim, its answer): compressed, then sealed.
//!
//! Answers are alike but for their amounts, so that each is compressed against a text of what they have in common
//! (`usual-1.txt`), to a quarter of what it takes by itself. What was written against a text is read against the same for
//! ever: a better one becomes `usual-2.txt` with a number of its own.

use lz4_flex::block::{compress_prepend_size_with_dict, decompress_size_prepended_with_dict};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::error::SealError;
use super::place::{Form, Place};
use super::ring::KeyRing;

/// What each answer has in common with others; the most usual comes last.
const USUAL_1: &[u8] = include_bytes!("usual-1.txt");
/// The first byte of what was compressed against it.
const BY_USUAL_1: u8 = 1;

impl KeyRing {
    /// Seals a text of any length into its place, compressed by LZ4.
    pub fn seal_packed(&self, place: &Place<'_>, text: &str) -> String {
        let mut packed = Zeroizing::new(vec![BY_USUAL_1]);
        packed.extend(compress_prepend_size_with_dict(text.as_bytes(), USUAL_1));
        self.seal_as(Form::Packed, place, &packed)
    }

    /// Opens what [`Self::seal_packed`] sealed into the same place.
    ///
    /// # Errors
    /// [`SealError`] says what to do.
    pub fn open_packed(&self, place: &Place<'_>, sealed: &str) -> Result<String, SealError> {
        let packed = Zeroizing::new(self.open_as(Form::Packed, place, sealed)?);
        let [BY_USUAL_1, packed @ ..] = packed.as_slice() else { return Err(SealError::Broken) };
        // The seal holds, so that the length before the compressed bytes is the one that was written.
        let text = decompress_size_prepended_with_dict(packed, USUAL_1).map_err(|_| SealError::Broken)?;
        String::from_utf8(text).map_err(|_| SealError::Broken)
    }

    /// Seals a value as JSON, compressed.
    ///
    /// # Errors
    /// [`SealError::Unreadable`] when it cannot be written as JSON.
    pub fn seal_json(&self, place: &Place<'_>, value: &impl Serialize) -> Result<String, SealError> {
        let text = serde_json::to_string(value).map_err(|why| SealError::Unreadable(why.to_string()))?;
        Ok(self.seal_packed(place, &Zeroizing::new(text)))
    }

    /// The value that [`Self::seal_json`] sealed into the same place.
    ///
    /// # Errors
    /// [`SealError`] says what to do.
    pub fn open_json<T: DeserializeOwned>(&self, place: &Place<'_>, sealed: &str) -> Result<T, SealError> {
        let text = Zeroizing::new(self.open_packed(place, sealed)?);
        serde_json::from_str(&text).map_err(|why| SealError::Unreadable(kind_of(&why)))
    }

    /// The same value under the newest key; none when it is sealed under that already.
    ///
    /// # Errors
    /// [`SealError`] when it does not open.
    pub fn reseal_packed(&self, place: &Place<'_>, sealed: &str) -> Result<Option<String>, SealError> {
        self.reseal_as(Form::Packed, place, sealed)
    }
}

/// Where reading failed; what serde says beyond that may repeat the value.
fn kind_of(why: &serde_json::Error) -> String {
    format!("line {} column {}", why.line(), why.column())
}
