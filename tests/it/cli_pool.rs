//! Who approves, and what a pool that runs short pays now: said in the table, the story, JSON and CSV.

use serde_json::Value;

use crate::cli::huzhu;

const SHORT: &str = "tests/schemes/shapes/pool-short/2020-01-01.toml";
const CLAIMS: &str = "member,plan,setting,discharge_date,covered,self_pay\n\
                      m1,b,inpatient,2020-05-03,yes,20\n\
                      m2,b,inpatient,2020-05-02,yes,20\n\
                      m3,b,inpatient,2020-05-01,yes,20\n\
                      m4,e,inpatient,2020-05-01,yes,20\n";
const DEEP: &str = "member,category,event,grant_date,submitted,covered,member_part,proposed\n\
                    m1,deep,grant,2016-03-01,2016-02-20,yes,60000,20000.01\n";

fn short(more: &[&str]) -> crate::cli::Ran {
    huzhu(&[&["adjudicate", SHORT, "-", "--as-of", "2021-01-01"], more].concat(), CLAIMS)
}

#[test]
fn who_approves_is_said_with_its_clause() {
    let said = |more: &[&str]| {
        huzhu(&[&["adjudicate", "cn/hardship-relief", "-", "--as-of", "2021-01-01"], more].concat(), DEEP).out
    };
    for (more, says) in [
        (&[][..], "审批：超过20,000元至50,000元（含），由省级总工会审批〔第4条〕"),
        (&["--explain"], "审批：20,000.01元：超过20,000元至50,000元（含），由省级总工会审批〔第4条〕"),
        (
            &["--explain", "--lang", "en"],
            "approval: 20,000.01 yuan: over 20,000 yuan up to 50,000 yuan is approved by the provincial union 〔clause 4〕",
        ),
    ] {
        assert!(said(more).contains(says), "{}", said(more));
    }
    let json: Value = serde_json::from_str(&said(&["--json"])).expect("a line of JSON");
    let level = &json["adjudication"]["approval"][0];
    assert_eq!((&level["level"], &level["clause"]), (&"provincial-union".into(), &"4".into()));
    let csv = said(&["--csv"]);
    let cells: Vec<&str> = csv.lines().map(|line| line.rsplit(',').next().unwrap_or("")).collect();
    assert_eq!(cells, ["approval", "provincial-union"]);
}

#[test]
fn a_pool_that_is_short_pays_by_its_rule_in_the_order_of_the_claims() {
    let ran = short(&["--pool", "b=10", "--csv"]);
    let tail = |line: &str| line.split(',').skip(10).map(str::to_owned).collect::<Vec<_>>().join(",");
    let lines: Vec<String> = ran.out.lines().map(tail).collect();
    assert_eq!(
        lines,
        [
            "pool,granted,now,waits,cut,rule,rule_clause",
            ",,,,,,",
            ",,,,,,",
            ",,,,,,",
            ",,,,,,",
            "b,10.00,3.34,0.00,6.66,pro-rata,3",
            "b,10.00,3.33,0.00,6.67,pro-rata,3",
            "b,10.00,3.33,0.00,6.67,pro-rata,3",
        ]
    );
    assert!(ran.out.contains("4,4,m3,2020-05-01,pool,,"), "the first claim takes the odd fen: {}", ran.out);
    let table = short(&["--pool", "b=10", "--lang", "en"]).out;
    for says in
        ["it is short; paid in proportion", "〔clause 3〕", "10.00 yuan paid now, 0.00 waiting, 20.00 cut"]
    {
        assert!(table.contains(says), "{table}");
    }
    assert!(short(&["--pool", "b=30"]).out.contains("应付30.00元，足以全额给付"));
}

#[test]
fn where_the_scheme_is_silent_that_is_said_and_nothing_is_paid() {
    let ran = short(&["--pool", "e=9.99", "--json"]);
    let last: Value = serde_json::from_str(ran.out.lines().last().unwrap_or("")).expect("a line of JSON");
    assert_eq!((&last["pool"], &last["granted"], &last["now"]), (&"e".into(), &"10.00".into(), &Value::Null));
    assert!(ran.err.contains("方案没有写明不足时怎么办"), "{}", ran.err);
    for (typed, says) in
        [("x=5", "方案没有资金池“x”，现有：a、b、c、d、e"), ("e", "缺少等号"), ("e=-1", "为负数")]
    {
        let ran = short(&["--pool", typed]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

/// What was printed with `--pool` can be gone on from.
#[test]
fn lines_of_pools_are_no_earlier_decisions() {
    let path = format!("{}/pool-{}.json", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    std::fs::write(&path, short(&["--pool", "b=10", "--json"]).out).expect("written");
    let later = CLAIMS.replace("member,", "receipt,member,").replace("\nm", "\n10,m");
    let later = later.lines().take(2).collect::<Vec<_>>().join("\n");
    let ran =
        huzhu(&["adjudicate", SHORT, "-", "--as-of", "2021-01-01", "--after", &path, "--pool", "b=4"], later);
    assert!(ran.code == 0 && ran.out.contains("可用4.00元，应付10.00元，资金不足"), "{}{}", ran.out, ran.err);
}
