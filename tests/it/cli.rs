//! The command as people type it: what it prints, where, and how it ends.

use assert_cmd::Command;

use crate::source::root;

const SINAN: &str = "cn/guizhou/sinan";
const CLAIMS: &str = "schemes/examples/sinan-claims.csv";

/// What the command printed, what it said, and how it ended.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

/// Runs the command in the repository, with some standard input.
pub fn huzhu(args: &[&str], input: impl Into<Vec<u8>>) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huzhu"));
    command.current_dir(root()).args(args).write_stdin(input.into());
    let output = command.output().expect("the command starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
    Ran {
        out: text(output.stdout),
        err: text(output.stderr),
        code: output.status.code().expect("it ends by itself"),
    }
}

fn example() -> Vec<u8> {
    std::fs::read(root().join(CLAIMS)).expect("the example is there")
}

#[test]
fn the_example_is_decided_in_words() {
    let ran = huzhu(&["adjudicate", SINAN, CLAIMS], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for says in [
        "给付          1562.55   [1][2]",
        "超过最高额度，核减6,840.00元〔第3条〕",
        "第12行冲销了该结算单",
        "[2] 暂定：报道只写“一定比例”",
        "共11项：给付7项，合计133,193.00元；不予给付4项；待核0项。",
        "思南县职工医疗互助金支付133,193.00元",
    ] {
        assert!(ran.out.contains(says), "{says}\n{}", ran.out);
    }
    let english = huzhu(&["adjudicate", SINAN, CLAIMS, "--lang", "en"], "").out;
    assert!(
        english.contains("11 claims: 7 approved, 133,193.00 yuan in all; 4 denied; 0 pending"),
        "{english}"
    );
}

#[test]
fn json_has_a_line_for_each_row_in_file_order() {
    let ran = huzhu(&["adjudicate", SINAN, CLAIMS, "--json"], "");
    let rows: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let numbers: Vec<u64> = rows.iter().filter_map(|row| row["receipt"].as_u64()).collect();
    assert_eq!(numbers, (1..=13).collect::<Vec<_>>());
    assert_eq!(
        (&rows[0]["amount"], &rows[0]["adjudication"]["decision"]["is"]),
        (&"1562.55".into(), &"approve".into())
    );
    assert!(rows[0]["adjudication"]["lines"].as_array().is_some_and(|lines| lines.len() > 5));
    assert_eq!((&rows[8]["decision"], &rows[8]["other_line"]), (&"taken-back".into(), &12.into()));
    assert!(rows.iter().all(|row| row.get("sentences").is_none()));
    let explained = huzhu(&["adjudicate", SINAN, CLAIMS, "--json", "--explain"], "").out;
    assert!(explained.contains("可补基数"), "{explained}");
}

#[test]
fn standard_input_and_output_compose() {
    let ran = huzhu(&["adjudicate", SINAN, "-", "--csv"], example());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let mut lines = ran.out.lines();
    assert_eq!(
        lines.next(),
        Some("line,receipt,member,date,decision,amount,reasons,explanation,provisional,approval")
    );
    assert!(lines.next().is_some_and(|line| line.starts_with("3,1,SN0001,2016-02-02,approve,1562.55,,,")));
    assert_eq!(ran.out, huzhu(&["adjudicate", SINAN, CLAIMS, "--csv"], "").out);
}

#[test]
fn a_claim_is_told_line_by_line() {
    let out = huzhu(&["adjudicate", SINAN, CLAIMS, "--explain"], "").out;
    for says in [
        "第3行　受理编号1　会员SN0001　2016-02-02：给付 1,562.55元",
        "条款",
        "3125.10",
        "50%",
        "互助金",
        "说明：",
    ] {
        assert!(out.contains(says), "{says}\n{out}");
    }
}

#[test]
fn totals_are_those_of_the_table() {
    let totals = huzhu(&["adjudicate", SINAN, CLAIMS, "--totals"], "").out;
    assert_eq!(totals, "共11项：给付7项，合计133,193.00元；不予给付4项；待核0项。\n另有1项已冲销。\n");
    let json = huzhu(&["adjudicate", SINAN, CLAIMS, "--totals", "--json"], "").out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!((&json["paid"], &json["amount"]), (&7.into(), &"133193.00".into()));
}

#[test]
fn what_if_is_a_trial_and_says_so() {
    let change = "benefit.inpatient.paid.limit = 50000";
    let ran = huzhu(&["adjudicate", SINAN, CLAIMS, "--totals", "--what-if", change], "");
    assert!(
        ran.out.contains("合计83,193.00元") && ran.out.contains("试算，非正式结果：benefit"),
        "{}",
        ran.out
    );
    for (change, says) in [
        (
            "benefit.inpatient.paid.limi = 5",
            "没有“benefit.inpatient.paid.limi”：“benefit.inpatient.paid”中有id、",
        ),
        ("benefit.inpatient.banded.bands[1].pay = \"155%\"", "2016-01-01.toml：第106行第"),
        ("nonsense", "请写“路径 = 值”"),
    ] {
        let ran = huzhu(&["adjudicate", SINAN, CLAIMS, "--what-if", change], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{change}");
        assert!(ran.err.contains(says), "{change}: {}", ran.err);
    }
}

#[test]
fn strict_stops_at_the_first_wrong_row() {
    let file =
        "会员编号,就医类别,出院日期,自付\nm1,住院,2016-03-01,6000\nm2,住院,2016-03-01,1e3\nm3,住院,x,1\n";
    let ran = huzhu(&["adjudicate", SINAN, "-", "--strict"], file);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.starts_with("标准输入：第3行“自付”列："), "{}", ran.err);
    let ran = huzhu(&["adjudicate", SINAN, "-", "--csv"], file);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.lines().count()), (1, 2, 3), "{}", ran.err);
}

