//! What is said about claims: what is missing, who bears what, why nothing is paid and what would satisfy.

use super::*;
use crate::engine::scheme::model::Lang;

/// The reasons of an answer as sentences.
fn said(answer: &Adjudication, scheme: &Scheme, lang: Lang) -> Vec<String> {
    answer.decision.reasons().map(|r| explain::reason(r, scheme, lang)).collect()
}

/// The sentences of the lines of one kind.
fn lines(answer: &Adjudication, kind: LineKind, scheme: &Scheme) -> Vec<String> {
    let of_kind = answer.lines.iter().filter(|l| l.kind == kind);
    of_kind.map(|l| explain::line(l, scheme, Lang::Zh)).collect()
}

#[test]
fn a_pend_names_all_that_is_missing() {
    let scheme = scheme(SINAN);
    let answer = scheme.adjudicate(&Facts::default(), &[]);
    let said: Vec<String> =
        answer.decision.reasons().map(|r| explain::reason(r, &scheme, Lang::Zh)).collect();
    assert_eq!(
        answer.codes(),
        ["missing-date.discharge-date", "missing-key.setting", "missing-figure.self_pay"]
    );
    assert_eq!(said[1], "“住院自付补助”：缺少“就医类别”，请补充后再审核〔第2条〕");
}

#[test]
fn a_reason_of_several_benefits_is_said_once() {
    let at = SINAN.find("[[benefit]]").expect("the benefit is there");
    let second = SINAN[at..].replace("\"inpatient\"\n", "\"second\"\n").replace("住院自付补助", "再次补助");
    let second = second.replace("label_en = \"in-patient self-pay subsidy\"\n", "");
    let other = second.replace("\"second\"", "\"other\"").replace("再次补助", "日间补助");
    let other = other.replace("{ setting = \"inpatient\" }", "{ setting = \"day-surgery\" }");
    let scheme = scheme(&format!("{SINAN}\n{second}\n{other}"));
    let mut facts = stay("2016-02-01", "9000");
    facts.claim.setting = Some(Setting::Outpatient);
    let answer = scheme.adjudicate(&facts, &[]);
    let reasons: Vec<&Reason> = answer.decision.reasons().collect();
    assert_eq!((reasons.len(), reasons[0].benefits.len()), (1, 3));
    assert_eq!(
        explain::reason(reasons[0], &scheme, Lang::Zh),
        "就医类别为普通门诊，而“住院自付补助”“再次补助”要求住院；“日间补助”要求日间手术〔第2条〕"
    );
    assert_eq!(
        explain::reason(reasons[0], &scheme, Lang::En),
        "setting is outpatient; “in-patient self-pay subsidy”, “再次补助” needs inpatient; “日间补助” needs day surgery〔clause 2〕"
    );
}

/// A stay with a whole bill: 20,000 in all, 11,000 from social insurance, 9,000 from the member.
fn bill(self_pay: &str) -> Facts {
    let mut facts = stay("2016-02-01", self_pay);
    let figures = [
        (Component::Total, 20_000),
        (Component::FundsPaid, 10_500),
        (Component::HospitalPaid, 500),
        (Component::MemberPart, 9_000),
        (Component::SelfFunded, 600),
        (Component::OverLimit, 0),
        (Component::CategoryBFirst, 400),
    ];
    figures.into_iter().for_each(|(figure, yuan)| facts.claim.settlement.set(figure, Fen::yuan(yuan)));
    facts
}

fn borne(answer: &Adjudication) -> Vec<(&str, Option<Bearer>, String)> {
    answer.lines.iter().map(|l| (l.line.as_str(), l.bearer, l.amount.to_string())).collect()
}

