//! Who may enrol, alone and with an employer.

use super::*;
use crate::engine::claim::words::Service;
use crate::engine::ids::Sex;

#[test]
fn guangdong_asks_for_all_of_small_staffs_and_four_fifths_of_others() {
    let edition = edition(
        r#"
[[contribution]]
id = "yearly"
label = "互助费"
clause = "1"
total = 95
from = [{ payer = "province", amount = 75 }, { payer = "employer", amount = 20 }]
[[enrolment]]
clause = "3"
by_employer = true
least_participation = [
  { employer_size = "..49", is = "100%" },
  { employer_size = "50..", is = "80%" },
]
"#,
    );
    for (size, enrolled, needed) in [
        (100, 80, None),
        (100, 79, Some("1 more")),
        (49, 49, None),
        (49, 48, Some("1 more")),
        (99, 79, Some("1 more")),
        (50, 10, Some("30 more")),
    ] {
        let found = dues(&edition, &staff(enrolled, size), day("2024-01-01"));
        match needed {
            None => {
                assert_eq!(found.lines.len(), usize::try_from(enrolled).unwrap());
                assert_eq!(found.by_payer["province"], Fen::yuan(75 * i32::try_from(enrolled).unwrap()));
            }
            Some(needed) => {
                assert!(found.lines.is_empty() && found.by_payer.is_empty());
                assert_eq!(refused(&found), "E least-participation");
                assert!(said(&found)[3].starts_with(needed), "{:?}", said(&found));
            }
        }
    }
    let found = dues(&edition, &staff(79, 100), day("2024-01-01"));
    assert_eq!(
        said(&found),
        [
            "单位职工100人，参加比例不得低于80%，即至少80人；可参加的为79人。",
            "还需1人参加。",
            "of 100 staff at least 80% must enrol, that is 80; 79 can",
            "1 more must enrol"
        ]
    );
    let mut with_holder = staff(80, 100);
    with_holder[0].holds = vec![String::new()];
    assert_eq!(dues(&edition, &with_holder, day("2024-01-01")).lines.len(), 79);
}

#[test]
fn the_size_of_an_employer_must_be_known_and_agree() {
    let edition = edition(
        r#"
[[enrolment]]
clause = "3"
least_participation = "80%"
least_members = 3
"#,
    );
    let with = |sizes: [Option<u32>; 2]| -> String {
        let one = |(n, employer_size): (usize, &Option<u32>)| RosterLine {
            employer: Some("E".into()),
            employer_size: *employer_size,
            ..line(&format!("M{n}"))
        };
        let roster: Vec<RosterLine> = sizes.iter().enumerate().map(one).collect();
        refused(&dues(&edition, &roster, day("2024-01-01")))
    };
    assert_eq!(with([None, None]), "E missing-fact; E least-members");
    assert_eq!(with([None, Some(2)]), "E least-members");
    assert_eq!(with([Some(2), Some(3)]), "E least-members; E conflicting-size");
    assert_eq!(with([None, Some(1)]), "E least-members; E conflicting-size");
}

