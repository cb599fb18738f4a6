//! The key ring: seals a value into its place, opens it there, and indexes what must be found again.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD as BASE64, Engine as _};
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::error::{KeyError, SealError};
use super::place::{Form, Place, put};
use super::random::Random;
use super::read;
use super::source::KeySource;

const NONCE: usize = 24;
const TAG: usize = 16;

/// One key of 32 bytes. Wiped when it is dropped, never printed.
pub(super) struct Key(Box<[u8; 32]>);

/// The keys of an installation: data keys by version, of which the newest seals, and one key for the blind index.
///
/// A value is sealed by XChaCha20-Poly1305 under a nonce of its own, bound to table, column, book, row and version
/// of the key. Clones share the keys. `Debug` shows none.
///
/// ```
/// use std::sync::Arc;
/// use huzhu::store::seal::{KeyRing, Place, SealError, SeededRandom};
/// let keys = KeyRing::generate(Arc::new(SeededRandom::new(1)));
/// let place = Place { table: "member", column: "name_sealed", book: "b1", row: "m00000012" };
/// let sealed = keys.seal(&place, "测试甲0001");
/// assert!(sealed.starts_with("v1."));
/// assert_eq!(keys.open(&place, &sealed)?, "测试甲0001");
/// assert_eq!(keys.open(&Place { row: "m00000013", ..place }, &sealed), Err(SealError::Broken));
/// assert_eq!(keys.index("id-number", "x"), keys.index("id-number", "x"));
/// # Ok::<(), SealError>(())
/// ```
#[derive(Clone)]
pub struct KeyRing {
    keys: Arc<Keys>,
    random: Arc<dyn Random>,
}

struct Keys {
    data: BTreeMap<u32, Key>,
    newest: u32,
    index: Key,
}

impl KeyRing {
    /// New keys: data key 1 and an index key.
    pub fn generate(random: Arc<dyn Random>) -> Self {
        let data = BTreeMap::from([(1, Key::random(&*random))]);
        let index = Key::random(&*random);
        Self { keys: Arc::new(Keys { data, newest: 1, index }), random }
    }

    /// The keys of a source.
    ///
    /// # Errors
    /// [`KeyError`] says what to do with the file.
    pub fn read(from: &dyn KeySource, random: Arc<dyn Random>) -> Result<Self, KeyError> {
        let (data, index) = read::read(&from.text()?)?;
        let newest = *data.keys().next_back().ok_or(KeyError::Missing { what: "data" })?;
        Ok(Self { keys: Arc::new(Keys { data, newest, index }), random })
    }

    /// The same keys and a new data key, which seals from now on. The index key stays: what was indexed under
    /// another one would not be found again.
    ///
    /// # Errors
    /// [`KeyError::Last`] after 4,294,967,295 of them.
    pub fn with_new_key(&self) -> Result<Self, KeyError> {
        let newest = self.keys.newest.checked_add(1).ok_or(KeyError::Last(self.keys.newest))?;
        let mut data: BTreeMap<u32, Key> = self.keys.data.iter().map(|(v, key)| (*v, key.copy())).collect();
        data.insert(newest, Key::random(&*self.random));
        let keys = Arc::new(Keys { data, newest, index: self.keys.index.copy() });
        Ok(Self { keys, random: Arc::clone(&self.random) })
    }

    /// The text to keep: what [`KeyFile`](super::KeyFile) writes and [`Self::read`] reads.
    pub fn to_text(&self) -> Zeroizing<String> {
        read::write(&self.keys.data, &self.keys.index)
    }

    /// The version of the key that seals.
    pub fn newest(&self) -> u32 {
        self.keys.newest
    }

    /// Is the key of a version there?
    pub fn has(&self, version: u32) -> bool {
        self.keys.data.contains_key(&version)
    }

    /// A mark by which a backup knows its keys. It is the same after a rotation and tells nothing of a key.
    pub fn fingerprint(&self) -> String {
        self.index("key-ring", "fingerprint")
    }

    /// The versions of the data keys, the oldest first.
    pub fn versions(&self) -> impl Iterator<Item = u32> {
        self.keys.data.keys().copied()
    }

    /// A mark by which copies of a data key are compared. It tells nothing of the key.
    pub fn fingerprint_of(&self, version: u32) -> Option<String> {
        let mut mac = self.keys.data.get(&version)?.mac();
        mac.update(b"huzhu/1 fingerprint of a data key");
        Some(BASE64.encode(&mac.finalize().into_bytes()[..12]))
    }

    /// Where random bytes come from.
    pub fn random(&self) -> &dyn Random {
        &*self.random
    }

    /// Seals a text into its place: `v<version>.` and base64 of nonce, ciphertext and tag.
    pub fn seal(&self, place: &Place<'_>, text: &str) -> String {
        self.seal_as(Form::Text, place, text.as_bytes())
    }

