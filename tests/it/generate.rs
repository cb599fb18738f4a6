//! What the generator makes up is read as it was meant: clean rows whole, dirty rows refused where they shall be.

use std::collections::{BTreeMap, BTreeSet};

use huzhu::engine::claim::Facts;
use huzhu::engine::scheme::model::Edition;
use huzhu::engine::scheme::{problem::Problems, read};
use huzhu::exchange::claims::{ClaimProfile, read_claims};
use huzhu::exchange::roster::read_roster;
use huzhu::generate::{Dirt, SETTLEMENTS_HEADER, Sizes, World};

use crate::cli::huzhu;

const SIZES: Sizes = Sizes { members: 1000, claims: 4000, dirty: 100, year: 2025 };

fn edition() -> Edition {
    let text = include_str!("../../schemes/cn/guizhou/sinan/2016-01-01.toml");
    read::read(text, &read::ListFiles::new(), &mut Problems::default()).expect("the scheme reads").0
}

#[test]
fn settlements_are_read_as_they_were_meant() {
    let world = World::new(4, SIZES).unwrap();
    let rows: Vec<_> = world.settlements().collect();
    let text: String = rows.iter().map(|row| row.text.as_str()).collect();
    let file = read_claims((SETTLEMENTS_HEADER.to_owned() + &text).as_bytes(), &ClaimProfile::default(), &[])
        .unwrap();
    assert_eq!(file.warnings, []);
    let refused: BTreeSet<u64> = file.errors.iter().map(|error| error.line as u64).collect();
    let read: BTreeMap<u64, _> = file.claims.iter().map(|claim| (claim.line as u64, claim)).collect();
    for row in &rows {
        let meant = world.claim(row.number);
        let at_the_door = row.row.dirt().is_some_and(Dirt::is_refused_at_the_door);
        assert_eq!(refused.contains(&row.line), at_the_door, "{:?} {}", row.row, row.text);
        let Some(claim) = read.get(&row.line) else { continue };
        assert_eq!(claim.settlement_id.as_ref(), Some(&meant.settlement_id));
        assert_eq!((claim.reversal, &claim.reverses), (meant.reverses.is_some(), &meant.reverses));
        let as_meant = claim.facts == meant.facts;
        let changes = [Some(Dirt::MissingDate), Some(Dirt::EmptyAmount), Some(Dirt::UnknownMember)];
        assert_eq!(as_meant, !changes.contains(&row.row.dirt()), "{:?} {}", row.row, row.text);
    }
    assert_eq!(refused.len() + read.len(), rows.len());
}

#[test]
fn rosters_are_read_as_they_were_meant() {
    let (world, edition) = (World::new(4, SIZES).unwrap(), edition());
    let mut members = 0;
    for employer in world.employers() {
        let roster = world.roster(employer.number);
        let file = read_roster(roster.text.as_bytes(), &edition).unwrap();
        assert_eq!(file.warnings, []);
        let refused: BTreeSet<usize> = file.errors.iter().map(|error| error.line).collect();
        let meant = roster.dirty.iter().filter(|(_, dirt)| dirt.is_refused_at_the_door());
        assert_eq!(refused, meant.map(|(line, _)| *line).collect(), "{}", roster.text);
        for line in &file.roster {
            let number: u64 = line.member.trim_start_matches("YS").parse().unwrap();
            let member = world.member(number);
            assert_eq!(line.name.as_ref(), Some(&member.name));
            assert_eq!(line.employer.as_ref(), Some(&employer.name));
            assert_eq!((line.service, line.insurance), (Some(member.service), Some(member.insurance)));
            assert_eq!(line.enrolled_on, Some(member.enrolled.enrolled_on));
            assert_eq!(line.hired_on, Some(member.enrolled.hired_on));
        }
        members += roster.text.lines().count() - 1;
    }
    assert!(members >= 1000);
}

#[test]
fn facts_without_cover_are_those_of_the_row() {
    let world = World::new(4, SIZES).unwrap();
    let facts = world.facts(11);
    assert_eq!(Facts { cover: vec![], ..facts }, world.claim(11).facts);
}

#[test]
fn the_command_writes_the_same_files_for_the_same_seed() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str| {
        let at = folder.path().join(name);
        let at = at.to_str().unwrap().to_owned();
        let args = ["generate", &at, "--members", "50", "--claims", "300", "--dirty", "50"];
        assert_eq!(huzhu(&args, "").code, 0);
        at
    };
    let (one, two) = (make("one"), make("two"));
    for file in ["employers.csv", "settlements.csv", "dirty.csv", "rosters/000001.csv"] {
        let [one, two] = [&one, &two].map(|at| std::fs::read(format!("{at}/{file}")).unwrap());
        assert!(!one.is_empty() && one == two, "{file}");
    }
    let again = huzhu(&["generate", &one], "");
    assert_eq!(again.code, 2, "a folder that is there is left alone: {}", again.err);
    let empty = huzhu(&["generate", &format!("{one}/new"), "--members", "0"], "");
    assert!(empty.code == 2 && empty.err.contains("会员数须为1至1000万"), "{}", empty.err);
}
