//! What the desk answers and the store lists, as it is documented.

use serde_json::json;

use super::shape::{day, flag, list, number, object, shape, some_text, text, word, yuan};
use crate::desk::Enrolled;
use crate::desk::add_employer::EmployerAnswer;
use crate::desk::add_organisation::Added;
use crate::desk::answer_appeal::AppealAnswered;
use crate::desk::appeal::Appealed;
use crate::desk::appoint::Appointed;
use crate::desk::attach::Attached;
use crate::desk::change_staff::StaffChanged;
use crate::desk::decide::DecidedAnswer;
use crate::desk::hold::Held;
use crate::desk::join_household::Joined;
use crate::desk::leave::Changed;
use crate::desk::review::Reviewed;
use crate::desk::submit::Submitted;
use crate::engine::office::AgentRelation;
use crate::engine::office::stage::StageName;
use crate::store::claim::{Event, Listed};
use crate::store::employer;

shape!(Submitted, "Submitted", [], {
    object(
        "A claim that was handed in",
        &[
            ("claim", text("Its id"), true),
            ("receipt", number("The number on its receipt"), true),
            ("holds", list(&text("A code"), "Codes of the holds that were placed on it"), true),
        ],
    )
});

shape!(DecidedAnswer, "Decided", [], {
    object(
        "How a claim came out",
        &[
            ("claim", text("Its id"), true),
            ("stage", word::<StageName>("Its stage now"), true),
            ("decision", number("The number of its last decision"), true),
            ("amount", yuan("What is granted, in yuan"), true),
            ("replayed", number("Other claims that were computed again because of it"), true),
        ],
    )
});

shape!(Reviewed, "Reviewed", [], {
    object(
        "Where a claim stands after a review",
        &[
            ("claim", text("Its id"), true),
            ("stage", word::<StageName>("Its stage now"), true),
            ("remain", list(&text("A level"), "The levels that must still agree"), true),
            ("held", list(&text("A code"), "Codes of holds that were placed instead of the review"), false),
        ],
    )
});

shape!(Held, "Held", [], {
    object(
        "How a claim is held",
        &[
            ("claim", text("Its id"), true),
            ("number", number("The number of the hold that was placed or released"), true),
            ("open", number("How many are open"), true),
        ],
    )
});

shape!(Appealed, "Appealed", [], {
    object(
        "An appeal that was taken in",
        &[("claim", text("The claim"), true), ("number", number("Its number, from 1"), true)],
    )
});

shape!(AppealAnswered, "AppealAnswered", [], {
    object(
        "What became of an appeal",
        &[
            ("claim", text("The claim"), true),
            ("number", number("The number of the appeal"), true),
            ("stage", word::<StageName>("The claim's stage now"), true),
        ],
    )
});

shape!(Attached, "Attached", [], {
    object(
        "A document of a claim",
        &[
            ("claim", text("The claim"), true),
            ("document", text("The document's id"), true),
            ("known", flag("Had the claim this content already? Then nothing was added"), true),
        ],
    )
});

shape!(Listed, "ClaimListed", [], {
    object(
        "A claim in a list",
        &[
            ("book_id", text("Its book"), true),
            ("id", text("Its id"), true),
            ("receipt", number("Its receipt number"), true),
            ("scheme_id", text("The scheme"), true),
            ("member_id", text("Who it is for"), true),
            ("event_day", some_text("The day of the event, as far as it is known"), true),
            ("stage", word::<StageName>("The stage"), true),
            ("holds", number("How many holds are open"), true),
            ("decisions", number("How many decisions there are"), true),
            ("paid_fen", number("What the last of them grants, in fen"), true),
        ],
    )
});

shape!(Event, "ClaimEvent", [], {
    object(
        "Something that was done to a claim",
        &[
            (
                "kind",
                json!({ "type": "string", "description": "What was done; `agent` is who handed it in for the member", "enum": ["agent", "decision", "review", "hold", "release", "appeal", "answer"] }),
                true,
            ),
            ("number", number("Its number among those of its kind"), true),
            ("at", text("The moment, UTC"), true),
            ("who", text("Who"), true),
            ("outcome", text("What came of it, or the code of the hold"), true),
            ("reason", text("Why"), true),
            ("paid_fen", number("What a decision grants, in fen"), true),
        ],
    )
});

shape!(Added, "OrganisationAdded", [], {
    object(
        "An organisation that was added",
        &[("organisation", text("Its id"), true), ("book", some_text("The book that it keeps"), true)],
    )
});

shape!(Appointed, "UserAdded", [], object("An account that was opened", &[("staff", text("Its id"), true)]));

shape!(
    StaffChanged,
    "UserChanged",
    [],
    object("An account that was changed", &[("staff", text("Its id"), true)])
);

shape!(
    Changed,
    "MemberChanged",
    [],
    object("A member whose data changed", &[("member", text("His id"), true)])
);

shape!(Joined, "HouseholdJoined", [], {
    object("A household that was joined", &[("household", text("Its id"), true)])
});

shape!(Enrolled, "Enrolled", [], {
    let plan = object(
        "An enrolment that was made",
        &[
            ("id", text("Its id"), true),
            ("plan", text("The plan; empty for a scheme's only one"), true),
            ("from", day("First day of cover"), true),
            (
                "to",
                json!({ "type": ["string", "null"], "format": "date", "description": "Last day, inclusive; null: without end" }),
                true,
            ),
            ("share_units", number("Share units"), true),
        ],
    );
    let due = json!({ "type": "object", "additionalProperties": yuan("Yuan"), "description": "What is due in all, by payer" });
    object(
        "Who was enrolled in what",
        &[
            ("member", text("The member"), true),
            ("is_new", flag("Was the member made with it?"), true),
            ("plans", list(&plan, "The enrolments"), true),
            ("due", due, true),
        ],
    )
});

shape!(EmployerAnswer, "EmployerChanged", [], {
    object("An employer that was added or changed", &[("employer", text("Its id"), true)])
});

shape!(employer::Listed, "Employer", [], {
    object(
        "An employer",
        &[
            ("id", text("Its id"), true),
            ("name", text("Its name"), true),
            ("credit_code", some_text("Its credit code"), true),
            (
                "size",
                json!({ "type": ["integer", "null"], "description": "How many people work there" }),
                true,
            ),
            ("members", number("How many active members it has"), true),
        ],
    )
});

shape!(AgentRelation, "AgentRelation", [], word::<AgentRelation>("What an agent is to the member"));
