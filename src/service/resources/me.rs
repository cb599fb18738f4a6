//! About oneself: who one is, the password, the second factor.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::engine::claim::words::Word;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::service::admit::{Admitted, entry_of, record};
use crate::service::app::App;
use crate::service::fault::Fault;
use crate::service::password;
use crate::service::problem::Problem;
use crate::service::second::Second;
use crate::service::secret;
use crate::service::sent::Sent;
use crate::store::audit::Entry;
use crate::store::login::{self, Credential};

/// Who one is.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Me {
    /// The account of the staff, or book and member.
    account: String,
    /// `staff` or `member`.
    #[schema(pattern = "^(staff|member)$")]
    kind: String,
    /// The roles held today.
    roles: Vec<String>,
    /// The rights that they give, less those that a token is not held to.
    rights: Vec<String>,
    /// The books of the own organisation.
    books: Vec<String>,
    /// Must the password be changed before anything else?
    must_change_password: bool,
    /// Is a second factor set up?
    has_second_factor: bool,
}

/// Who one is and what one may do
#[utoipa::path(get, path = "/me", operation_id = "showMe", tag = "me",
    responses((status = 200, description = "Who one is", body = Me)))]
pub(in crate::service) async fn show(admitted: Admitted) -> Json<Me> {
    let roles =
        admitted.acting.iter().flat_map(|acting| &acting.actor.roles).map(|role| role.word().to_owned());
    let rights = Right::ALL.iter().filter(|(_, right, _)| admitted.may(*right));
    Json(Me {
        account: admitted.principal.name(),
        kind: if admitted.acting.is_some() { "staff" } else { "member" }.into(),
        roles: roles.collect(),
        rights: rights.map(|(word, ..)| (*word).to_owned()).collect(),
        books: admitted.books.iter().map(ToString::to_string).collect(),
        must_change_password: admitted.is_temporary,
        has_second_factor: admitted.has_second,
    })
}

/// A change of the password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct ChangePassword {
    /// The password so far.
    #[schema(min_length = 1, max_length = 200, example = "abcde-fghjk-mnpqr-stuvw")]
    old: String,
    /// The new one, of 12 to 128 characters.
    #[schema(min_length = 12, max_length = 128, example = "correct-horse-battery")]
    new: String,
}

/// Change the own password
///
/// All other sessions end.
#[utoipa::path(put, path = "/me/password", operation_id = "changePassword", tag = "me", request_body = ChangePassword,
    responses((status = 204, description = "Changed")))]
pub(in crate::service) async fn change_password(
    State(app): State<App>,
    admitted: Admitted,
    Sent(ChangePassword { old, new }): Sent<ChangePassword>,
) -> Result<StatusCode, Problem> {
    new_password(&app, &admitted, (old, new)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes the password of who calls, from the old one to a new one; all his other sessions end.
///
/// # Errors
///
/// Where the old one is wrong or the new one is too simple; those of the database.
pub async fn new_password(
    app: &App,
    admitted: &Admitted,
    (old, new): (String, String),
) -> Result<(), Problem> {
    by_session(admitted)?;
    let known = credential(app, admitted).await?;
    if let Some(fault) = password::fault(&new, &known.login) {
        return Err(Problem::invalid(vec![fault]));
    }
    let attempt = login::attempt(app.store(), &known.id, &admitted.now.moment()).await?;
    if attempt.is_none() || !app.passwords().is(old.clone(), Some(known.password_hash.clone())).await? {
        return Err(wrong("/old", ("原密码不正确，请核对。", "The old password is not right; check it.")));
    }
    if old == new {
        return Err(wrong(
            "/new",
            ("新密码不能与原密码相同，请更换。", "The new password is the old one; choose another."),
        ));
    }
    let hash = app.passwords().hash(new, app.store().keys().random()).await?;
    let now = admitted.now.moment();
    if !login::changed(app.store(), &known.id, (&known.password_hash, &hash), &now).await? {
        return Err(Refusal::Stale { what: Thing::Staff, id: known.id.as_str().into() }.into());
    }
    login::end_others(app.store(), &known.id, admitted.session.as_deref().unwrap_or_default(), &now).await?;
    note(app, admitted, "change-password").await
}

/// A second factor that waits for its first code.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct AskedSecond {
    /// The secret, to be typed into an authenticator.
    secret: String,
    /// The same for a picture (otpauth).
    url: String,
}

/// Set up a second factor
///
/// It holds from the first code on. Whoever has one asks an administrator for a new password, which takes it away.
#[utoipa::path(post, path = "/me/second-factor", operation_id = "askSecondFactor", tag = "me",
    responses((status = 201, description = "It waits for its first code", body = AskedSecond)))]
