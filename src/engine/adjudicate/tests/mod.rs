//! Small schemes, claim by claim: what each kind of line pays, and what is said about it.

mod explained;

use super::*;
use crate::engine::claim::words::{DateKind, Event, HospitalLevel, Place, Setting};
use crate::engine::claim::{Component, Dates, Facts, PlanCover, Settlement};
use crate::engine::money::{Exact, Fen};
use crate::engine::scheme::problem::{Problems, Report};
use crate::engine::scheme::read::{ListFiles, read};

const SINAN: &str = include_str!("../../../../schemes/cn/guizhou/sinan/2016-01-01.toml");

/// A scheme of one edition from its text.
fn scheme(text: &str) -> Scheme {
    let mut problems = Problems::default();
    let edition = read(text, &ListFiles::new(), &mut problems);
    let report = Report { file: "test".into(), text: text.into(), problems: problems.into_sorted() };
    assert!(!report.has_errors(), "{report}");
    Scheme::new(vec![edition.expect("the head reads")]).expect("it compiles")
}

/// A stay of member m that left so much self-pay.
fn stay(day: &str, self_pay: &str) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = "m".into();
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.dates.set(DateKind::Discharge, day.parse().unwrap());
    facts.claim.settlement.set(Component::SelfPay, Fen::parse(self_pay).unwrap());
    facts
}

fn paid(scheme: &Scheme, claims: &[Facts]) -> Vec<String> {
    let mut session = scheme.session();
    claims.iter().map(|facts| session.decide(facts).decision.amount().to_string()).collect()
}

#[test]
fn sinan_pays_by_bands_along_the_year() {
    let scheme = scheme(SINAN);
    let claims = [
        stay("2016-02-01", "3000"),
        stay("2016-03-01", "3000"),
        stay("2016-04-01", "20000"),
        stay("2017-01-05", "5000.01"),
        stay("2016-12-31", "1000"),
    ];
    // 0 below 5,000; then 1,000 × 50 %; then 14,000 × 50 % + 6,000 × 60 %; a new year; back in the old one.
    assert_eq!(paid(&scheme, &claims), ["0.00", "500.00", "10600.00", "0.01", "600.00"]);
}

#[test]
fn a_question_is_answered_as_the_claim_would_be() {
    let scheme = scheme(SINAN);
    let before = scheme.session().decide(&stay("2016-02-01", "30000")).movements;
    assert!(!before.is_empty());
    let mut none = stay("2016-03-01", "1");
    none.claim.dates = Dates::default();
    for facts in [stay("2016-03-01", "7000"), stay("2016-03-01", "500000"), stay("2015-03-01", "7000"), none]
    {
        let [mut asked, mut handed_in] = [(), ()].map(|()| scheme.session());
        asked.bring(&before);
        handed_in.bring(&before);
        let (asked, decided) = (asked.quote(&facts), handed_in.decide(&facts));
        assert_eq!(
            (&asked.decision, &asked.lines, &asked.notes),
            (&decided.decision, &decided.lines, &decided.notes)
        );
        assert_eq!((asked.movements.len(), asked.receipt.facts.as_str()), (0, ""), "nothing is kept of it");
    }
}

#[test]
fn the_yearly_limit_trims_and_then_denies() {
    let scheme = scheme(SINAN);
    let mut session = scheme.session();
    let first = session.decide(&stay("2016-02-01", "200000"));
    assert_eq!(first.decision.amount(), Fen::yuan(100_000));
    assert_eq!(first.codes(), ["limit-reached"]);
    let second = session.decide(&stay("2016-02-02", "1"));
    assert_eq!(second.decision.word(), "deny");
    assert_eq!(second.codes(), ["limit-used-up"]);
}

#[test]
fn what_is_missing_pends_and_adds_nothing() {
    let scheme = scheme(SINAN);
    let mut session = scheme.session();
    let mut facts = stay("2016-02-01", "9000");
    facts.claim.settlement = Settlement::default();
    let answer = session.decide(&facts);
    assert_eq!(answer.codes(), ["missing-figure.self_pay"]);
    assert_eq!(answer.movements, []);
    facts = stay("2016-02-01", "9000");
    facts.claim.setting = None;
    assert_eq!(session.decide(&facts).codes(), ["missing-key.setting"]);
    facts.claim.setting = Some(Setting::Outpatient);
    assert_eq!(session.decide(&facts).codes(), ["condition.setting"]);
    facts.cover.push(PlanCover::default());
    facts.claim.setting = Some(Setting::Inpatient);
    assert_eq!(session.decide(&facts).codes(), ["not-covered"]);
    assert_eq!(session.decide(&stay("2015-12-31", "9000")).codes(), ["not-in-force"]);
}

