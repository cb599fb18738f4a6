//! One made-up claim from the terminal: what would be paid, what is asked for, what is refused.

use crate::cli::huzhu;

/// Runs `huzhu explain` with some flags.
fn explain(flags: &str) -> (String, String, i32) {
    let args: Vec<&str> = std::iter::once("explain").chain(flags.split(' ')).collect();
    let ran = huzhu(&args, "");
    (ran.out, ran.err, ran.code)
}

#[test]
fn a_claim_is_explained_line_by_line_with_clauses() {
    let (out, err, code) = explain("cn/guizhou/sinan --self-pay 8000 --date 2016-03-01");
    assert_eq!((code, err.as_str()), (0, ""));
    for says in [
        "思南县职工医疗互助　2016-03-01：给付1,500.00元",
        "超过5,000元至20,000元（含）部分3,000.00元×50%=1,500.00元",
        "年度封顶：每人每年度最高100,000元，本次1,500.00元，得1,500.00元",
        "互助金",
        "暂定：报道只写“一定比例”",
    ] {
        assert!(out.contains(says), "{says}\n{out}");
    }
    let (english, ..) = explain("cn/guizhou/sinan --self-pay 8000 --date 2016-03-01 --lang en");
    assert!(english.contains("2016-03-01: 1,500.00 yuan"), "{english}");
    let hardship = "cn/guizhou/liupanshui/inpatient --self-pay 8000 --category 困难职工 --date 2016-03-01";
    assert!(explain(hardship).0.contains("8,000.00元×70%=5,600.00元"));
}

#[test]
fn what_is_needed_is_asked_for_with_its_flag() {
    let (out, _, code) = explain("cn/guizhou/sinan --date 2016-03-01");
    assert_eq!(code, 1);
    assert!(out.ends_with("信息不足，无法计算，请加 --self-pay 政策范围内个人自付。\n"), "{out}");
    let (out, _, code) = explain("cn/guizhou/guiyang --event diagnosis --lang en");
    assert_eq!(code, 1);
    for flag in
        ["--diagnosis codes of ICD-10", "--set joining=… way of joining (first", "--set days_enrolled=…"]
    {
        assert!(out.contains(flag), "{flag}\n{out}");
    }
}

#[test]
fn what_was_paid_already_counts_against_the_limit() {
    let (out, ..) = explain("cn/guizhou/sinan --self-pay 8000 --used 99000");
    assert!(out.contains("最高100,000元，已用99,000.00元，本次1,500.00元，得1,000.00元"), "{out}");
    let (out, ..) = explain("cn/guizhou/sinan --self-pay 8000 --used inpatient=100000");
    assert!(out.contains("额度已用完"), "{out}");
    let (_, err, code) = explain("cn/guizhou/sinan --self-pay 8000 --used teeth=1");
    assert_eq!((code, err.as_str()), (1, "--used：本方案没有待遇“teeth”，可用：inpatient。\n"));
}

#[test]
fn bad_values_are_refused_by_the_name_of_their_flag() {
    for (flags, says) in [
        ("--self-pay 1e3", "--self-pay：“1e3”不是金额"),
        ("--self-pay -5", "--self-pay：金额-5.00为负数"),
        ("--days x", "--days：“x”不是0至65535之间的整数"),
        ("--setting moon", "--setting：“moon”不是可填的内容"),
        ("--diagnosis 肺癌", "--diagnosis：“肺癌”"),
        ("--set hospital_leve=三级", "--set hospital_leve：没有这一列，是否指hospital_level？"),
        ("--set place", "--set：“place”缺少等号"),
        ("--fact organ=yes", "--fact organ：本方案没有自己的要件"),
        ("--total 100 --funds-paid 60 --member-part 41", "--total：结算单不平"),
    ] {
        let (out, err, code) = explain(&format!("cn/guizhou/sinan {flags}"));
        assert_eq!((code, out.as_str()), (1, ""), "{flags}");
        assert!(err.contains(says), "{flags}: {err}");
    }
    assert_eq!(explain("cn/guizhou/sinan --date tomorrow").2, 2);
    assert_eq!(explain("cn/guizhou/nowhere --self-pay 1").2, 2);
}

#[test]
fn as_json_it_has_lines_bearers_and_what_is_missing() {
    let bill = "--total 20000 --funds-paid 12000 --self-pay 6500 --self-funded 1500 --date 2016-03-01";
    let (out, ..) = explain(&format!("cn/guizhou/sinan {bill} --json"));
    let json: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!((&json["decision"], &json["amount"]), (&"approve".into(), &"750.00".into()));
    let lines = json["adjudication"]["lines"].as_array().expect("lines");
    let borne: Vec<&str> = lines.iter().filter_map(|l| l["bearer"].as_str()).collect();
    assert_eq!(borne, ["social-insurance", "fund", "member", "member"]);
    let (out, ..) = explain("cn/guizhou/sinan --json");
    let json: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(json["missing"][0]["flag"], "--self-pay");
    assert_eq!(json["amount"], serde_json::Value::Null);
}
