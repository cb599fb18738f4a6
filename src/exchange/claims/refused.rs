//! Rows that are refused: what is wrong, on which line, in which column, in both languages.

use super::{ClaimProfile, read_claims};
use crate::engine::calendar::Day;

#[test]
fn rows_that_are_refused_name_line_and_column() {
    let table = [
        ("self_pay\nm1,1e3", "line 2, column `self_pay`: `1e3` is not an amount"),
        ("自付\nm1,１2.5", "line 2, column `自付`: the amount has the full-width character `１`"),
        ("自付\nm1,\"1,23\"", "line 2, column `自付`: the commas of `1,23`"),
        ("total\nm1,1.005", "line 2, column `total`: `1.005` has more than two decimals"),
        ("total\nm1,-5", "line 2, column `total`: -5.00 is negative"),
        ("药品费\nm1,-5", "line 2, column `药品费`: -5.00 is negative"),
        (
            "total,funds_paid,member_part\nm1,100,60,40.01",
            "line 2, column `total`: the settlement does not tie: funds_paid + member_part + hospital_paid \
             add up to 100.01, 0.01 more than total 100.00",
        ),
        ("诊断编码\nm1,C5O", "line 2, column `诊断编码`: `C5O`: this is not a diagnosis code"),
        (
            "begndate,enddate\nm1,2026-01-12,2026-01-02",
            "line 2, column `enddate`: the discharge on 2026-01-02 is before the admission on 2026-01-12",
        ),
        ("birth\nm1,2026-07-01", "line 2, column `birth`: the date of birth is after 2026-06-30"),
        (
            "birth,accident_date\nm1,2025-02-01,2025-01-01",
            "line 2, column `birth`: the date of birth is after the event on 2025-01-01",
        ),
        ("出院日期\nm1,2026-02-30", "line 2, column `出院日期`: `2026-02-30`: there is no day"),
        ("出院日期\nm1,46024", "line 2, column `出院日期`: `46024`: this is a spreadsheet's day number"),
        ("certno\nm1,110105194912310021", "line 2, column `certno`: the check digit"),
        ("certno,brdy\nm1,11010519491231002X,1949-12-30", "line 2, column `brdy`: the date of birth is not"),
        ("certno,gend\nm1,11010519491231002X,1", "line 2, column `gend`: the sex is not"),
        ("hosp_lv\nm1,02", "line 2, column `hosp_lv`: `02` is not known here; write one of: tertiary"),
        ("med_type\nm1,99", "line 2, column `med_type`: `99` is not known here"),
        ("住院天数\nm1,-1", "line 2, column `住院天数`: `-1` is not a whole number from 0 to 65535"),
        ("receipt\nm1,R-1", "line 2, column `receipt`: `R-1` is not a whole number"),
        ("total,医疗费总额\nm1,1,2", "line 2, column `医疗费总额`: the column `total` says the same"),
        ("setl_id\nm1,S1\nm2,S1", "line 3, column `setl_id`: the settlement S1 stands on line 2 already"),
        ("票据号码\nm1,77\n\nm1,77", "line 4, column `票据号码`: the member has the invoice 77 on line 2"),
        ("days\n,1", "line 2, column `member`: the member is missing"),
    ];
    let profile = ClaimProfile { as_of: Some(Day::constant(2026, 6, 30)), ..ClaimProfile::default() };
    for (file, error) in table {
        let read = read_claims(format!("member,{file}\n").as_bytes(), &profile, &[]).unwrap();
        assert_eq!(read.errors.len(), 1, "{file}: {:?}", read.errors);
        assert!(read.errors[0].to_string().starts_with(error), "{}", read.errors[0]);
        assert!(read.errors[0].zh.ends_with('。'), "{}", read.errors[0].zh);
        assert!(!read.errors[0].en.contains("1949"), "personal data");
    }
}

