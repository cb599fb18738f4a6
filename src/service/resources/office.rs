//! The office itself: organisations with their books, and the accounts of the staff.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::me::by_session;
use crate::desk::add_organisation::{AddOrganisation, Added, Addition};
use crate::desk::appoint::{Appoint, Appointed, Appointment};
use crate::desk::change_staff::{ChangeStaff, StaffChange, StaffChanged};
use crate::desk::deputise::{Deputise, Deputyship};
use crate::desk::relieve::{Relief, Relieve};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{AccountState, OrganisationKind, Refusal, Role};
use crate::service::acting::{Acting, Acts, Brought, Edits, InBook, Looking};
use crate::service::admit::{Admitted, entry_of, record};
use crate::service::app::App;
use crate::service::asked::At;
use crate::service::etag::{self, Tagged};
use crate::service::password::temporary;
use crate::service::problem::Problem;
use crate::service::sent::Sent;
use crate::store::audit::Entry;
use crate::store::login::{self, NewCredential, Principal};
use crate::store::version::Versioned;
use crate::store::{organisation, staff};

/// An organisation.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Organisation {
    /// Its id.
    id: String,
    /// The one above; null for the first.
    above: Option<String>,
    /// `province`, `city`, `county`, `township`, `industry` or `enterprise`.
    kind: String,
    /// Its name.
    name: String,
    /// The book that it keeps.
    book: Option<String>,
}

/// Organisations.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Organisations {
    /// Each below the one above it.
    items: Vec<Organisation>,
}

/// List the organisations that one sees
#[utoipa::path(get, path = "/organisations", operation_id = "listOrganisations", tag = "office",
    responses((status = 200, description = "The organisations", body = Organisations)))]
pub(in crate::service) async fn organisations(
    State(app): State<App>,
    admitted: Admitted,
) -> Result<Json<Organisations>, Problem> {
    let listed = organisation::list(app.store(), admitted.scope()).await?;
    let items = listed.into_iter().map(|one| Organisation {
        id: one.id,
        above: one.parent_id,
        kind: one.kind,
        name: one.name,
        book: one.book_id,
    });
    Ok(Json(Organisations { items: items.collect() }))
}

/// An organisation to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct AddAnOrganisation {
    /// Its id, which its book is named by as well.
    #[schema(pattern = "^[a-z0-9-]{1,40}$", example = "t430121-1")]
    id: String,
    /// Its name.
    #[schema(min_length = 1, max_length = 200, example = "示例镇总工会")]
    name: String,
    /// What it is.
    kind: Kinds,
    /// The one above; that of the caller when not given.
    #[schema(max_length = 40)]
    above: Option<String>,
    /// Does it keep a book of its own?
    #[serde(default)]
    #[schema(example = true)]
    keeps_book: bool,
}

/// What an organisation is.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "township")]
enum Kinds {
    Province,
    City,
    County,
    Township,
    Industry,
    Enterprise,
}

impl From<Kinds> for OrganisationKind {
    fn from(kind: Kinds) -> Self {
        match kind {
            Kinds::Province => Self::Province,
            Kinds::City => Self::City,
            Kinds::County => Self::County,
            Kinds::Township => Self::Township,
            Kinds::Industry => Self::Industry,
            Kinds::Enterprise => Self::Enterprise,
        }
    }
}

/// Add an organisation below one that one sees
#[utoipa::path(post, path = "/organisations", operation_id = "addOrganisation", tag = "office", params(InBook, Acts),
    request_body = AddAnOrganisation, responses((status = 201, description = "Added", body = Added)))]
pub(in crate::service) async fn add_organisation(
    acting: Acting,
    Sent(asked): Sent<AddAnOrganisation>,
) -> Result<Brought<Added>, Problem> {
    let AddAnOrganisation { id, name, kind, above, keeps_book } = asked;
    let request = Addition { id, name, kind: kind.into(), above, keeps_book };
    acting.bring::<AddOrganisation>(request, "").await.map(Brought::created)
}

/// An account of the staff.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct User {
    /// What is typed to log in.
    login: String,
    /// As printed.
    name: String,
    /// The organisation.
    organisation: String,
    /// `active`, `suspended` or `left`.
    state: String,
    /// The roles of today; with a level of the ladder of review `role=level`.
    roles: Vec<String>,
    /// Logins of absent colleagues for whom it stands in today.
    stands_for: Vec<String>,
}

/// Accounts of the staff.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Users {
    /// By login.
    items: Vec<User>,
}

/// List the accounts of the staff that one sees
#[utoipa::path(get, path = "/users", operation_id = "listUsers", tag = "office",
    responses((status = 200, description = "The accounts", body = Users)))]
