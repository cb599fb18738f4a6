//! What a first author gets wrong, and what is said about it and where.

mod approval;
mod bands;
mod declared;
mod laws;
mod tables;

use super::{Encoded, encoded, read_and_check};
use crate::engine::claim::diagnosis::ListEntry;
use crate::engine::scheme::read::ListFiles;

const SINAN: &str = include_str!("../good.toml");

fn found(text: &str) -> Vec<String> {
    let lists = ListFiles::from([(
        "bad.csv".into(),
        vec![ListEntry::new("C50", "甲"), ListEntry::new("乳腺癌", "乙")],
    )]);
    let report = read_and_check("", text, &lists).report;
    let show = |p| {
        let report = super::Report { problems: vec![p], ..report.clone() };
        report.to_string().lines().next().unwrap_or("").trim_start_matches(':').to_owned()
    };
    report.problems.clone().into_iter().map(show).collect()
}

/// The sample with something replaced yields just these problems.
fn check(cases: &[(&str, &str, &[&str])]) {
    let mut wrong = String::new();
    for (old, new, says) in cases {
        assert!(SINAN.contains(old), "{old}");
        compare(new, &found(&SINAN.replacen(old, new, 1)), says, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The sample with something added at its end yields just these; lines count from where it is added.
fn check_added(cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    let end = SINAN.lines().count();
    for (added, says) in cases {
        let from_end = |found: &String| {
            let (line, rest) = found.split_once(':').unwrap();
            format!("{}:{rest}", line.parse::<usize>().unwrap().saturating_sub(end))
        };
        let found: Vec<String> = found(&format!("{SINAN}{added}")).iter().map(from_end).collect();
        compare(added, &found, says, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn compare(case: &str, found: &[String], says: &[&str], wrong: &mut String) {
    if found.len() != says.len() || !found.iter().zip(says).all(|(found, says)| found.contains(says)) {
        let report = format!("{case}\n   said {found:#?}\n   not {says:#?}\n");
        wrong.push_str(&report);
    }
}

#[test]
fn the_published_scheme_is_clean() {
    assert_eq!(found(SINAN), [""; 0]);
    let checked = read_and_check("", SINAN, &ListFiles::new());
    let counted = encoded(&checked.usable().unwrap().0);
    assert_eq!(counted, Encoded { rules: 3, encoded: 3, informative: 0, unencoded: 0 });
    assert_eq!(counted.percent(), 100);
    assert_eq!(Encoded { rules: 3, encoded: 2, informative: 9, unencoded: 3 }.percent(), 33);
}

#[test]
fn first_mistakes() {
    check(&[
        (
            "clause   = \"3\"",
            "clause   = \"8\"",
            &["23:11: warning: clause 3 is cited by no rule", "99:12: error: there is no clause `8`"][..],
        ),
        ("to =  5000, pay", "to =  5000， pay", &["89:29: error: full-width `，`"]),
        (
            "over =  5000",
            "over =  6000",
            &["90:13: error: a hole between 5000.00 and 6000.00: no band covers it (lines 89 and 90)"],
        ),
        (
            "over =  5000",
            "over =  4000",
            &["90:13: error: 4000.00 to 5000.00 lies in two bands (lines 89 and 90)"],
        ),
        ("pay = \"50%\"", "pay = 50%", &["percentage without quotes"]),
        ("pay = \"50%\"", "pay = 0.5", &["90:37: error: `pay`: 0.5 is a bare number where a ratio belongs"]),
        ("pay = \"50%\"", "pay = \"150%\"", &["90:37: error: 150 % is more than the whole"]),
        (
            "along    = \"member.year\"",
            "alnog    = \"member.year\"",
            &["87:1: error: `line` has no key `alnog`"],
        ),
        (
            "total    = 260",
            "total    = 270",
            &["58:12: error: the payers add up to 260.00 of a total of 270.00: 10.00 too little"],
        ),
        (
            "of       = \"eligible\"",
            "of       = \"elligible\"",
            &["86:12: error: there is no line `elligible` above"],
        ),
        (
            "of       = \"eligible\"",
            "of       = \"paid\"",
            &["86:12: error: the line `paid` stands further down"],
        ),
        (
            "of       = \"eligible\"",
            "of       = \"banded\"",
            &["86:12: error: the line `banded` reads itself"],
        ),
        ("of       = \"banded\"", "of       = \"eligible\"", &["83:12: warning: no line reads `banded`"]),
    ]);
}

#[test]
fn hints_say_what_was_meant() {
    for (old, new, hint) in [
        ("of       = \"eligible\"", "of       = \"elligible\"", "hint: did you mean `eligible`?"),
        ("pool = \"sinan\"", "pool = \"sinam\"", "hint: did you mean `sinan`?"),
        ("clause   = \"3\"", "clause   = \"8\"", "hint: there is: 1, 2, 3"),
        ("over =  5000", "over =  6000", "hint: bands must touch"),
        ("setting = \"inpatient\"", "setting = \"inpatent\"", "hint: did you mean `inpatient`?"),
        ("setting = \"inpatient\"", "seting = \"inpatient\"", "hint: did you mean `setting`?"),
    ] {
        let report = read_and_check("", &SINAN.replacen(old, new, 1), &ListFiles::new()).report.to_string();
        assert!(report.contains(hint), "{report}");
    }
}

#[test]
fn shares_and_kinds() {
    check(&[
        (
            "share = \"100%\"",
            "share = \"90%\"",
            &["74:13: error: the shares add up to 90 %, not to the whole"],
        ),
        (
            "share = \"100%\"",
            "share = \"101%\"",
            &["the shares add up to 101 %", "74:39: error: 101 % is more than the whole"],
        ),
        (
            "total    = 260",
            "total    = 260\nsmallest_own_share = 120",
            &["59:12: error: the member pays 100.00, less than"],
        ),
        (
            "total    = 260",
            "total = 260\nmatching = { payer = \"county-union\", of = \"member\", rate = \"100%\" }",
            &["58:12: error: `county-union` does not pay 100% of what `member` pays"],
        ),
        ("payer = \"county-union\",", "payer = \"union\",", &["60:13: error: there is no payer `union`"]),
        (
            "measure  = [\"self_pay\"]",
            "measure  = [\"self_pay\"]\nalong = \"member.year\"",
            &["81:9: error: `along` has no meaning in a line that is a figure of the claim"],
        ),
        (
            "along    = \"member.year\"\nbands",
            "along = \"employer.admission\"\nbands",
            &["87:9: error: a stay is a member's own"],
        ),
        (
            "of       = \"banded\"\nalong    = \"member.year\"\nlimit    = 100000",
            "least = [\"banded\"]",
            &["100:9: error: the least takes at least two lines"],
        ),
        ("bands = [\n", "pays = 3\nbands = [\n", &["88:1: error: `line` has no key `pays`"]),
    ]);
}

#[test]
fn names_and_paths() {
    check(&[
        (
            "about   = [\"benefit.inpatient.banded\"]",
            "about = [\"benefit.inpatient.bandet\"]",
            &["28:10: error: there is no `benefit.inpatient.bandet`"],
        ),
        (
            "about   = [\"benefit.inpatient.banded\"]",
            "about = [\"benefit.inpatient.waiting\", \"enrolment\", \"contribution.yearly\", \"clause.3\", \"in_force\"]",
            &[],
        ),
        (
            "about   = [\"benefit.inpatient.banded\"]",
            "about = [\"benefit.inpatient.banded.bands[1]\"]",
            &["28:10: error: `benefit.inpatient.banded.bands[1]` is no part that can be assumed"],
        ),
        (
            "id       = \"paid\"",
            "id       = \"funding\"",
            &["96:12: error: a line cannot be called `funding`"],
        ),
        (
            "id       = \"paid\"",
            "id       = \"banded\"",
            &["96:12: error: there is a line `banded` already, on line 83"],
        ),
        (
            "label_en = \"Sinan mutual-aid pool\"",
            "only_for = [\"surgery\"]",
            &[
                "50:13: error: there is no benefit `surgery`",
                "74:22: error: the pool `sinan` may not pay the benefit `inpatient`",
            ],
        ),
        (
            "text_en = \"At most",
            "status = \"unencoded\"\ntext_en = \"At most",
            &["25:10: warning: clause 3 is marked unencoded, and yet a rule cites it"],
        ),
    ]);
}

#[test]
fn a_part_that_cannot_be_read_is_reported_once() {
    check(&[
        ("pay = \"50%\"", "pay = \"five\"", &["90:37: error: `pay`"][..]),
        ("amount = 60 }", "amount = \"60\" }", &["60:43: error: `amount`"]),
        (
            "of       = \"eligible\"",
            "off = \"eligible\"",
            &["82:1: error: the line lacks `of`", "86:1: error: `line` has no key `off`"],
        ),
    ]);
}
