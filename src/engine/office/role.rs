//! Roles of the staff, and the actor: who does something, as which person, and in whose name.

use serde::{Deserialize, Serialize};

use super::rights::Right;
use crate::engine::claim::words::{Word, words};
use crate::engine::name::Name;

words! {
    /// A role. One person may hold several; whoever made something checks it in none of them.
    Role {
        Clerk "clerk" "经办人",
        Reviewer "reviewer" "复核人",
        Finance "finance" "财务人员",
        Administrator "administrator" "管理员",
        Auditor "auditor" "审计人员",
    }
}

words! {
    /// Whether an account of the staff may act.
    AccountState {
        Active "active" "在用",
        Suspended "suspended" "停用",
        Left "left" "离职",
    }
}

/// A natural person: the same for all accounts of that person. What stands in it is the store's (a blind index of the
/// identity number), so that members are recognised as well.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Person(pub Name);

/// Somebody in whose name another acts during an absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    /// The account.
    pub staff: Name,
    /// The person.
    pub person: Person,
}

/// Who does something.
///
/// ```
/// use huzhu::engine::office::{Actor, Right, Role};
/// let clerk = Actor::new("u00000001", "person-1").with(Role::Clerk);
/// assert!(clerk.may(Right::Decide));
/// assert_eq!(clerk.check(Right::Review).unwrap_err().code(), "no-right");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub staff: Name,
    /// The person behind it.
    pub person: Person,
    /// In whose name; the roles and levels are then those of the absent one, and both persons count as having acted.
    pub on_behalf_of: Option<Absent>,
    /// The roles held on the day.
    pub roles: Vec<Role>,
    /// Levels of a scheme's ladder that may be given (`level` of its `[[approval]]`).
    pub levels: Vec<Name>,
}

impl Actor {
    /// Somebody in his own name, without any role yet.
    pub fn new(staff: &str, person: &str) -> Self {
        Self {
            staff: staff.into(),
            person: Person(person.into()),
            on_behalf_of: None,
            roles: Vec::new(),
            levels: Vec::new(),
        }
    }

    /// The same with one more role.
    #[must_use]
    pub fn with(mut self, role: Role) -> Self {
        self.roles.push(role);
        self
    }

    /// The same with one more level of a ladder.
    #[must_use]
    pub fn at_level(mut self, level: &str) -> Self {
        self.levels.push(level.into());
        self
    }

    /// The same person as deputy: with the roles and levels of the absent one, and not with his own.
    #[must_use]
    pub fn in_the_name_of(self, absent: &Self) -> Self {
        Self {
            on_behalf_of: Some(Absent { staff: absent.staff.clone(), person: absent.person.clone() }),
            roles: absent.roles.clone(),
            levels: absent.levels.clone(),
            ..self
        }
    }

    /// Does a role give the right?
    pub fn may(&self, right: Right) -> bool {
        self.roles.iter().any(|role| role.rights().contains(&right))
    }

    /// Refuses whoever lacks a right.
    ///
    /// # Errors
    /// [`super::Refusal::NoRight`], which names the roles that have it.
    pub fn check(&self, right: Right) -> Result<(), super::Refusal> {
        if self.may(right) { Ok(()) } else { Err(super::Refusal::NoRight { right }) }
    }

    /// The persons who act: the one at the desk, and the one in whose name.
    pub fn persons(&self) -> impl Iterator<Item = &Person> {
        std::iter::once(&self.person).chain(self.on_behalf_of.iter().map(|absent| &absent.person))
    }
}

#[cfg(test)]
mod tests {
    use super::{Actor, Person, Right, Role};

    #[test]
    fn a_deputy_has_the_rights_of_the_absent_and_not_his_own() {
        let reviewer = Actor::new("u2", "b").with(Role::Reviewer).at_level("city-union");
        let deputy = Actor::new("u1", "a").with(Role::Clerk).in_the_name_of(&reviewer);
        assert!(deputy.may(Right::Review) && !deputy.may(Right::Import));
        assert_eq!(deputy.levels, ["city-union"]);
        let persons: Vec<&Person> = deputy.persons().collect();
        assert_eq!(persons, [&Person("a".into()), &Person("b".into())]);
    }
}