#[test]
fn what_is_borne_adds_up_to_the_total() {
    let scheme = scheme(SINAN);
    let answer = scheme.adjudicate(&bill("8000"), &[]);
    let (social, fund, member) = (Some(Bearer::SocialInsurance), Some(Bearer::Fund), Some(Bearer::Member));
    let expected = [
        ("total", None, "20000.00"),
        ("funds_paid", social, "10500.00"),
        ("hospital_paid", social, "500.00"),
        ("member_part", None, "9000.00"),
        ("eligible", None, "8000.00"),
        ("banded", None, "1500.00"),
        ("banded", None, "1500.00"),
        ("paid", None, "1500.00"),
        ("pays", fund, "1500.00"),
        ("self_funded", member, "600.00"),
        ("category_b_first", member, "400.00"),
        ("left", member, "6500.00"),
        ("kept", None, "7500.00"),
    ];
    let found = borne(&answer);
    let expected: Vec<_> =
        expected.iter().map(|(line, bearer, sum)| (*line, *bearer, (*sum).to_owned())).collect();
    let slices = |all: &[(&str, Option<Bearer>, String)]| all.iter().filter(|(l, ..)| *l == "banded").count();
    assert!(slices(&found) >= 2);
    assert_eq!(
        found.iter().filter(|(l, ..)| *l != "banded").collect::<Vec<_>>(),
        expected.iter().filter(|(l, ..)| *l != "banded").collect::<Vec<_>>()
    );
    let sum =
        answer.lines.iter().filter(|l| l.bearer.is_some()).fold(Exact::ZERO, |sum, l| sum.plus(l.amount));
    assert_eq!(sum, Fen::yuan(20_000).into());
    assert_eq!(
        lines(&answer, LineKind::Kept, &scheme),
        ["个人负担共9,000.00元，互助给付后本人共负担7,500.00元"]
    );
    let json = serde_json::to_string(&answer.lines[4]).unwrap();
    assert!(!json.contains("bearer"), "{json}");
}

#[test]
fn who_waits_or_is_refused_bears_what_he_bore() {
    let scheme = scheme(SINAN);
    let mut refused = bill("8000");
    refused.claim.setting = Some(Setting::Outpatient);
    let mut waits = bill("8000");
    waits.claim.setting = None;
    for (facts, lines) in [(refused, 5), (waits, 4)] {
        let answer = scheme.adjudicate(&facts, &[]);
        let borne = answer.lines.iter().filter(|l| l.bearer.is_some()).map(|l| l.amount);
        assert_eq!(borne.fold(Exact::ZERO, Exact::plus), Fen::yuan(20_000).into());
        assert_eq!(answer.lines.len(), lines);
    }
}

#[test]
fn a_share_that_falls_is_cut_at_nought_with_a_line_of_its_own() {
    let scheme = with_lines(
        "[[benefit.line]]\nid = \"banded\"\nof = \"eligible\"\nalong = \"member.year\"\nreading = \"whole\"\n\
         bands = [{ over = 0, to = 1000, pay = \"50%\" }, { over = 1000, pay = \"10%\" }]\n",
    );
    let mut session = scheme.session();
    assert_eq!(session.decide(&stay("2016-01-01", "1000")).decision.amount(), Fen::yuan(500));
    let answer = session.decide(&stay("2016-02-01", "1000"));
    assert_eq!(answer.codes(), ["paid-ahead"]);
    assert_eq!(
        lines(&answer, LineKind::Floor, &scheme),
        ["此前已给付的多于按累计额应得的（-300.00元），本次不再给付，也不追回"]
    );
    let own: Vec<&Line> = answer.lines.iter().rev().take(2).collect();
    assert_eq!((own[0].kind, own[1].kind), (LineKind::Pays, LineKind::Floor));
    assert_eq!((own[0].amount, own[1].amount), (Exact::ZERO, Exact::ZERO));
}

