//! What `check` and the sheet say of a scheme: in both languages, as the files want it, and no more than is true.

use std::fs;
use std::path::Path;

use crate::cli::huzhu;
use crate::source::read;

const SINAN: &str = "schemes/cn/guizhou/sinan/2016-01-01.toml";

/// The text of Sinan with something replaced, checked beside some files.
fn checked(name: &str, (old, new): (&str, &str), files: &[(&str, &str)], lang: &str) -> String {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checks").join(name);
    let folder = root.join("cn/guizhou/sinan");
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&folder).expect("a folder can be made");
    let text = read(SINAN);
    assert!(text.contains(old), "{old}");
    fs::write(folder.join("2016-01-01.toml"), text.replacen(old, new, 1)).expect("a file can be written");
    for (file, text) in files {
        fs::write(folder.join(file), text).expect("a file can be written");
    }
    let ran = huzhu(&["check", &root.display().to_string(), "--lang", lang], "");
    ran.err + &ran.out
}

#[test]
fn cases_that_fail_are_told_as_their_files_want_them() {
    let claims = "\
case,member,event,setting,discharge_date,covered,self_pay,expect,decision
wrong,m1,treatment,inpatient,2016-03-01,yes,8000,1,approve
";
    let dues = "scenario,as_of,member,employer,expect,refused\nfirst,2016-01-01,m1,e1,member=1,\nlone,2016-01-01,m2,,member=1,\n";
    let files = [("2016-01-01.cases.csv", claims), ("2016-01-01.dues.csv", dues)];
    let in_lang = |lang: &str| checked(&format!("cases-{lang}"), ("", ""), &files, lang);
    let (zh, en) = (in_lang("zh"), in_lang("en"));
    for says in [
        "dues.csv:2: `first`, member m1: expected member=1.00, found ",
        "dues.csv:3: `lone`, member m2: expected member=1.00, found refused employer-only",
        "case `wrong`: expected approve 1.00, found approve 1500.00",
        "enrolment is hit by no case: add a claim that is not covered, or a case of dues that is refused",
        "1 scheme, 1 edition: there are errors",
    ] {
        assert!(en.contains(says), "{says}\n{en}");
    }
    for says in [
        "场景“first”会员m1：应为member=1.00，实为",
        "场景“lone”会员m2：应为member=1.00，实为refused employer-only",
        "案例“wrong”：应为给付 1.00，实为给付 1500.00",
        "没有案例涉及 enrolment，请在案例文件中补一个：不在保障期内（covered为no）的申请，或不予参加的缴费案例",
    ] {
        assert!(zh.contains(says), "{says}\n{zh}");
    }
    assert!(!zh.contains("Expectation") && !zh.contains("expected"), "{zh}");
}

#[test]
fn a_refused_roster_is_a_case_of_enrolment() {
    let dues = "scenario,as_of,member,employer,expect,refused\nlone,2016-01-01,m2,,,employer-only\n";
    let en = checked("refused", ("", ""), &[("2016-01-01.dues.csv", dues)], "en");
    assert!(!en.contains("enrolment is hit by no case") && en.contains("in_force is hit by no case"), "{en}");
}

#[test]
fn whoever_matches_or_gives_must_pay() {
    for (added, says) in [
        (
            "matching = { payer = \"employer\", of = \"member\", rate = \"100%\" }",
            "`employer` of `matching` is not in `from`",
        ),
        ("gift = { payer = \"donor\", quota = 2 }", "`donor` of `gift` is not in `from`"),
    ] {
        let en = checked("payers", ("total    = 260", &format!("total    = 260\n{added}")), &[], "en");
        assert!(en.contains(says) && en.contains("to `from` and its amount to the total"), "{en}");
    }
}

#[test]
fn what_is_assumed_is_named_as_it_must_be_written() {
    let clause = "[[clause]]";
    let assumption = |about: &str| format!("[[assumption]]\nabout = [\"{about}\"]\ntext = \"x\"\n\n{clause}");
    for about in ["enrolment.who", "enrolment[0].who"] {
        let en = checked("assumed", (clause, &assumption(about)), &[], "en");
        assert!(en.contains("enrolment is assumed as a whole") && en.contains("write `enrolment`"), "{en}");
    }
    let fact = "[[clause]]\nid = \"9\"\ntext = \"x\"\nstatus = \"unencoded\"\nwhen = { own = true }\n\n[[fact]]\nid = \"own\"\nlabel = \"x\"\nclause = \"9\"\ntype = \"flag\"\nunknown = \"x\"\nevidence = \"x\"\n\n[[clause]]";
    let en = checked("fact", (clause, fact), &[], "en");
    assert!(!en.contains("clause 9") && !en.contains(": error: `"), "{en}");
}

#[test]
fn the_sheet_says_what_is_so() {
    let sheet = |scheme: &str| huzhu(&["sheet", scheme], "").out;
    let fuzhou = sheet("cn/fujian/fuzhou");
    assert!(fuzhou.contains("各项待遇均不适用的申请") && !fuzhou.contains("所有申请"), "{fuzhou}");
    let guangxi = sheet("cn/guangxi/regional");
    assert!(guangxi.contains("不退费") && !guangxi.contains("系统按“不退费”处理"), "{guangxi}");
    let suning = sheet("cn/hebei/suning");
    assert!(suning.contains("申报事项“") && !suning.contains("fact.school-level"), "{suning}");
    let schema = huzhu(&["schema"], "").out;
    assert!(!schema.contains("\"date\"") && schema.contains("without quotes: 2026-01-01"));
}

#[test]
fn what_rests_on_an_assumption_is_stamped_and_nothing_else() {
    let of_cases = |scheme: &str, file: &str| {
        huzhu(
            &["adjudicate", scheme, &format!("schemes/{scheme}/{file}.cases.csv"), "--csv", "--lang", "en"],
            "",
        )
    };
    let cmia = of_cases("cn/cmia/accident", "2017-01-01");
    assert!(cmia.err.contains("this is a file of cases: `huzhu check` runs them"), "{}", cmia.err);
    assert!(!cmia.err.contains("not known"), "{}", cmia.err);
    let paid = cmia.out.lines().filter(|line| line.contains(",approve,"));
    assert!(paid.clone().count() > 0 && paid.clone().all(|line| line.contains("in_force")), "{}", cmia.out);
    let claim = |joining: &str| {
        let row = format!(
            "member,event,diagnosis_date,diagnosis,joining,days_enrolled\nm1,diagnosis,2016-05-01,C50.9,{joining},200\n"
        );
        huzhu(&["adjudicate", "cn/guizhou/guiyang", "-", "--csv"], row).out
    };
    let (first, renewal) = (claim("first"), claim("renewal"));
    assert!(first.contains(".waiting") && first.contains("list."), "{first}");
    assert!(!renewal.contains(".waiting") && renewal.contains("list."), "{renewal}");
}
