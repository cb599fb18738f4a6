//! Letters, as they are documented.

use serde_json::json;

use super::entitled::said;
use super::shape::{day, flag, list, number, object, shape, some_text, text, word, yuan};
use crate::engine::letter::{Letter, LetterKind};

shape!(Letter, "Letter", [], {
    let fact =
        object("A fact", &[("name", said("What it is called"), true), ("value", said("What it is"), true)]);
    let line = object(
        "A step of the calculation",
        &[
            ("text", said("The step"), true),
            ("clause", some_text("The clause that it carries out"), true),
            ("amount", yuan("Its result"), true),
            ("pays", flag("Is it what a benefit pays?"), true),
        ],
    );
    let reason = object(
        "A reason",
        &[
            ("code", text("Its stable code"), true),
            ("text", said("The reason"), true),
            ("clauses", list(&text("A clause"), "The clauses that say so"), true),
        ],
    );
    let cited =
        object("A clause", &[("clause", text("Its number"), true), ("text", said("Its words"), true)]);
    let pool = object(
        "A pool",
        &[("pool", said("What it is called"), true), ("amount", yuan("What it pays"), true)],
    );
    let mut total = object(
        "What is granted; null where nothing is",
        &[
            ("amount", yuan("The amount"), true),
            ("in_words", text("The amount in words"), true),
            ("pools", list(&pool, "What each pool pays"), true),
        ],
    );
    total["type"] = json!(["object", "null"]);
    let mut appeal = object(
        "What can be done against it; null where only something is asked for",
        &[
            ("days", number("Within so many days after the member was told"), true),
            ("last", day("The last day, where he was told on the day of the answer"), true),
            ("text", said("How"), true),
        ],
    );
    appeal["type"] = json!(["object", "null"]);
    object(
        "A letter to a member",
        &[
            ("kind", word::<LetterKind>("Which it is"), true),
            ("claim", text("The claim's id"), true),
            ("heading", said("Its heading"), true),
            ("number", said("Its number"), true),
            ("addressee", text("To whom"), true),
            ("opening", said("What was decided"), true),
            ("facts", list(&fact, "What it was decided from"), true),
            ("lines", list(&line, "How the amount came about"), true),
            ("reasons", list(&reason, "Why nothing, or not more, is granted; what is asked for"), true),
            ("clauses", list(&cited, "The clauses that are cited, as printed"), true),
            ("total", total, true),
            ("appeal", appeal, true),
            ("notes", list(&said("A note"), "Notes at the end"), true),
            ("office", text("Who writes"), true),
            ("day", day("The day of the answer"), true),
        ],
    )
});
