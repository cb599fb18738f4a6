//! Chain files: what is wrong is named with its place; cases, sheet and command take them like schemes.

use huzhu::engine::chain::{html, is_chain, json_schema, markdown, schemes_of};
use huzhu::engine::scheme::model::Lang;

use super::{PLANS, chain_of, checked, text_of};
use crate::cli::huzhu;

const ROOT: &str = "tests/schemes/chains";

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let ten = text_of("ten");
    let table = [
        ("scheme = \"example/second\"", "scheme = \"example/secnd\"", "there is no scheme `example/secnd`"),
        ("scheme = \"example/second\"", "scheme = \"example/inpatient\"", "stands in the chain twice"),
        (
            "scheme = \"example/second\"\n",
            "scheme = \"example/second\"\nplan = \"a\"\n",
            "there is no plan `a`",
        ),
        ("scheme = \"example/second\"\n", "schema = \"example/second\"\n", "`plan` has no key `schema`"),
        ("id     = \"second\"", "id     = \"inpatient\"", "the plan `inpatient` is there twice"),
        ("clause   = \"2\"", "clause   = \"9\"", "there is no clause `9`"),
        (
            "plans    = [\"allowance\", \"retiree\"]",
            "plans    = [\"allowance\", \"retired\"]",
            "there is no plan `retired`",
        ),
        ("plans    = [\"allowance\", \"retiree\"]", "plans    = [\"allowance\"]", "fewer than two plans"),
        (
            "plans    = [\"critical-a\", \"critical-b\"]",
            "plans    = [\"critical-a\", \"employer\"]",
            "do not stand next to each other",
        ),
        (
            "plans    = [\"allowance\", \"retiree\"]",
            "plans    = [\"allowance\", \"critical-a\"]",
            "and in another group",
        ),
        (
            "measure  = [\"member_part\"]",
            "measure  = [\"member_part\"]\namount = 5",
            "either a figure of the claim or an amount",
        ),
        (
            "measure  = [\"member_part\"]",
            "measure  = [\"member_part\"]\nalong = \"member.year\"",
            "bounds that claim, not a window",
        ),
        ("measure  = [\"member_part\"]", "measure  = [\"mood\"]", "`mood` is no figure of a claim"),
        ("along    = \"member.year\"", "along    = \"member.plan-period\"", "no periods of its own"),
        ("id       = \"example/ten\"", "id       = \"example/eleven\"", "its folder is `example/ten`"),
        ("from = 2020-01-01", "from = 2021-01-01", "call the file 2021-01-01.toml"),
        ("keep     = \"first\"", "keep     = \"last\"", "`last` is none of its words"),
        ("label    = \"津贴不重复\"", "label    ＝ \"津贴不重复\"", "full-width `＝`"),
    ];
    for (from, to, says) in table {
        assert!(ten.contains(from), "{from}");
        let report = checked(&ten.replacen(from, to, 1)).report;
        assert!(report.has_errors() && report.to_string().contains(says), "{to}: {says}\n{report}");
        let problem = &report.problems[0];
        assert!(report.line_column(&problem.place).0 > 1, "{to} has a place: {report}");
    }
    assert_eq!(checked(&ten).report.problems, []);
}

#[test]
fn a_base_stands_before_the_plan_that_takes_it() {
    let ten = text_of("ten");
    let (one, two) =
        ("\"inpatient\"\nscheme = \"example/inpatient\"", "\"second\"\nscheme = \"example/second\"");
    let swapped = ten.replace(one, "@").replace(two, one).replace('@', two);
    let report = checked(&swapped).report.to_string();
    assert!(
        report.contains("`second` takes the result of `example/inpatient`, which does not stand before it"),
        "{report}"
    );
    let compared = ten.replace("[\"critical-a\", \"critical-b\"]", "[\"inpatient\", \"second\"]");
    let report = checked(&compared).report.to_string();
    assert!(
        report.contains("takes the result of a plan that `higher-critical` compares it with"),
        "{report}"
    );
}

#[test]
fn a_chain_says_what_it_is() {
    assert!(is_chain(&text_of("ten")) && !is_chain(&text_of("second")));
    let named: Vec<String> = PLANS.iter().map(|plan| format!("example/{plan}")).collect();
    assert_eq!(schemes_of(&text_of("ten")), named);
    assert_eq!(json_schema()["title"], "huzhu chain/1");
}

#[test]
fn the_sheet_has_order_exclusions_ceilings_and_clauses() {
    let chain = chain_of(&text_of("ten"));
    let edition = &chain.editions()[0];
    let zh = markdown(edition, &chain, Lang::Zh);
    for says in [
        "计算次序",
        "| 2 | 二次补助",
        "给付最多者",
        "每人每年度合计最高不超过60,000元",
        "> 重病互助甲、乙两项按给付较高者给付。",
    ] {
        assert!(zh.contains(says), "{says}\n{zh}");
    }
    let en = markdown(edition, &chain, Lang::En);
    for says in ["The order of calculation", "the one that pays most", "at most 60,000 yuan"] {
        assert!(en.contains(says), "{says}\n{en}");
    }
    assert!(html(edition, &chain, Lang::Zh).contains("<table>"));
}

#[test]
fn the_command_takes_a_chain_like_a_scheme() {
    let ran = huzhu(&["check", ROOT, "--quiet"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let ran = huzhu(&["check", "tests/schemes/chains/example/ten"], "");
    assert!(ran.code == 0 && ran.out.contains("14/14"), "{}{}", ran.out, ran.err);
    let claims = "member,category,service,setting,severity,days,plan,discharge_date,self_pay,self_funded,over_limit,member_part\n\
                  m1,hardship,retired,inpatient,light,10,,2020-03-01,11000,2000,1000,14000\n\
                  m2,worker,in-service,inpatient,,10,inpatient second critical-a,2020-03-02,11000,2000,1000,14000\n";
    let with = |more: &[&str]| {
        let mut args = vec!["adjudicate", "example/ten", "-", "--schemes", ROOT];
        args.extend(more);
        huzhu(&args, claims)
    };
    let table = with(&[]);
    assert_eq!((table.code, table.err.as_str()), (0, ""));
    for says in [
        "15070.00",
        "部分给付",
        "重病互助甲：",
        "共2项：给付1项；不予给付0项；有计划待核1项；合计22,470.00元。",
    ] {
        assert!(table.out.contains(says), "{says}\n{}", table.out);
    }
    let told = with(&["--explain", "--lang", "en"]).out;
    assert!(
        told.contains("(10) Hardship relief: pays 2,310.00 yuan")
            && told.contains("together approved in part"),
        "{told}"
    );
    let csv = with(&["--csv"]).out;
    assert!(csv.contains("inpatient=5000.00 second=2400.00"), "{csv}");
    let json: Vec<serde_json::Value> = with(&["--json"])
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(
        json[0]["adjudication"]["parts"][1]["amount"],
        json[0]["adjudication"]["parts"][1]["adjudication"]["decision"]["amount"]
    );
    let what_if = with(&["--totals", "--what-if", "benefit.aid.share.rate = \"0%\""]);
    assert_eq!(what_if.code, 0, "{}", what_if.err);
    assert_eq!(with(&["--after", "x.json"]).code, 2);
    let sheet = huzhu(&["sheet", "example/ten", "--schemes", ROOT], "");
    assert!(sheet.code == 0 && sheet.out.contains("组合规则说明书"), "{}{}", sheet.out, sheet.err);
}
