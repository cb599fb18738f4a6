//! Reserves keep to what the scheme says of them, and earmarked pools to what they are for.

use huzhu::clock::Now;
use huzhu::desk::Call;
use huzhu::desk::keep_books::{BookRequest, KeepBooks};
use huzhu::desk::reserve::{Standing, reserves};
use huzhu::desk::reverse::{Reverse, ReverseRequest};
use huzhu::engine::ledger::deed::{Booking, Deed};
use huzhu::engine::money::Fen;

use super::damage::unguard;
use super::world::{approved, ask, balance, book, booking, clean, harm, looked, open, open_with};
use crate::office::claims::world::World;
use crate::office::databases::on_both;

const SILENT: &str = "label_en = \"pool\"";
const RULE: &str = "label_en = \"pool\"\n\
    reserve = { rate = \"10%\", most = 150, only_when_short = true, clause = \"1\" }";

async fn standing(world: &World) -> Standing {
    let now = Now::parse("2026-06-01T02:00:00Z").unwrap();
    reserves(world.desk.office(), &world.book, now).await.unwrap().pop().unwrap()
}

/// What was due and came.
async fn contributed(world: &World, yuan: i32) {
    for deed in [Deed::SubsidyDue, Deed::SubsidyReceived] {
        let subsidy = Booking { payer: "city-union".into(), ..booking(deed, Fen::yuan(yuan)) };
        ask(world, subsidy, None).await.unwrap();
    }
}

#[test]
fn what_goes_in_keeps_to_the_rate_of_the_year_and_to_the_ceiling() {
    on_both(async |base| {
        let world = open_with(base, 500, &[(SILENT, RULE)]).await;
        // Interest is no contribution: nothing may go in yet.
        let refused = book(&world, Deed::FillReserve, 1).await.unwrap_err();
        assert_eq!(refused.code(), "reserve-bound");
        contributed(&world, 1_000).await;
        assert_eq!(standing(&world).await.may_fill, Some(Fen::yuan(100)));
        assert_eq!(book(&world, Deed::FillReserve, 101).await.unwrap_err().code(), "reserve-bound");
        // Two of one slice: the second sees the first.
        let call = |key: &str| {
            let request = BookRequest { booking: booking(Deed::FillReserve, Fen::yuan(60)), period: None };
            Call::new("f1", key, request)
        };
        let replies = world.desk.many::<KeepBooks>(&world.book, vec![call("a"), call("b")]).await.unwrap();
        let codes: Vec<_> =
            replies.into_iter().map(|reply| reply.answer.err().map(|why| why.code())).collect();
        assert_eq!(codes, [None, Some("reserve-bound")]);
        let now = standing(&world).await;
        let year = (now.year.income, now.year.filled, now.holds, now.may_fill);
        assert_eq!(year, (Fen::yuan(1_000), Fen::yuan(60), Fen::yuan(60), Some(Fen::yuan(40))));
        // The ceiling of 150 comes before a tenth of 3,000.
        contributed(&world, 2_000).await;
        assert_eq!(standing(&world).await.may_fill, Some(Fen::yuan(90)));
        let voucher = book(&world, Deed::FillReserve, 90).await.unwrap().voucher;
        assert_eq!(book(&world, Deed::FillReserve, 1).await.unwrap_err().code(), "reserve-bound");
        // What is reversed did not go in.
        world.ask::<Reverse>("f1", ReverseRequest { voucher, period: None }).await.unwrap();
        let now = standing(&world).await;
        assert_eq!((now.year.filled, now.may_fill), (Fen::yuan(60), Some(Fen::yuan(90))));
        clean(&world).await;
    });
}

#[test]
fn what_comes_out_is_what_the_pool_lacks() {
    on_both(async |base| {
        let world = open_with(base, 0, &[(SILENT, RULE)]).await;
        contributed(&world, 1_000).await;
        book(&world, Deed::FillReserve, 100).await.unwrap();
        assert_eq!(standing(&world).await.may_draw, Some(Fen::ZERO));
        assert_eq!(book(&world, Deed::DrawReserve, 1).await.unwrap_err().code(), "reserve-bound");
        approved(&world, "m1", "2026-03-01", 500).await;
        approved(&world, "m2", "2026-03-01", 450).await;
        // 900 are there, 950 are granted.
        assert_eq!(standing(&world).await.may_draw, Some(Fen::yuan(50)));
        assert_eq!(book(&world, Deed::DrawReserve, 51).await.unwrap_err().code(), "reserve-bound");
        book(&world, Deed::DrawReserve, 50).await.unwrap();
        assert_eq!(balance(base, "reserve-fund").await, -5_000);
        clean(&world).await;
    });
}

#[test]
fn where_the_scheme_says_nothing_the_document_decides() {
    on_both(async |base| {
        let world = open(base, 500).await;
        let now = standing(&world).await;
        assert_eq!((now.rule, now.may_fill, now.may_draw), (None, None, None));
        book(&world, Deed::FillReserve, 400).await.unwrap();
        book(&world, Deed::DrawReserve, 100).await.unwrap();
        clean(&world).await;
    });
}

#[test]
fn earmarked_money_goes_to_no_other_pool() {
    on_both(async |base| {
        let earmarked = "label_en = \"pool\"\nonly_for = [\"inpatient\"]\n\n[[pool]]\nid = \"other\"\n\
            label = \"另一资金池\"\nlabel_en = \"other pool\"";
        let world = open_with(base, 500, &[(SILENT, earmarked)]).await;
        let to = |to: &str| Booking { to: to.into(), ..booking(Deed::Transfer, Fen::yuan(100)) };
        let refused = ask(&world, to("test/limit/other"), None).await.unwrap_err();
        assert_eq!(refused.code(), "pool-earmarked");
        approved(&world, "m1", "2026-03-01", 200).await;
        assert_eq!(balance(base, "benefit-payable").await, -20_000);
        clean(&world).await;
        // Somebody makes it another benefit, wherever it stands in the books.
        unguard(base).await;
        for table in ["account", "posting"] {
            harm(base, &format!("update {table} set sub = 'surgery' where sub = 'inpatient'")).await;
        }
        let last = looked(&world).await.pop().unwrap();
        let place = "pool test/limit/test: surgery".to_owned();
        assert_eq!((last.name, last.broken), ("pools-pay-their-own", Some(place)));
    });
}
