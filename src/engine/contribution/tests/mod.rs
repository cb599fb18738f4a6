//! Published schemes on the smallest rosters: what the tests share.

mod amounts;
mod enrolling;

use super::*;
use crate::engine::calendar::Day;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::read::{ListFiles, read};

/// An edition of nothing but what is given.
pub(super) fn edition(rules: &str) -> Edition {
    let head = r#"
format = "scheme/1"
id = "cn/test"
title = "测试"
source = { title = "测试" }
in_force = { from = 2000-01-01, decided_by = "discharge-date" }
money = { currency = "CNY", round = { to = 0.01, mode = "half-up", at = "claim" } }
"#;
    let mut problems = Problems::default();
    let (edition, _) = read(&format!("{head}{rules}"), &ListFiles::new(), &mut problems).unwrap();
    let problems = problems.into_sorted();
    assert!(problems.is_empty(), "{problems:?}");
    edition
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn line(member: &str) -> RosterLine {
    RosterLine { member: member.into(), ..RosterLine::default() }
}

/// So many members of one employer of so many staff.
pub(super) fn staff(members: u32, size: u32) -> Vec<RosterLine> {
    let one =
        |n| RosterLine { employer: Some("E".into()), employer_size: Some(size), ..line(&format!("M{n}")) };
    (0..members).map(one).collect()
}

pub(super) fn plans(member: &str, plans: &[(&str, u16)]) -> RosterLine {
    let choice =
        |(plan, share_units): &(&str, u16)| PlanChoice { plan: (*plan).into(), share_units: *share_units };
    RosterLine { plans: plans.iter().map(choice).collect(), ..line(member) }
}

/// What is due by line, payer and amount.
pub(super) fn due(found: &Dues) -> String {
    let one = |l: &DueLine| {
        let amounts: Vec<String> = l.amounts.iter().map(|d| format!("{} {}", d.payer, d.amount)).collect();
        format!("{}: {}", l.member, amounts.join(", "))
    };
    found.lines.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Who is refused for what.
pub(super) fn refused(found: &Dues) -> String {
    let who = |r: &Refusal| r.member.clone().or_else(|| r.employer.clone()).unwrap_or_default();
    found.refusals.iter().map(|r| format!("{} {}", who(r), r.code())).collect::<Vec<_>>().join("; ")
}

/// The sentences and remedies of the first refusal.
pub(super) fn said(found: &Dues) -> [String; 4] {
    let r = &found.refusals[0];
    let en = |t: &crate::engine::scheme::model::Text| t.en.clone().unwrap();
    [r.sentence.zh.clone(), r.remedy.zh.clone(), en(&r.sentence), en(&r.remedy)]
}