    /// Opens what [`Self::seal`] sealed into the same place.
    ///
    /// # Errors
    /// [`SealError`] says what to do.
    pub fn open(&self, place: &Place<'_>, sealed: &str) -> Result<String, SealError> {
        // Whoever has the key has written a text there, and nothing else.
        String::from_utf8(self.open_as(Form::Text, place, sealed)?).map_err(|_| SealError::Broken)
    }

    /// The same value under the newest key; none when it is sealed under that already.
    ///
    /// # Errors
    /// [`SealError`] when it does not open.
    pub fn reseal(&self, place: &Place<'_>, sealed: &str) -> Result<Option<String>, SealError> {
        self.reseal_as(Form::Text, place, sealed)
    }

    /// The version of the key that a text is sealed under, without opening it.
    ///
    /// # Errors
    /// [`SealError::NotSealed`].
    pub fn version_of(sealed: &str) -> Result<u32, SealError> {
        parts(sealed).map(|(version, _)| version).ok_or(SealError::NotSealed)
    }

    /// The blind index of a value: the same for the same value of the same kind, and nothing to who lacks the key.
    /// `what` is the kind of the value (`id-number`, `account`); `canonical` its one way of writing.
    pub fn index(&self, what: &str, canonical: &str) -> String {
        let mut bytes = Zeroizing::new(Vec::with_capacity(what.len() + canonical.len() + 16));
        put(&mut bytes, what);
        put(&mut bytes, canonical);
        let mut mac = self.keys.index.mac();
        mac.update(&bytes);
        BASE64.encode(mac.finalize().into_bytes())
    }

    pub(super) fn seal_as(&self, form: Form, place: &Place<'_>, plain: &[u8]) -> String {
        let version = self.keys.newest;
        let mut sealed = format!("v{version}.");
        BASE64.encode_string(self.seal_bytes(form, place, plain), &mut sealed);
        sealed
    }

    pub(super) fn open_as(&self, form: Form, place: &Place<'_>, sealed: &str) -> Result<Vec<u8>, SealError> {
        let (version, encoded) = parts(sealed).ok_or(SealError::NotSealed)?;
        let bytes = BASE64.decode(encoded).map_err(|_| SealError::Broken)?;
        self.open_bytes(form, place, version, &bytes)
    }

    pub(super) fn reseal_as(
        &self,
        form: Form,
        place: &Place<'_>,
        sealed: &str,
    ) -> Result<Option<String>, SealError> {
        if Self::version_of(sealed)? == self.keys.newest {
            return Ok(None);
        }
        let plain = Zeroizing::new(self.open_as(form, place, sealed)?);
        Ok(Some(self.seal_as(form, place, &plain)))
    }

    /// Nonce, ciphertext and tag, under the newest key.
    ///
    /// # Panics
    /// Above 256 GB, which no value has.
    pub(in crate::store) fn seal_bytes(&self, form: Form, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
        let version = self.keys.newest;
        let mut nonce = [0; NONCE];
        self.random.fill(&mut nonce);
        let mut bytes = Vec::with_capacity(NONCE + plain.len() + TAG);
        bytes.extend(nonce);
        bytes.extend(plain);
        let tag = self.keys.data[&version]
            .cipher()
            .encrypt_inout_detached(
                &XNonce::from(nonce),
                &place.bound(form, version),
                (&mut bytes[NONCE..]).into(),
            )
            .expect("no value is longer than the cipher can take");
        bytes.extend(tag);
        bytes
    }

    /// What [`Self::seal_bytes`] sealed.
    pub(in crate::store) fn open_bytes(
        &self,
        form: Form,
        place: &Place<'_>,
        version: u32,
        bytes: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let key = self.keys.data.get(&version).ok_or(SealError::NoKey { version })?;
        let (nonce, rest) = bytes.split_first_chunk::<NONCE>().ok_or(SealError::Broken)?;
        let (sealed, tag) = rest.split_last_chunk::<TAG>().ok_or(SealError::Broken)?;
        let mut plain = sealed.to_vec();
        let bound = place.bound(form, version);
        key.cipher()
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                &bound,
                plain.as_mut_slice().into(),
                &(*tag).into(),
            )
            .map_err(|_| SealError::Broken)?;
        Ok(plain)
    }
}

/// Version and encoded bytes of `v1.…`.
fn parts(sealed: &str) -> Option<(u32, &str)> {
    let (version, encoded) = sealed.strip_prefix('v')?.split_once('.')?;
    Some((read::number(version)?, encoded))
}

impl Key {
    pub(super) fn new(bytes: &[u8; 32]) -> Self {
        Self(Box::new(*bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn random(random: &dyn Random) -> Self {
        let mut key = Self(Box::new([0; 32]));
        random.fill(&mut *key.0);
        key
    }

    fn copy(&self) -> Self {
        Self::new(&self.0)
    }

    fn mac(&self) -> Hmac<Sha256> {
        KeyInit::new_from_slice(self.bytes()).expect("a key of any length will do for HMAC")
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyRing(..)")
    }
}
