//! The top of a scheme file.

use super::{Is, Shape, list, many, may, need, one, shape, words};
use super::{benefit, declared, enrolment};
use crate::engine::claim::words::DateKind;
use crate::engine::money::RoundingMode;

/// The whole file.
pub fn edition() -> Shape {
    let mut fields = head();
    fields.extend(vec![
        may("clause", many(clause()), ("办法原文，逐条照录", "the notice, clause by clause, as printed")),
        may(
            "assumption",
            many(assumption()),
            ("办法未写明、暂作假定的内容", "what the notice does not say and had to be assumed"),
        ),
        may("period", many(declared::period()), ("各保障期（一期）", "periods (一期) of the scheme")),
        may("category", many(declared::category()), ("职工类别", "categories of members")),
        may("payer", many(declared::payer()), ("缴费方", "who pays contributions")),
        may("pool", many(declared::pool()), ("支付资金池", "the pools that pay")),
        may(
            "plan",
            many(declared::plan()),
            ("可参加的保障计划（有多个时）", "what a member can enrol in, where there are several"),
        ),
        may("list", many(declared::list()), ("病种目录", "lists of diagnoses")),
        may("fact", many(declared::fact()), ("本方案自定的判断项", "keys of the scheme's own")),
        may(
            "count",
            many(declared::count()),
            ("计数项：此前发生过多少次", "counters: how often something happened before"),
        ),
        may("exclusion", many(benefit::exclusion()), ("不予给付的情形", "claims that get nothing")),
        may("contribution", many(enrolment::contribution()), ("由谁缴多少", "who pays what")),
        may(
            "enrolment",
            many(enrolment::enrolment()),
            ("谁可以参加、保障何时开始", "who may join, and when cover begins"),
        ),
        may(
            "benefit",
            many(benefit::benefit()),
            ("各项待遇，按计算先后排列", "the benefits, in the order of calculation"),
        ),
        may("ceiling", many(benefit::ceiling()), ("多项待遇合计的封顶线", "ceilings over several benefits")),
    ]);
    shape("scheme", ("方案的一个版本", "one edition of a scheme"), fields)
}

fn head() -> Vec<super::Field> {
    vec![
        need(
            "format",
            Is::Word(vec!["scheme/1"]),
            ("方案文件格式版本", "the version of the scheme language"),
        ),
        need(
            "id",
            Is::Text,
            (
                "方案编号，即schemes/下的路径，例如cn/guizhou/sinan",
                "the scheme's id: its path below schemes/, for example cn/guizhou/sinan",
            ),
        ),
        need("title", Is::Text, ("方案的中文名称", "the title of the scheme, in Chinese")),
        may("title_en", Is::Text, ("方案的英文名称", "the title in English")),
        need("source", one(source()), ("办法的出处", "where the text was published")),
        need(
            "in_force",
            one(in_force()),
            ("施行起止日期，以及以哪个日期为准", "from when to when, and which date decides"),
        ),
        need("money", one(money()), ("币种和取整方式", "currency and rounding")),
        may(
            "replaces",
            Is::Date,
            (
                "所替代的版本（写其施行日期）",
                "the edition that this one replaces, by the day it came into force",
            ),
        ),
        may(
            "changed_clauses",
            list(Is::Text),
            ("与该版本相比有修改的条文编号", "the clauses that changed since that edition"),
        ),
    ]
}

pub(in crate::engine) fn source() -> Shape {
    shape(
        "source",
        ("办法的出处", "where the text was published"),
        vec![
            need("title", Is::Text, ("办法或报道的标题", "title of the notice or report")),
            may("year", Is::Whole, ("发布年份", "year of publication")),
            may("url", Is::Text, ("网址", "its address")),
            may("note", Is::Text, ("其他说明", "what else to know")),
        ],
    )
}

fn in_force() -> Shape {
    shape(
        "in_force",
        ("施行起止日期，以及以哪个日期为准", "from when to when, and which date decides"),
        vec![
            need("from", Is::Date, ("首日（含当日）", "first day, inclusive")),
            may(
                "to",
                Is::Date,
                ("末日（含当日）；不写表示长期有效", "last day, inclusive; without it: until further notice"),
            ),
            need(
                "decided_by",
                words::<DateKind>(),
                ("以申请的哪个日期为准", "the date of a claim that decides"),
            ),
            may(
                "year",
                Is::Text,
                (
                    "年度起点：calendar（自然年度）或月日（如10-01）",
                    "`calendar`, or the month and day on which the year starts (`10-01`)",
                ),
            ),
        ],
    )
}

fn money() -> Shape {
    shape(
        "money",
        ("币种和取整方式", "currency and rounding"),
        vec![
            need("currency", Is::Text, ("币种代码，人民币写CNY", "ISO 4217 code, for example CNY")),
            need("round", one(rounding()), ("给付金额如何取整", "how what is paid is rounded")),
        ],
    )
}

fn rounding() -> Shape {
    let modes = RoundingMode::ALL.iter().map(|(word, _)| *word).collect();
    shape(
        "round",
        ("取整方式", "a named rounding"),
        vec![
            need("to", Is::Yuan, ("取整到多少元，例如0.01", "the step in yuan, for example 0.01")),
            need("mode", Is::Word(modes), ("取整方向", "which way")),
            may(
                "at",
                Is::Any(vec![Is::Word(vec!["claim"]), Is::Window]),
                (
                    "claim（按每次申请），或按其合计取整的期间",
                    "`claim`, or the window whose total is rounded",
                ),
            ),
        ],
    )
}

fn clause() -> Shape {
    shape(
        "clause",
        ("一条条文，照录原文", "one clause, as printed"),
        vec![
            need("id", Is::Text, ("条文编号", "its number or name")),
            need("text", Is::Text, ("条文原文", "its words, as printed")),
            may("text_en", Is::Text, ("条文英文译文", "its words in English")),
            may(
                "status",
                Is::Word(vec!["rule", "informative", "unencoded"]),
                ("编入程度；不写时为rule（已编入规则）", "how much of it is encoded; `rule` when not said"),
            ),
            may(
                "when",
                Is::Conditions,
                ("未编入的条文：涉及哪些申请", "for an unencoded clause: the claims that meet it"),
            ),
            may(
                "reading",
                Is::Text,
                (
                    "原文有两种理解时：采用哪一种及理由",
                    "where the words allow two readings: the one chosen, and why",
                ),
            ),
            may("reading_en", Is::Text, ("上一项的英文", "the same in English")),
        ],
    )
}

pub(in crate::engine) fn assumption() -> Shape {
    shape(
        "assumption",
        ("办法未写明的内容", "something that the notice does not say"),
        vec![
            need(
                "about",
                list(Is::Text),
                (
                    "假定涉及的部分，例如benefit.inpatient.banded",
                    "paths of what was assumed, for example benefit.inpatient.banded",
                ),
            ),
            need("text", Is::Text, ("假定了什么及理由", "what was assumed, and why")),
            may("text_en", Is::Text, ("上一项的英文", "the same in English")),
        ],
    )
}
