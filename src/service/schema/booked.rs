//! Rows of the fund and of the audit chain, as they are documented.

use serde_json::json;

use super::shape::{number, object, shape, some_text, text, word};
use crate::engine::ledger::{Code, Event, Kind, PeriodState};
use crate::store::ledger::{LineRow, PeriodRow, PoolRow, PostingRow, VoucherRow};
use crate::store::trail::Trace;

shape!(PoolRow, "Pool", [], {
    object(
        "A pool of the fund",
        &[
            ("id", text("Its id"), true),
            ("title", text("Its title"), true),
            ("posted_fen", number("What it has, in fen"), true),
            ("owed_fen", number("What it is owed, in fen"), true),
            ("held_fen", number("What is held back for approved claims, in fen"), true),
            ("waiting_fen", number("What waits until the pool has more, in fen"), true),
        ],
    )
});

shape!(PeriodRow, "Period", [], {
    object(
        "A month of the books",
        &[
            ("id", text("The month"), true),
            ("state", word::<PeriodState>("How it stands"), true),
            ("closed_by", some_text("The account of who closed it"), true),
            ("closed_at", some_text("When, UTC"), true),
            ("vouchers", number("How many vouchers it has"), true),
        ],
    )
});

shape!(VoucherRow, "VoucherListed", [], {
    object(
        "A voucher",
        &[
            ("id", number("Its id in the book"), true),
            ("period", text("The month"), true),
            ("kind", word::<Kind>("Its type"), true),
            ("number", number("Its number in the month"), true),
            ("day", text("Its day"), true),
            ("act", text("The act that made it"), true),
            ("document", text("What it rests on"), true),
            ("reason", text("Why"), true),
            ("made_by", text("Who made it"), true),
            ("amount_fen", number("What it debits in all, in fen"), true),
            (
                "reverses",
                json!({ "type": ["integer", "null"], "description": "The id of the voucher that it reverses" }),
                true,
            ),
        ],
    )
});

shape!(LineRow, "VoucherLine", [], {
    object(
        "What a voucher adds to one side of one account",
        &[
            ("pool_id", text("The pool"), true),
            ("code", word::<Code>("The account"), true),
            ("sub", text("What it is divided by"), true),
            ("side", json!({ "type": "string", "enum": ["debit", "credit"] }), true),
            ("amount_fen", number("In fen"), true),
        ],
    )
});

shape!(PostingRow, "Posting", [], {
    object(
        "One amount, debited to one account and credited to another",
        &[
            ("period", text("The month"), true),
            ("kind", word::<Kind>("The type of its voucher"), true),
            ("voucher", number("The number of its voucher"), true),
            ("number", number("Its number in the voucher"), true),
            ("pool_id", text("The pool"), true),
            ("event", word::<Event>("What happened"), true),
            ("debit", word::<Code>("The account that is debited"), true),
            ("credit", word::<Code>("The account that is credited"), true),
            ("sub", text("What it is divided by"), true),
            ("amount_fen", number("In fen"), true),
            ("object", text("What it is about, such as a claim"), true),
            ("party", text("Who owes or is owed"), true),
        ],
    )
});

shape!(Trace, "AuditRow", [], {
    object(
        "A row of the audit chain",
        &[
            ("number", number("Its number in the chain"), true),
            ("at", text("The moment, UTC"), true),
            ("who", text("The account"), true),
            ("on_behalf_of", text("In whose name; empty for his own"), true),
            ("act", text("The act"), true),
            ("object", text("What was acted on"), true),
            ("reason", text("Why"), true),
            ("result", text("done, or the code of the refusal"), true),
            ("request_id", text("Leads to the logs"), true),
            ("hash", text("The hash of the row"), true),
        ],
    )
});
