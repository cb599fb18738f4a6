//! A demonstration (演示): a city with three counties, loaded through the acts of the desk; everybody in it is made up.
//!
//! Whoever opens it may log in as any of its people without a password, so it is never put into an office that holds
//! data, and an office of a demonstration serves nothing else.

mod claims;
mod hand;
mod people;
mod setting;
mod stories;

use std::path::Path;

use super::password;
use crate::clock::Now;
use crate::engine::office::Refusal;
use crate::engine::scheme::said::Said;
use crate::generate::{Sizes, World};
use crate::store::files::FileError;
use crate::store::login::{self, NewCredential, Principal};
use crate::store::{BookId, Store, StoreError, organisation};
use hand::Hand;

/// The password of everybody in a demonstration.
pub const PASSWORD: &str = "demo-only-password";

/// The seed of the demonstration that the command loads.
pub const SEED: u64 = 2026;

/// So many people are made up where nothing else is wanted: members first, the last of them are the staff.
pub const PEOPLE: u64 = 240;

/// Somebody whom one may be in a demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// What is typed to log in.
    pub login: &'static str,
    /// `administrator`, `clerk`, `reviewer`, `finance`, `auditor` or `member`.
    pub role: &'static str,
    /// Where he is, and what he does there.
    pub title: Said,
    /// The book that he works in, or that he is a member of.
    pub book: &'static str,
    /// Whose credential it is.
    pub(super) principal: Principal,
}

/// Who is in a demonstration, in the order in which one would look at them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demo {
    /// Its people.
    pub users: Vec<User>,
}

impl Demo {
    /// Somebody by his login.
    pub fn user(&self, login: &str) -> Option<&User> {
        self.users.iter().find(|user| user.login == login)
    }
}

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds an office, which is left as it is.
    #[error("the database holds an office and was left as it was; a demonstration takes an empty one")]
    There,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document could not be kept.
    #[error(transparent)]
    File(#[from] FileError),
    /// The office refused something of the demonstration.
    #[error("the demonstration cannot be loaded: {act} was refused ({})", refusal.code())]
    Refused {
        /// The act.
        act: &'static str,
        /// Why.
        refusal: Refusal,
    },
}

impl DemoError {
    /// The sentence in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::There => "该数据库已有机构，未作改动；演示须使用空的数据库。".into(),
            Self::Store(why) => why.zh(),
            Self::File(why) => why.zh(),
            Self::Refused { act, refusal } => {
                format!("演示数据无法载入：{act}被拒绝（{}）。", refusal.code())
            }
        }
    }
}

/// Loads the demonstration of a seed into an empty database, as if it had been worked in for half a year up to a moment.
/// Its documents go below a folder. The same seed, number of people and moment are the same demonstration, but for what is
/// sealed; claims are made for a few hundred of its people, however many there are.
///
/// # Errors
/// [`DemoError`].
pub async fn load(
    store: &Store,
    documents: &Path,
    now: Now,
    (seed, people): (u64, u64),
) -> Result<Demo, DemoError> {
    if organisation::first(store).await?.is_some() {
        return Err(DemoError::There);
    }
    let begun = now.plus_seconds(-hand::DAY * 200);
    let sizes = Sizes { members: people, claims: 4_000, dirty: 0, year: begun.day().year() };
    let world = World::new(seed, sizes).map_err(|why| StoreError::Broken(why.to_string()))?;
    let mut hand = Hand::new(store, documents, begun);
    let mut demo = setting::found(&mut hand, &world).await?;
    let counties = people::enrol(&mut hand, &world, now.day()).await?;
    claims::tell(&mut hand, (&world, &counties), now).await?;
    demo.users.extend(people::members(&counties));
    let hash = password::hash_of(PASSWORD, b"a demonstration.");
    let hash = hash.ok_or_else(|| StoreError::Broken("no password can be hashed".into()))?;
    for user in &demo.users {
        may_log_in(store, user, (&hash, &now.moment())).await?;
    }
    Ok(demo)
}

/// Who is in a demonstration that was loaded before.
///
/// # Errors
/// Those of the database.
pub async fn known(store: &Store) -> Result<Demo, StoreError> {
    let mut users = setting::users();
    users.extend(people::known());
    let mut demo = Demo::default();
    for user in users {
        let found = login::of_login(store, user.login).await?;
        if let Some(known) = found {
            demo.users.push(User { principal: of_credential(&known)?, ..user });
        }
    }
    Ok(demo)
}

fn of_credential(known: &login::Credential) -> Result<Principal, StoreError> {
    if !known.staff_id.is_empty() {
        return Ok(Principal::Staff(known.staff_id.clone()));
    }
    let book = BookId::try_from(known.book_id.as_str()).map_err(|why| StoreError::Broken(why.to_string()))?;
    Ok(Principal::Member(book, known.member_id.clone()))
}

async fn may_log_in(store: &Store, user: &User, (hash, at): (&str, &str)) -> Result<(), StoreError> {
    let new = NewCredential { principal: &user.principal, login: user.login, password_hash: hash, at };
    login::insert(store, &new).await?;
    login::changed(store, &user.principal.name(), (hash, hash), at).await?;
    Ok(())
}
