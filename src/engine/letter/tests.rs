//! Each letter from a claim: what it says, and that it says the same again.

use super::*;
use crate::engine::claim::Component;
use crate::engine::claim::words::{DateKind, Event, Setting};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::read::{ListFiles, read};

const SINAN: &str = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");

fn scheme() -> Scheme {
    Scheme::new(vec![read(SINAN, &ListFiles::new(), &mut Problems::default()).unwrap()]).unwrap()
}

fn stay(yuan: Option<i32>) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = "m".into();
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.dates.set(DateKind::Discharge, "2016-03-01".parse().unwrap());
    if let Some(yuan) = yuan {
        facts.claim.settlement.set(Component::SelfPay, Fen::yuan(yuan));
    }
    facts
}

fn letter(stage: StageName, yuan: Option<i32>, because: &str) -> Option<Letter> {
    let (scheme, facts) = (scheme(), stay(yuan));
    let answer = scheme.adjudicate(&facts, &[]);
    Letter::of(&Matter {
        claim: "c00000012",
        receipt: 12,
        book: "b1",
        office: "某县总工会",
        addressee: "张*",
        account: "***************0123",
        stage,
        answered: "2016-04-01".parse().unwrap(),
        appeal: (60, "2016-05-31".parse().unwrap()),
        because,
        facts: &facts,
        adjudication: because.is_empty().then_some(&answer),
        scheme: &scheme,
    })
}

#[test]
fn a_grant_says_how_much_in_figures_and_words_and_by_which_clause() {
    let letter = letter(StageName::Approved, Some(8_000), "").unwrap();
    insta::assert_snapshot!("benefit_zh", letter.plain(Lang::Zh));
    insta::assert_snapshot!("benefit_en", letter.plain(Lang::En));
    let total = letter.total.unwrap();
    assert_eq!((total.amount, total.in_words.as_str()), (Fen::yuan(1_500), "壹仟伍佰元整"));
    assert_eq!(total.pools.iter().map(|pays| pays.amount).sum::<Fen>(), total.amount);
    let pays: Fen = letter.lines.iter().filter(|line| line.pays).map(|line| line.amount).sum();
    assert_eq!(pays, total.amount);
    assert_eq!(letter.clauses.iter().map(|cited| cited.clause.as_str()).collect::<Vec<_>>(), ["2", "3"]);
}

#[test]
fn a_denial_says_why_and_a_request_says_what_is_missing() {
    let denial = letter(StageName::Denied, Some(4_000), "").unwrap();
    insta::assert_snapshot!("denial_zh", denial.plain(Lang::Zh));
    assert!(denial.total.is_none() && denial.appeal.is_some() && !denial.reasons.is_empty());
    let request = letter(StageName::Pending, None, "").unwrap();
    insta::assert_snapshot!("completion_zh", request.plain(Lang::Zh));
    assert!(request.appeal.is_none() && request.reasons[0].code == "missing-figure.self_pay", "{request:?}");
}

#[test]
fn a_reviewer_who_denied_is_quoted() {
    let denial = letter(StageName::Denied, Some(8_000), "材料与医院记录不符。").unwrap();
    assert_eq!(denial.reasons[0].text.get(Lang::Zh), "材料与医院记录不符。");
    assert!(denial.lines.is_empty() && denial.total.is_none(), "what was computed is not promised");
}

#[test]
fn no_letter_goes_out_before_there_is_an_answer() {
    for stage in [StageName::Draft, StageName::Submitted, StageName::Proposed, StageName::Revoked] {
        assert_eq!(letter(stage, Some(8_000), ""), None, "{stage:?}");
    }
}

#[test]
fn the_same_matter_is_the_same_letter() {
    let json = |letter: Option<Letter>| serde_json::to_string(&letter).unwrap();
    let first = json(letter(StageName::Approved, Some(8_000), ""));
    assert_eq!(first, json(letter(StageName::Approved, Some(8_000), "")));
    assert_eq!(
        serde_json::from_str::<Option<Letter>>(&first).unwrap(),
        letter(StageName::Approved, Some(8_000), "")
    );
}
