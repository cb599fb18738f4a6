//! Two schemes with something of each kind: their edges agree, and cases say what they miss.

use std::collections::BTreeSet;

use super::*;
use crate::engine::adjudicate::reference::Reference;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::problem::{Problems, Report};
use crate::engine::scheme::read::{ListFiles, read};

const FRACTIONS: &str = include_str!("fractions.toml");
const KINDS: &str = include_str!("../../scheme/sheet/kinds.toml");
const SINAN: &str = include_str!("../../../../schemes/cn/guizhou/sinan/2016-01-01.toml");

/// A scheme of one edition from its text.
fn scheme(text: &str) -> Scheme {
    let mut problems = Problems::default();
    let edition = read(text, &ListFiles::new(), &mut problems);
    let report = Report { file: "test".into(), text: text.into(), problems: problems.into_sorted() };
    assert!(!report.has_errors(), "{report}");
    Scheme::new(vec![edition.expect("the head reads")]).expect("it compiles")
}

fn claims(scheme: &Scheme, seed: u64, many: usize) -> Vec<Facts> {
    let mut sampler = Sampler::new(scheme, seed);
    (0..many).map(|_| sampler.claim()).collect()
}

#[test]
fn edges_of_every_kind_of_line_are_tried_and_agree() {
    for (text, at_least) in [(FRACTIONS, 500), (KINDS, 500), (SINAN, 50)] {
        let scheme = scheme(text);
        let found = edges(&scheme);
        assert_eq!(found.disagreements, [], "{}", scheme.id());
        assert_eq!(found.unopened, [], "{}", scheme.id());
        assert!(found.tried > at_least, "{}: {}", scheme.id(), found.tried);
    }
}

#[test]
fn random_claims_agree_and_often_end_between_two_fen() {
    let scheme = scheme(FRACTIONS);
    let found = compare(&scheme, &claims(&scheme, 7, 5000));
    assert_eq!(found.faults, []);
    assert_eq!(found.narrow, 5000);
    assert!(
        found.pending > 50 && found.pending < 500 && found.paid > 2000 && found.ties * 5 > found.paid,
        "{found:?}"
    );
}

#[test]
fn random_claims_of_every_kind_of_line_agree() {
    let scheme = scheme(KINDS);
    let found = compare(&scheme, &claims(&scheme, 11, 20_000));
    assert_eq!(found.faults, []);
    assert!(found.paid > 5_000, "{found:?}");
}

/// A clerk who asks for everything once is not sent back for the next thing.
#[test]
fn a_pending_claim_names_all_that_the_reference_misses() {
    let mut named = 0;
    for text in [FRACTIONS, KINDS, SINAN] {
        let scheme = scheme(text);
        let (mut session, mut reference) = (scheme.session(), Reference::default());
        for facts in claims(&scheme, 5, 4_000) {
            let missing = reference.missing(scheme.editions(), &facts);
            let answer = session.decide(&facts);
            reference.decide(scheme.editions(), &facts);
            if answer.decision.word() == "pend" {
                let codes = answer.decision.reasons().map(|r| r.code.clone());
                let codes: BTreeSet<String> = codes.filter(|c| !c.starts_with("unencoded.")).collect();
                assert_eq!(codes, missing, "{}: {facts:?}", scheme.id());
                named += usize::from(codes.len() > 1);
            }
        }
    }
    assert!(named > 20, "{named} claims lack more than one thing");
}

#[test]
fn the_same_seed_makes_the_same_claims() {
    let scheme = scheme(SINAN);
    assert_eq!(claims(&scheme, 1, 50), claims(&scheme, 1, 50));
    assert_ne!(claims(&scheme, 1, 50), claims(&scheme, 2, 50));
}

fn case(id: &str, facts: &Facts, expect: i64, decision: &str, reasons: &[&str]) -> ProbeCase {
    ProbeCase {
        approval: vec![],
        available: vec![],
        now: None,
        id: id.into(),
        scenario: Some("one".into()),
        facts: facts.clone(),
        expect: Fen::new(expect).ok(),
        decision: decision.into(),
        reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
    }
}

#[test]
fn cases_share_a_session_and_fail_with_a_sentence() {
    let scheme = scheme(SINAN);
    let mut facts = site::Site::all(&scheme)[0].opening().expect("it opens");
    let slip = &mut facts.claim.settlement;
    slip.set(crate::engine::claim::Component::SelfPay, Fen::yuan(5_001));
    let cases = [
        case("first", &facts, 50, "approve", &[]),
        case("second", &facts, 250_050, "approve", &[]),
        case("wrong", &facts, 1, "deny", &["limit-used-up"]),
    ];
    let found = examine(&scheme, &cases, &[]);
    let failures: Vec<String> =
        found.results.iter().filter_map(|r| r.failure.as_ref()).map(ToString::to_string).collect();
    assert_eq!(
        failures,
        [
            "case `wrong`: expected deny 0.01 (limit-used-up), found approve 2500.50; lines: inpatient.eligible 5001.00, \
          inpatient.banded 2500.50, inpatient.banded 2500.50, inpatient.paid 2500.50, inpatient.pays 2500.50"
        ]
    );
    assert!(!found.holds());
    let unhit: Vec<String> = found.unhit.iter().map(ToString::to_string).collect();
    assert!(unhit.contains(&"benefit.inpatient.banded.bands[3] is hit by no case".to_owned()), "{unhit:?}");
    assert!(!unhit.contains(&"benefit.inpatient.banded.bands[1] is hit by no case".to_owned()));
}
