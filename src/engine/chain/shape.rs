//! The shape of a chain file: its fields, for reader, messages and JSON Schema.

use crate::engine::claim::words::DateKind;
use crate::engine::scheme::shape::{
    Is, Shape, edition, labels, list, many, may, need, one, schema_of, shape as table, words,
};

/// Is a file a chain, as its head says?
pub fn is_chain(text: &str) -> bool {
    let head = text.lines().take_while(|line| !line.trim_start().starts_with('['));
    let mut format =
        head.filter_map(|line| line.trim().strip_prefix("format")?.trim_start().strip_prefix('='));
    format.any(|value| value.trim().trim_matches(['"', '\'']).starts_with("chain/"))
}

/// JSON Schema of a chain file, for the editor.
pub fn json_schema() -> serde_json::Value {
    schema_of(&shape(), "chain")
}

/// The whole file.
pub fn shape() -> Shape {
    table(
        "chain",
        "one edition of a chain: several plans of one member, in their order",
        vec![
            need("format", Is::Word(vec!["chain/1"]), "the version of the chain language"),
            need("id", Is::Text, "the chain's id: its path below schemes/"),
            need("title", Is::Text, "the title of the chain, in Chinese"),
            may("title_en", Is::Text, "the title in English"),
            need("source", one(edition::source()), "where the order was published"),
            need("in_force", one(in_force()), "from when to when, and which date decides"),
            may("clause", many(clause()), "the notice, clause by clause, as printed"),
            may(
                "assumption",
                many(edition::assumption()),
                "what the notice does not say and had to be assumed",
            ),
            need("plan", many(plan()), "the plans, in the order of calculation"),
            may("exclude", many(exclude()), "plans of which only one is paid"),
            may("ceiling", many(ceiling()), "bounds over several plans"),
        ],
    )
}

fn in_force() -> Shape {
    table(
        "in_force",
        "from when to when, and which date decides",
        vec![
            need("from", Is::Date, "first day, inclusive"),
            may("to", Is::Date, "last day, inclusive; without it: until further notice"),
            need("decided_by", words::<DateKind>(), "the date of a claim that decides"),
            may(
                "year",
                Is::Text,
                "`calendar`, or the month and day on which the year of ceilings starts (`10-01`)",
            ),
        ],
    )
}

fn clause() -> Shape {
    table(
        "clause",
        "one clause, as printed",
        vec![
            need("id", Is::Text, "its number or name"),
            need("text", Is::Text, "its words, as printed"),
            may("text_en", Is::Text, "its words in English"),
            may(
                "status",
                Is::Word(vec!["rule", "informative"]),
                "how much of it is encoded; `rule` when not said",
            ),
        ],
    )
}

fn plan() -> Shape {
    table(
        "plan",
        "one plan of the chain",
        vec![
            need("id", Is::Id, "its id, by which claims name what the member holds"),
            may("label", Is::Text, "what it is called, in Chinese; without it the title of the scheme"),
            may("label_en", Is::Text, "what it is called, in English"),
            need("scheme", Is::Text, "the scheme, by its id"),
            may("plan", Is::Id, "the plan of the scheme, where only one of several is meant"),
            need("clause", Is::Text, "the clause that places it here"),
            may("when", Is::Conditions, "the claims that it is meant for; without it all"),
        ],
    )
}

fn exclude() -> Shape {
    let mut fields = vec![need("id", Is::Id, "its id")];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, "the clause"),
        need("plans", list(Is::Id), "the plans of which only one is paid"),
        need("keep", Is::Word(vec!["first", "greatest"]), "the first that pays, or the one that pays most"),
    ]);
    table("exclude", "plans of which only one is paid", fields)
}

fn ceiling() -> Shape {
    let mut fields = vec![need("id", Is::Id, "its id")];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, "the clause"),
        need("plans", list(Is::Id), "the plans whose sum it bounds; later ones get what earlier ones left"),
        may("amount", Is::Yuan, "at most this amount"),
        may("measure", list(Is::Text), "at most the sum of these figures of the claim"),
        may("along", Is::Window, "the window whose total it bounds; without it each claim on its own"),
    ]);
    table("ceiling", "a bound over several plans", fields)
}
