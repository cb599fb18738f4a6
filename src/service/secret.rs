//! Secrets that are shown once: made of randomness, kept as hashes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::engine::digest::hexadecimal;
use crate::store::seal::Random;

/// What API tokens begin with, so that they are recognised where they leaked to.
pub(super) const TOKEN: &str = "huzhu_";

/// 256 random bits as text.
pub(super) fn secret(random: &dyn Random) -> String {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A short random name in lower-case letters and digits.
pub(super) fn short(random: &dyn Random) -> String {
    let mut bytes = [0; 6];
    random.fill(&mut bytes);
    hexadecimal(&bytes)
}

/// The hash that a secret is known by.
pub(super) fn hash(secret: &str) -> String {
    hexadecimal(&Sha256::digest(secret.as_bytes()))
}
