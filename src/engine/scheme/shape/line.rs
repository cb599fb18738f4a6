//! A line: the fields that every kind has, and those of each kind.

use super::{Field, Is, Shape, keyed, list, many, may, one, row, shape};
use crate::engine::money::RoundingMode;

/// The fields of which a line has exactly one: they say what kind it is.
pub const KINDS: &[&str] = &[
    "amount",
    "measure",
    "sum",
    "difference",
    "rate",
    "times",
    "bands",
    "each",
    "in_proportion",
    "least",
    "greatest",
    "result",
    "deductible",
    "trigger",
    "limit",
    "minimum",
    "top_up",
    "round",
    "so_far",
];

pub(super) fn line() -> Shape {
    let mut fields = common();
    fields.extend(amounts());
    fields.extend(combinations());
    fields.extend(bounds());
    shape("line", "one named, cited amount; exactly one field says what kind it is", fields)
}

fn common() -> Vec<Field> {
    vec![
        super::need("id", Is::Id, "its name within the benefit"),
        may("label", Is::Text, "what it is called on the sheet, in Chinese"),
        may("label_en", Is::Text, "what it is called on the sheet, in English"),
        may("clause", Is::Text, "the clause that it carries out; the benefit's when not said"),
        may("along", Is::Window, "the running total that it is taken along, for example member.year"),
        may("when", Is::Conditions, "when it counts; else it is nought"),
        may("of", Is::Id, "the line above that it is computed from"),
    ]
}

fn amounts() -> Vec<Field> {
    vec![
        may("amount", keyed(Is::Yuan, "amount"), "a constant, or a row of a table"),
        may("measure", list(Is::Text), "the sum of these figures of the claim"),
        may("rate", keyed(Is::Ratio, "rate"), "this share of the line"),
        may("times", keyed(Is::Any(vec![Is::Ratio, Is::Whole]), "times"), "this multiple of the line"),
        may("bands", many(band()), "bands of the line"),
        may(
            "reading",
            Is::Word(vec!["marginal", "whole", "fixed"]),
            "how bands are read: each on its part (marginal), the one that is hit on the whole (whole) or as a fixed sum (fixed)",
        ),
        may("found_by", Is::Id, "the line that finds the band, where it is another one"),
        may("count", Is::Text, "the number that is counted: days, share_units, a number fact …"),
        may("each", keyed(Is::Yuan, "each"), "the amount for each one counted"),
        may("after", Is::Whole, "how many are not paid at first"),
        may("most", Is::Whole, "at most so many are paid"),
        may("all_from", Is::Whole, "once the number reaches this, the unpaid first ones are paid as well"),
    ]
}

fn band() -> Shape {
    row(
        "band",
        "one band; rows with the same keys form one table",
        vec![
            may("over", Is::Yuan, "lower bound, itself not in the band"),
            may("from", Is::Yuan, "lower bound, itself in the band"),
            may("to", Is::Yuan, "upper bound, itself in the band"),
            may("below", Is::Yuan, "upper bound, itself not in the band"),
            may("pay", Is::Ratio, "the share that is paid"),
            may("amount", Is::Yuan, "the sum that is paid (reading = fixed)"),
        ],
    )
}

fn combinations() -> Vec<Field> {
    let benefit = shape(
        "result",
        "another benefit's or scheme's result",
        vec![may("benefit", Is::Id, "a benefit above"), may("scheme", Is::Text, "another scheme, by id")],
    );
    vec![
        may("sum", list(Is::Id), "the sum of these lines"),
        may("difference", list(Is::Id), "the first of these lines less all the others, not below nought"),
        may("signed", Is::Flag, "a difference that may go below nought"),
        may("in_proportion", list(Is::Id), "[part, whole]: the line times part / whole"),
        may("least", list(Is::Id), "the least of these lines"),
        may("greatest", list(Is::Id), "the greatest of these lines"),
        may("result", one(benefit), "what another benefit or scheme paid on this claim"),
    ]
}

fn bounds() -> Vec<Field> {
    let bound = || {
        let Is::Any(mut ways) = keyed(Is::Yuan, "bound") else { unreachable!("keyed gives alternatives") };
        ways.push(Is::Id);
        Is::Any(ways)
    };
    let modes = RoundingMode::ALL.iter().map(|(word, _)| *word).collect();
    let rounding = shape(
        "round",
        "a named rounding",
        vec![
            super::need("to", Is::Yuan, "the step in yuan"),
            super::need("mode", Is::Word(modes), "which way"),
        ],
    );
    vec![
        may("deductible", bound(), "so much of the line is left out (起付线)"),
        may("trigger", bound(), "nothing below it, the whole of the line from it on"),
        may("exclusive", Is::Flag, "the trigger must be passed, not only reached"),
        may("limit", bound(), "at most so much (封顶线)"),
        may("minimum", bound(), "at least so much when anything is paid"),
        may("top_up", bound(), "at least so much in any case"),
        may("round", one(rounding), "the line, rounded"),
        may("so_far", Is::Flag, "true: the running total of the line along the window, this claim included"),
    ]
}
