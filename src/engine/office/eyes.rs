//! Four eyes: whoever made something does not check it, as a person, in whatever name; and who must recuse himself.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::rights::Right;
use super::role::{Actor, Person};
use crate::engine::name::Name;

/// The persons who had a hand in something: at the desk, and in whose name. The same person counts once, whatever
/// account was used; who acts for somebody absent and the absent one stand for each other.
///
/// ```
/// use huzhu::engine::office::{Actor, Involved};
/// let (first, second) = (Actor::new("u1", "a"), Actor::new("u2", "b"));
/// let mut makers = Involved::default();
/// makers.add(&first);
/// assert!(makers.check(&second).is_ok());
/// // A second account, or the name of an absent colleague, makes nobody another person.
/// assert!(makers.check(&Actor::new("u3", "a")).is_err());
/// assert!(makers.check(&first.clone().in_the_name_of(&second)).is_err());
/// assert!(makers.check(&second.in_the_name_of(&first)).is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involved(Vec<Person>);

impl Involved {
    /// The persons of an actor.
    pub fn of(actor: &Actor) -> Self {
        let mut involved = Self::default();
        involved.add(actor);
        involved
    }

    /// The persons of another actor too.
    pub fn add(&mut self, actor: &Actor) {
        for person in actor.persons() {
            self.add_person(person.clone());
        }
    }

    /// One more person, as the store gives them.
    pub fn add_person(&mut self, person: Person) {
        if !self.0.contains(&person) {
            self.0.push(person);
        }
    }

    /// Has the actor had a hand in it, himself or through a deputy?
    pub fn has(&self, actor: &Actor) -> bool {
        actor.persons().any(|person| self.0.contains(person))
    }

    /// Lets a check be made by others only.
    ///
    /// # Errors
    /// [`Refusal::MakerIsChecker`].
    pub fn check(&self, actor: &Actor) -> Result<(), Refusal> {
        if self.has(actor) { Err(Refusal::MakerIsChecker) } else { Ok(()) }
    }

    /// Of those who may at all, who may check this: empty in an office of two when the other one is concerned, and
    /// then somebody of the office above must.
    pub fn checkers<'a>(&'a self, staff: &'a [Actor], right: Right) -> impl Iterator<Item = &'a Actor> {
        staff.iter().filter(move |actor| actor.may(right) && !self.has(actor))
    }
}

/// Whom a claim is about, as far as the staff may be concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recusal {
    /// The member, by each of his documents, and payees other than him.
    pub member: Vec<Person>,
    /// Accounts of staff that declared to be related to the member.
    pub relatives: Vec<Name>,
    /// The persons behind those accounts.
    pub related: Vec<Person>,
    /// Persons who recused themselves from the claim already.
    pub recused: Involved,
}

/// Why somebody must leave a claim to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conflict {
    /// It is his own claim.
    Himself,
    /// He declared to be related to the member.
    Relative,
    /// He recused himself from it before.
    Recused,
}

impl Recusal {
    /// Why an actor must leave the claim to others, if he must; the one in whose name he acts counts as well.
    pub fn conflict(&self, actor: &Actor) -> Option<Conflict> {
        let absent = actor.on_behalf_of.iter().map(|absent| &absent.staff);
        let declared =
            std::iter::once(&actor.staff).chain(absent).any(|staff| self.relatives.contains(staff));
        if actor.persons().any(|person| self.member.contains(person)) {
            Some(Conflict::Himself)
        } else if declared || actor.persons().any(|person| self.related.contains(person)) {
            Some(Conflict::Relative)
        } else {
            self.recused.has(actor).then_some(Conflict::Recused)
        }
    }

    /// Lets those act who are not concerned.
    ///
    /// # Errors
    /// [`Refusal::MustRecuse`].
    pub fn check(&self, actor: &Actor) -> Result<(), Refusal> {
        self.conflict(actor).map_or(Ok(()), |conflict| Err(Refusal::MustRecuse { conflict }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Actor, Conflict, Involved, Person, Recusal, Refusal, Right};
    use crate::engine::office::Role;

    fn both(staff: &str, person: &str) -> Actor {
        Actor::new(staff, person).with(Role::Clerk).with(Role::Reviewer)
    }

    #[test]
    fn an_office_of_two_has_four_eyes() {
        let staff = [both("u1", "a"), both("u2", "b"), both("u3", "a")];
        for (maker, checkers) in [(0, vec!["u2"]), (1, vec!["u1", "u3"]), (2, vec!["u2"])] {
            let made = Involved::of(&staff[maker]);
            let found: Vec<&str> = made.checkers(&staff, Right::Review).map(|a| a.staff.as_str()).collect();
            assert_eq!(found, checkers);
        }
        let mut made = Involved::of(&staff[0].clone().in_the_name_of(&staff[1]));
        assert_eq!(made.checkers(&staff, Right::Review).count(), 0);
        made.add(&staff[2]);
        assert_eq!(made, Involved(vec![Person("a".into()), Person("b".into())]));
    }

    #[test]
    fn who_must_recuse() {
        let recusal = Recusal {
            member: vec![Person("m".into())],
            relatives: vec!["u5".into()],
            related: vec![Person("r".into())],
            recused: Involved(vec![Person("left".into())]),
        };
        let other = both("u9", "x");
        let table = [
            (both("u1", "m"), Some(Conflict::Himself)),
            (both("u5", "r"), Some(Conflict::Relative)),
            (both("u6", "r"), Some(Conflict::Relative)),
            (both("u5", "q"), Some(Conflict::Relative)),
            (both("u7", "left"), Some(Conflict::Recused)),
            (other.clone().in_the_name_of(&both("u1", "m")), Some(Conflict::Himself)),
            (other.clone().in_the_name_of(&both("u5", "r")), Some(Conflict::Relative)),
            (both("u1", "m").in_the_name_of(&other), Some(Conflict::Himself)),
            (other, None),
        ];
        for (actor, conflict) in table {
            assert_eq!(recusal.conflict(&actor), conflict, "{actor:?}");
            let refused = conflict.map_or(Ok(()), |conflict| Err(Refusal::MustRecuse { conflict }));
            assert_eq!(recusal.check(&actor), refused);
        }
    }

    proptest! {
        /// Nobody checks what he had a hand in, by whatever accounts and deputies.
        #[test]
        fn maker_and_checker_share_no_person(made in (0_u8..4, prop::option::of(0_u8..4)), check in (0_u8..4, prop::option::of(0_u8..4))) {
            let actor = |(own, name): (u8, Option<u8>), account: &str| {
                let own = both(account, &own.to_string());
                name.map_or(own.clone(), |name| own.in_the_name_of(&both("absent", &name.to_string())))
            };
            let hands = |(own, name): (u8, Option<u8>)| [Some(own), name];
            let shared = hands(made).iter().flatten().any(|person| hands(check).iter().flatten().any(|p| p == person));
            let refused = Involved::of(&actor(made, "u1")).check(&actor(check, "u2")).is_err();
            prop_assert_eq!(refused, shared);
        }
    }
}