pub(in crate::service) async fn ask_second(
    State(app): State<App>,
    admitted: Admitted,
) -> Result<(StatusCode, Json<AskedSecond>), Problem> {
    let (secret, url) = new_second(&app, &admitted).await?;
    Ok((StatusCode::CREATED, Json(AskedSecond { secret, url })))
}

/// A new second factor of who calls, which holds from its first code on: its secret, and its address for a picture.
///
/// # Errors
///
/// Where he has one; those of the database.
pub async fn new_second(app: &App, admitted: &Admitted) -> Result<(String, String), Problem> {
    by_session(admitted)?;
    let known = credential(app, admitted).await?;
    let salt = secret::short(app.store().keys().random());
    if !login::second_salt(app.store(), &known.id, &salt).await? {
        let said = (
            "动态验证码已启用；如需更换，请由管理员重置密码。",
            "You have a second factor; for another one, have an administrator reset your password.",
        );
        return Err(Problem::new(StatusCode::FORBIDDEN, "second-factor-set", said));
    }
    let second = Second::new(app.store().keys(), &known.id, &salt);
    Ok((second.base32(), second.url(&known.login)))
}

/// The first code of a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Code {
    /// Six digits.
    #[schema(min_length = 6, max_length = 10, example = "123456")]
    code: String,
}

/// Confirm the second factor with its first code
#[utoipa::path(put, path = "/me/second-factor", operation_id = "confirmSecondFactor", tag = "me", request_body = Code,
    responses((status = 204, description = "From now on it is asked for at each login")))]
pub(in crate::service) async fn confirm_second(
    State(app): State<App>,
    admitted: Admitted,
    Sent(Code { code }): Sent<Code>,
) -> Result<StatusCode, Problem> {
    first_code(&app, &admitted, &code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Confirms the second factor of who calls with its first code.
///
/// # Errors
///
/// Where the code is wrong, or none was asked for; those of the database.
pub async fn first_code(app: &App, admitted: &Admitted, code: &str) -> Result<(), Problem> {
    by_session(admitted)?;
    let known = credential(app, admitted).await?;
    let second = Second::new(app.store().keys(), &known.id, &known.second_salt);
    let step = second.step(code, admitted.now.seconds()).filter(|_| known.second_state == "asked");
    let is_on = match step {
        Some(step) => login::second_on(app.store(), &known.id, (&known.second_salt, step)).await?,
        None => false,
    };
    if !is_on {
        return Err(wrong(
            "/code",
            (
                "动态验证码不正确，或尚未申请；请核对时间后重试。",
                "The code is not right, or none was asked for; check the time and try again.",
            ),
        ));
    }
    note(app, admitted, "set-up-second-factor").await
}

/// What opens other doors is not done with a token.
pub(in crate::service) fn by_session(admitted: &Admitted) -> Result<(), Problem> {
    if admitted.session.is_some() {
        return Ok(());
    }
    let said = ("该操作须登录后办理，不能使用令牌。", "This is done in a session, not with a token; log in.");
    Err(Problem::new(StatusCode::FORBIDDEN, "session-needed", said))
}

pub(in crate::service) async fn credential(app: &App, admitted: &Admitted) -> Result<Credential, Problem> {
    let found = login::of_principal(app.store(), &admitted.credential).await?;
    found.ok_or_else(Problem::not_logged_in)
}

async fn note(app: &App, admitted: &Admitted, act: &str) -> Result<(), Problem> {
    let entry = Entry { act: act.into(), object: admitted.principal.name(), ..entry_of(admitted) };
    Ok(record(app, &admitted.principal, entry).await?)
}

fn wrong(field: &str, said: (&str, &str)) -> Problem {
    Problem::invalid(vec![Fault::new(field, "wrong", said)])
}
