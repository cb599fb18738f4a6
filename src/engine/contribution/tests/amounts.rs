//! What is due, by payer.

use super::*;
use crate::engine::claim::Declared;
use crate::engine::claim::words::Joining;
use crate::engine::people::CategorySpell;

#[test]
fn shanghai_basic_cover_costs_half_in_the_second_half_year() {
    let edition = edition(
        r#"
[[contribution]]
id = "basic"
label = "基本保障"
clause = "1"
per = "half-year"
total = 24
from = [{ payer = "district", amount = 12 }, { payer = "city", amount = 12 }]
[[enrolment]]
clause = "2"
begins = "next-day"
"#,
    );
    let joins = |on: &str| RosterLine { enrolled_on: Some(day(on)), ..line("M") };
    for (on, amounts, begins) in [
        ("2018-11-20", "M: district 12.00, city 12.00", "2019-01-01"),
        ("2019-06-30", "M: district 12.00, city 12.00", "2019-07-01"),
        ("2019-07-01", "M: district 6.00, city 6.00", "2019-07-02"),
    ] {
        let found = dues(&edition, &[joins(on)], day("2019-03-01"));
        assert_eq!(due(&found), amounts, "{on}");
        assert_eq!(found.lines[0].covered_from, Some(day(begins)));
    }
    assert_eq!(refused(&dues(&edition, &[joins("2020-01-01")], day("2019-03-01"))), "M outside-window");
}

#[test]
fn zhejiang_splits_80_and_20_and_the_member_bears_at_least_12() {
    let split = |employer: u8, own: u8| {
        edition(&format!(
            r#"
[[contribution]]
id = "unit"
label = "互助费"
clause = "4"
per = "share-unit"
total = 100
from = [{{ payer = "employer", amount = {employer} }}, {{ payer = "member", amount = {own} }}]
smallest_own_share = 12
"#
        ))
    };
    let today = day("2019-01-01");
    assert_eq!(due(&dues(&split(80, 20), &[line("M")], today)), "M: employer 80.00, member 20.00");
    assert_eq!(due(&dues(&split(88, 12), &[line("M")], today)), "M: employer 88.00, member 12.00");
    let twice = [plans("M", &[("", 2)])];
    assert_eq!(due(&dues(&split(88, 12), &twice, today)), "M: employer 176.00, member 24.00");
    let found = dues(&split(89, 11), &[line("M")], today);
    assert_eq!(refused(&found), "M own-share");
    assert_eq!(said(&found)[0], "个人缴费不得低于12.00元，按现有分担为11.00元。");
}

#[test]
fn shishi_charges_by_class_and_asks_when_the_class_is_unknown() {
    let edition = edition(
        r#"
[[category]]
id = "public"
label = "机关事业单位"
[[category]]
id = "private"
label = "非公企业"
[[contribution]]
id = "public"
label = "机关事业单位互助费"
clause = "2"
when = { category = "public" }
total = 60
from = [{ payer = "member", amount = 60 }]
[[contribution]]
id = "private"
label = "非公企业互助费"
clause = "2"
when = { category = "private" }
total = 36
from = [{ payer = "union", amount = 12 }, { payer = "employer", amount = 12 }, { payer = "member", amount = 12 }]
"#,
    );
    let of = |c: &str| RosterLine { categories: vec![CategorySpell::always(c)], ..line(c) };
    let found = dues(&edition, &[of("private"), of("public"), line("M")], day("2016-10-01"));
    assert_eq!(due(&found), "private: union 12.00, employer 12.00, member 12.00; public: member 60.00");
    assert_eq!(refused(&found), "M missing-fact");
    assert_eq!(said(&found)[..2], ["名册未填“职工类别”，无法按规定核定。", "请在名册中填写“职工类别”。"]);
    assert_eq!(found.by_payer["member"], Fen::yuan(72));
}

