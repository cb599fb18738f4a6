//! Who may agree to what, and when a decision is approved.

use proptest::prelude::*;

use super::{Approver, Ladder, LadderRefusal as L, Refusal};
use crate::engine::calendar::Day;
use crate::engine::money::Fen;
use crate::engine::office::{Actor, Involved, Role};

fn approver(level: &str, opinions: u16) -> Approver {
    Approver {
        edition: Day::constant(2016, 1, 1),
        level: level.into(),
        clause: "4".into(),
        amount: Fen::yuan(30_000),
        over: Some(Fen::yuan(20_000)),
        up_to: None,
        opinions,
        unsure: false,
    }
}

fn reviewer(person: &str, level: &str) -> Actor {
    Actor::new(&format!("u-{person}"), person).with(Role::Reviewer).at_level(level)
}

fn ladder(approvers: &[Approver]) -> Ladder {
    Ladder::new(approvers, Involved::of(&Actor::new("u-clerk", "clerk").with(Role::Clerk)))
}

fn remains(ladder: &Ladder) -> Vec<(String, u16)> {
    ladder.remains().map(|(level, missing)| (level.to_string(), missing)).collect()
}

#[test]
fn without_a_ladder_one_review() {
    let mut ladder = ladder(&[]);
    assert_eq!(remains(&ladder), [("review".into(), 1)]);
    ladder.give("review", &reviewer("a", "county")).unwrap();
    assert!(ladder.is_complete());
    assert_eq!(ladder.next(&reviewer("b", "county")), Err(Refusal::Ladder(L::Complete)));
}

#[test]
fn two_opinions_of_one_level() {
    let mut ladder = ladder(&[approver("county", 2)]);
    let (a, b) = (reviewer("a", "county"), reviewer("b", "county"));
    assert_eq!(ladder.next(&a), Ok("county".into()));
    ladder.give("county", &a).unwrap();
    assert_eq!(remains(&ladder), [("county".into(), 1)]);
    // Neither again, nor by another account, nor through a deputy.
    let again = [
        a.clone(),
        Actor::new("u-more", "a").with(Role::Reviewer).at_level("county"),
        b.clone().in_the_name_of(&a),
    ];
    for actor in again {
        assert_eq!(ladder.give("county", &actor), Err(Refusal::Ladder(L::GivenAlready)));
    }
    let staff = [a, b.clone(), reviewer("c", "city")];
    assert_eq!(ladder.candidates(&staff).collect::<Vec<_>>(), [&b]);
    ladder.give("county", &b).unwrap();
    assert!(ladder.is_complete());
}

#[test]
fn several_levels() {
    let mut ladder = ladder(&[approver("county", 1), approver("city", 1), approver("city", 2)]);
    assert_eq!(remains(&ladder), [("county".into(), 1), ("city".into(), 2)]);
    let remain = vec!["county".into(), "city".into()];
    assert_eq!(ladder.next(&reviewer("a", "province")), Err(Refusal::Ladder(L::NotYours { remain })));
    let not_needed = Err(Refusal::Ladder(L::NotNeeded { level: "province".into() }));
    assert_eq!(ladder.give("province", &reviewer("a", "province")), not_needed);
    let both = reviewer("a", "city").at_level("county");
    assert_eq!(ladder.next(&both), Ok("county".into()));
    ladder.give("city", &both).unwrap();
    assert_eq!(ladder.next(&both), Err(Refusal::Ladder(L::GivenAlready)));
    assert_eq!(remains(&ladder), [("county".into(), 1), ("city".into(), 1)]);
}

#[test]
fn makers_and_those_without_the_right() {
    let ladder = ladder(&[]);
    let maker = Actor::new("u-other", "clerk").with(Role::Reviewer);
    assert_eq!(ladder.next(&maker), Err(Refusal::MakerIsChecker));
    let clerk = Actor::new("u-b", "b").with(Role::Clerk);
    assert_eq!(ladder.next(&clerk).unwrap_err().code(), "no-right");
}

proptest! {
    /// Whoever tries, in whatever order: when it is complete, each level has its opinions, all of different persons.
    #[test]
    fn complete_means_enough_different_persons(tries in prop::collection::vec((0_usize..6, 0_usize..3), 0..60), opinions in [1_u16..4, 1_u16..4]) {
        let levels = ["county", "city", "province"];
        let mut ladder = ladder(&[approver("county", opinions[0]), approver("city", opinions[1])]);
        let names = ["clerk", "a", "b", "c", "d", "e"];
        for (person, level) in tries {
            let before = ladder.clone();
            if ladder.give(levels[level], &reviewer(names[person], levels[level])).is_err() {
                prop_assert_eq!(&before, &ladder);
            }
        }
        let mut persons: Vec<_> = ladder.steps().iter().flat_map(|s| &s.given).flatten().cloned().collect();
        let count = persons.len();
        persons.sort();
        persons.dedup();
        prop_assert_eq!(persons.len(), count);
        prop_assert!(persons.iter().all(|person| person.0 != "clerk"));
        let wanted = usize::from(opinions[0] + opinions[1]);
        prop_assert!(count <= wanted);
        prop_assert_eq!(ladder.is_complete(), count == wanted);
    }
}