#[test]
fn a_history_of_movements_goes_on_where_it_stopped() {
    let scheme = scheme(SINAN);
    let first = scheme.adjudicate(&stay("2016-02-01", "5000"), &[]);
    let again = scheme.adjudicate(&stay("2016-02-02", "100"), &first.movements);
    assert_eq!(again.decision.amount(), Fen::yuan(50));
    assert_eq!(again.movements[0].before, Fen::yuan(5000).into());
}

#[test]
fn a_late_claim_changes_what_came_after_it() {
    let scheme = scheme(SINAN);
    let mut history = History::new(&scheme);
    assert_eq!(history.decide(1, stay("2016-03-01", "6000")).len(), 1);
    assert_eq!(history.entries()[&1].adjudication.decision.amount(), Fen::yuan(500));
    // A stay of February comes late: March's 6,000 are now paid from the first yuan on.
    let changes = history.decide(2, stay("2016-02-01", "5000"));
    let amounts: Vec<(u64, String)> = changes.iter().map(|c| (c.number, c.amount().to_string())).collect();
    assert_eq!(amounts, [(2, "0.00".into()), (1, "2500.00".into())]);
    let negated = changes[1].lines().iter().filter(|l| l.amount.numerator() < 0).count();
    assert!(negated > 0, "the old lines are negated, not overwritten");
}

#[test]
fn revoking_and_correcting_leave_the_totals_as_if_it_had_never_been_otherwise() {
    let scheme = scheme(SINAN);
    let straight = |claims: &[(u64, &str, &str)]| {
        let mut history = History::new(&scheme);
        claims.iter().for_each(|(n, day, amount)| drop(history.decide(*n, stay(day, amount))));
        history
    };
    let mut history =
        straight(&[(1, "2016-01-05", "4000"), (2, "2016-02-05", "9000"), (3, "2016-03-05", "700")]);
    let mut moved: Vec<Movement> =
        history.entries().values().flat_map(|e| e.adjudication.movements.clone()).collect();
    moved.extend(history.revoke(2).iter().flat_map(Change::movements));
    moved.extend(history.correct(1, stay("2016-01-06", "4800")).iter().flat_map(Change::movements));
    let expected = straight(&[(1, "2016-01-06", "4800"), (3, "2016-03-05", "700")]);
    assert_eq!(history.totals(), expected.totals());
    let mut sum = Exact::ZERO;
    moved.iter().filter(|m| m.total == "inpatient.paid").for_each(|m| sum = sum.plus(m.by));
    assert_eq!(sum, Fen::yuan(250).into(), "negated and new movements fold to what stands");
}

/// The Sinan scheme with other lines from `banded` on.
fn with_lines(lines: &str) -> Scheme {
    let at = SINAN.find("[[benefit.line]]\nid       = \"banded\"").expect("the line is there");
    scheme(&format!("{}{lines}", &SINAN[..at]))
}

#[test]
fn a_wider_limit_counts_only_what_a_narrower_one_let_through() {
    let scheme = with_lines(
        "[[benefit.line]]\nid = \"year\"\nof = \"eligible\"\nalong = \"member.year\"\nlimit = 2500\n\
         [[benefit.line]]\nid = \"claim\"\nof = \"year\"\nlimit = 1000\n",
    );
    let claims = ["2016-01-01", "2016-02-01", "2016-03-01", "2016-04-01"].map(|day| stay(day, "20000"));
    assert_eq!(paid(&scheme, &claims), ["1000.00", "1000.00", "500.00", "0.00"]);
}

#[test]
fn in_bulk_a_stay_that_another_interrupts_goes_on() {
    let scheme = with_lines(
        "[[benefit.line]]\nid = \"paid\"\nof = \"eligible\"\nalong = \"member.admission\"\nlimit = 1000\n",
    );
    let claim = |day: &str, admission: &str| {
        let mut facts = stay(day, "800");
        facts.claim.admission = Some(admission.into());
        facts
    };
    let claims = [claim("2016-02-01", "A"), claim("2016-02-03", "B"), claim("2016-02-05", "A")];
    assert_eq!(paid(&scheme, &claims), ["800.00", "800.00", "200.00"]);
    let mut table = scheme.table();
    claims.iter().for_each(|facts| table.push(facts, scheme.editions()));
    assert_eq!(scheme.tally(&table).amount, Fen::yuan(1_800));
}