#[test]
fn a_denial_says_what_would_satisfy() {
    let along = scheme(SINAN);
    let mut session = along.session();
    session.decide(&stay("2016-01-01", "1000"));
    let answer = session.decide(&stay("2016-02-01", "2000"));
    assert_eq!(answer.codes(), ["band-pays-nothing"]);
    assert_eq!(
        said(&answer, &along, Lang::Zh),
        ["“住院自付补助”：按每人每年度累计3,000.00元，还差2,000.00元达到开始给付的金额5,000元〔第2条〕"]
    );
    assert_eq!(
        said(&answer, &along, Lang::En),
        [
            "“in-patient self-pay subsidy”: 3,000.00 yuan so far per member per year is 2,000.00 yuan below the first \
          sum that is paid on of 5,000 yuan〔clause 2〕"
        ]
    );
    let line = |kind: &str| {
        with_lines(&format!("[[benefit.line]]\nid = \"paid\"\nof = \"eligible\"\n{kind} = 5000\n"))
    };
    for (kind, name) in [("deductible", "起付线"), ("trigger", "给付门槛")] {
        let scheme = line(kind);
        let answer = scheme.adjudicate(&stay("2016-02-01", "2000"), &[]);
        let expected = format!("“住院自付补助”：2,000.00元，还差3,000.00元达到{name}5,000元〔第2条〕");
        assert_eq!(said(&answer, &scheme, Lang::Zh), [expected]);
    }
}

#[test]
fn fractions_without_end_are_said_about_and_exactly() {
    let scheme = with_lines("[[benefit.line]]\nid = \"paid\"\nof = \"eligible\"\nrate = \"2/37\"\n");
    let answer = scheme.adjudicate(&stay("2016-02-01", "352.43"), &[]);
    assert_eq!(answer.decision.amount().to_string(), "19.05");
    assert_eq!(lines(&answer, LineKind::Rate, &scheme).len(), 1);
    let rate = &lines(&answer, LineKind::Rate, &scheme)[0];
    assert!(rate.ends_with("352.43元×2/37=约19.05元（精确值70486/3700元）"), "{rate}");
    let rounding = &lines(&answer, LineKind::Round, &scheme)[0];
    assert!(rounding.ends_with("取整为19.05元（暂定规则：四舍五入到分）"), "{rounding}");
    assert!(answer.provisional.contains(&"money".to_owned()));
}

#[test]
fn a_limit_of_which_nothing_is_used_does_not_say_so() {
    let scheme = scheme(SINAN);
    let answer = scheme.adjudicate(&stay("2016-02-01", "8000"), &[]);
    let limit = &lines(&answer, LineKind::Limit, &scheme)[0];
    assert!(limit.ends_with("每人每年度最高100,000元，本次1,500.00元，得1,500.00元"), "{limit}");
}

/// The Sinan scheme for the illnesses of one list, of which some must be proven.
fn for_the_listed() -> Scheme {
    let list = "[[list]]\nid = \"serious\"\nlabel = \"重大疾病\"\nentries = [\n\
        { code = \"C00-C97\", name = \"恶性肿瘤\", evidence = \"病理报告\" },\n\
        { code = \"I21\", name = \"急性心肌梗死\" },\n]\n\n[[benefit]]";
    let when = "{ setting = \"inpatient\", disease = \"serious\" }";
    let text = SINAN.replacen("[[benefit]]", list, 1).replacen("{ setting = \"inpatient\" }", when, 1);
    scheme(&text)
}

#[test]
fn a_listed_diagnosis_says_what_must_prove_it() {
    let scheme = for_the_listed();
    let with = |codes: &str, waits: bool| {
        let mut facts = stay("2016-02-01", "8000");
        facts.claim.diagnoses = codes.split(' ').map(|code| code.parse().unwrap()).collect();
        facts.claim.settlement = if waits { Settlement::default() } else { facts.claim.settlement };
        let answer = scheme.adjudicate(&facts, &[]);
        let proofs = answer.proofs.iter().map(|p| format!("{} {} {}", p.code, p.name, p.evidence));
        (answer.decision.word(), proofs.collect::<Vec<_>>().join("; "))
    };
    let cancer = "C50.900 恶性肿瘤 病理报告".to_owned();
    assert_eq!(with("I10 C50.900", false), ("approve", cancer.clone()));
    assert_eq!(with("C50.900", true), ("pend", cancer));
    assert_eq!(with("I21.0", false), ("approve", String::new()));
    assert_eq!(with("I10", false), ("deny", String::new()));
}
