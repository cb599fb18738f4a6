//! The top of a scheme file.

use super::{Is, Shape, list, many, may, need, one, shape, words};
use super::{benefit, declared, enrolment};
use crate::engine::claim::words::DateKind;
use crate::engine::money::RoundingMode;

/// The whole file.
pub fn edition() -> Shape {
    let mut fields = head();
    fields.extend(vec![
        may("clause", many(clause()), "the notice, clause by clause, as printed"),
        may("assumption", many(assumption()), "what the notice does not say and had to be assumed"),
        may("period", many(declared::period()), "periods (一期) of the scheme"),
        may("category", many(declared::category()), "categories of members"),
        may("payer", many(declared::payer()), "who pays contributions"),
        may("pool", many(declared::pool()), "the pools that pay"),
        may("plan", many(declared::plan()), "what a member can enrol in, where there are several"),
        may("list", many(declared::list()), "lists of diagnoses"),
        may("fact", many(declared::fact()), "keys of the scheme's own"),
        may("count", many(declared::count()), "counters: how often something happened before"),
        may("exclusion", many(benefit::exclusion()), "claims that get nothing"),
        may("contribution", many(enrolment::contribution()), "who pays what"),
        may("enrolment", many(enrolment::enrolment()), "who may join, and when cover begins"),
        may("benefit", many(benefit::benefit()), "the benefits, in the order of calculation"),
        may("ceiling", many(benefit::ceiling()), "ceilings over several benefits"),
    ]);
    shape("scheme", "one edition of a scheme", fields)
}

fn head() -> Vec<super::Field> {
    vec![
        need("format", Is::Word(vec!["scheme/1"]), "the version of the scheme language"),
        need("id", Is::Text, "the scheme's id: its path below schemes/, for example cn/guizhou/sinan"),
        need("title", Is::Text, "the title of the scheme, in Chinese"),
        may("title_en", Is::Text, "the title in English"),
        need("source", one(source()), "where the text was published"),
        need("in_force", one(in_force()), "from when to when, and which date decides"),
        need("money", one(money()), "currency and rounding"),
        may("replaces", Is::Date, "the edition that this one replaces, by the day it came into force"),
        may("changed_clauses", list(Is::Text), "the clauses that changed since that edition"),
    ]
}

pub(in crate::engine) fn source() -> Shape {
    shape(
        "source",
        "where the text was published",
        vec![
            need("title", Is::Text, "title of the notice or report"),
            may("year", Is::Whole, "year of publication"),
            may("url", Is::Text, "its address"),
            may("note", Is::Text, "what else to know"),
        ],
    )
}

fn in_force() -> Shape {
    shape(
        "in_force",
        "from when to when, and which date decides",
        vec![
            need("from", Is::Date, "first day, inclusive"),
            may("to", Is::Date, "last day, inclusive; without it: until further notice"),
            need("decided_by", words::<DateKind>(), "the date of a claim that decides"),
            may("year", Is::Text, "`calendar`, or the month and day on which the year starts (`10-01`)"),
        ],
    )
}

fn money() -> Shape {
    shape(
        "money",
        "currency and rounding",
        vec![
            need("currency", Is::Text, "ISO 4217 code, for example CNY"),
            need("round", one(rounding()), "how what is paid is rounded"),
        ],
    )
}

fn rounding() -> Shape {
    let modes = RoundingMode::ALL.iter().map(|(word, _)| *word).collect();
    shape(
        "round",
        "a named rounding",
        vec![
            need("to", Is::Yuan, "the step in yuan, for example 0.01"),
            need("mode", Is::Word(modes), "which way"),
            may(
                "at",
                Is::Any(vec![Is::Word(vec!["claim"]), Is::Window]),
                "`claim`, or the window whose total is rounded",
            ),
        ],
    )
}

fn clause() -> Shape {
    shape(
        "clause",
        "one clause, as printed",
        vec![
            need("id", Is::Text, "its number or name"),
            need("text", Is::Text, "its words, as printed"),
            may("text_en", Is::Text, "its words in English"),
            may(
                "status",
                Is::Word(vec!["rule", "informative", "unencoded"]),
                "how much of it is encoded; `rule` when not said",
            ),
            may("when", Is::Conditions, "for an unencoded clause: the claims that meet it"),
            may("reading", Is::Text, "where the words allow two readings: the one chosen, and why"),
            may("reading_en", Is::Text, "the same in English"),
        ],
    )
}

pub(in crate::engine) fn assumption() -> Shape {
    shape(
        "assumption",
        "something that the notice does not say",
        vec![
            need("about", list(Is::Text), "paths of what was assumed, for example benefit.inpatient.banded"),
            need("text", Is::Text, "what was assumed, and why"),
            may("text_en", Is::Text, "the same in English"),
        ],
    )
}
