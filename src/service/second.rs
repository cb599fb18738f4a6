//! The second factor (TOTP, RFC 6238): six digits that change every thirty seconds, each taken once.

use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

use crate::store::seal::KeyRing;

/// The second factor of a credential. Its secret stands nowhere: it is made of the keys and a salt.
pub(super) struct Second {
    totp: Option<Totp>,
    secret: Vec<u8>,
}

impl Second {
    pub(super) fn new(keys: &KeyRing, credential: &str, salt: &str) -> Self {
        let index = keys.index("second", &format!("{credential} {salt}"));
        let secret = Sha256::digest(index.as_bytes())[..20].to_vec();
        let totp = Builder::new().with_secret(secret.clone()).build().ok();
        Self { totp, secret }
    }

    /// The step that a code belongs to, where it is one of now or of half a minute before or after.
    pub(super) fn step(&self, code: &str, seconds: u64) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let step = self.totp.as_ref()?.check(&digits, seconds)?;
        i64::try_from(step).ok()
    }

    /// The secret as people type it into an authenticator.
    pub(super) fn base32(&self) -> String {
        Secret::from(self.secret.clone()).to_base32()
    }

    /// The address that authenticators read out of a picture.
    pub(super) fn url(&self, login: &str) -> String {
        let login: String = login.chars().filter(char::is_ascii_alphanumeric).collect();
        format!("otpauth://totp/huzhu:{login}?secret={}&issuer=huzhu", self.base32())
    }
}