#[test]
fn shanghai_critical_cover_goes_by_the_average_age_of_the_employer() {
    let edition = edition(
        r#"
[[fact]]
id = "average-age"
label = "单位职工平均年龄"
type = "number"
unknown = "请单位填报职工平均年龄。"
[[contribution]]
id = "younger"
label = "平均年龄45周岁以下"
clause = "2"
when = { average-age = "..44" }
total = 60
from = [{ payer = "employer", amount = 60 }]
[[contribution]]
id = "older"
label = "平均年龄45周岁及以上"
clause = "2"
when = { average-age = "45.." }
total = 70
from = [{ payer = "employer", amount = 70 }]
"#,
    );
    for (age, total) in [(44, 6000), (45, 7000), (46, 7000)] {
        let mut roster = staff(100, 100);
        for line in &mut roster {
            line.declared.insert("average-age".into(), Declared::Number(age));
        }
        assert_eq!(dues(&edition, &roster, day("2000-12-13")).by_payer["employer"], Fen::yuan(total));
    }
    let found = dues(&edition, &[line("M")], day("2000-12-13"));
    assert_eq!(refused(&found), "M missing-fact");
    assert_eq!(said(&found)[1], "请单位填报职工平均年龄。");
}

#[test]
fn njucm_matches_one_to_one_by_the_month_and_late_joiners_wait() {
    let edition = edition(
        r#"
[[contribution]]
id = "monthly"
label = "互助费"
clause = "5"
per = "month"
total = 20
from = [{ payer = "member", amount = 10 }, { payer = "university", amount = 10 }]
matching = { payer = "university", of = "member", rate = "100%" }
[[enrolment]]
clause = "6"
begins = "next-month"
waiting_months = 12
waiting_for = ["first", "returning"]
late_hires = { within_days = 30, begins = "next-month" }
"#,
    );
    let joins = |on: &str, joining: Option<Joining>, hired: Option<&str>| RosterLine {
        enrolled_on: Some(day(on)),
        hired_on: hired.map(day),
        joining,
        ..line("M")
    };
    for (roster, amounts, begins) in [
        (
            joins("2014-01-05", Some(Joining::Renewal), None),
            "M: member 110.00, university 110.00",
            "2014-02-01",
        ),
        (
            joins("2013-12-05", Some(Joining::Renewal), None),
            "M: member 120.00, university 120.00",
            "2014-01-01",
        ),
        (joins("2014-11-05", Some(Joining::First), None), "M: member 10.00, university 10.00", "2015-12-01"),
        (joins("2014-11-05", None, Some("2014-10-20")), "M: member 10.00, university 10.00", "2014-12-01"),
    ] {
        let found = dues(&edition, &[roster], day("2014-01-01"));
        assert_eq!(due(&found), amounts);
        assert_eq!(found.lines[0].covered_from, Some(day(begins)));
    }
    let found = dues(&edition, &[joins("2014-11-05", None, None)], day("2014-01-01"));
    assert_eq!(refused(&found), "M missing-fact");
}

#[test]
fn a_gift_goes_to_the_first_so_many_members() {
    let edition = edition(
        r#"
[[contribution]]
id = "yearly"
label = "互助费"
clause = "1"
total = 150
from = [{ payer = "union", amount = 50 }, { payer = "member", amount = 100 }]
gift = { payer = "union", quota = 2 }
[[enrolment]]
clause = "2"
by_employer = true
"#,
    );
    let mut roster = staff(4, 4);
    roster[1].employer = None;
    let found = dues(&edition, &roster, day("2019-01-01"));
    assert_eq!(
        due(&found),
        "M0: union 50.00, member 100.00; M2: union 50.00, member 100.00; M3: union 0.00, member 150.00"
    );
    assert_eq!(refused(&found), "M1 employer-only");
}

#[test]
fn zunyi_charges_the_fee_once_however_many_plans() {
    let edition = edition(
        r#"
[[plan]]
id = "accident"
label = "意外伤害"
[[plan]]
id = "critical"
label = "重大疾病"
[[contribution]]
id = "fee"
label = "会费"
clause = "1"
total = 10
from = [{ payer = "member", amount = 10 }]
"#,
    );
    let found = dues(&edition, &[plans("M", &[("accident", 1), ("critical", 1)])], day("2016-01-01"));
    assert_eq!((due(&found).as_str(), found.lines.len()), ("M: member 10.00", 1));
}
