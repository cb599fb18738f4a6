//! Who is blamed for what is cut off or refused: the clause that did it, and no other.

use crate::cli::huzhu;

/// The reasons of each row of a file.
fn reasons(scheme: &str, file: &str) -> Vec<Vec<String>> {
    let ran = huzhu(&["adjudicate", scheme, "-", "--json", "--explain"], file);
    let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON");
    let texts = |row: serde_json::Value| {
        let all = row["reasons"].as_array().cloned().unwrap_or_default();
        all.iter().filter_map(|text| text.as_str().map(Into::into)).collect()
    };
    ran.out.lines().map(|line| texts(row(line))).collect()
}

#[test]
fn a_limit_of_an_item_cuts_before_the_ceiling_over_all() {
    let file = "\
member,event,settlement_date,covered,item,total,pooled_paid
m1,treatment,2016-02-01,yes,inpatient,94000,0
m1,treatment,2016-03-01,yes,dialysis,5000,0
m1,treatment,2016-04-01,yes,special-outpatient,4000,0
";
    let found = reasons("cn/enterprise/aixin", file);
    assert_eq!(found[1], ["“透析补助”：超过最高额度，核减3,000.00元〔第3条〕"]);
    assert_eq!(found[2], ["“门诊特殊病补助”：合计给付不得超过上限，核减1,000.00元〔第5条〕"]);
    let told = huzhu(&["adjudicate", "cn/enterprise/aixin", "-", "--explain"], file).out;
    assert!(told.contains("最高2,000元，本次5,000.00元，得2,000.00元"), "{told}");
    let sheet = huzhu(&["sheet", "cn/enterprise/aixin"], "").out;
    assert!(sheet.contains("先取整，再受第4步“限额内据实补助”限制，再受总封顶"), "{sheet}");
}

#[test]
fn a_minimum_is_blamed_only_where_it_binds() {
    let file = "\
member,event,setting,admission_date,discharge_date,submitted,covered,self_pay
m3,treatment,inpatient,2014-03-01,2014-03-10,2014-04-01,yes,100
m3,treatment,inpatient,2014-03-01,2014-03-10,2014-06-01,yes,100
";
    let found = reasons("cn/hunan/yueyang", file);
    assert_eq!(found[0], ["“住院自付补助”：已按最低给付额给付〔第3条〕"]);
    assert_eq!(found[1], [""; 0]);
    let told = huzhu(&["adjudicate", "cn/hunan/yueyang", "-", "--explain"], file).out;
    assert!(told.contains("此前累计30.00元，本次30.00元；累计额不低于50元，本次得10.00元"), "{told}");
}

#[test]
fn an_event_that_is_not_stated_is_asked_for_where_a_date_speaks_of_another() {
    let file = "\
member,event,setting,accident_date,death_date,submitted,covered,by-accident,self_pay
m1,,inpatient,2024-09-01,,2024-10-01,yes,,5100
m2,accident,inpatient,2024-09-01,,2024-10-01,yes,,5100
m3,,,2024-09-01,,2024-10-01,yes,,5100
";
    let ran = huzhu(&["adjudicate", "cn/henan/truck-drivers", "-", "--csv", "--lang", "en"], file);
    let codes: Vec<&str> = ran.out.lines().skip(1).filter_map(|line| line.split(',').nth(4)).collect();
    assert_eq!(codes, ["pend", "approve", "pend"], "{}", ran.out);
    assert!(ran.out.contains("missing-key.event"), "{}", ran.out);
}

#[test]
fn more_share_units_than_the_plan_allows_are_asked_about() {
    let file = "\
member,event,accident_date,submitted,covered,plan,share_units,in-hospital,assessed
m1,accident,2021-05-01,2021-06-01,yes,accident,4,no,80000
m1,accident,2021-05-01,2021-06-01,yes,accident,5,no,80000
";
    let ran = huzhu(&["adjudicate", "cn/jilin/changchun", "-", "--csv"], file);
    assert!(ran.out.contains("too-many-share-units"), "{}", ran.out);
    assert!(ran.out.contains("申请写明5份，而计划最多4份，请核对份数"), "{}", ran.out);
}
