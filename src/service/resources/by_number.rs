//! Members at the door: an identity number, and a code that the desk set.

use axum::http::StatusCode;
use axum::http::header::{HeaderMap, HeaderValue};

use super::login::{begun, checked};
use super::me::by_session;
use crate::engine::ids::{DocumentKind, IdentityDocument};
use crate::service::acting::Looking;
use crate::service::admit::{entry_of, record};
use crate::service::app::App;
use crate::service::outer::About;
use crate::service::problem::Problem;
use crate::service::{cookie, secret};
use crate::store::audit::Entry;
use crate::store::identity;
use crate::store::login::{self, NewCredential, Principal};
use crate::store::seal::Random;

/// So many digits has a code: with the lock-out, which lets some thirty be tried a day, one in a million years is guessed.
const DIGITS: usize = 8;

/// Logs a member in: the cookie of his session. A number that nobody has takes as long as a code that is wrong.
///
/// # Errors
///
/// Where number or code is wrong, or too many were tried; those of the database.
pub async fn enter_member(
    app: &App,
    (about, headers): (&About, &HeaderMap),
    (number, code): (&str, String),
) -> Result<Option<HeaderValue>, Problem> {
    app.limits().logins.take(&about.address, about.now)?;
    let found = match IdentityDocument::parse(DocumentKind::Resident, &number.to_ascii_uppercase()) {
        Ok(document) => {
            login::of_number(app.store(), &identity::index_of(app.store().keys(), &document)).await?
        }
        Err(_) => None,
    };
    let Some(known) = checked(app, found, (code, None), about).await? else {
        app.metrics().count("logins", "failed");
        return Err(failed());
    };
    app.metrics().count("logins", "done");
    about.called_by(&known.id);
    if let Some(old) = cookie::read(headers).map(secret::hash) {
        login::end(app.store(), &old, &about.now.moment()).await?;
    }
    Ok(begun(app, &known, about.now).await?)
}

fn failed() -> Problem {
    let said = (
        "身份证号或查询码不正确，或因多次填错暂时锁定。请核对后稍后再试；忘记查询码的，请到窗口重新设定。",
        "The identity number or the code is wrong, or too many were tried and it is locked for a while. Check them and try again later; a new code is given at the desk.",
    );
    Problem::new(StatusCode::UNAUTHORIZED, "login-failed", said)
}

/// Sets a new code for a member, who was looked up in the caller's scope, and tells it this once. The old one, and what
/// is signed in with it, ends.
///
/// # Errors
///
/// Those of the database.
pub async fn set_code(looking: &Looking, member: &str) -> Result<String, Problem> {
    by_session(&looking.admitted)?;
    let app = &looking.app;
    let random = app.store().keys().random();
    let code = code(random);
    let hash = app.passwords().hash(code.clone(), random).await?;
    let principal = Principal::Member(looking.book.clone(), member.to_owned());
    let (name, at) = (principal.name(), looking.admitted.now.moment());
    let new = NewCredential { principal: &principal, login: &name, password_hash: &hash, at: &at };
    login::set_code(app.store(), &new).await?;
    let entry = Entry { act: "set-code".into(), object: member.into(), ..entry_of(&looking.admitted) };
    record(app, &looking.admitted.principal, entry).await?;
    Ok(code)
}

/// Eight digits, each as likely as the others: bytes from which that would not come are passed over.
fn code(random: &dyn Random) -> String {
    let mut code = String::with_capacity(DIGITS);
    while code.len() < DIGITS {
        let mut byte = [0];
        random.fill(&mut byte);
        code.extend(Some(byte[0]).filter(|byte| *byte < 250).map(|byte| char::from(b'0' + byte % 10)));
    }
    code
}