#[test]
fn every_refusal_is_listed_and_options_fall_with_their_base() {
    let edition = edition(
        r#"
[[plan]]
id = "base"
label = "住院计划"
[[plan]]
id = "women"
label = "女职工计划"
clause = "9"
needs = ["base"]
most_share_units = 2
[[plan]]
id = "men"
label = "男职工计划"
excludes = ["women"]
[[enrolment]]
clause = "3"
plan = "base"
who = { age = "16..60", service = "in-service" }
window = [2024-10-20, 2024-12-20]
late_hires = { within_days = 30, begins = "next-day" }
[[enrolment]]
clause = "4"
plan = "women"
who = { sex = "female" }
"#,
    );
    let worker = |member: &str, wishes: &[(&str, u16)]| RosterLine {
        birth: Some(day("1980-01-01")),
        service: Some(Service::InService),
        sex: Some(Sex::Female),
        enrolled_on: Some(day("2024-11-01")),
        hired_on: Some(day("2010-01-01")),
        ..plans(member, wishes)
    };
    let old = RosterLine {
        birth: Some(day("1950-01-01")),
        service: Some(Service::Retired),
        enrolled_on: Some(day("2024-12-21")),
        ..worker("M", &[("base", 1), ("women", 3)])
    };
    let man = RosterLine { sex: None, ..worker("M", &[("women", 1)]) };
    let holder = RosterLine { holds: vec!["base".into()], ..worker("M", &[("women", 2)]) };
    let hired = RosterLine {
        hired_on: Some(day("2024-12-01")),
        enrolled_on: Some(day("2024-12-31")),
        ..worker("M", &[("base", 1)])
    };
    for (roster, refusals) in [
        (vec![worker("M", &[("base", 1), ("women", 2)])], ""),
        (vec![old], "M not-eligible; M outside-window; M needs-plan; M share-units"),
        (vec![man], "M missing-fact; M needs-plan"),
        (vec![holder], ""),
        (vec![hired], ""),
        (vec![worker("M", &[("base", 1), ("women", 1), ("men", 1)])], "M excluded-with; M excluded-with"),
        (vec![worker("M", &[("base", 1)]), worker("M", &[("base", 1)])], "M duplicate"),
        (vec![worker("M", &[("other", 1)])], "M unknown-plan"),
        (vec![worker("M", &[])], "M unknown-plan"),
        (vec![worker("M", &[("base", 0)])], "M share-units"),
    ] {
        assert_eq!(refused(&dues(&edition, &roster, day("2024-11-01"))), refusals, "{roster:?}");
    }
}

#[test]
fn members_of_an_employer_hold_equal_units_where_the_plan_says_so() {
    let edition = edition(
        r#"
[[plan]]
id = "critical"
label = "重病计划"
clause = "7"
most_share_units = 3
same_for_employer = true
"#,
    );
    let of = |member: &str, units| RosterLine {
        employer: Some("E".into()),
        ..plans(member, &[("critical", units)])
    };
    assert_eq!(refused(&dues(&edition, &[of("A", 2), of("B", 2)], day("2024-01-01"))), "");
    let found = dues(&edition, &[of("A", 2), of("B", 3)], day("2024-01-01"));
    assert_eq!(refused(&found), "E units-differ");
    assert_eq!(found.refusals[0].rows, [0, 1]);
    assert_eq!(said(&found)[0], "同一单位的职工须参加相同份数，名册中有2份、3份。");
}

#[test]
fn what_a_missing_fact_leaves_open_is_not_refused_as_well() {
    let rule = |sex: &str, age: &str| {
        format!("[[enrolment]]\nclause = \"1\"\nwho = {{ sex = \"{sex}\", age = \"{age}\" }}\n")
    };
    let fee = "[[contribution]]\nid = \"fee\"\nlabel = \"缴费\"\nclause = \"1\"\ntotal = 10\nfrom = [{ payer = \"member\", amount = 10 }]\n";
    let by_sex = edition(&format!("{fee}{}{}", rule("female", "..54"), rule("male", "..59")));
    let of_58 = RosterLine { birth: Some(day("1960-01-01")), ..line("M") };
    // As a man he may join, as a woman she may not: only the sex is asked for.
    assert_eq!(refused(&dues(&by_sex, &[of_58], day("2018-06-01"))), "M missing-fact");
    let of_60 = RosterLine { birth: Some(day("1958-01-01")), ..line("M") };
    assert_eq!(refused(&dues(&by_sex, &[of_60], day("2018-06-01"))), "M not-eligible");
    let least = "[[enrolment]]\nclause = \"2\"\nwho = { sex = \"female\" }\nleast_participation = \"80%\"\n";
    let least = edition(&format!("{fee}{least}"));
    assert_eq!(refused(&dues(&least, &staff(1, 1), day("2018-06-01"))), "M0 missing-fact");
    // Who can enrol is still told that too few do; who lacks a fact is told of that alone.
    let mut two = staff(2, 2);
    two[0].sex = Some(crate::engine::ids::Sex::Female);
    let found = dues(&least, &two, day("2018-06-01"));
    assert_eq!(refused(&found), "E least-participation; M1 missing-fact");
    assert_eq!(found.refusals[0].rows, [0]);
    assert!(found.lines.is_empty());
}
