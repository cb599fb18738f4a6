//! The text of the keys: one line a key, in a file or (with `;` for the line ends) in one setting.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD as BASE64, Engine as _};
use zeroize::{Zeroize, Zeroizing};

use super::error::KeyError;
use super::ring::Key;

const HEAD: &str = "\
# huzhu 密钥：遗失则数据无法恢复，泄露则数据公开。请另存副本，与数据库备份分开保管。
# Keys of huzhu: who loses them loses the data, who shows them shows it. Keep a copy apart from the backups.
";

/// The data keys by version and the index key.
pub(super) fn read(text: &[u8]) -> Result<(BTreeMap<u32, Key>, Key), KeyError> {
    let (mut data, mut index) = (BTreeMap::new(), None);
    for (at, line) in text.split(|byte| matches!(byte, b'\n' | b';')).enumerate() {
        let wrong = || KeyError::Line { line: at + 1 };
        let line = str::from_utf8(line).map_err(|_| wrong())?.trim();
        let mut words = line.split_ascii_whitespace();
        let twice = match (words.next(), words.next(), words.next(), words.next()) {
            (None, ..) => false,
            (Some(first), ..) if first.starts_with('#') => false,
            (Some("index"), Some(key), None, None) => index.replace(key_of(key).ok_or_else(wrong)?).is_some(),
            (Some("data"), Some(version), Some(key), None) => {
                let version = number(version).ok_or_else(wrong)?;
                data.insert(version, key_of(key).ok_or_else(wrong)?).is_some()
            }
            _ => return Err(wrong()),
        };
        if twice {
            return Err(KeyError::Twice { line: at + 1 });
        }
    }
    if data.is_empty() {
        return Err(KeyError::Missing { what: "data" });
    }
    Ok((data, index.ok_or(KeyError::Missing { what: "index" })?))
}

/// The text that [`read`] reads.
pub(super) fn write(data: &BTreeMap<u32, Key>, index: &Key) -> Zeroizing<String> {
    let encoded = |key: &Key| Zeroizing::new(BASE64.encode(key.bytes()));
    // Room for all from the start: a text that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(HEAD.len() + 64 * (data.len() + 1)));
    text.push_str(HEAD);
    for (version, key) in data {
        for part in ["data ", &version.to_string(), " ", &encoded(key), "\n"] {
            text.push_str(part);
        }
    }
    for part in ["index ", &encoded(index), "\n"] {
        text.push_str(part);
    }
    text
}

/// A version as it is written: from 1, without a sign or leading noughts.
pub(super) fn number(text: &str) -> Option<u32> {
    let plain = !text.starts_with(['0', '+']);
    text.parse().ok().filter(|_| plain)
}

fn key_of(text: &str) -> Option<Key> {
    let mut bytes = [0; 32];
    let read = BASE64.decode_slice(text, &mut bytes).ok().filter(|n| *n == bytes.len());
    let key = read.map(|_| Key::new(&bytes));
    bytes.zeroize();
    key
}
