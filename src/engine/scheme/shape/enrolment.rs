//! Contributions and enrolment.

use super::{Is, Shape, keyed, labels, list, many, may, need, one, shape, words};
use crate::engine::claim::words::Joining;

const BEGINS: [&str; 3] = ["period-start", "next-day", "next-month"];

pub(super) fn contribution() -> Shape {
    let due = shape(
        "due",
        "what one payer owes",
        vec![need("payer", Is::Id, "the payer"), need("amount", Is::Yuan, "how much")],
    );
    let matching = shape(
        "matching",
        "a payer who matches another",
        vec![
            need("payer", Is::Id, "who matches"),
            need("of", Is::Id, "whose payment"),
            need("rate", Is::Ratio, "in which proportion; 1:1 is \"100%\""),
        ],
    );
    let gift = shape(
        "gift",
        "a share that is given to so many members only",
        vec![need("payer", Is::Id, "who gives"), need("quota", Is::Whole, "to so many members")],
    );
    let mut fields = vec![need("id", Is::Id, "its id")];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, "the clause"),
        may("plan", Is::Id, "the plan that it buys"),
        may("when", Is::Conditions, "for whom"),
        may(
            "per",
            Is::Word(vec!["member", "share-unit", "month", "half-year"]),
            "what it is charged for; `member` (each period) when not said",
        ),
        need("total", Is::Yuan, "the whole of it"),
        need("from", many(due), "who pays how much; adds up to the whole"),
        may("smallest_own_share", Is::Yuan, "the least that the member must bear himself"),
        may("matching", one(matching), "a payer who matches what another pays"),
        may("gift", one(gift), "a share that is given to so many members only"),
    ]);
    shape("contribution", "who pays what", fields)
}

pub(super) fn enrolment() -> Shape {
    let late = shape(
        "late_hires",
        "who is hired after the window",
        vec![
            need("within_days", Is::Whole, "at most so many days after being hired"),
            need("begins", Is::Word(BEGINS.to_vec()), "when cover begins"),
        ],
    );
    shape(
        "enrolment",
        "who may join, and when cover begins",
        vec![
            need("clause", Is::Text, "the clause"),
            may("plan", Is::Id, "the plan"),
            may("by_employer", Is::Flag, "only by employer's roster"),
            may("window", list(Is::Date), "[first, last] day on which one may enrol"),
            may("who", Is::Conditions, "who may"),
            may(
                "least_participation",
                keyed(Is::Ratio, "least_participation"),
                "least share of the employer's staff",
            ),
            may("least_members", Is::Whole, "least number of members of one employer"),
            may("begins", Is::Word(BEGINS.to_vec()), "when cover begins; `period-start` when not said"),
            may("late_hires", one(late), "who is hired after the window"),
            may("waiting_days", Is::Whole, "days to wait before cover begins; or waiting_months"),
            may("waiting_months", Is::Whole, "calendar months to wait before cover begins"),
            may("waiting_for", list(words::<Joining>()), "who waits; all but `renewal` when not said"),
            may("renewal_grace_days", Is::Whole, "a gap of so many days still counts as unbroken cover"),
            may("follows_member", Is::Flag, "cover follows the member to a new employer"),
            may("refundable", Is::Flag, "may a member leave within a period and be refunded?"),
        ],
    )
}