pub(in crate::service) async fn users(
    State(app): State<App>,
    admitted: Admitted,
) -> Result<Json<Users>, Problem> {
    Ok(Json(Users { items: all_users(&app, &admitted).await? }))
}

/// Look at an account of the staff
#[utoipa::path(get, path = "/users/{login}", operation_id = "showUser", tag = "office",
    params(("login" = String, Path, description = "Its login", example = "s2"), InBook),
    responses((status = 200, description = "The account", body = User,
        headers(("ETag" = String, description = "Its version, for If-Match")))))]
pub(in crate::service) async fn user(
    looking: Looking,
    At(login): At<String>,
) -> Result<Tagged<User>, Problem> {
    let version = etag::version(&looking, (Versioned::Staff, &login)).await?;
    let all = all_users(&looking.app, &looking.admitted).await?;
    let found = all.into_iter().find(|user| user.login == login);
    let user = found.ok_or_else(|| Refusal::not_found(Thing::Staff, &login))?;
    Ok(Tagged::new(user, version))
}

async fn all_users(app: &App, admitted: &Admitted) -> Result<Vec<User>, Problem> {
    let mut items: Vec<User> = vec![];
    for row in staff::list(app.store(), admitted.scope(), admitted.now.day()).await? {
        if items.last().is_none_or(|user| user.login != row.login) {
            let staff::Listed { login, name, organisation_id: organisation, state, .. } = row;
            items.push(User { login, name, organisation, state, roles: vec![], stands_for: vec![] });
        }
        if let Some(user) = items.last_mut() {
            user.roles.extend(Some(row.role).filter(|role| !role.is_empty()));
            user.stands_for.extend(Some(row.stands_for).filter(|login| !login.is_empty()));
        }
    }
    Ok(items)
}

/// A role of the staff.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "reviewer")]
enum Roles {
    Clerk,
    Reviewer,
    Finance,
    Administrator,
    Auditor,
}

impl From<Roles> for Role {
    fn from(role: Roles) -> Self {
        match role {
            Roles::Clerk => Self::Clerk,
            Roles::Reviewer => Self::Reviewer,
            Roles::Finance => Self::Finance,
            Roles::Administrator => Self::Administrator,
            Roles::Auditor => Self::Auditor,
        }
    }
}

/// A role that is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Given {
    /// The role.
    role: Roles,
    /// A level of the ladder of review.
    #[schema(max_length = 100)]
    level: Option<String>,
}

/// An account to be opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct AddUser {
    /// What is typed to log in.
    #[schema(min_length = 1, max_length = 100, example = "clerk-9")]
    login: String,
    /// As printed.
    #[schema(min_length = 1, max_length = 100, example = "例九")]
    name: String,
    /// The identity number: four eyes are counted by persons.
    #[schema(min_length = 1, max_length = 40, example = "11010519491231002X")]
    id_number: String,
    /// The roles.
    #[schema(min_items = 1, max_items = 20, example = json!([{ "role": "clerk" }]))]
    roles: Vec<Given>,
    /// The first day of the roles.
    #[schema(value_type = String, format = Date, example = "2026-06-01")]
    from: Day,
    /// Their last day, inclusive; none: until further notice.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Day>,
    /// The organisation; that of the caller when not given.
    #[schema(max_length = 40)]
    organisation: Option<String>,
}

/// Open an account of the staff
#[utoipa::path(post, path = "/users", operation_id = "addUser", tag = "office", params(InBook, Acts),
    request_body = AddUser, responses((status = 201, description = "Opened", body = Appointed)))]
pub(in crate::service) async fn add_user(
    acting: Acting,
    Sent(asked): Sent<AddUser>,
) -> Result<Brought<Appointed>, Problem> {
    let request = Appointment {
        login: asked.login,
        name: asked.name,
        document: (DocumentKind::Resident, asked.id_number),
        roles: asked.roles.into_iter().map(|given| (given.role.into(), given.level)).collect(),
        from: asked.from,
        to: asked.to,
        organisation: asked.organisation,
    };
    acting.bring::<Appoint>(request, "").await.map(Brought::created)
}

/// The state of an account.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "suspended")]
enum States {
    Active,
    Suspended,
    Left,
}

/// A change of an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct ChangeUser {
    /// Its new state.
    state: States,
}

/// Suspend an account of the staff, or let it act again
#[utoipa::path(patch, path = "/users/{login}", operation_id = "changeUser", tag = "office",
    params(("login" = String, Path, description = "Its login", example = "s2"), InBook, Acts, Edits),
    request_body = ChangeUser, responses((status = 200, description = "Changed", body = StaffChanged)))]
