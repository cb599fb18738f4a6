//! Appoint: an account for a person, or more roles for an account that is there.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::{Office, typed};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right, Role};
use crate::store::staff::{self, NewRole, NewStaff};
use crate::store::{StoreError, Tx, identity, organisation};

/// Opens an account, or gives roles to one.
pub struct Appoint;

/// Who becomes what.
#[derive(Clone, Debug, Serialize)]
pub struct Appointment {
    /// What is typed to log in; an account that is there gets the roles.
    pub login: String,
    /// The name, as printed.
    pub name: String,
    /// Kind and number of the person's identity document: four eyes are counted by persons.
    pub document: (DocumentKind, String),
    /// The roles, each with a level of the ladder of review where it has one.
    pub roles: Vec<(Role, Option<String>)>,
    /// First day.
    pub from: Day,
    /// Last day, inclusive; none: until further notice.
    pub to: Option<Day>,
    /// The organisation of a new account; none: the one that keeps the book.
    pub organisation: Option<String>,
}

/// Who was appointed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointed {
    /// The account.
    pub staff: String,
}

impl Act for Appoint {
    const NAME: &'static str = "appoint";
    const RIGHT: Right = Right::ManageStaff;
    type Request = Appointment;
    type Answer = Appointed;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Appointment>],
    ) -> Result<Vec<Outcome<Appointed>>, StoreError> {
        let own = tx.organisation().to_owned();
        let of = |asked: &Asked<'_, Appointment>| {
            asked.request.organisation.clone().unwrap_or_else(|| own.clone())
        };
        let wanted: Vec<String> = slice.iter().map(of).collect();
        let sought: Vec<(&str, &str)> =
            slice.iter().zip(&wanted).map(|(asked, id)| (&*asked.actor.staff, id.as_str())).collect();
        let seen = organisation::seen_by(tx, &sought).await?;
        let logins: Vec<(&str, &str)> =
            slice.iter().map(|asked| (&*asked.actor.staff, asked.request.login.as_str())).collect();
        let found = staff::of_logins(tx, &logins).await?;
        let mut new: HashMap<&str, (String, String)> = HashMap::new();
        let (mut accounts, mut roles, mut outcomes) = (vec![], vec![], vec![]);
        for (at, asked) in slice.iter().enumerate() {
            let request = asked.request;
            let there = found[at].as_ref().map(|a| (a.id.clone(), a.person.clone(), a.is_within));
            let held = there.or_else(|| new.get(&*request.login).cloned().map(|(id, of)| (id, of, true)));
            let place = seen[at].as_ref().ok_or_else(|| Refusal::not_found(Thing::Organisation, &wanted[at]));
            let person = place.and_then(|_| person(office, request, held.as_ref()));
            let person = match person {
                Ok(person) => person,
                Err(refusal) => {
                    outcomes.push(Err(refusal));
                    continue;
                }
            };
            let id = match held {
                Some((id, ..)) => id,
                None => {
                    let id = tx.issue_id('u');
                    let id = format!("{}-{id}", tx.book());
                    accounts.push(account(&wanted[at], &id, person.clone(), request));
                    new.insert(&request.login, (id.clone(), person));
                    id
                }
            };
            roles.extend(
                request.roles.iter().map(|(role, level)| given(&id, *role, level.as_deref(), request)),
            );
            outcomes.push(Ok(Done::new(Appointed { staff: id.clone() }, id)));
        }
        staff::insert(tx, &accounts, &roles).await?;
        Ok(outcomes)
    }
}

/// The person who is appointed: of an account that is there, the one behind it and nobody else. An account of another
/// part of the tree is as much another's as that of another person.
fn person(
    office: &Office,
    request: &Appointment,
    held: Option<&(String, String, bool)>,
) -> Result<String, Refusal> {
    let letter = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    if request.login.is_empty() || !request.login.chars().all(letter) {
        let said = (
            "登录名只能由字母、数字和 -_.@ 组成，请更正。",
            "A login is made of letters, digits and -_.@; correct it.",
        );
        return Err(Refusal::field("login", said));
    }
    typed::name(&request.name)?;
    typed::days(request.from, request.to)?;
    let document = typed::document(request.document.0, &request.document.1)?;
    let person = identity::index_of(office.store.keys(), &document);
    if held.is_some_and(|(_, held, is_within)| *held != person || !is_within) {
        let said = (
            "该登录名属于另一人或其他机构，请核对身份证号，或另取登录名。",
            "The login is another person's, or of another organisation; check the identity number, or choose another login.",
        );
        return Err(Refusal::field("login", said));
    }
    Ok(person)
}

fn account(organisation: &str, id: &str, person: String, request: &Appointment) -> NewStaff {
    NewStaff {
        id: id.into(),
        organisation_id: organisation.into(),
        person,
        name: request.name.trim().into(),
        login: request.login.clone(),
    }
}

fn given(staff: &str, role: Role, level: Option<&str>, request: &Appointment) -> NewRole {
    NewRole {
        staff_id: staff.into(),
        role: role.word(),
        level: level.unwrap_or_default().into(),
        from_day: request.from.to_string(),
        to_day: request.to.map(|day| day.to_string()),
    }
}
