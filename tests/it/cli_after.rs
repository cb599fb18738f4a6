//! `huzhu adjudicate --after`: totals go on from earlier decisions, and what changes there is told.

use serde_json::Value;

use crate::cli::{Ran, huzhu};
use crate::source::root;

const SINAN: &str = "cn/guizhou/sinan";
const HEAD: &str = "受理编号,会员编号,结算ID,退费标志,就医类别,出院日期,自付\n";
const JANUARY: &str = "11,m1,S1,0,住院,2016-01-10,9000\n12,m1,S2,0,住院,2016-01-20,9000\n";
const FEBRUARY: &str = "21,m1,S3,0,住院,2016-02-10,30000\n22,m2,S4,0,住院,2016-02-11,9000\n";

/// Decides rows, after files where any are given.
fn run(rows: &str, after: &[&str], more: &[&str]) -> Ran {
    let mut args = vec!["adjudicate", SINAN, "-"];
    args.extend(after.iter().flat_map(|file| ["--after", file]));
    huzhu(&[&args[..], more].concat(), format!("{HEAD}{rows}"))
}

/// The JSON lines of rows, which must all be good.
fn json(rows: &str, after: &[&str]) -> Vec<Value> {
    let ran = run(rows, after, &["--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn saved(name: &str, text: &str) -> String {
    let path = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, text).expect("it can be written");
    path
}

/// Decides rows with `--json` and keeps that as a file.
fn kept(name: &str, rows: &str, after: &[&str]) -> String {
    saved(name, &run(rows, after, &["--json"]).out)
}

/// Receipt and amount of every decided row; receipt, `change` and difference of every change.
fn told(lines: &[Value]) -> Vec<String> {
    let tell = |line: &Value| {
        let amount = if line["change"].is_null() { &line["amount"] } else { &line["change"]["amount"] };
        format!("{} {} {}", line["receipt"], line["decision"].as_str()?, amount.as_str().unwrap_or("-"))
            .into()
    };
    lines.iter().filter_map(|line| -> Option<String> { tell(line) }).collect()
}

#[test]
fn totals_go_on_from_an_earlier_file() {
    let january = kept("after-january.json", JANUARY, &[]);
    let once = json(&format!("{JANUARY}{FEBRUARY}"), &[]);
    let twice = json(FEBRUARY, &[&january]);
    assert_eq!(told(&twice), told(&once[2..]));
    assert_eq!(told(&once[..2]), ["11 approve 2000.00", "12 approve 4500.00"]);
    assert_ne!(told(&twice), told(&json(FEBRUARY, &[])));
    for (new, old) in twice.iter().zip(&once[2..]) {
        assert_eq!(new["adjudication"], old["adjudication"]);
    }
}

#[test]
fn a_late_claim_changes_a_later_one() {
    let january = kept("after-late-1.json", JANUARY, &[]);
    let late = "13,m1,S5,0,住院,2016-01-05,9000\n";
    let lines = json(late, &[&january]);
    assert_eq!(told(&lines), ["13 approve 2000.00", "11 change 2500.00", "12 change 700.00"]);
    let change = &lines[1]["change"];
    let sum = |kind: &str| -> Vec<&str> {
        let lines = change["lines"].as_array().into_iter().flatten();
        lines.filter(|line| line["kind"] == kind).filter_map(|line| line["amount"].as_str()).collect()
    };
    assert_eq!(sum("pays"), ["-2000.00", "4500.00"]);
    assert!(change["movements"].as_array().is_some_and(|all| !all.is_empty()));
    let words = run(late, &[&january], &["--lang", "en", "--explain"]).out;
    for says in ["Changes\n", "the old lines negated", "2 earlier decisions changed, by 3,200.00 yuan in all"]
    {
        assert!(words.contains(says), "{says}\n{words}");
    }
    let late = saved("after-late-2.json", &run(late, &[&january], &["--json"]).out);
    let rows = format!("{JANUARY}13,m1,S5,0,住院,2016-01-05,9000\n{FEBRUARY}");
    assert_eq!(told(&json(FEBRUARY, &[&january, &late])), told(&json(&rows, &[])[3..]));
}

#[test]
fn the_same_receipt_is_a_correction() {
    let january = kept("after-correction-1.json", JANUARY, &[]);
    let corrected = "11,m1,S1,0,住院,2016-01-10,10000\n";
    let lines = json(corrected, &[&january]);
    assert_eq!(told(&lines)[..2], ["11 corrects -", "11 change 500.00"]);
    let table = run(corrected, &[&january], &[]).out;
    assert!(table.contains("改动\n") && table.contains("更正"), "{table}");
    let again = kept("after-correction-2.json", corrected, &[&january]);
    let whole = format!("{corrected}12,m1,S2,0,住院,2016-01-20,9000\n{FEBRUARY}");
    assert_eq!(told(&json(FEBRUARY, &[&january, &again])), told(&json(&whole, &[])[2..]));
    assert_eq!(told(&json(corrected, &[&january, &again])), ["11 corrects -"]);
}

#[test]
fn a_reversal_revokes_an_earlier_claim() {
    let january = kept("after-revoked-1.json", JANUARY, &[]);
    let back = "31,m1,S1,1,住院,2016-01-10,-9000\n";
    let lines = json(back, &[&january]);
    assert_eq!(told(&lines), ["31 takes-back -", "11 change -2000.00", "12 change -2500.00"]);
    let again = kept("after-revoked-2.json", back, &[&january]);
    let ran = run(back, &[&january, &again], &[]);
    assert!(ran.code == 1 && ran.err.contains("冲销结算单S1，但文件中没有该结算单"), "{}", ran.err);
    let left = format!("12,m1,S2,0,住院,2016-01-20,9000\n{FEBRUARY}");
    assert_eq!(told(&json(FEBRUARY, &[&january, &again])), told(&json(&left, &[])[1..]));
}

#[test]
fn rows_and_lines_that_name_no_claim_are_wrong() {
    let january = kept("after-wrong-1.json", JANUARY, &[]);
    for (row, says) in [
        ("21,m1,S1,0,住院,2016-01-10,9000\n", "结算单S1已按受理编号11审核"),
        ("31,m1,S1,1,住院,2016-01-10,-1\n", "冲销受理编号11的申请，但金额不一致"),
    ] {
        let ran = run(row, &[&january], &[]);
        assert!(ran.code == 1 && ran.err.contains(says), "{}", ran.err);
    }
    let unnumbered = "会员编号,就医类别,出院日期,自付\nm1,住院,2016-01-10,9000\n";
    let first = saved("after-wrong-2.json", &huzhu(&["adjudicate", SINAN, "-", "--json"], unnumbered).out);
    let ran = huzhu(&["adjudicate", SINAN, "-", "--after", &first], unnumbered);
    assert!(ran.code == 1 && ran.err.contains("都没有受理编号"), "{}", ran.err);
    let good = std::fs::read_to_string(&january).expect("it was written");
    let file = saved("after-wrong-3.json", &format!("{good}{{\"receipt\":1}}\n"));
    let ran = run(FEBRUARY, &[&file], &[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("after-wrong-3.json：第3行不是"), "{}", ran.err);
}

#[test]
fn a_single_draft_is_checked() {
    let text = std::fs::read_to_string(root().join("schemes/cn/guizhou/sinan/2016-01-01.toml"));
    let text = text.expect("it is shipped");
    let draft = saved("checked-draft.toml", &text);
    let ran = huzhu(&["check", &draft], "");
    assert!(ran.code == 0 && ran.out.contains("共1个方案，1个版本"), "{}{}", ran.err, ran.out);
    let draft = saved("wrong-draft.toml", &text.replace("format", "formt"));
    let ran = huzhu(&["check", &draft, "--quiet"], "");
    assert!(ran.code == 1 && ran.err.contains("wrong-draft.toml"), "{}", ran.err);
}
