//! Which moves lead where, from every stage; and laws that hold along any way through the office.

use proptest::prelude::*;

use super::{Fen, IllegalMove, Move, Outcome, Stage, StageName, Standing, Why};
use crate::engine::claim::words::Word;
use crate::engine::scheme::model::Lang;

const TEN: Fen = Fen::yuan(10);

fn make(stage: Stage, what: Move, outcome: Outcome) -> Result<Stage, IllegalMove> {
    match what {
        Move::Submit => stage.submit(),
        Move::Decide => stage.decide(7, outcome),
        Move::Approve => stage.approve(),
        Move::SendBack => stage.send_back(),
        Move::Deny => stage.deny(7),
        Move::Correct => stage.correct(),
        Move::Replay => stage.replay(7, outcome),
        Move::Reopen => stage.reopen(),
        Move::Revoke => stage.revoke(),
        Move::Release => Standing { stage, holds: 0 }.release().map(|standing| standing.stage),
    }
}

#[test]
fn every_move_from_every_stage() {
    // Rows: stages. Columns: the moves in order, the outcome being a grant of ten yuan; `-` is refused.
    let table = "
        draft     submitted -        -        -         -      draft     -        -         revoked -
        submitted -         proposed -        -         -      submitted -        -         revoked -
        pending   -         proposed -        -         -      submitted proposed -         revoked -
        proposed  -         -        approved submitted denied submitted proposed -         revoked -
        approved  -         -        -        -         -      submitted approved submitted revoked -
        denied    -         -        -        -         -      submitted proposed submitted revoked -
        revoked   -         -        -        -         -      -         -        -         -       -";
    for row in table.trim().lines() {
        let cells: Vec<&str> = row.split_whitespace().collect();
        let stage = Stage::of(StageName::from_word(cells[0]).unwrap(), 3, TEN);
        for ((_, what, _), to) in Move::ALL.iter().zip(&cells[1..]) {
            let made = make(stage, *what, Outcome::Approve(TEN));
            assert_eq!(made.map_or("-", |to| to.name().word()), *to, "{} {}", cells[0], what.word());
        }
    }
}

#[test]
fn a_changed_amount_takes_the_approval_back_and_the_same_one_does_not() {
    let approved = Stage::Approved { decision: 3, amount: TEN };
    let table = [
        (Outcome::Approve(TEN), approved),
        (Outcome::Approve(Fen::yuan(9)), Stage::Proposed { decision: 4, amount: Fen::yuan(9) }),
        (Outcome::Deny, Stage::Proposed { decision: 4, amount: Fen::ZERO }),
        (Outcome::Pend, Stage::Pending { decision: 4 }),
    ];
    for (outcome, stage) in table {
        assert_eq!(approved.replay(4, outcome), Ok(stage));
    }
    let denied = Stage::Denied { decision: 3 };
    assert_eq!(denied.replay(4, Outcome::Deny), Ok(denied));
}

#[test]
fn a_proposed_denial_is_confirmed_also_when_held() {
    let stage = Stage::Submitted.decide(1, Outcome::Deny).unwrap();
    let held = Standing { stage, holds: 0 }.hold();
    assert_eq!(held.approve().unwrap().stage, Stage::Denied { decision: 1 });
}

#[test]
fn holds_stop_approval_and_payment() {
    let stage = Stage::Proposed { decision: 1, amount: TEN };
    let held = Standing { stage, holds: 1 }.hold();
    let error = held.approve().unwrap_err();
    assert_eq!(error.why, Why::Held { holds: 2 });
    assert_eq!(error.said().get(Lang::Zh), "申请有2项暂停尚未解除，不能复核通过；请先核实并逐项解除暂停。");
    let free = held.release().unwrap().release().unwrap();
    assert_eq!(free.release().unwrap_err().why, Why::NotHeld);
    let approved = free.approve().unwrap();
    assert_eq!((approved.payable(), approved.hold().payable()), (TEN, Fen::ZERO));
}

#[test]
fn sentences() {
    let said = Stage::Draft.approve().unwrap_err().said();
    assert_eq!(said.get(Lang::Zh), "申请目前为“草稿”，不能复核通过；请先提交申请。");
    assert_eq!(said.get(Lang::En), "The claim is draft and cannot be approved; submit it first.");
    let said = Stage::Revoked.revoke().unwrap_err().said();
    assert_eq!(said.get(Lang::Zh), "申请目前为“已撤销”，不能撤销；如仍需申请，请重新提交。");
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Deny),
        Just(Outcome::Pend),
        (1_i32..4).prop_map(|y| Outcome::Approve(Fen::yuan(y)))
    ]
}

proptest! {
    /// Money is granted only by an approval, of the amount that was proposed; revoked is the end.
    #[test]
    fn ways_through_the_office(moves in prop::collection::vec((0_usize..10, any_outcome()), 0..40)) {
        let mut stage = Stage::Draft;
        for (number, outcome) in moves {
            let what = Move::ALL[number].1;
            match make(stage, what, outcome) {
                Ok(next) => {
                    if next.granted() > stage.granted() {
                        let Stage::Proposed { amount, .. } = stage else { panic!("{stage:?} to {next:?}") };
                        prop_assert_eq!((what, next.granted()), (Move::Approve, amount));
                    }
                    prop_assert_ne!(stage, Stage::Revoked);
                    stage = next;
                }
                Err(error) => {
                    prop_assert_eq!((error.tried, error.from), (what, stage.name()));
                    prop_assert!(error.said().get(Lang::Zh).ends_with('。'));
                }
            }
            prop_assert_eq!(Stage::of(stage.name(), stage.decision().unwrap_or(0), amount_of(stage)), stage);
        }
    }
}

fn amount_of(stage: Stage) -> Fen {
    match stage {
        Stage::Proposed { amount, .. } | Stage::Approved { amount, .. } => amount,
        Stage::Draft | Stage::Submitted | Stage::Pending { .. } | Stage::Denied { .. } | Stage::Revoked => {
            Fen::ZERO
        }
    }
}
