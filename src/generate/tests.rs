//! The same seed is the same world; what is made up is well formed, skewed as it should be, and different.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::numbers::{A_DAY, credit_code, resident, with_wrong_check};
use super::{Dirt, Row, SETTLEMENTS_HEADER, Sizes, SizesError, World};
use crate::engine::calendar::Day;
use crate::engine::claim::Component;
use crate::engine::claim::ties::{MemberPartRule, untied};
use crate::engine::claim::words::{HospitalLevel, Setting, Word};
use crate::engine::digest::hexadecimal;
use crate::engine::ids::{ResidentId, ResidentIdError, Sex};

const SIZES: Sizes = Sizes { members: 1000, claims: 5000, dirty: 20, year: 2025 };

fn world(seed: u64) -> World {
    World::new(seed, SIZES).unwrap()
}

/// The hash of all files.
fn hash(world: &World) -> String {
    let mut hash = Sha256::new();
    world.employers().for_each(|employer| hash.update(employer.line()));
    (0..world.employers().count()).for_each(|employer| hash.update(world.roster(employer).text));
    hash.update(SETTLEMENTS_HEADER);
    world.settlements().for_each(|row| hash.update(row.text));
    hexadecimal(&hash.finalize())
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    // A change of this hash changes every world there is: say so in the change list.
    assert_eq!(hash(&world(1)), "7badf36508472c948465a1dcc401e427967a219678fa37cb1c09d15d72e4dd69");
    assert_eq!(hash(&world(1)), hash(&world(1)));
    assert_ne!(hash(&world(1)), hash(&world(2)));
}

#[test]
fn a_claim_is_the_same_alone_and_in_its_row() {
    let world = world(3);
    for claim in world.claims().skip(990).take(120) {
        assert_eq!(world.claim(claim.number), claim);
    }
    let smaller = World::new(3, Sizes { dirty: 0, ..SIZES }).unwrap();
    assert_eq!(smaller.member(5), world.member(5), "dirt changes nobody");
}

#[test]
fn no_two_people_are_alike() {
    let sizes = Sizes { members: 200_000, ..SIZES };
    let world = World::new(1, sizes).unwrap();
    let mut numbers = HashSet::new();
    let mut names = HashSet::new();
    for member in world.members() {
        assert!(member.name.starts_with("测试"), "{}", member.name);
        assert!(member.id_number.as_str().starts_with("5299"), "{:?}", member.id_number);
        assert!(member.enrolled.hired_on < member.enrolled.enrolled_on);
        assert!(member.enrolled.from <= member.enrolled.to);
        assert!(names.insert(member.name) && numbers.insert(member.id_number.as_str().to_owned()));
    }
    assert_eq!(numbers.len(), 200_000);
}

#[test]
fn every_member_works_somewhere_and_few_employers_are_large() {
    let world = World::new(1, Sizes { members: 100_000, ..SIZES }).unwrap();
    let mut next = 0;
    for employer in world.employers() {
        assert_eq!(employer.first_member, next);
        assert!((1..=4095).contains(&employer.members) && employer.size >= employer.members);
        assert_eq!(world.member(next).employer, employer.number);
        next += employer.members;
        assert_eq!(world.member(next - 1).employer, employer.number);
    }
    assert_eq!(next, 100_000);
    let small = world.employers().filter(|employer| employer.members < 100).count();
    assert!(small * 4 > world.employers().count(), "{small}");
}

#[test]
fn claims_are_skewed_over_members_months_and_amounts() {
    let world = World::new(1, Sizes { claims: 20_000, dirty: 0, ..SIZES }).unwrap();
    let (mut by_member, mut by_month, mut by_bits) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut last = Day::ZERO;
    for claim in world.claims() {
        *by_member.entry(claim.member).or_insert(0_u32) += 1;
        let settled = claim.facts.claim.dates.settlement.unwrap();
        assert!(last <= settled && settled.year() == 2025, "in the order of their days");
        last = settled;
        *by_month.entry(settled.month()).or_insert(0_u32) += 1;
        let total = claim.facts.claim.settlement.get(Component::Total).unwrap().get().unsigned_abs();
        *by_bits.entry(total.ilog2()).or_insert(0_u32) += 1;
    }
    let mut most: Vec<u32> = by_member.values().copied().collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let top: u32 = most.iter().take(10).sum();
    assert!((3_000..6_000).contains(&top), "ten of a thousand members have a fifth of the claims: {top}");
    assert!(by_month[&1] > by_month[&6] && by_month[&12] > by_month[&8], "{by_month:?}");
    assert!(by_bits.len() > 12, "{by_bits:?}");
}