pub(in crate::service) async fn change_user(
    acting: Acting,
    At(login): At<String>,
    Sent(ChangeUser { state }): Sent<ChangeUser>,
) -> Result<Brought<StaffChanged>, Problem> {
    let to = match state {
        States::Active => AccountState::Active,
        States::Suspended => AccountState::Suspended,
        States::Left => AccountState::Left,
    };
    acting.edit::<ChangeStaff>((Versioned::Staff, &login), StaffChange { login: login.clone(), to }, "").await
}

/// A role that ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct EndRole {
    /// The role.
    role: Roles,
    /// The level of the ladder, where it is held at one.
    #[schema(max_length = 100)]
    level: Option<String>,
    /// Its last day, inclusive.
    #[schema(value_type = String, format = Date, example = "2026-06-30")]
    last: Day,
}

/// Take a role away after a last day
#[utoipa::path(post, path = "/users/{login}/relieve", operation_id = "endRole", tag = "office",
    params(("login" = String, Path, description = "The account's login", example = "s3"), InBook, Acts, Edits),
    request_body = EndRole, responses((status = 200, description = "Taken away", body = StaffChanged)))]
pub(in crate::service) async fn end_role(
    acting: Acting,
    At(login): At<String>,
    Sent(EndRole { role, level, last }): Sent<EndRole>,
) -> Result<Brought<StaffChanged>, Problem> {
    let relief = Relief { login: login.clone(), role: role.into(), level, last };
    acting.edit::<Relieve>((Versioned::Staff, &login), relief, "").await
}

/// A stand-in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct StandIn {
    /// The login of the absent colleague.
    #[schema(min_length = 1, max_length = 100, example = "clerk")]
    absent: String,
    /// The login of who acts in his name.
    #[schema(min_length = 1, max_length = 100, example = "s5")]
    deputy: String,
    /// First day.
    #[schema(value_type = String, format = Date, example = "2026-06-01")]
    from: Day,
    /// Last day, inclusive.
    #[schema(value_type = String, format = Date, example = "2026-06-14")]
    to: Day,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "休假")]
    reason: String,
}

/// Let a colleague act in somebody's name
#[utoipa::path(post, path = "/deputies", operation_id = "addDeputy", tag = "office", params(InBook, Acts),
    request_body = StandIn, responses((status = 201, description = "Done", body = StaffChanged)))]
pub(in crate::service) async fn add_deputy(
    acting: Acting,
    Sent(StandIn { absent, deputy, from, to, reason }): Sent<StandIn>,
) -> Result<Brought<StaffChanged>, Problem> {
    let request = Deputyship { absent, deputy, from, to };
    acting.bring::<Deputise>(request, &reason).await.map(Brought::created)
}

/// A one-time password.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct OneTime {
    /// What is typed to log in.
    login: String,
    /// The password, told this once; it is changed at the first login.
    password: String,
}

impl OneTime {
    pub(super) fn new(login: String, password: String) -> Self {
        Self { login, password }
    }
}

/// Give an account of the staff a one-time password
///
/// Its sessions end and its second factor is taken away.
#[utoipa::path(post, path = "/users/{login}/password", operation_id = "resetPassword", tag = "office",
    params(("login" = String, Path, description = "The account's login", example = "s2")),
    responses((status = 201, description = "Given", body = OneTime)))]
pub(in crate::service) async fn reset_password(
    State(app): State<App>,
    admitted: Admitted,
    At(login): At<String>,
) -> Result<(StatusCode, Json<OneTime>), Problem> {
    let password = one_time(&app, &admitted, &login).await?;
    Ok((StatusCode::CREATED, Json(OneTime { login, password })))
}

/// Gives an account of the staff that the caller sees a one-time password, and tells it this once; its sessions end and
/// its second factor is taken away.
///
/// # Errors
///
/// Where there is no such account; those of the database.
pub async fn one_time(app: &App, admitted: &Admitted, login: &str) -> Result<String, Problem> {
    by_session(admitted)?;
    let listed = staff::list(app.store(), admitted.scope(), admitted.now.day()).await?;
    let is_seen = listed.iter().any(|row| row.login == login && row.state == AccountState::Active.word());
    let found = staff::of_login(app.store(), login).await?.filter(|_| is_seen);
    let id = found.ok_or_else(|| Refusal::not_found(Thing::Staff, login))?;
    let password = temporary(app.store().keys().random());
    let hash = app.passwords().hash(password.clone(), app.store().keys().random()).await?;
    let (principal, at) = (Principal::Staff(id.clone()), admitted.now.moment());
    login::insert(
        app.store(),
        &NewCredential { principal: &principal, login, password_hash: &hash, at: &at },
    )
    .await?;
    let entry = Entry { act: "reset-password".into(), object: id, ..entry_of(admitted) };
    record(app, &admitted.principal, entry).await?;
    Ok(password)
}
