//! The order: what a plan takes from those before it, what excludes it, what it waits for.

use huzhu::engine::adjudicate::LineKind;
use huzhu::engine::chain::explain::text;
use huzhu::engine::chain::{Chain, ChainState, Standing};
use huzhu::engine::claim::words::{DateKind, Service};
use huzhu::engine::claim::{Component, PlanCover};
use huzhu::engine::money::{Exact, Fen};
use huzhu::engine::scheme::model::Lang;

use super::{chain_of, part, stay, text_of};

fn ten() -> Chain {
    chain_of(&text_of("ten"))
}

#[test]
fn one_text_tells_all_plans_and_its_lines_add_up() {
    let chain = ten();
    let answer = chain.adjudicate(&stay(11_000), &[]);
    assert_eq!((answer.state, answer.amount), (ChainState::Approve, Fen::yuan(15_070)));
    let zh = text(&answer, &chain, Lang::Zh);
    for says in [
        "（2）二次补助：给付2,400.00元",
        "取方案“example/inpatient”对本次申请的给付额：5,000.00元",
        "已由“住院津贴”给付，本计划原应给付的300.00元不再给付〔第2条〕",
        "已由“重病互助乙”给付，本计划原应给付的3,000.00元不再给付〔第3条〕",
        "年度总封顶：每人每年度各计划合计最高60,000.00元，已用7,680.00元，本计划3,500.00元，得3,500.00元〔第5条〕",
        "合计给付：5,000.00＋2,400.00＋280.00＋3,500.00＋400.00＋100.00＋1,080.00＋2,310.00＝15,070.00元",
    ] {
        assert!(zh.contains(says), "{says}\n{zh}");
    }
    let en = text(&answer, &chain, Lang::En);
    for says in [
        "(3) In-patient allowance: pays 280.00 yuan",
        "“Critical illness B” is paid instead of the 3,000.00 yuan that this plan would pay",
        "together approved: 5,000.00 + 2,400.00 + 280.00 + 3,500.00 + 400.00 + 100.00 + 1,080.00 + 2,310.00 = 15,070.00 yuan",
    ] {
        assert!(en.contains(says), "{says}\n{en}");
    }
    assert_eq!(answer.presumed, ["holds", "covered"]);
}

#[test]
fn only_plans_that_are_held_are_run() {
    let chain = ten();
    let mut facts = stay(11_000);
    let held = |plan: &str| PlanCover { plan: plan.into(), covered: true, ..PlanCover::default() };
    facts.cover = vec![held("second"), held("employer")];
    let answer = chain.adjudicate(&facts, &[]);
    // What is not held pays nothing, so the second layer pays on the whole.
    assert_eq!(part(&answer, "inpatient").standing, Standing::NotHeld);
    assert_eq!(part(&answer, "second").amount, Fen::yuan(4_400));
    assert_eq!(part(&answer, "employer").amount, Fen::yuan(1_980));
    assert_eq!(answer.amount, Fen::yuan(6_380));
    assert!(answer.presumed.is_empty(), "{:?}", answer.presumed);
    let told = text(&answer, &chain, Lang::Zh);
    assert!(told.contains("（1）住院互助：未参加"), "{told}");
    // Who is named and not covered is refused by the plan itself.
    facts.cover[0].covered = false;
    let answer = chain.adjudicate(&facts, &[]);
    assert!(answer.codes().contains(&"not-covered"), "{:?}", answer.codes());
    // Cover without a name is cover of every plan.
    facts.cover = vec![PlanCover { covered: true, ..PlanCover::default() }];
    let answer = chain.adjudicate(&facts, &[]);
    assert_eq!((answer.amount, answer.presumed), (Fen::yuan(15_070), vec!["holds".into()]));
}

#[test]
fn a_plan_that_waits_holds_those_that_rest_on_it_and_no_others() {
    let chain = ten();
    let mut facts = stay(11_000);
    facts.claim.severity = None;
    let mut session = chain.session();
    let answer = session.decide(&facts);
    assert_eq!((answer.state, answer.amount), (ChainState::Part, Fen::yuan(7_680)));
    assert_eq!(part(&answer, "critical-b").standing, Standing::Pend);
    assert_eq!(part(&answer, "hardship").standing, Standing::Pend);
    let told = text(&answer, &chain, Lang::Zh);
    assert!(told.contains("须待“重病互助甲”审核后再核"), "{told}");
    // The question answered, the claim decided again in place of the first: as if it had been known at once.
    let whole = stay(11_000);
    let mut history = huzhu::engine::adjudicate::History::new(&chain);
    history.decide(1, facts);
    history.correct(1, whole.clone());
    assert_eq!(history.entries()[&1].adjudication, chain.adjudicate(&whole, &[]));
}

