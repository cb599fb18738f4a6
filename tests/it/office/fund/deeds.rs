//! What the finance desk books: contributions, transfers, reserve, opening balances, reversals; and what it may not.

use huzhu::desk::keep_books::{BookRequest, KeepBooks};
use huzhu::desk::open_balances::{Given, OpenBalances, OpenRequest};
use huzhu::desk::reverse::{Reverse, ReverseRequest};
use huzhu::engine::ledger::Code;
use huzhu::engine::ledger::deed::{Booking, Deed};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;

use super::world::{POOL, approved, ask, balance, book, booking, clean, number, open};
use crate::office::databases::on_both;

fn contribution(deed: Deed, yuan: i32) -> Booking {
    Booking { payer: "member".into(), party: "w1".into(), ..booking(deed, Fen::yuan(yuan)) }
}

#[test]
fn contributions_come_short_and_over_and_go_back() {
    on_both(async |base| {
        let world = open(base, 0).await;
        ask(&world, contribution(Deed::Receive, 700), None).await.unwrap();
        // Nothing was due: it is kept for the employer, and pays no benefit.
        assert_eq!(
            (balance(base, "income-bank").await, balance(base, "contribution-advance").await),
            (70_000, -70_000)
        );
        approved(&world, "m1", "2026-03-01", 100).await;
        assert_eq!(balance(base, "benefit-waiting").await, -10_000);
        let refused = ask(&world, contribution(Deed::Refund, 701), None).await.unwrap_err();
        assert_eq!(refused.code(), "more-than-there-is");
        ask(&world, contribution(Deed::Refund, 200), None).await.unwrap();
        assert_eq!(
            (balance(base, "income-bank").await, balance(base, "contribution-advance").await),
            (50_000, -50_000)
        );
        clean(&world).await;
    });
}

#[test]
fn what_is_not_booked_says_why() {
    on_both(async |base| {
        let world = open(base, 100).await;
        let yuan = Fen::yuan;
        let table: [(Booking, &str); 9] = [
            (booking(Deed::Interest, Fen::ZERO), "amount-not-positive"),
            (booking(Deed::Interest, -yuan(1)), "amount-not-positive"),
            (Booking { document: "  ".into(), ..booking(Deed::Interest, yuan(1)) }, "document-missing"),
            (Booking { pool: "test/limit/none".into(), ..booking(Deed::Interest, yuan(1)) }, "not-found"),
            (booking(Deed::Allocate, yuan(101)), "bank-short"),
            (booking(Deed::GuaranteeReceived, yuan(1)), "more-than-there-is"),
            (
                Booking { payer: "union".into(), ..booking(Deed::SubsidyReceived, yuan(1)) },
                "more-than-there-is",
            ),
            (Booking { to: POOL.into(), ..booking(Deed::Transfer, yuan(1)) }, "field"),
            (booking(Deed::Receive, yuan(1)), "field"),
        ];
        for (booking, code) in table {
            let refused = ask(&world, booking.clone(), None).await.unwrap_err();
            assert_eq!(refused.code(), code, "{booking:?}");
        }
        // A clerk keeps no books.
        let request = BookRequest { booking: booking(Deed::Interest, yuan(1)), period: None };
        assert_eq!(world.ask::<KeepBooks>("s1", request).await.unwrap_err().code(), "no-right");
        assert_eq!(number(base, "select count(*) from voucher".into()).await, 1);
        clean(&world).await;
    });
}

#[test]
fn money_moves_between_accounts_and_into_the_reserve() {
    on_both(async |base| {
        let world = open(base, 1000).await;
        for (deed, yuan) in [(Deed::Allocate, 300), (Deed::FillReserve, 200), (Deed::DrawReserve, 50)] {
            book(&world, deed, yuan).await.unwrap();
        }
        let codes = ["income-bank", "payment-bank", "reserve-bank", "reserve-fund", "accumulated"];
        let mut stands = vec![];
        for code in codes {
            stands.push(balance(base, code).await);
        }
        assert_eq!(stands, [50_000, 35_000, 15_000, -15_000, 15_000]);
        let subsidy = |deed, yuan| Booking { payer: "city-union".into(), ..booking(deed, Fen::yuan(yuan)) };
        ask(&world, subsidy(Deed::SubsidyDue, 500), None).await.unwrap();
        ask(&world, subsidy(Deed::SubsidyReceived, 400), None).await.unwrap();
        assert_eq!(balance(base, "subsidy-receivable").await, 10_000);
        clean(&world).await;
    });
}

#[test]
fn a_voucher_is_reversed_once_and_in_full() {
    on_both(async |base| {
        let world = open(base, 0).await;
        let voucher = book(&world, Deed::Interest, 30).await.unwrap().voucher;
        let reverse = async || world.ask::<Reverse>("f1", ReverseRequest { voucher, period: None }).await;
        reverse().await.unwrap();
        assert_eq!((balance(base, "income-bank").await, balance(base, "interest-income").await), (0, 0));
        assert_eq!(reverse().await.unwrap_err().code(), "voucher-not-reversible");
        // What follows a claim is not reversed by hand.
        book(&world, Deed::Interest, 100).await.unwrap();
        approved(&world, "m1", "2026-03-01", 10).await;
        let voucher = "2026-06-t1".parse().unwrap();
        let refused = world.ask::<Reverse>("f1", ReverseRequest { voucher, period: None }).await;
        assert_eq!(refused.unwrap_err().code(), "voucher-not-reversible");
        clean(&world).await;
    });
}

fn given(code: Code, debit: i32, credit: i32) -> Given {
    let (sub, party) = (Name::default(), Name::default());
    Given { line: 2, pool: POOL.into(), code, sub, party, debit: Fen::yuan(debit), credit: Fen::yuan(credit) }
}

#[test]
fn opening_balances_balance_or_are_not_booked() {
    on_both(async |base| {
        let world = open(base, 0).await;
        let open = async |rows: Vec<Given>| {
            let request = OpenRequest { rows, document: "期初.xlsx".into(), period: None };
            world.ask::<OpenBalances>("f1", request).await
        };
        let off = vec![given(Code::IncomeBank, 100, 0), given(Code::Accumulated, 0, 99)];
        assert_eq!(open(off).await.unwrap_err().code(), "field");
        let income = vec![given(Code::IncomeBank, 100, 0), given(Code::InterestIncome, 0, 100)];
        assert_eq!(open(income).await.unwrap_err().code(), "field");
        let held = vec![given(Code::IncomeBank, 100, 0), given(Code::BenefitPayable, 0, 100)];
        open(held).await.unwrap();
        let again = vec![given(Code::IncomeBank, 1, 0), given(Code::Accumulated, 0, 1)];
        assert_eq!(open(again).await.unwrap_err().code(), "pool-has-entries");
        assert_eq!(number(base, "select held_fen from pool".into()).await, 10_000);
        assert_eq!(balance(base, "opening").await, 0);
        clean(&world).await;
    });
}
