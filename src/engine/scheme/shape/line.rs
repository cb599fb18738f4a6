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
    shape(
        "line",
        (
            "计算中的一行；须有且只有一个字段说明它是哪一种",
            "one named, cited amount; exactly one field says what kind it is",
        ),
        fields,
    )
}

fn common() -> Vec<Field> {
    vec![
        super::need("id", Is::Id, ("本行在待遇中的标识", "its name within the benefit")),
        may("label", Is::Text, ("在规则说明书上的中文名称", "what it is called on the sheet, in Chinese")),
        may("label_en", Is::Text, ("在规则说明书上的英文名称", "what it is called on the sheet, in English")),
        may(
            "clause",
            Is::Text,
            (
                "所依据的条文编号；不写时用待遇的条文",
                "the clause that it carries out; the benefit's when not said",
            ),
        ),
        may(
            "along",
            Is::Window,
            (
                "按哪个期间累计，例如member.year（每人每年度）",
                "the running total that it is taken along, for example member.year",
            ),
        ),
        may("when", Is::Conditions, ("适用条件；不符合时本行为零", "when it counts; else it is nought")),
        may("of", Is::Id, ("以上方哪一行为基础计算", "the line above that it is computed from")),
    ]
}

fn amounts() -> Vec<Field> {
    vec![
        may(
            "amount",
            keyed(Is::Yuan, "amount"),
            ("固定金额，或分情形的金额表", "a constant, or a row of a table"),
        ),
        may("measure", list(Is::Text), ("申请中这些费用项目之和", "the sum of these figures of the claim")),
        may("rate", keyed(Is::Ratio, "rate"), ("该行的给付比例", "this share of the line")),
        may(
            "times",
            keyed(Is::Any(vec![Is::Ratio, Is::Whole]), "times"),
            ("该行的倍数", "this multiple of the line"),
        ),
        may("bands", many(band()), ("该行的分段", "bands of the line")),
        may(
            "reading",
            Is::Word(vec!["marginal", "whole", "fixed"]),
            (
                "分段的读法：marginal（各段分别计算）、whole（全额按所在段计算）、fixed（所在段的固定金额）",
                "how bands are read: each on its part (marginal), the one that is hit on the whole (whole) or as a fixed sum (fixed)",
            ),
        ),
        may(
            "found_by",
            Is::Id,
            (
                "用哪一行确定所在分段（与of不同时才写）",
                "the line that finds the band, where it is another one",
            ),
        ),
        may(
            "count",
            Is::Text,
            (
                "按什么数量计：days（住院天数）、share_units（份数）或数值型判断项",
                "the number that is counted: days, share_units, a number fact …",
            ),
        ),
        may("each", keyed(Is::Yuan, "each"), ("每一个数量的金额", "the amount for each one counted")),
        may("after", Is::Whole, ("开头多少个不计", "how many are not paid at first")),
        may("most", Is::Whole, ("最多计多少个", "at most so many are paid")),
        may(
            "all_from",
            Is::Whole,
            (
                "达到该数量后，开头不计的部分也补计",
                "once the number reaches this, the unpaid first ones are paid as well",
            ),
        ),
    ]
}

fn band() -> Shape {
    row(
        "band",
        ("一个分段；条件相同的各段组成一张表", "one band; rows with the same keys form one table"),
        vec![
            may("over", Is::Yuan, ("下限（不含本数）", "lower bound, itself not in the band")),
            may("from", Is::Yuan, ("下限（含本数）", "lower bound, itself in the band")),
            may("to", Is::Yuan, ("上限（含本数）", "upper bound, itself in the band")),
            may("below", Is::Yuan, ("上限（不含本数）", "upper bound, itself not in the band")),
            may("pay", Is::Ratio, ("给付比例", "the share that is paid")),
            may(
                "amount",
                Is::Yuan,
                ("给付的固定金额（reading为fixed时）", "the sum that is paid (reading = fixed)"),
            ),
        ],
    )
}

fn combinations() -> Vec<Field> {
    let benefit = shape(
        "result",
        ("其他待遇或方案的结果", "another benefit's or scheme's result"),
        vec![
            may("benefit", Is::Id, ("上方的一项待遇", "a benefit above")),
            may("scheme", Is::Text, ("另一方案的编号", "another scheme, by id")),
        ],
    );
    vec![
        may("sum", list(Is::Id), ("这些行之和", "the sum of these lines")),
        may(
            "difference",
            list(Is::Id),
            (
                "第一行减去其余各行，不低于零",
                "the first of these lines less all the others, not below nought",
            ),
        ),
        may("signed", Is::Flag, ("差额可以为负", "a difference that may go below nought")),
        may(
            "in_proportion",
            list(Is::Id),
            ("[部分, 整体]：该行乘以部分与整体之比", "[part, whole]: the line times part / whole"),
        ),
        may("least", list(Is::Id), ("这些行中最小的", "the least of these lines")),
        may("greatest", list(Is::Id), ("这些行中最大的", "the greatest of these lines")),
        may(
            "result",
            one(benefit),
            ("其他待遇或方案对本次申请的给付", "what another benefit or scheme paid on this claim"),
        ),
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
        ("取整方式", "a named rounding"),
        vec![
            super::need("to", Is::Yuan, ("取整到多少元", "the step in yuan")),
            super::need("mode", Is::Word(modes), ("取整方向", "which way")),
        ],
    );
    vec![
        may(
            "deductible",
            bound(),
            ("起付线：该行中先扣除的金额", "so much of the line is left out (起付线)"),
        ),
        may(
            "trigger",
            bound(),
            ("达到该数才给付，达到后按全额计算", "nothing below it, the whole of the line from it on"),
        ),
        may(
            "exclusive",
            Is::Flag,
            ("须超过该数，仅达到不算", "the trigger must be passed, not only reached"),
        ),
        may("limit", bound(), ("封顶线：最多这么多", "at most so much (封顶线)")),
        may("minimum", bound(), ("有给付时的最低金额", "at least so much when anything is paid")),
        may("top_up", bound(), ("任何情况下的最低金额", "at least so much in any case")),
        may("round", one(rounding), ("对该行取整", "the line, rounded")),
        may(
            "so_far",
            Is::Flag,
            (
                "true：该行在期间内的累计数，含本次申请",
                "true: the running total of the line along the window, this claim included",
            ),
        ),
    ]
}
