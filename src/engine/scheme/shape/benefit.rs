//! Benefits, exclusions, ceilings.

use super::line::line;
use super::{Is, Shape, labels, list, many, may, need, one, row, shape, words};
use crate::engine::claim::words::DateKind;

pub(super) fn benefit() -> Shape {
    let mut fields = vec![need("id", Is::Id, "its id")];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, "the clause that grants it"),
        may("plan", Is::Id, "the plan that it belongs to"),
        may("decided_by", words::<DateKind>(), "the date that decides, where it is not the scheme's"),
        may("when", Is::Conditions, "the claims that it applies to"),
        may("waiting", many(waiting()), "waiting time, in stages"),
        may("waiting_clause", Is::Text, "the clause of the waiting time"),
        may("deadline", one(deadline()), "until when to claim"),
        may("at_most", one(at_most()), "how many times it pays"),
        may("pays", Is::Word(vec!["fund", "member-keeps"]), "what the last line is; `fund` when not said"),
        may("funding", many(funding()), "the pools that pay, in shares that add up to the whole"),
        may("evidence", Is::Text, "the evidence that a claim takes"),
        need("line", many(line()), "the lines of the calculation, each reading only lines above it"),
    ]);
    shape("benefit", "what is paid, when and how much", fields)
}

fn waiting() -> Shape {
    row(
        "waiting",
        "a stage of the waiting time",
        vec![
            need("days", Is::Whole, "up to and including this day of cover; the first day of cover is day 1"),
            need("pay", Is::Ratio, "the share that is paid until then"),
        ],
    )
}

fn deadline() -> Shape {
    shape(
        "deadline",
        "until when to claim",
        vec![
            need("days", Is::Whole, "at most so many days after the date"),
            need("from", words::<DateKind>(), "the date it counts from"),
            may("clause", Is::Text, "the clause"),
        ],
    )
}

fn at_most() -> Shape {
    shape(
        "at_most",
        "how many times a benefit pays",
        vec![
            need("times", Is::Whole, "so many times"),
            need("along", Is::Window, "whose, and over which stretch of time"),
            may("clause", Is::Text, "the clause"),
        ],
    )
}

fn funding() -> Shape {
    row(
        "funding",
        "one pool's share",
        vec![
            need("pool", Is::Id, "the pool"),
            need("share", Is::Ratio, "its share"),
            may("odd_fen", Is::Flag, "does it take the fen that cannot be divided? exactly one pool does"),
        ],
    )
}

pub(super) fn exclusion() -> Shape {
    let mut fields = vec![need("id", Is::Id, "its id")];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, "the clause"),
        need("when", Is::Conditions, "the claims that get nothing"),
        may("benefits", list(Is::Id), "of which benefits; without it: all"),
    ]);
    shape("exclusion", "claims that get nothing", fields)
}

pub(super) fn ceiling() -> Shape {
    let mut fields = vec![need("id", Is::Id, "its id")];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, "the clause"),
        need("covers", list(Is::Id), "the benefits whose sum it bounds"),
        may("measure", list(Is::Text), "at most the sum of these figures of the claim"),
        may("amount", Is::Yuan, "at most this amount"),
        may("along", Is::Window, "the window whose total it bounds; without it each claim on its own"),
    ]);
    shape("ceiling", "a bound over several benefits", fields)
}
