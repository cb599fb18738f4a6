//! What acts on payees, categories, schemes and the books answer, as it is documented.

use serde_json::json;

use super::shape::{day, flag, number, object, shape, some_text, text, word, yuan};
use crate::desk::attach_to_member::AtMember;
use crate::desk::carry_forward::CarriedAnswer;
use crate::desk::categorise::Recognised;
use crate::desk::change_account::AccountAnswer;
use crate::desk::close_period::PeriodAnswer;
use crate::desk::declare_relative::Declared;
use crate::desk::keep_books::BookedAnswer;
use crate::desk::name_payee::PayeeAnswer;
use crate::desk::pay_waiting::PaidAnswer;
use crate::desk::propose_scheme::EditionAnswer;
use crate::desk::set_policy::Setting;
use crate::desk::withdraw_scheme::WithdrawalAnswer;
use crate::engine::ledger::PeriodState;
use crate::engine::office::Policy;

shape!(PayeeAnswer, "PayeeChanged", [], object("A payee", &[("payee", text("His id"), true)]));

shape!(AccountAnswer, "AccountNamed", [], {
    object(
        "An account that was named or confirmed",
        &[("change", text("The id of the change"), true), ("member", text("The member"), true)],
    )
});

shape!(Recognised, "Recognised", [], {
    let to = json!({ "type": ["string", "null"], "format": "date", "description": "Last day, inclusive; null: without end" });
    object(
        "A member in a category",
        &[
            ("member", text("The member"), true),
            ("category", text("The category"), true),
            ("from", day("First day"), true),
            ("to", to, true),
        ],
    )
});

shape!(AtMember, "AttachedToMember", [], {
    object(
        "A document of a member",
        &[
            ("member", text("The member"), true),
            ("document", text("The document's id"), true),
            ("known", flag("Had he this content already? Then nothing was added"), true),
        ],
    )
});

shape!(Declared, "RelativeDeclared", [], {
    object(
        "A relative that was declared",
        &[("staff", text("The account"), true), ("member", text("The member"), true)],
    )
});

shape!(EditionAnswer, "EditionChanged", [], {
    object(
        "An edition",
        &[
            ("scheme", text("The scheme"), true),
            ("from", day("Its first day"), true),
            ("hash", text("SHA-256 of its text and lists"), true),
        ],
    )
});

shape!(WithdrawalAnswer, "EditionWithdrawn", [], {
    object(
        "An edition that is to be withdrawn",
        &[
            ("scheme", text("The scheme"), true),
            ("from", day("Its first day"), true),
            ("is_withdrawn", flag("Is it withdrawn? Otherwise it waits for a second person"), true),
        ],
    )
});

shape!(Setting, "PolicySet", [], {
    object(
        "A policy that was set",
        &[("policy", word::<Policy>("Which"), true), ("value", number("What it is set to"), true)],
    )
});

shape!(BookedAnswer, "Booked", [], {
    object("The voucher that it stands on", &[("voucher", text("Its number"), true)])
});

shape!(PeriodAnswer, "PeriodChanged", [], {
    object(
        "A month of the books",
        &[("period", text("The month"), true), ("state", word::<PeriodState>("How it stands"), true)],
    )
});

shape!(PaidAnswer, "WaitingPaid", [], {
    object(
        "What was paid of what waited",
        &[
            ("voucher", some_text("The voucher; null where nothing could be paid"), true),
            ("paid", yuan("What was paid"), true),
            ("cut", yuan("What was cut by the rule of the scheme"), true),
            ("waits", yuan("What still waits"), true),
        ],
    )
});

shape!(CarriedAnswer, "YearCarried", [], {
    object(
        "A year that was carried forward",
        &[
            ("voucher", some_text("The voucher; null where there was nothing to carry"), true),
            ("period", text("The month that it stands in"), true),
        ],
    )
});