#[test]
fn every_slip_ties_and_one_of_a_hundred_takes_another_back() {
    let world = World::new(2, Sizes { dirty: 0, ..SIZES }).unwrap();
    let mut reversals = 0;
    let mut taken_back = HashSet::new();
    for claim in world.claims() {
        let slip = &claim.facts.claim.settlement;
        assert_eq!(untied(slip, MemberPartRule::default()), [], "{}", claim.number);
        if let Row::Reversal { of } = claim.row {
            reversals += 1;
            assert!(of < claim.number && taken_back.insert(of), "each at most once");
            let first = world.claim(of);
            assert_eq!(first.facts.claim.settlement.reversed(), *slip);
            assert_eq!((claim.member, claim.reverses), (first.member, Some(first.settlement_id)));
        } else {
            assert!(!slip.is_reversal());
        }
    }
    assert_eq!(reversals, 50);
}

#[test]
fn all_settings_levels_and_kinds_of_dirt_occur() {
    let world = World::new(1, Sizes { dirty: 100, ..SIZES }).unwrap();
    let words: HashSet<(&str, &str)> = world
        .claims()
        .map(|claim| (claim.facts.claim.setting.unwrap(), claim.facts.claim.hospital_level.unwrap()))
        .map(|(setting, level): (Setting, HospitalLevel)| (setting.word(), level.word()))
        .collect();
    assert!(words.len() >= 18, "{words:?}");
    let rows: Vec<Row> = (0..5000).map(|number| world.row(number)).collect();
    for dirt in Dirt::ALL {
        assert!(rows.iter().any(|row| row.dirt() == Some(*dirt)), "{dirt:?}");
    }
    let dirty = rows.iter().filter(|row| row.dirt().is_some()).count();
    assert!((400..600).contains(&dirty), "{dirty}");
}

#[test]
fn facts_for_benches_say_how_the_member_is_covered() {
    let world = world(1);
    let (facts, enrolled) = (world.facts(17), world.enrolled(world.claim(17).member));
    assert_eq!((facts.cover.len(), facts.cover[0].since), (1, Some(enrolled.from)));
    assert_eq!(facts.claim, world.claim(17).facts.claim);
}

#[test]
fn worlds_that_cannot_be_are_refused() {
    let table = [
        Sizes { members: 0, ..SIZES },
        Sizes { members: 10_000_001, ..SIZES },
        Sizes { claims: 1_000_000_001, ..SIZES },
        Sizes { dirty: 1001, ..SIZES },
        Sizes { year: 1989, ..SIZES },
    ];
    for sizes in table {
        assert_eq!(World::new(1, sizes).unwrap_err(), SizesError, "{sizes:?}");
    }
    let tiny = World::new(1, Sizes { members: 1, claims: 3, dirty: 1000, year: 2025 }).unwrap();
    assert_eq!((tiny.employers().count(), tiny.settlements().count()), (1, 3));
    let largest = World::new(1, Sizes { members: 10_000_000, claims: 1_000_000_000, ..SIZES }).unwrap();
    assert_eq!(largest.claim(999_999_998).number, 999_999_998);
    assert_eq!(largest.member(9_999_999).id, "YS09999999");
}

proptest! {
    #[test]
    fn numbers_are_well_formed(days in 0_i32..30_000, order in 0..A_DAY, male: bool, employer in 0_u64..1_000_000) {
        let birth = Day::constant(1930, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let sex = if male { Sex::Male } else { Sex::Female };
        let id = resident(birth, sex, order);
        prop_assert_eq!((id.birth(), id.sex()), (birth, sex));
        let wrong = ResidentId::parse(&with_wrong_check(id.as_str()));
        prop_assert_eq!(wrong, Err(ResidentIdError::CheckDigit));
        prop_assert!(credit_code(employer).as_str().starts_with("91529900DM"));
    }
}