#[test]
fn less_than_nothing_gives_no_room_below_a_limit() {
    let scheme = with_lines(
        "[[benefit.line]]\nid = \"hundred\"\namount = 100\n\
         [[benefit.line]]\nid = \"left\"\ndifference = [\"eligible\", \"hundred\"]\nsigned = true\n\
         [[benefit.line]]\nid = \"paid\"\nof = \"left\"\nalong = \"member.year\"\nlimit = 100\n",
    );
    assert_eq!(paid(&scheme, &[stay("2016-01-01", "20"), stay("2016-02-01", "500")]), ["0.00", "100.00"]);
}

#[test]
fn a_limit_that_does_not_count_leaves_the_amount_as_it_is() {
    let scheme = with_lines(
        "[[benefit.line]]\nid = \"paid\"\nof = \"eligible\"\nlimit = 150\nwhen = { hospital_level = \"secondary\" }\n",
    );
    let at = |level| {
        let mut facts = stay("2016-01-01", "400");
        facts.claim.hospital_level = Some(level);
        facts
    };
    assert_eq!(
        paid(&scheme, &[at(HospitalLevel::Secondary), at(HospitalLevel::Tertiary)]),
        ["150.00", "400.00"]
    );
}

#[test]
fn a_claim_of_an_unencoded_clause_goes_to_a_person() {
    let clause = "[[clause]]\nid = \"9\"\ntext = \"异地就医另行规定。\"\nstatus = \"unencoded\"\n";
    let (open, named) = (clause.to_owned(), format!("{clause}when = {{ place = \"outside\" }}\n"));
    let local = "when     = { setting = \"inpatient\", place = [\"local\", \"province\"] }";
    let with = |clause: &str| {
        let text = SINAN.replace("when     = { setting = \"inpatient\" }", local);
        scheme(&text.replacen("[[assumption]]", &format!("{clause}\n[[assumption]]"), 1))
    };
    let at = |place| {
        let mut facts = stay("2016-01-01", "9000");
        facts.claim.place = Some(place);
        facts
    };
    for clause in [open, named] {
        let scheme = with(&clause);
        let decide = |facts: &Facts| scheme.adjudicate(facts, &[]).decision.word();
        assert_eq!(decide(&at(Place::Local)), "approve", "{clause}");
        assert_eq!(decide(&at(Place::Outside)), "pend", "{clause}");
        let mut left = at(Place::Local);
        left.cover.push(PlanCover::default());
        assert_eq!(decide(&left), "deny", "who is not covered is not: {clause}");
    }
}

#[test]
fn what_the_member_keeps_in_a_month_may_grow_with_the_months_cost() {
    // Out of 30 % of the cost the member keeps at most 80,100 and 1 % of the cost above 267,000, by the month.
    let lines = "pays = \"member-keeps\"\n\
        [[benefit.line]]\nid = \"share\"\nmeasure = [\"self_pay\"]\n\
        [[benefit.line]]\nid = \"cost\"\nmeasure = [\"total\"]\n\
        [[benefit.line]]\nid = \"above\"\nof = \"cost\"\nalong = \"member.month\"\ndeductible = 267000\n\
        [[benefit.line]]\nid = \"hundredth\"\nof = \"above\"\nrate = \"1%\"\n\
        [[benefit.line]]\nid = \"grown\"\nof = \"hundredth\"\nalong = \"member.month\"\nso_far = true\n\
        [[benefit.line]]\nid = \"constant\"\namount = 80100\n\
        [[benefit.line]]\nid = \"most\"\nsum = [\"constant\", \"grown\"]\n\
        [[benefit.line]]\nid = \"kept\"\nof = \"share\"\nalong = \"member.month\"\nlimit = \"most\"\n";
    let at = SINAN.find("[[benefit.line]]").expect("the lines are there");
    let scheme = scheme(&format!("{}{lines}", &SINAN[..at]));
    let cost = |day, total: i32| {
        let mut facts = stay(day, &(total * 3 / 10).to_string());
        facts.claim.settlement.set(Component::Total, Fen::yuan(total));
        facts
    };
    // 87,430 is kept of 300,000; the second stay of the month adds 5,000 to what may be kept.
    let claims = [cost("2016-01-03", 1_000_000), cost("2016-01-20", 500_000), cost("2016-02-01", 500_000)];
    assert_eq!(paid(&scheme, &claims), ["212570.00", "145000.00", "67570.00"]);
}
