//! Passwords: Argon2id off the async threads, at most two at a time; one-time passwords.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use axum::http::StatusCode;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::fault::Fault;
use super::of_refusal::internal;
use super::problem::Problem;
use crate::clock::Now;
use crate::store::login::{self, NewCredential, Principal};
use crate::store::seal::Random;
use crate::store::{Store, StoreError};

/// So many wait for their turn; more are told to come again.
const WAITING: usize = 32;
const AT_ONCE: usize = 2;
const SHORTEST: usize = 12;
const LONGEST: usize = 128;

/// Checks passwords, a few at a time: each takes 19 MiB and some time.
#[derive(Clone)]
pub(super) struct Passwords {
    turn: Arc<Semaphore>,
    place: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turn: Arc::new(Semaphore::new(AT_ONCE)), place: Arc::new(Semaphore::new(AT_ONCE + WAITING)) }
    }
}

impl Passwords {
    /// Is it the password of a hash? Where there is no hash it takes as long, and is none.
    pub(super) async fn is(&self, password: String, hash: Option<String>) -> Result<bool, Problem> {
        self.in_turn(move || match hash.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => argon().verify_password(password.as_bytes(), &hash).is_ok(),
            Some(Err(_)) | None => {
                // So that a login that nobody has cannot be told from one that somebody has.
                drop(hash_of(&password, b"nobody has this."));
                false
            }
        })
        .await
    }

    /// The hash of a password.
    pub(super) async fn hash(&self, password: String, random: &dyn Random) -> Result<String, Problem> {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        self.in_turn(move || hash_of(&password, &salt)).await?.ok_or_else(internal)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let _place = self.place.try_acquire().map_err(|_| too_many())?;
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| internal())?;
        // The turn is over when the work is, even where nobody waits for it any more.
        let done = spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|_| internal())
    }
}

fn argon() -> Argon2<'static> {
    // 19 MiB, twice, one lane: what OWASP asks for at least.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// The hash of a password with a salt.
pub(super) fn hash_of(password: &str, salt: &[u8]) -> Option<String> {
    Some(argon().hash_password_with_salt(password.as_bytes(), salt).ok()?.to_string())
}

fn too_many() -> Problem {
    let said = ("登录人数过多，请稍后再试。", "Too many log in at once; try again in a while.");
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", said)
}

/// What is wrong with a new password.
pub(super) fn fault(new: &str, login: &str) -> Option<Fault> {
    let length = new.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        let said = (
            format!("密码须为{SHORTEST}至{LONGEST}个字符，请更换。"),
            format!("A password has {SHORTEST} to {LONGEST} characters; choose another."),
        );
        return Some(Fault::new("/new", "password-length", said));
    }
    let is_plain = new.to_lowercase().contains(&login.to_lowercase())
        || new.chars().collect::<std::collections::BTreeSet<_>>().len() < 5;
    is_plain.then(|| {
        let said = (
            "密码过于简单（含登录名，或字符重复过多），请更换。",
            "The password is too simple: it holds the login, or few characters over and over; choose another.",
        );
        Fault::new("/new", "password-simple", said)
    })
}

/// A password to be used once: four groups of letters and digits that cannot be taken for one another, about 99 bits.
pub(super) fn temporary(random: &dyn Random) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789+";
    let mut bytes = [0; 20];
    random.fill(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|byte| LETTERS[usize::from(byte & 31)].into()).collect();
    letters.chunks(5).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// At the first start: gives the first administrator who cannot log in yet a one-time password, and says login and
/// password. None where an administrator can log in already.
///
/// # Errors
///
/// Those of the database.
pub async fn first_password(store: &Store, now: Now) -> Result<Option<(String, String)>, StoreError> {
    let administrators = login::staff_without(store, &now.day().to_string()).await?;
    if administrators.iter().any(|(_, _, known)| *known == 1) {
        return Ok(None);
    }
    let Some((id, login, _)) = administrators.into_iter().next() else { return Ok(None) };
    let password = temporary(store.keys().random());
    let mut salt = [0; 16];
    store.keys().random().fill(&mut salt);
    let hash =
        hash_of(&password, &salt).ok_or_else(|| StoreError::Broken("no password can be hashed".into()))?;
    let principal = Principal::Staff(id);
    let at = now.moment();
    let new = NewCredential { principal: &principal, login: &login, password_hash: &hash, at: &at };
    login::insert(store, &new).await?;
    Ok(Some((login, password)))
}
