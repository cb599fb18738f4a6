//! Periods: closed in their order when the checklist holds, reopened by somebody else, and the closing of a year.

use huzhu::desk::carry_forward::{CarryForward, CarryRequest};
use huzhu::desk::close_period::{ClosePeriod, CloseRequest};
use huzhu::desk::reopen_period::{ReopenPeriod, ReopenRequest};
use huzhu::engine::ledger::deed::Deed;
use huzhu::engine::money::Fen;

use super::world::{ask, balance, booking, clean, harm, number, open};
use crate::office::claims::world::World;
use crate::office::databases::on_both;

async fn close(world: &World, period: &str, soft: bool) -> Result<(), &'static str> {
    let request = CloseRequest { period: period.parse().unwrap(), soft };
    world.ask::<ClosePeriod>("f1", request).await.map(|_| ()).map_err(|refusal| refusal.code())
}

async fn reopen(world: &World, staff: &str, period: &str) -> Result<(), &'static str> {
    let request = ReopenRequest { period: period.parse().unwrap() };
    world.ask::<ReopenPeriod>(staff, request).await.map(|_| ()).map_err(|refusal| refusal.code())
}

async fn interest(world: &World, yuan: i32, period: Option<&str>) -> Result<String, &'static str> {
    let period = period.map(|text| text.parse().unwrap());
    let booked = ask(world, booking(Deed::Interest, Fen::yuan(yuan)), period).await;
    booked.map(|answer| answer.voucher.to_string()).map_err(|refusal| refusal.code())
}

// Today is the first of June 2026.
#[test]
fn a_period_is_closed_and_reopened_by_another_person() {
    on_both(async |base| {
        let world = open(base, 0).await;
        assert_eq!(interest(&world, 10, Some("2026-05")).await, Ok("2026-05-r1".into()));
        assert_eq!(interest(&world, 10, None).await, Ok("2026-06-r1".into()));
        assert_eq!(close(&world, "2026-06", false).await, Err("period-move"), "it is not over");
        assert_eq!(close(&world, "2026-05", false).await, Ok(()));
        assert_eq!(interest(&world, 10, Some("2026-05")).await, Err("period-closed"));
        assert_eq!(reopen(&world, "f1", "2026-05").await, Err("period-move"), "who closed it");
        assert_eq!(reopen(&world, "f3", "2026-05").await, Err("period-move"), "the same person");
        assert_eq!(reopen(&world, "f2", "2026-05").await, Ok(()));
        assert_eq!(interest(&world, 10, Some("2026-05")).await, Ok("2026-05-r2".into()));
        // Softly closed, the desks book into the next month, and the accountant still into this.
        assert_eq!(close(&world, "2026-06", true).await, Ok(()));
        assert_eq!(interest(&world, 10, None).await, Ok("2026-07-r1".into()));
        assert_eq!(interest(&world, 10, Some("2026-06")).await, Ok("2026-06-r2".into()));
        clean(&world).await;
    });
}

#[test]
fn what_does_not_hold_keeps_a_period_open() {
    on_both(async |base| {
        let world = open(base, 0).await;
        interest(&world, 10, Some("2026-05")).await.unwrap();
        harm(base, "update pool set posted_fen = posted_fen + 1").await;
        assert_eq!(close(&world, "2026-05", false).await, Err("period-checklist"));
        harm(base, "update pool set posted_fen = posted_fen - 1").await;
        assert_eq!(close(&world, "2026-05", false).await, Ok(()));
    });
}

#[test]
fn a_year_is_carried_forward_once() {
    on_both(async |base| {
        let world = open(base, 0).await;
        let carry = async |year| {
            let carried = world.ask::<CarryForward>("f1", CarryRequest { year }).await;
            carried.map(|answer| answer.voucher.map(|voucher| voucher.to_string())).map_err(|r| r.code())
        };
        interest(&world, 10, Some("2025-12")).await.unwrap();
        interest(&world, 5, None).await.unwrap();
        assert_eq!(carry(2025).await, Err("period-move"), "december is open");
        close(&world, "2025-12", false).await.unwrap();
        assert_eq!(carry(2025).await, Ok(Some("2025-13-t1".into())));
        // This year's income stays income.
        assert_eq!(
            (balance(base, "interest-income").await, balance(base, "accumulated").await),
            (-500, -1_000)
        );
        assert_eq!(carry(2025).await, Err("period-move"));
        assert_eq!(carry(2026).await, Err("period-move"), "it is not over");
        let closed = "select count(*) from period where state = 'closed'";
        assert_eq!(number(base, closed.into()).await, 2);
        clean(&world).await;
    });
}

#[test]
fn what_is_closed_stays_closed_as_a_whole() {
    on_both(async |base| {
        let world = open(base, 0).await;
        interest(&world, 10, Some("2026-03")).await.unwrap();
        assert_eq!(close(&world, "2026-03", false).await, Ok(()));
        for (period, code) in [
            ("2026-02", "period-closed"),
            ("2025-12", "period-closed"),
            ("1900-01", "period-closed"),
            ("2026-13", "period-move"),
            ("2025-13", "period-move"),
            ("2026-07", "period-move"),
            ("2099-12", "period-move"),
        ] {
            assert_eq!(interest(&world, 10, Some(period)).await, Err(code), "{period}");
        }
        assert_eq!(reopen(&world, "f2", "2026-02").await, Err("period-move"), "a later one is closed");
        assert_eq!(close(&world, "2025-13", false).await, Err("period-move"), "it is carried forward");
        assert_eq!(interest(&world, 10, Some("2026-04")).await, Ok("2026-04-r1".into()));
        clean(&world).await;
    });
}

#[test]
fn years_are_carried_in_their_order() {
    on_both(async |base| {
        let world = open(base, 0).await;
        let carry = async |year| {
            let carried = world.ask::<CarryForward>("f1", CarryRequest { year }).await;
            carried.map(|answer| answer.voucher.map(|voucher| voucher.to_string())).map_err(|r| r.code())
        };
        for period in ["2024-11", "2025-12"] {
            interest(&world, 10, Some(period)).await.unwrap();
            assert_eq!(close(&world, period, false).await, Ok(()));
        }
        assert_eq!(carry(2025).await, Err("period-move"), "2024 goes first");
        assert_eq!(carry(2024).await, Ok(Some("2024-13-t1".into())));
        assert_eq!(carry(2025).await, Ok(Some("2025-13-t1".into())));
        assert_eq!(interest(&world, 10, Some("2025-12")).await, Err("period-closed"));
        assert_eq!(balance(base, "accumulated").await, -2_000);
        clean(&world).await;
    });
}
