//! What a scheme declares: periods, categories, payers, pools, plans, lists, facts, counters.

use super::{Field, Is, Shape, labels, list as list_of, many, may, need, shape};

fn named(more: Vec<Field>) -> Vec<Field> {
    let mut fields = vec![need("id", Is::Id, "its id")];
    fields.extend(labels());
    fields.extend(more);
    fields
}

pub(super) fn period() -> Shape {
    shape(
        "period",
        "a period (一期)",
        named(vec![
            need("from", Is::Date, "first day, inclusive"),
            need("to", Is::Date, "last day, inclusive"),
        ]),
    )
}

pub(super) fn category() -> Shape {
    shape(
        "category",
        "a category of members",
        named(vec![
            may("clause", Is::Text, "the clause that names it"),
            may("default", Is::Flag, "the category of everybody who is in no other"),
            may("evidence", Is::Text, "the evidence that it takes"),
            may("reverify_months", Is::Whole, "it lapses so many months after the last verification"),
        ]),
    )
}

pub(super) fn payer() -> Shape {
    shape("payer", "somebody who pays contributions", named(vec![]))
}

pub(super) fn pool() -> Shape {
    shape(
        "pool",
        "a pool that pays",
        named(vec![may(
            "only_for",
            list_of(Is::Id),
            "the benefits that it may pay, for an earmarked pool; without it: any",
        )]),
    )
}

pub(super) fn plan() -> Shape {
    shape(
        "plan",
        "something that a member can enrol in",
        named(vec![
            may("clause", Is::Text, "the clause that offers it"),
            may("needs", list_of(Is::Id), "plans that one must hold as well"),
            may("excludes", list_of(Is::Id), "plans that one may not hold as well"),
            may("most_share_units", Is::Whole, "the largest number of share units; 1 when not said"),
            may("same_for_employer", Is::Flag, "must all members of an employer hold the same number?"),
        ]),
    )
}

pub(super) fn list() -> Shape {
    let entry = shape(
        "entry",
        "one entry of a list",
        vec![
            need("code", Is::Text, "an ICD-10 code (C50 covers all C50.x) or a range (C00-C97)"),
            need("name", Is::Text, "its name"),
            may("evidence", Is::Text, "the proof that a claim needs"),
        ],
    );
    shape(
        "list",
        "a list of diagnoses",
        named(vec![
            may("clause", Is::Text, "the clause that names it"),
            may(
                "file",
                Is::Text,
                "the CSV file with columns code,name[,evidence]: beside the edition, in its lists/ folder",
            ),
            may("entries", many(entry), "the entries, when they are few"),
        ]),
    )
}

pub(super) fn fact() -> Shape {
    let choice = shape(
        "choice",
        "one word of a choice",
        vec![need("id", Is::Id, "the word"), need("label", Is::Text, "what it is called")],
    );
    shape(
        "fact",
        "a key of the scheme's own, and a column of its claim files",
        named(vec![
            need("type", Is::Word(vec!["flag", "choice", "number", "amount"]), "what values it takes"),
            may("choices", many(choice), "the words of a choice"),
            may("clause", Is::Text, "the clause that needs it"),
            may("evidence", Is::Text, "the evidence that it takes"),
            need("unknown", Is::Text, "the sentence for the clerk when it is unknown"),
        ]),
    )
}

pub(super) fn count() -> Shape {
    shape(
        "count",
        "how often something happened before this claim",
        named(vec![
            need("along", Is::Window, "whose, and over which stretch of time"),
            need("of", Is::Word(vec!["claims", "paid", "line"]), "what is counted"),
            may("benefit", Is::Id, "the benefit that paid or that has the line"),
            may("line", Is::Id, "the line that was above nought"),
        ]),
    )
}
