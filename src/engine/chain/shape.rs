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
        (
            "组合的一个版本：同一会员的多个计划，按次序排列",
            "one edition of a chain: several plans of one member, in their order",
        ),
        vec![
            need(
                "format",
                Is::Word(vec!["chain/1"]),
                ("组合文件格式版本", "the version of the chain language"),
            ),
            need("id", Is::Text, ("组合编号，即schemes/下的路径", "the chain's id: its path below schemes/")),
            need("title", Is::Text, ("组合的中文名称", "the title of the chain, in Chinese")),
            may("title_en", Is::Text, ("组合的英文名称", "the title in English")),
            need("source", one(edition::source()), ("计算次序的出处", "where the order was published")),
            need(
                "in_force",
                one(in_force()),
                ("施行起止日期，以及以哪个日期为准", "from when to when, and which date decides"),
            ),
            may("clause", many(clause()), ("办法原文，逐条照录", "the notice, clause by clause, as printed")),
            may(
                "assumption",
                many(edition::assumption()),
                ("办法未写明、暂作假定的内容", "what the notice does not say and had to be assumed"),
            ),
            need("plan", many(plan()), ("各计划，按计算先后排列", "the plans, in the order of calculation")),
            may("exclude", many(exclude()), ("只给付其一的各计划", "plans of which only one is paid")),
            may("ceiling", many(ceiling()), ("多个计划合计的封顶线", "bounds over several plans")),
        ],
    )
}

fn in_force() -> Shape {
    table(
        "in_force",
        ("施行起止日期，以及以哪个日期为准", "from when to when, and which date decides"),
        vec![
            need("from", Is::Date, ("施行首日（含当日）", "first day, inclusive")),
            may(
                "to",
                Is::Date,
                (
                    "施行末日（含当日）；不写则至另行规定",
                    "last day, inclusive; without it: until further notice",
                ),
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
                    "`calendar`（自然年度），或封顶年度开始的月日（`10-01`）",
                    "`calendar`, or the month and day on which the year of ceilings starts (`10-01`)",
                ),
            ),
        ],
    )
}

fn clause() -> Shape {
    table(
        "clause",
        ("一条条文，照录原文", "one clause, as printed"),
        vec![
            need("id", Is::Text, ("条号或名称", "its number or name")),
            need("text", Is::Text, ("条文原文", "its words, as printed")),
            may("text_en", Is::Text, ("条文的英文", "its words in English")),
            may(
                "status",
                Is::Word(vec!["rule", "informative"]),
                ("编入规则的程度；不写则为`rule`", "how much of it is encoded; `rule` when not said"),
            ),
        ],
    )
}

fn plan() -> Shape {
    table(
        "plan",
        ("组合中的一个计划", "one plan of the chain"),
        vec![
            need(
                "id",
                Is::Id,
                (
                    "计划编号，申请以此写明会员参加的计划",
                    "its id, by which claims name what the member holds",
                ),
            ),
            may(
                "label",
                Is::Text,
                (
                    "中文名称；不写则用方案名称",
                    "what it is called, in Chinese; without it the title of the scheme",
                ),
            ),
            may("label_en", Is::Text, ("英文名称", "what it is called, in English")),
            need("scheme", Is::Text, ("所依据的方案编号", "the scheme, by its id")),
            may(
                "plan",
                Is::Id,
                (
                    "方案中的计划（只取多个计划之一时）",
                    "the plan of the scheme, where only one of several is meant",
                ),
            ),
            need("clause", Is::Text, ("规定其次序的条款", "the clause that places it here")),
            may(
                "when",
                Is::Conditions,
                ("适用的申请；不写则适用全部申请", "the claims that it is meant for; without it all"),
            ),
        ],
    )
}

fn exclude() -> Shape {
    let mut fields = vec![need("id", Is::Id, ("编号", "its id"))];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, ("所依据的条款", "the clause")),
        need("plans", list(Is::Id), ("只给付其一的各计划", "the plans of which only one is paid")),
        need(
            "keep",
            Is::Word(vec!["first", "greatest"]),
            ("给付次序在先者，或给付最多者", "the first that pays, or the one that pays most"),
        ),
    ]);
    table("exclude", ("只给付其一的各计划", "plans of which only one is paid"), fields)
}

fn ceiling() -> Shape {
    let mut fields = vec![need("id", Is::Id, ("编号", "its id"))];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, ("所依据的条款", "the clause")),
        need(
            "plans",
            list(Is::Id),
            (
                "合计封顶的各计划，次序在后者使用在先者余下的额度",
                "the plans whose sum it bounds; later ones get what earlier ones left",
            ),
        ),
        may("amount", Is::Yuan, ("最高金额（元）", "at most this amount")),
        may(
            "measure",
            list(Is::Text),
            ("最高不超过这些结算单金额之和", "at most the sum of these figures of the claim"),
        ),
        may(
            "along",
            Is::Window,
            (
                "累计的范围；不写则每次申请单独计算",
                "the window whose total it bounds; without it each claim on its own",
            ),
        ),
    ]);
    table("ceiling", ("多个计划合计的封顶线", "a bound over several plans"), fields)
}
