//! Entitlements, as they are documented.

use serde_json::{Value, json};

use super::shape::{day, list, number, object, shape, some_text, text, yuan};
use crate::engine::adjudicate::entitlement::{BoundLeft, Entitlement, Standing, Times};

/// A sentence in both languages.
pub(super) fn said(about: &str) -> Value {
    object(about, &[("zh", text("In Chinese"), true), ("en", text("In English"), true)])
}

fn some(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"], "null"]);
    schema
}

shape!(Entitlement, "Entitlement", [Standing, BoundLeft, Times], {
    let part = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    object(
        "What a member can receive of one benefit",
        &[
            ("edition", day("The edition in force, by its first day"), true),
            ("benefit", text("The benefit's id"), true),
            ("label", said("What it is called"), true),
            ("clause", text("The clause that grants it"), true),
            ("plan", some_text("The plan that it belongs to, where the scheme offers several"), true),
            ("claims", said("Which claims it is for"), true),
            ("standing", part("Standing"), true),
            ("bounds", list(&part("BoundLeft"), "Deductibles, triggers, limits and ceilings"), true),
            ("times", json!({ "oneOf": [part("TimesLeft"), { "type": "null" }] }), true),
            (
                "left",
                some(yuan("The most that one claim of the day can still be paid; null: no bound says so")),
                true,
            ),
            ("evidence", some_text("The evidence that a claim takes"), true),
        ],
    )
});

shape!(Standing, "Standing", [], {
    let is = ["open", "not-covered", "waiting", "not-for", "excluded", "used-up"];
    object(
        "Can he receive it on the day?",
        &[
            ("is", json!({ "type": "string", "enum": is }), true),
            ("until", day("The last day of waiting, inclusive"), false),
            ("pay", text("The share that is paid until then"), false),
            ("clause", text("The clause of the waiting time, or of the exclusion"), false),
            ("label", said("What the exclusion is called"), false),
            ("needs", said("What he would have to be"), false),
        ],
    )
});

shape!(BoundLeft, "BoundLeft", [], {
    let kinds = ["deductible", "trigger", "limit", "minimum", "top_up", "ceiling"];
    let row = object(
        "A bound for claims of a kind",
        &[
            ("when", some(said("For which claims; null: all")), true),
            ("amount", yuan("The bound"), true),
            (
                "left",
                yuan(
                    "What is left below a limit; what is still to be borne or reached, of a deductible or trigger",
                ),
                true,
            ),
        ],
    );
    object(
        "A bound of a benefit, and how far it is reached",
        &[
            ("kind", json!({ "type": "string", "enum": kinds }), true),
            ("line", text("The line, or the ceiling"), true),
            ("label", said("What it is called"), true),
            ("clause", text("The clause"), true),
            ("along", some(said("The window; null: each claim on its own")), true),
            ("used", yuan("What was paid, of limits; what was claimed, of the others"), true),
            ("rows", list(&row, "By what the claim may be"), true),
        ],
    )
});

shape!(Times, "TimesLeft", [], {
    object(
        "How many times a benefit pays",
        &[
            ("most", number("So many times"), true),
            ("used", number("So many it did"), true),
            ("left", number("So many are left"), true),
            ("along", said("The window"), true),
            ("clause", text("The clause"), true),
        ],
    )
});
