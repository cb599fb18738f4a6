//! Users: who works here, in which roles; opening an account, suspending it, a new password.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use crate::desk::appoint::{Appoint, Appointment};
use crate::desk::change_staff::{ChangeStaff, StaffChange};
use crate::engine::claim::words::Word as _;
use crate::engine::ids::DocumentKind;
use crate::engine::office::{AccountState, Right, Role};
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::pages::words;
use crate::service::{Looking, Problem, one_time};
use crate::store::organisation;
use crate::store::staff::{self, Listed};

/// An account.
struct User {
    login: String,
    name: String,
    organisation: String,
    roles: Vec<String>,
    stands_for: Vec<String>,
    state: String,
    is_active: bool,
}

#[derive(Template)]
#[template(path = "office/users.html")]
struct UsersPage {
    p: Frame,
    tab: &'static str,
    form: Typed,
    users: Vec<User>,
    roles: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    organisations: Vec<(String, String)>,
    may: bool,
    /// Login and one-time password, shown once.
    told: Option<(String, String)>,
}

/// The page.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    let mut form = Typed::none();
    form.put("from", visit.admitted.now.day().to_string());
    page(&built(visit, &office, form, None).await?)
}

async fn built(
    visit: Visit,
    office: &Looking,
    form: Typed,
    told: Option<(String, String)>,
) -> Result<UsersPage, Problem> {
    let (p, may) = (visit.frame, visit.admitted.may(Right::ManageStaff));
    let rows = staff::list(office.store(), office.scope(), visit.admitted.now.day()).await?;
    let levels = Schemes::of(office).await?.levels(&p);
    let organisations = organisation::list(office.store(), office.scope()).await?;
    let organisations: Vec<(String, String)> =
        organisations.into_iter().map(|one| (one.id, one.name)).collect();
    let mut users: Vec<User> = vec![];
    for row in rows {
        if users.last().is_none_or(|user| user.login != row.login) {
            users.push(user(&p, &row, &organisations));
        }
        if let Some(user) = users.last_mut() {
            user.roles.extend(role(&p, &row.role, &levels));
            user.stands_for.extend(Some(row.stands_for).filter(|login| !login.is_empty()));
        }
    }
    let roles = words::choices::<Role>(&p, p.say("请选择", "choose one"));
    let none = |said: &str| std::iter::once((String::new(), said.to_owned()));
    let levels = none(p.say("不审批", "none")).chain(levels).collect();
    let organisations = none(p.say("与我相同", "my own")).chain(organisations).collect();
    Ok(UsersPage { p, tab: "users", form, users, roles, levels, organisations, may, told })
}

fn user(p: &Frame, row: &Listed, organisations: &[(String, String)]) -> User {
    User {
        login: row.login.clone(),
        name: row.name.clone(),
        organisation: named(organisations, &row.organisation_id).to_owned(),
        roles: vec![],
        stands_for: vec![],
        state: words::called::<AccountState>(p, &row.state),
        is_active: row.state == AccountState::Active.word(),
    }
}

/// A role, with its level of the ladder where it has one.
fn role(p: &Frame, word: &str, levels: &[(String, String)]) -> Option<String> {
    let (role, level) = word.split_once('=').unwrap_or((word, ""));
    let called = words::role(p, role);
    let level = named(levels, level);
    let both = || p.lang.pick(format!("{called}（{level}）"), format!("{called} ({level})"));
    (!role.is_empty()).then(|| if level.is_empty() { called.clone() } else { both() })
}

/// What something of a list is called; its id where it is not in it.
fn named<'t>(all: &'t [(String, String)], id: &'t str) -> &'t str {
    all.iter().find(|(known, _)| known == id).map_or(id, |(_, called)| called)
}

/// Opens an account, and gives it its first password.
pub(in crate::pages) async fn add(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let Some(request) = request(&mut form) else {
        return again(&built(visit, &office, form, None).await?);
    };
    let login = request.login.clone();
    if let Err(problem) = office.bring::<Appoint>((form.key(), ""), request).await {
        form.refused(&problem);
        return again(&built(visit, &office, form, None).await?);
    }
    let password = one_time(&office.app, &office.admitted, &login).await?;
    page(&built(visit, &office, Typed::none(), Some((login, password))).await?)
}

fn request(form: &mut Typed) -> Option<Appointment> {
    let login = form.needed("login", ("请填写登录名。", "Write a login."));
    let name = form.needed("name", ("请填写姓名。", "Write the name."));
    let number = form.needed(
        "id_number",
        (
            "请填写身份证号：复核须由另一人办理，按身份证号认人。",
            "Write the identity number: four eyes are counted by persons.",
        ),
    );
    let role = Role::from_word(form.raw("role"));
    if role.is_none() {
        form.fault("role", ("请选择岗位。", "Choose a role."));
    }
    let from = form.day("from");
    if from.is_none() && form.wrong("from").is_none() {
        form.fault("from", ("请填写任职的第一天。", "Write the first day of the role."));
    }
    let level = Some(form.text("level")).filter(|level| !level.is_empty());
    let organisation = Some(form.text("organisation")).filter(|organisation| !organisation.is_empty());
    if !form.is_fine() {
        return None;
    }
    let document = (DocumentKind::Resident, number.to_ascii_uppercase());
    Some(Appointment {
        login,
        name,
        document,
        roles: vec![(role?, level)],
        from: from?,
        to: None,
        organisation,
    })
}

/// Suspends an account, or lets it act again.
pub(in crate::pages) async fn change(
    visit: Visit,
    office: Office,
    Path(login): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let to = AccountState::from_word(form.raw("to")).unwrap_or(AccountState::Suspended);
    match office.bring::<ChangeStaff>((form.key(), ""), StaffChange { login, to }).await {
        Ok(_) => Ok(see("/office?done=changed")),
        Err(problem) => {
            form.refused(&problem);
            again(&built(visit, &office, form, None).await?)
        }
    }
}

/// Gives an account a one-time password.
pub(in crate::pages) async fn reset(
    visit: Visit,
    office: Office,
    Path(login): Path<String>,
) -> Result<Response, Problem> {
    let password = one_time(&office.app, &office.admitted, &login).await?;
    page(&built(visit, &office, Typed::none(), Some((login, password))).await?)
}
