//! What happens when a pool runs short, in words.

use crate::engine::scheme::model::Lang;
use crate::engine::shortage::{OddFen, Rule};

/// The rule; that the notice is silent, where there is none.
pub fn when_short(rule: Option<Rule>, lang: Lang) -> &'static str {
    match rule {
        None => lang.pick("办法未写明", "the notice does not say"),
        Some(Rule::PayInFull) => lang.pick(
            "照付：全额给付，不足部分由主办方补足",
            "paid in full all the same; who runs the pool makes up for it",
        ),
        Some(Rule::ProRata(OddFen::LargestRemainder)) => lang.pick(
            "按比例给付，其余核减；除不尽的分归余数大者，余数相同的归先申请者",
            "paid in proportion, the rest cut; odd fen go to the largest remainders, of equal ones to the earlier claim",
        ),
        Some(Rule::ProRata(OddFen::FirstClaim)) => lang.pick(
            "按比例给付，其余核减；除不尽的分依申请先后各归一分",
            "paid in proportion, the rest cut; odd fen go to the first claims, one each",
        ),
        Some(Rule::Queue) => lang.pick(
            "依次足额给付；第一笔不能足额的及其后各笔等候，不部分给付，不插队",
            "paid in full, one after the other; the first that cannot be paid in full waits, and all behind it: no part payment, no overtaking",
        ),
    }
}