#[test]
fn what_is_not_paid_uses_no_limit_up() {
    let chain = chain_of(&pair("greatest"));
    let mut session = chain.session();
    let mut facts = stay(11_000);
    facts.claim.settlement.set(Component::SelfFunded, Fen::yuan(400));
    let first = session.decide(&facts);
    assert_eq!(part(&first, "self-funded").would_pay, Some(Fen::yuan(80)));
    assert_eq!(part(&first, "over-limit").amount, Fen::yuan(100));
    facts.claim.settlement.set(Component::SelfFunded, Fen::yuan(2_000));
    let second = session.decide(&facts);
    let lines = &part(&second, "self-funded").adjudication.as_ref().expect("it is paid").lines;
    let limit = lines.iter().find(|line| line.kind == LineKind::Limit).expect("the limit of a lifetime");
    assert_eq!(limit.before, Some(Exact::ZERO));
    // Of equals the first is paid.
    facts.claim.settlement.set(Component::SelfFunded, Fen::yuan(500));
    let third = session.decide(&facts);
    assert_eq!(part(&third, "over-limit").standing, Standing::Excluded);
    assert_eq!(third.amount, Fen::yuan(100));
}

/// A chain of two plans, of which one is kept.
fn pair(keep: &str) -> String {
    format!(
        "{}[[clause]]\nid = \"1\"\ntext = \"两项给付一项。\"\n\
         [[plan]]\nid = \"self-funded\"\nscheme = \"example/self-funded\"\nclause = \"1\"\n\
         [[plan]]\nid = \"over-limit\"\nscheme = \"example/over-limit\"\nclause = \"1\"\n\
         [[exclude]]\nid = \"one\"\nlabel = \"一项\"\nclause = \"1\"\nplans = [\"self-funded\", \"over-limit\"]\nkeep = \"{keep}\"\n",
        head()
    )
}

/// The head of the chain of ten.
fn head() -> String {
    let text = text_of("ten");
    text[..text.find("[[clause]]").expect("it has clauses")].to_owned()
}

#[test]
fn a_plan_is_meant_for_some_claims() {
    let text = text_of("ten").replace(
        "scheme = \"example/self-funded\"",
        "scheme = \"example/self-funded\"\nwhen   = { service = \"retired\" }",
    );
    let chain = chain_of(&text);
    let mut facts = stay(11_000);
    assert_eq!(part(&chain.adjudicate(&facts, &[]), "self-funded").amount, Fen::yuan(400));
    facts.person.service = Some(Service::InService);
    assert_eq!(part(&chain.adjudicate(&facts, &[]), "self-funded").standing, Standing::NotMeant);
    facts.person.service = None;
    let answer = chain.adjudicate(&facts, &[]);
    assert_eq!(part(&answer, "self-funded").standing, Standing::Pend);
    assert!(answer.codes().contains(&"missing-key.service"), "{:?}", answer.codes());
}

#[test]
fn the_day_decides_whether_the_chain_applies() {
    let chain = ten();
    let mut facts = stay(11_000);
    facts.claim.dates.set(DateKind::Discharge, "2019-12-31".parse().expect("a day"));
    let early = chain.adjudicate(&facts, &[]);
    assert_eq!((early.state, early.codes()), (ChainState::Deny, vec!["not-in-force"]));
    facts.claim.dates.discharge = None;
    let undated = chain.adjudicate(&facts, &[]);
    assert_eq!((undated.state, undated.codes()), (ChainState::Pend, vec!["missing-date.discharge-date"]));
    assert!(text(&undated, &chain, Lang::Zh).contains("缺少出院日期"));
}

#[test]
fn an_answer_travels_as_json_unchanged() {
    let answer = ten().adjudicate(&stay(11_000), &[]);
    let json = serde_json::to_string(&answer).expect("it writes");
    assert_eq!(
        serde_json::from_str::<huzhu::engine::chain::ChainAdjudication>(&json).expect("it reads"),
        answer
    );
}
