//! Each thing that `huzhu verify` looks at is found when a database is damaged in just that way.

use huzhu::engine::ledger::deed::{Booking, Deed};
use huzhu::engine::money::Fen;
use huzhu::store::Kind;

use super::world::{approved, ask, book, booking, clean, harm, looked, open};
use crate::office::databases::{Base, on_both};

/// The check that finds it, and the damage.
const DAMAGES: [(&str, &str); 37] = [
    ("audit-chain", "update audit set reason = 'x' where number = 2"),
    ("audit-chain", "delete from audit where number = (select max(number) from audit)"),
    (
        "vouchers-balance",
        "update entry set amount_fen = amount_fen + 1 where voucher_id = 1 and side = 'debit'",
    ),
    ("postings-are-lines", "update posting set amount_fen = amount_fen + 1 where voucher_id = 2"),
    ("postings-are-lines", "update posting set sub = 'other' where debit = 'benefit-expense'"),
    ("numbers-gapless", "update voucher set number = 9 where id = 2"),
    ("vouchers-gapless", "update voucher set id = 99 where id = 2"),
    (
        "balances-are-lines",
        "update entry set balance_fen = balance_fen + 1 where voucher_id = 2 and side = 'debit'",
    ),
    ("balances-are-lines", "update entry set version = 9 where voucher_id = 3 and side = 'debit'"),
    (
        "periods-are-lines",
        "update account_period set debit_fen = debit_fen + 1 where account_id like '%:income-bank'",
    ),
    ("parties-are-postings", "update party_period set open_fen = open_fen + 1"),
    ("pools-are-accounts", "update pool set held_fen = held_fen + 1"),
    ("claims-are-booked", "update claim set stage = 'proposed' where id = 'c00000001'"),
    ("closed-periods-rest", "update period set state = 'closed', closed_at = '2020-01-01T00:00:00Z'"),
    ("accumulators", "update accumulator set value = '1' where owner_id = 'm1'"),
    (
        "accumulators",
        "insert into accumulator select book_id, 'x', scope, owner_id, total, stretch, window_id, value from accumulator where owner_id = 'm1'",
    ),
    ("accumulators", "delete from accumulator where owner_id = 'm1'"),
    ("accumulators", "delete from movement where claim_id = 'c00000001'"),
    ("periods-are-lines", LAST_VOUCHER_GONE),
    ("claims-are-booked", "update claim set paid_fen = paid_fen + 1 where id = 'c00000001'"),
    ("decisions-have-claims", "update movement set decision = 9 where claim_id = 'c00000001'"),
    ("decisions-have-claims", "update decision set claim_id = 'c00000009' where claim_id = 'c00000001'"),
    ("decisions-have-claims", "update movement set scheme_id = 'test/other' where claim_id = 'c00000001'"),
    ("decisions-have-claims", MOVEMENT_OF_NOBODY),
    (
        "movements",
        "update movement set before_by = replace(before_by, '[\"0.00\"', '[\"5.00\"') where claim_id = 'c00000001'",
    ),
    ("decisions", "update decision set funding = '[]' where claim_id = 'c00000002'"),
    ("decisions", "update decision set change_fen = change_fen + 1 where claim_id = 'c00000002'"),
    ("decisions", "update decision set outcome = 'deny' where claim_id = 'c00000002'"),
    ("decisions", "update decision set edition = '2020-01-01 h' where claim_id = 'c00000002'"),
    ("decisions", "update claim set member_id = 'm9' where id = 'c00000002'"),
    ("acts-have-rows", "update decision set decided_by = 's3' where claim_id = 'c00000002'"),
    ("acts-have-rows", "update review set reviewed_by = 's1' where claim_id = 'c00000002'"),
    ("acts-have-rows", "delete from review where claim_id = 'c00000002'"),
    ("holds-are-counted", "update claim set holds = 1 where id = 'c00000002'"),
    (
        "holds-are-counted",
        "insert into hold (book_id, claim_id, number, code, detail, placed_by, placed_at, released_by, released_at) \
         values ('b1', 'c00000002', 2, 'by-hand', '', 's1', '2026', 's2', '2026')",
    ),
    ("replay", "update scheme_edition set text = replace(text, 'limit    = 1000', 'limit    = 150')"),
    (
        "documents",
        "insert into document (book_id, id, content_hash, media_type, bytes, name_sealed, attached_by, attached_at) \
         values ('b1', 'd1', 'aa', 'application/pdf', 1, '', 's1', '2026')",
    ),
];

/// The newest voucher, with all that it says: the numbers that are left have no gap.
const LAST_VOUCHER_GONE: &str = "delete from entry where voucher_id = (select max(id) from voucher); \
    delete from posting where voucher_id = (select max(id) from voucher); \
    delete from voucher where id = (select max(id) from voucher)";

/// A movement of a claim that there is none of.
const MOVEMENT_OF_NOBODY: &str = "insert into movement select book_id, 'c00000009', decision, number, scheme_id, scope, \
    owner_id, total, stretch, window_id, before_by from movement where claim_id = 'c00000001'";

/// Takes the guards away, which refuse such damage.
pub async fn unguard(base: &Base) {
    if base.kind == Kind::Postgres {
        harm(base, "drop trigger decision_resealed on decision; drop trigger audit_forgotten on audit").await;
    }
    for table in ["audit", "entry", "posting", "voucher", "movement", "decision", "review"] {
        let sql = match base.kind {
            Kind::Sqlite => format!("drop trigger {table}_no_update; drop trigger {table}_no_delete"),
            Kind::Postgres => format!("drop trigger {table}_append_only on {table}"),
        };
        harm(base, &sql).await;
    }
}

#[test]
fn every_damage_is_found_by_its_check() {
    for (check, damage) in DAMAGES {
        on_both(async |base| {
            let world = open(base, 1000).await;
            book(&world, Deed::Allocate, 500).await.unwrap();
            for member in ["m1", "m2"] {
                approved(&world, member, "2026-03-01", 200).await;
            }
            let fee = Booking {
                payer: "member".into(),
                party: "w1".into(),
                ..booking(Deed::Receive, Fen::yuan(60))
            };
            ask(&world, fee, None).await.unwrap();
            clean(&world).await;
            unguard(base).await;
            harm(base, damage).await;
            let last = looked(&world).await.pop().unwrap();
            assert_eq!((last.name, last.broken.is_some()), (check, true), "{damage}: {last:?}");
            // The place is named: a row, by its number or its words.
            let place = last.broken.unwrap_or_default();
            assert!(place.bytes().any(|byte| byte.is_ascii_digit()), "{damage}: {place:?}");
        });
    }
}
