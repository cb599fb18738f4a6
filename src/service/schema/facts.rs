//! The facts of a claim, as requests carry them.

use serde_json::{Value, json};

use super::shape::{day, flag, list, object, shape, text, word, yuan};
use crate::engine::claim::Facts;
use crate::engine::claim::component::COMPONENTS;
use crate::engine::claim::words::{
    Event, ExpenseClass, HospitalLevel, Insurance, Joining, Place, Relation, Service, Setting, Severity, Word,
};

shape!(Facts, "Facts", [], facts());

fn facts() -> Value {
    let declared = json!({
        "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false,
        "properties": {
            "word": text("One of the fact's choices; yes or no for a flag"),
            "number": whole("A whole number", i32::MIN.into(), i32::MAX.into()),
            "amount": yuan("An amount in yuan"),
        },
    });
    let mut facts = object(
        "All that a claim is decided from",
        &[
            ("claim", claim(), false),
            ("person", person(), false),
            (
                "cover",
                most(list(&cover(), "What the member takes part in, where the office does not know it"), 20),
                false,
            ),
            (
                "declared",
                json!({ "type": "object", "maxProperties": 100, "additionalProperties": declared, "description": "Keys that the scheme declares itself" }),
                false,
            ),
            (
                "layers",
                json!({ "type": "object", "maxProperties": 100, "additionalProperties": yuan("Yuan"), "description": "What other schemes paid on this claim before, by scheme" }),
                false,
            ),
        ],
    );
    facts["example"] = json!({
        "claim": {
            "event": "treatment", "setting": "inpatient",
            "dates": { "admission": "2026-03-01", "discharge": "2026-03-09" },
            "settlement": { "self_pay": "400.00" },
        },
        "person": { "member": "m00000001" },
    });
    facts
}

fn claim() -> Value {
    let dates = ["admission", "discharge", "settlement", "diagnosis", "accident", "death", "grant"];
    let dates: Vec<(&str, Value, bool)> = dates.into_iter().map(|name| (name, day("A day"), false)).collect();
    object(
        "What happened and what it cost",
        &[
            ("event", word::<Event>("The occasion"), false),
            ("setting", word::<Setting>("Where care was given"), false),
            ("dates", object("The dates of the claim", &dates), false),
            ("submitted", day("The day it was handed in"), false),
            ("settlement", components(), false),
            ("expenses", amounts::<ExpenseClass>("The bill by class of expense, in yuan"), false),
            ("place", word::<Place>("Place of treatment"), false),
            ("hospital_level", word::<HospitalLevel>("Level of the hospital"), false),
            ("admission", short("Identity of the stay (就诊ID)"), false),
            ("admission_number", whole("Which stay of the year it is, from 1", 0, u16::MAX.into()), false),
            ("days", whole("Days of the stay", 0, u16::MAX.into()), false),
            ("severity", word::<Severity>("How severe, as the reviewer found it"), false),
            (
                "diagnoses",
                most(
                    list(
                        &json!({ "type": "string", "maxLength": 20, "example": "I10" }),
                        "Diagnoses (ICD-10), the main one first",
                    ),
                    50,
                ),
                false,
            ),
            ("invoice", short("Invoice identity (code, number)"), false),
        ],
    )
}

fn person() -> Value {
    let spell = object(
        "A category with its days",
        &[
            ("category", short("The category"), true),
            ("from", nullable(day("First day; none: from ever")), false),
            ("to", nullable(day("Last day, inclusive")), false),
            ("verified", nullable(day("The day it was verified")), false),
        ],
    );
    object(
        "Who was ill, and to whom the windows belong",
        &[
            ("member", short("The member's id, never an identity number"), false),
            ("household", short("The household's id"), false),
            ("employer", short("The employer's id"), false),
            ("employer_size", whole("How many people the employer has", 0, u32::MAX.into()), false),
            ("birth", day("Day of birth"), false),
            ("sex", json!({ "type": "string", "enum": ["female", "male"] }), false),
            ("categories", most(list(&spell, "Categories with their days"), 50), false),
            ("insurance", word::<Insurance>("The insurance that settled"), false),
            ("service", word::<Service>("In service or retired"), false),
            ("relation", word::<Relation>("Who was ill, seen from the member"), false),
        ],
    )
}

fn cover() -> Value {
    object(
        "How a member stands in one plan on the day of the event",
        &[
            ("plan", short("The plan's id; empty for a scheme that has only one"), false),
            ("covered", flag("Is the member covered on the day?"), true),
            (
                "day",
                whole(
                    "Which day of unbroken cover it is, the first being 1",
                    i32::MIN.into(),
                    i32::MAX.into(),
                ),
                false,
            ),
            ("since", day("First day of unbroken cover"), false),
            ("until", day("Last day of cover, inclusive"), false),
            ("joining", word::<Joining>("How the member came into this cover"), false),
            ("share_units", whole("Share units held (份数)", 0, u16::MAX.into()), false),
        ],
    )
}

fn components() -> Value {
    let fields: Vec<(&str, Value, bool)> =
        COMPONENTS.iter().map(|name| (name.word, yuan(name.en), false)).collect();
    object("The settlement slip, in yuan", &fields)
}

fn amounts<W: Word>(about: &str) -> Value {
    let fields: Vec<(&str, Value, bool)> =
        W::ALL.iter().map(|(word, _, zh)| (*word, yuan(zh), false)).collect();
    object(about, &fields)
}

fn short(about: &str) -> Value {
    json!({ "type": "string", "maxLength": 100, "description": about })
}

fn whole(about: &str, least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most, "description": about })
}

fn most(mut list: Value, most: u32) -> Value {
    list["maxItems"] = most.into();
    list
}

fn nullable(mut schema: Value) -> Value {
    schema["type"] = json!(["string", "null"]);
    schema
}