#[test]
fn dates_that_cannot_be_are_refused() {
    let table = [
        (
            "出院日期\nm1,2026-07-01",
            "出院日期",
            "the discharge on 2026-07-01 is after 2026-06-30, in the future",
        ),
        ("setl_time\nm1,2026-07-01", "setl_time", "the settlement on 2026-07-01 is after"),
        ("确诊日期\nm1,2026-07-01", "确诊日期", "the diagnosis on 2026-07-01 is after"),
        ("事故日期\nm1,2026-07-01", "事故日期", "the accident on 2026-07-01 is after"),
        ("身故日期\nm1,2026-07-01", "身故日期", "the death on 2026-07-01 is after"),
        ("出院日期\nm1,2026-06-30", "", ""),
        (
            "begndate\nm1,2026-07-01",
            "begndate",
            "the admission on 2026-07-01 is after 2026-06-30, in the future",
        ),
        (
            "申请日期\nm1,2026-07-01",
            "申请日期",
            "the handing in on 2026-07-01 is after 2026-06-30, in the future",
        ),
        ("申请日期\nm1,2026-06-30", "", ""),
        (
            "submitted,discharge_date\nm1,2026-01-01,2026-01-02",
            "submitted",
            "the claim was handed in on 2026-01-01, before the discharge on 2026-01-02; correct one of the two",
        ),
        ("submitted,discharge_date\nm1,2026-01-02,2026-01-02", "", ""),
        (
            "申请日期,diagnosis_date\nm1,2026-01-01,2026-01-02",
            "申请日期",
            "the claim was handed in on 2026-01-01",
        ),
        ("submitted,accident_date\nm1,2026-01-01,2026-01-02", "submitted", "the claim was handed in"),
        (
            "submitted,event,death_date\nm1,2026-01-01,death,2026-01-02",
            "submitted",
            "the claim was handed in",
        ),
        (
            "submitted,setting,admission_date\nm1,2026-01-01,inpatient,2026-01-02",
            "submitted",
            "the claim was",
        ),
        // A diagnosis is claimed while the stay goes on.
        ("submitted,event,确诊日期,出院日期\nm1,2026-01-03,diagnosis,2026-01-02,2026-02-02", "", ""),
        ("submitted,event,grant_date\nm1,2026-01-01,grant,2026-01-02", "", ""),
    ];
    for (file, column, en) in table {
        assert_refused(file, column, en);
    }
}

#[test]
fn ids_and_lists_out_of_shape_are_refused() {
    let (long, longest) = ("x".repeat(65), "号".repeat(64));
    let lists = [50, 51].map(|n| format!("诊断编码\nm1,{}", "C50 ".repeat(n)));
    for column in ["household", "单位", "admission", "invoice", "票据代码", "setl_id", "reverses"] {
        assert_refused(&format!("{column}\nm1,{long}"), column, "the cell has more than 64 characters");
        assert_refused(&format!("{column}\nm1,{longest}"), "", "");
        assert_refused(&format!("{column}\nm1,\"a\nb\""), column, "the cell has a line break");
    }
    assert_refused(&format!("days\n{long},1"), "member", "the cell has more than 64 characters");
    assert_refused(&lists[0], "", "");
    assert_refused(&lists[1], "诊断编码", "the row has more than 50 diagnoses");
}

#[test]
fn a_credit_code_with_a_wrong_check_character_is_refused() {
    let wrong = "the check character of the social credit code";
    assert_refused("单位\nm1,91110000802100433C", "单位", wrong);
    assert_refused("emp_no\nm1,9111O000802100433B", "emp_no", "character 5 of the social credit code");
    for name in ["91110000802100433B", "9111000080210043", "思南县第一小学", "GuiyangSteelWorksX"] {
        assert_refused(&format!("单位\nm1,{name}"), "", "");
    }
}

/// One error with a Chinese sentence in that column; none where the sentence is empty.
fn assert_refused(file: &str, column: &str, en: &str) {
    let profile = ClaimProfile { as_of: Some(Day::constant(2026, 6, 30)), ..ClaimProfile::default() };
    let errors = read_claims(format!("member,{file}\n").as_bytes(), &profile, &[]).unwrap().errors;
    let found: Vec<_> = errors.iter().map(|e| (e.line, e.column.as_str())).collect();
    assert_eq!(found, if en.is_empty() { vec![] } else { vec![(2, column)] }, "{file}: {errors:?}");
    assert!(errors.iter().all(|e| e.en.starts_with(en) && e.zh.ends_with('。')), "{file}: {errors:?}");
}
