//! Benefits, exclusions, ceilings.

use super::line::line;
use super::{Is, Shape, labels, list, many, may, need, one, row, shape, words};
use crate::engine::claim::words::DateKind;

pub(super) fn benefit() -> Shape {
    let mut fields = vec![need("id", Is::Id, ("标识（小写字母、数字和连字符）", "its id"))];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, ("所依据的条文编号", "the clause that grants it")),
        may("plan", Is::Id, ("所属保障计划", "the plan that it belongs to")),
        may(
            "decided_by",
            words::<DateKind>(),
            ("以哪个日期为准（与方案不同时才写）", "the date that decides, where it is not the scheme's"),
        ),
        may("when", Is::Conditions, ("适用于哪些申请", "the claims that it applies to")),
        may("waiting", many(waiting()), ("分段的等待期", "waiting time, in stages")),
        may("waiting_clause", Is::Text, ("等待期所依据的条文编号", "the clause of the waiting time")),
        may("deadline", one(deadline()), ("申请期限", "until when to claim")),
        may("at_most", one(at_most()), ("给付次数上限", "how many times it pays")),
        may(
            "pays",
            Is::Word(vec!["fund", "member-keeps"]),
            ("最后一行是什么；不写时为fund（互助金支付额）", "what the last line is; `fund` when not said"),
        ),
        may(
            "funding",
            many(funding()),
            ("支付的资金池及份额，合计须为100%", "the pools that pay, in shares that add up to the whole"),
        ),
        may("evidence", Is::Text, ("申请所需证明材料", "the evidence that a claim takes")),
        need(
            "line",
            many(line()),
            (
                "计算各行，每行只能引用其上方的行",
                "the lines of the calculation, each reading only lines above it",
            ),
        ),
    ]);
    shape("benefit", ("一项待遇：何时给付、给付多少", "what is paid, when and how much"), fields)
}

fn waiting() -> Shape {
    row(
        "waiting",
        ("等待期的一段", "a stage of the waiting time"),
        vec![
            need(
                "days",
                Is::Whole,
                (
                    "截至保障第几天（含当日；保障首日为第1天）",
                    "up to and including this day of cover; the first day of cover is day 1",
                ),
            ),
            need("pay", Is::Ratio, ("此前按多大比例给付", "the share that is paid until then")),
        ],
    )
}

fn deadline() -> Shape {
    shape(
        "deadline",
        ("申请期限", "until when to claim"),
        vec![
            need("days", Is::Whole, ("自起算日起最多多少天", "at most so many days after the date")),
            need("from", words::<DateKind>(), ("从哪个日期起算", "the date it counts from")),
            may("clause", Is::Text, ("所依据的条文编号", "the clause")),
        ],
    )
}

fn at_most() -> Shape {
    shape(
        "at_most",
        ("一项待遇的给付次数上限", "how many times a benefit pays"),
        vec![
            need("times", Is::Whole, ("次数", "so many times")),
            need("along", Is::Window, ("按谁、在多长期间内计数", "whose, and over which stretch of time")),
            may("clause", Is::Text, ("所依据的条文编号", "the clause")),
        ],
    )
}

fn funding() -> Shape {
    row(
        "funding",
        ("一个资金池的份额", "one pool's share"),
        vec![
            need("pool", Is::Id, ("资金池", "the pool")),
            need("share", Is::Ratio, ("份额", "its share")),
            may(
                "odd_fen",
                Is::Flag,
                (
                    "分不尽的一分钱是否归它（有且只有一个资金池写true）",
                    "does it take the fen that cannot be divided? exactly one pool does",
                ),
            ),
        ],
    )
}

pub(super) fn exclusion() -> Shape {
    let mut fields = vec![need("id", Is::Id, ("标识（小写字母、数字和连字符）", "its id"))];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, ("所依据的条文编号", "the clause")),
        need("when", Is::Conditions, ("哪些申请不予给付", "the claims that get nothing")),
        may(
            "benefits",
            list(Is::Id),
            ("对哪些待遇不予给付；不写表示全部", "of which benefits; without it: all"),
        ),
    ]);
    shape("exclusion", ("不予给付的情形", "claims that get nothing"), fields)
}

pub(super) fn ceiling() -> Shape {
    let mut fields = vec![need("id", Is::Id, ("标识（小写字母、数字和连字符）", "its id"))];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, ("所依据的条文编号", "the clause")),
        need("covers", list(Is::Id), ("合并计算封顶的各项待遇", "the benefits whose sum it bounds")),
        may(
            "measure",
            list(Is::Text),
            ("不超过申请中这些费用项目之和", "at most the sum of these figures of the claim"),
        ),
        may("amount", Is::Yuan, ("不超过该金额", "at most this amount")),
        may(
            "along",
            Is::Window,
            (
                "按哪个期间累计封顶；不写表示每次申请单独封顶",
                "the window whose total it bounds; without it each claim on its own",
            ),
        ),
    ]);
    shape("ceiling", ("多项待遇合计的封顶线", "a bound over several benefits"), fields)
}