#[test]
fn exit_codes_say_how_it_ended() {
    for (args, code, says) in [
        (&["--help"][..], 0, ""),
        (&["adjudicate", "--help"], 0, ""),
        (&["schema"], 0, ""),
        (&["frobnicate"], 2, "unrecognized subcommand"),
        (&["adjudicate", SINAN], 2, "required arguments"),
        (&["adjudicate", "sinan", CLAIMS], 2, "没有方案“sinan”；文件夹schemes中有：\n  cn/guizhou/sinan\n"),
        (&["adjudicate", SINAN, "nowhere.csv"], 2, "nowhere.csv：没有这个文件或文件夹"),
        (&["adjudicate", SINAN, "schemes"], 2, "schemes：这是文件夹"),
        (&["adjudicate", SINAN, CLAIMS, "--as-of", "2016-13-01"], 2, "2016年13月1日不存在"),
        (&["adjudicate", SINAN, CLAIMS, "--schemes", "benches"], 2, "用 --schemes 指定"),
        (&["check", "nowhere"], 2, "nowhere：没有这个文件或文件夹"),
        (&["check", "benches"], 1, "benches：没有可用的方案"),
        (
            &["dues", SINAN, "schemes/examples/sinan-roster.csv", "--as-of", "2010-01-01"],
            2,
            "现有版本的施行日期：2016-01-01",
        ),
        (&["diff", "a.toml", "b.toml"], 2, "a.toml：没有这个文件或文件夹"),
    ] {
        let ran = huzhu(args, "");
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
}

#[test]
fn every_command_shows_examples_and_exit_codes() {
    for command in ["adjudicate", "dues", "check", "new", "generate", "sheet", "diff"] {
        let help = huzhu(&[command, "--help"], "").out;
        assert!(help.contains("EXAMPLES\n  huzhu ") && help.contains("EXIT CODES\n  0  "), "{help}");
    }
}

#[test]
fn dues_name_payers_employers_and_refusals() {
    let args = ["dues", SINAN, "schemes/examples/sinan-roster.csv", "--as-of", "2016-01-01"];
    let ran = huzhu(&args, "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for says in [
        "2016年1月1日至2016年12月31日",
        "县总工会",
        "县第一小学      2   200.00     120.00     200.00       520.00",
        "须由单位统一办理参加",
        "请删除重复的一行",
    ] {
        assert!(ran.out.contains(says), "{says}\n{}", ran.out);
    }
    let csv = huzhu(&[&args[..], &["--csv"]].concat(), "").out;
    assert!(csv.contains("3,SN0001,县第一小学,,member,100.00,2016-01-05,1,,\n"), "{csv}");
    assert!(csv.contains("7,SN0008,,,,,,1,employer-only,"), "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(&huzhu(&[&args[..], &["--json"]].concat(), "").out).expect("JSON");
    assert_eq!(
        (&json["by_payer"]["member"], &json["refusals"][0]["lines"][0]),
        (&"400.00".into(), &7.into())
    );
}

#[test]
fn the_shipped_schemes_pass_their_check() {
    let ran = huzhu(&["check"], "");
    assert_eq!(ran.code, 0, "{}{}", ran.err, ran.out);
    assert!(ran.out.contains("cn/guizhou/sinan") && ran.out.contains("没有错误。"), "{}", ran.out);
    let quiet = huzhu(&["check", "schemes/cn/guizhou/sinan", "--quiet"], "");
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
}

#[test]
fn a_sheet_has_worked_examples_in_both_languages() {
    let zh = huzhu(&["sheet", SINAN], "").out;
    assert!(zh.starts_with("# 思南县职工医疗互助 规则说明书\n") && zh.contains("### 例1 "), "{zh}");
    let page = huzhu(&["sheet", SINAN, "--lang", "en", "--html", "--edition", "2016-01-01"], "").out;
    assert!(page.starts_with("<!doctype html>") && page.contains("Worked examples"), "{page}");
}

#[test]
fn a_draft_anywhere_is_a_scheme_and_differs_where_it_was_changed() {
    let published = root().join("schemes/cn/guizhou/sinan/2016-01-01.toml");
    let text = std::fs::read_to_string(published).expect("it is shipped");
    let draft = concat!(env!("CARGO_TARGET_TMPDIR"), "/draft.toml");
    std::fs::write(draft, text.replace("limit    = 100000", "limit    = 50000")).expect("it can be written");
    let totals = huzhu(&["adjudicate", draft, CLAIMS, "--totals"], "");
    assert!(totals.out.contains("合计83,193.00元"), "{}{}", totals.out, totals.err);
    let diff = huzhu(&["diff", "cn/guizhou/sinan@2016-01-01", draft], "");
    assert_eq!((diff.code, diff.out.as_str()), (0, "benefit.inpatient.paid.limit: 100000 → 50000 (第3条)\n"));
    let same = huzhu(&["diff", draft, draft], "");
    assert_eq!((same.out.as_str(), same.err.as_str()), ("", "两个版本含义相同。\n"));
}

#[test]
fn the_fourth_sum_follows_the_province() {
    let file = "会员编号,就医类别,出院日期,个人负担总金额,个人账户支出,个人账户共济支付,个人现金支出,自付\n\
                m1,住院,2016-03-10,6000,1000,500,4500,6000\n";
    for (rule, code) in [("inside", 1), ("apart", 0), ("off", 0)] {
        let ran = huzhu(&["adjudicate", SINAN, "-", "--csv", "--member-part", rule], file);
        assert_eq!(ran.code, code, "{rule}: {}", ran.err);
    }
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut command = Command::new(env!("CARGO_BIN_EXE_huzhu"));
    command.current_dir(root()).args(["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn amounts_are_said_in_the_currency_of_the_scheme() {
    let yen = "member,event,settlement_date,submitted,covered,self_pay\nm1,treatment,2015-06-30,2015-06-30,yes,26050\n";
    let scheme = "jp/fuka-kyufu/typical";
    for (flags, says) in [
        (
            &["adjudicate", scheme, "-", "--lang", "en"][..],
            ["1 claim: 1 approved, 1,000 yen in all", "  yen"],
        ),
        (&["adjudicate", scheme, "-"], ["合计1,000日元", "金额（日元）"]),
        (&["adjudicate", scheme, "-", "--explain"], ["给付 1,000日元", "26,050日元"]),
        (&["sheet", scheme, "--lang", "en"], ["1,000 yen are paid", "yen (JPY)"]),
        (&["sheet", "be/maf"], ["给付167.97欧元", "欧元（EUR）"]),
    ] {
        let out = huzhu(flags, yen).out;
        says.iter().for_each(|says| assert!(out.contains(says), "{says}\n{out}"));
        assert!(!out.contains("yuan") && !out.contains("00元") && !out.contains("（元）"), "{out}");
    }
    let roster = "member,employer\nm1,e1\n";
    let out = huzhu(&["dues", "rw/cbhi", "-", "--as-of", "2008-01-01", "--lang", "en"], roster).out;
    assert!(out.contains("total (Rwandan francs)") && out.contains("1000\n"), "{out}");
}
