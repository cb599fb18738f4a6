//! Every refusal has a code of its own, travels as JSON, and says in both languages what to do.

use std::collections::BTreeSet;

use super::{Refusal, RefusalKind, Thing};
use crate::engine::calendar::Day;
use crate::engine::ids::DocumentKind;
use crate::engine::money::Fen;
use crate::engine::office::eyes::Conflict;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::ladder::LadderRefusal;
use crate::engine::office::undo::{EditionStands, Stands, StandsOn};
use crate::engine::office::{Right, Stage, Standing};
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;

const DAY: Day = Day::constant(2026, 1, 2);

/// One of every kind.
fn every() -> Vec<Refusal> {
    let proposed = Stage::Proposed { decision: 1, amount: Fen::yuan(1) };
    let rule = || Said::new("不在办理期内，请于三月办理。", "Outside the window; enrol in March.");
    let mut all = vec![
        Refusal::not_found(Thing::Member, "m00000012"),
        Refusal::NoRight { right: Right::Review },
        Refusal::NotActive { staff: "u1".into() },
        Refusal::MakerIsChecker,
        Refusal::MustRecuse { conflict: Conflict::Relative },
        Refusal::Ladder(LadderRefusal::Complete),
        Refusal::Ladder(LadderRefusal::GivenAlready),
        Refusal::Ladder(LadderRefusal::NotNeeded { level: "city".into() }),
        Refusal::Ladder(LadderRefusal::NotYours { remain: vec!["city".into(), "province".into()] }),
        Stage::Draft.approve().unwrap_err().into(),
        Standing { stage: proposed, holds: 2 }.approve().unwrap_err().into(),
        Standing { stage: proposed, holds: 0 }.release().unwrap_err().into(),
        Refusal::KeyReused { key: "k1".into() },
        Refusal::Stale { what: Thing::Claim, id: "c1".into() },
        Refusal::field("phone", rule()),
        Refusal::Merge { member: "m1".into(), into: "m1".into() },
        Refusal::Enrolment { rule: "outside-window".into(), said: rule() },
    ];
    all.extend(people());
    all.extend(papers());
    all
}

fn people() -> Vec<Refusal> {
    vec![
        Refusal::DuplicateIdentity {
            kind: DocumentKind::Resident,
            masked: "110***********002X".into(),
            member: "m1".into(),
        },
        Refusal::MemberNotActive { member: "m1".into(), state: MemberState::Merged, into: Some("m2".into()) },
        Refusal::PeriodOverlaps { plan: "basic".into(), from: DAY, to: None, with: "e1".into() },
        Refusal::NotEnrolled { member: "m1".into(), scheme: "cn/x".into(), on: Some(DAY) },
        Refusal::NoEdition { scheme: "cn/x".into(), on: None },
        Refusal::SchemeFaulty { scheme: "cn/x".into(), errors: 3 },
        Refusal::AlreadyPublished { scheme: "cn/x".into(), from: DAY },
    ]
}

fn papers() -> Vec<Refusal> {
    vec![
        Refusal::AppealOpen { claim: "c1".into() },
        Refusal::TooLate { last: DAY },
        Refusal::DocumentTooLarge { bytes: 9, most: 8 },
        Refusal::DocumentType { media_type: "text/html".into() },
        Refusal::FileSeen { import: "i1".into(), on: DAY },
        Refusal::AlreadyUndone { import: "i1".into() },
        Refusal::ImportUndone { claim: "c1".into(), import: "i1".into() },
        Refusal::EditionStands(EditionStands {
            scheme: "cn/x".into(),
            from: DAY,
            what: vec![(Stands::Decision, 2)],
        }),
        Refusal::StandsUnder(StandsOn { import: "i1".into(), what: vec![(Stands::Claim, 2)] }),
    ]
}

#[test]
fn every_refusal_has_its_code_and_its_sentences() {
    let all = every();
    let codes: BTreeSet<&str> = all.iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), all.len(), "no two share a code");
    for refusal in &all {
        let said = refusal.said();
        assert!(said.get(Lang::Zh).ends_with('。') && said.get(Lang::En).ends_with('.'), "{said}");
        assert!(said.get(Lang::Zh).chars().count() > 12, "{said} says what to do");
        let text = serde_json::to_string(refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&text).unwrap(), *refusal, "{text}");
    }
}

#[test]
fn sentences() {
    let table = [
        (Refusal::NoRight { right: Right::Review }, "您没有“复核”的权限，请由复核人办理。"),
        (
            Refusal::MemberNotActive { member: "m1".into(), state: MemberState::Left, into: None },
            "会员m1已退出，不能办理；如状态有误，请先更正会员信息。",
        ),
        (
            Refusal::PeriodOverlaps { plan: "".into(), from: DAY, to: Some(DAY), with: "e1".into() },
            "保障期2026年1月2日至2026年1月2日与参加记录e1重叠，请更正日期，或先终止原记录。",
        ),
        (
            Refusal::NotEnrolled { member: "m1".into(), scheme: "cn/x".into(), on: Some(DAY) },
            "会员m1在2026年1月2日未参加cn/x，请核对方案和日期，或先办理参加。",
        ),
    ];
    for (refusal, zh) in table {
        assert_eq!(refusal.said().get(Lang::Zh), zh);
    }
}

#[test]
fn what_is_out_of_scope_looks_like_what_is_not_there() {
    let refusal = Refusal::not_found(Thing::Claim, "c1");
    assert_eq!((refusal.kind(), refusal.code()), (RefusalKind::NotFound, "not-found"));
    assert_eq!(every().iter().filter(|r| r.kind() == RefusalKind::NotFound).count(), 1);
}
