//! Rosters as unions and employers write them.

use super::*;
use crate::engine::contribution::PlanChoice;
use crate::engine::ids::Sex;
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::read::{ListFiles, read};

pub fn edition(rules: &str) -> Edition {
    let head = r#"
format = "scheme/1"
id = "cn/test"
title = "测试"
source = { title = "测试" }
in_force = { from = 2000-01-01, decided_by = "discharge-date" }
money = { currency = "CNY", round = { to = 0.01, mode = "half-up", at = "claim" } }
"#;
    read(&format!("{head}{rules}"), &ListFiles::new(), &mut Problems::default()).unwrap().0
}

const RULES: &str = r#"
[[category]]
id = "hardship"
label = "困难职工"
[[plan]]
id = "inpatient"
label = "住院计划"
[[plan]]
id = "women"
label = "女职工计划"
[[fact]]
id = "average-age"
label = "单位平均年龄"
type = "number"
unknown = "请填写。"
"#;

fn roster(text: &str) -> RosterFile {
    read_roster(text.as_bytes(), &edition(RULES)).unwrap()
}

#[test]
fn chinese_and_english_columns_mean_the_same() {
    let english = roster(
        "member,name,id_number,employer,employer_size,category,category_from,verified,service,joining,hired,enrolled,plan,average-age\n\
         M1,甲,11010519491231002x,E,80,hardship,2024-01-01,2024-02-01,retired,renewal,1970-01-01,2024-11-01,inpatient;women x2,45\n",
    );
    let chinese = roster(
        "会员编号,姓名,身份证号,单位,单位人数,类别,category_from,复核日期,人员状态,参加方式,入职日期,参加日期,计划,单位平均年龄\n\
         M1,甲,11010519491231002x,E,80,困难职工,2024-01-01,2024-02-01,退休,连续续保,1970年1月1日,2024/11/1,住院计划；女职工计划×2,45\n",
    );
    assert_eq!((&english.errors, &english.warnings), (&vec![], &vec![]));
    assert_eq!(english, chinese);
    let line = &english.roster[0];
    assert_eq!((line.sex, line.birth), (Some(Sex::Female), Some("1949-12-31".parse().unwrap())));
    assert_eq!(line.categories[0].verified, Some("2024-02-01".parse().unwrap()));
    assert_eq!(line.plans[1], PlanChoice { plan: "women".into(), share_units: 2 });
    assert!(!format!("{line:?}").contains("1101"), "the number is forgotten");
}

#[test]
fn plans_and_units() {
    for (cells, plans, holds) in [
        ("inpatient,3,", "inpatient x3", ""),
        ("inpatient; women*2,3,", "inpatient x3 women x2", ""),
        (",2,", " x2", ""),
        (",,", "", ""),
        (",,inpatient", "", "inpatient"),
        ("women,,住院计划", "women x1", "inpatient"),
        ("other,,", "other x1", ""),
    ] {
        let read = roster(&format!("member,plan,share_units,holds\nM,{cells}\n"));
        let line = &read.roster[0];
        let shown: Vec<_> = line.plans.iter().map(|p| format!("{} x{}", p.plan, p.share_units)).collect();
        assert_eq!((shown.join(" ").as_str(), line.holds.join(" ").as_str()), (plans, holds), "{cells}");
    }
}

#[test]
fn a_bad_row_is_listed_and_the_others_go_on() {
    let read = roster(
        "会员编号,类别,复核日期,入职日期,计划,备注二\nM1,特困,昨天,,,\n,,,,,\nM3,,,2024-13-01,women x0,\nM4,,,,,好\n,困难职工,,,,\n",
    );
    assert_eq!((read.roster.len(), &read.lines), (1, &vec![5]));
    let errors: Vec<_> = read.errors.iter().map(|e| format!("{} {}", e.line, e.column)).collect();
    assert_eq!(errors, ["2 类别", "2 复核日期", "4 入职日期", "4 计划", "6 会员编号"]);
    assert_eq!(read.warnings.len(), 1);
    assert!(read.warnings[0].zh.contains("备注二"));
    assert_eq!(
        read_roster(b"name\nA\n", &edition("")).unwrap_err(),
        TableError::MissingColumn { name: "member" }
    );
}

#[test]
fn an_employer_by_its_credit_code_is_read_as_one() {
    let read = roster("会员编号,单位\nM1,91110000802100433b\nM2,91110000802100433C\n");
    assert_eq!(read.roster[0].employer.as_deref(), Some("91110000802100433B"));
    let errors: Vec<_> = read.errors.iter().map(|e| format!("{} {}", e.line, e.column)).collect();
    assert_eq!((errors, read.roster.len()), (vec!["3 单位".to_owned()], 1));
}
