//! What a scheme declares: periods, categories, payers, pools, plans, lists, facts, counters.

use super::{Field, Is, Shape, labels, list as list_of, many, may, need, one, shape};
use crate::engine::shortage;

fn named(more: Vec<Field>) -> Vec<Field> {
    let mut fields = vec![need("id", Is::Id, ("标识（小写字母、数字和连字符）", "its id"))];
    fields.extend(labels());
    fields.extend(more);
    fields
}

pub(super) fn period() -> Shape {
    shape(
        "period",
        ("一个保障期（一期）", "a period (一期)"),
        named(vec![
            need("from", Is::Date, ("首日（含当日）", "first day, inclusive")),
            need("to", Is::Date, ("末日（含当日）", "last day, inclusive")),
        ]),
    )
}

pub(super) fn category() -> Shape {
    shape(
        "category",
        ("一类职工", "a category of members"),
        named(vec![
            may("clause", Is::Text, ("所依据的条文编号", "the clause that names it")),
            may(
                "default",
                Is::Flag,
                ("不属于其他类别的职工都归入本类", "the category of everybody who is in no other"),
            ),
            may("evidence", Is::Text, ("所需证明材料", "the evidence that it takes")),
            may(
                "reverify_months",
                Is::Whole,
                ("核验后多少个月失效", "it lapses so many months after the last verification"),
            ),
        ]),
    )
}

pub(super) fn payer() -> Shape {
    shape("payer", ("一个缴费方", "somebody who pays contributions"), named(vec![]))
}

pub(super) fn pool() -> Shape {
    shape(
        "pool",
        ("一个支付资金池", "a pool that pays"),
        named(vec![
            may(
                "only_for",
                list_of(Is::Id),
                (
                    "专项资金池可支付的待遇；不写表示不限",
                    "the benefits that it may pay, for an earmarked pool; without it: any",
                ),
            ),
            may(
                "when_short",
                Is::Word(shortage::RULES.to_vec()),
                (
                    "资金不足时：pay-in-full（照付，由主办方补足）、pro-rata（按比例给付，其余核减）、queue（依次足额给付，余者等候）；办法未写明的不写",
                    "when it runs short: `pay-in-full` (who runs it makes up for it), `pro-rata` (the rest is cut), `queue` (in full, one after the other; the others wait); left out where the notice does not say",
                ),
            ),
            may(
                "odd_fen",
                Is::Word(shortage::ODD_FEN.iter().map(|(word, _)| *word).collect()),
                (
                    "按比例给付时除不尽的分归谁：largest-remainder（余数大者，相同的按申请先后）、first-claim（按申请先后）",
                    "for `pro-rata`: who takes the fen that cannot be divided, one each: `largest-remainder` (ties by the order of claims) or `first-claim` (the first ones, in order)",
                ),
            ),
            may("clause", Is::Text, ("资金不足时所依据的条文编号", "the clause that says what happens then")),
            may(
                "reserve",
                one(reserve()),
                ("储备金的提取和动用", "what goes into its reserve and comes out of it"),
            ),
        ]),
    )
}

fn reserve() -> Shape {
    shape(
        "reserve",
        ("储备金的提取和动用", "what goes into a reserve and comes out of it"),
        vec![
            may(
                "rate",
                Is::Ratio,
                (
                    "每年按会费和补助收入提取的比例",
                    "the share of a year's contributions and subsidies that goes into it",
                ),
            ),
            may("most", Is::Yuan, ("储备金的上限（含），元", "it holds at most so much, inclusive, in yuan")),
            may(
                "only_when_short",
                Is::Flag,
                ("仅在资金不足支付时方可动用", "it is drawn only when the pool cannot pay"),
            ),
            need("clause", Is::Text, ("所依据的条文编号", "the clause")),
        ],
    )
}

pub(super) fn approval() -> Shape {
    let mut fields = vec![need(
        "level",
        Is::Id,
        ("审批级次的标识，如county-union", "the id of the level that approves, for example county-union"),
    )];
    fields.extend(labels());
    fields.extend(vec![
        may(
            "up_to",
            Is::Yuan,
            (
                "审批的最高金额（含），元；最后一级不写",
                "it approves up to this amount, inclusive; the last step has none",
            ),
        ),
        need("clause", Is::Text, ("所依据的条文编号", "the clause")),
        may(
            "opinions",
            Is::Whole,
            ("须有几人签署意见；不写时为1", "how many persons give their opinion; 1 when not said"),
        ),
        may("when", Is::Conditions, ("适用于哪些申请；不写表示全部", "for which claims; without it: all")),
        may(
            "benefits",
            list_of(Is::Id),
            (
                "按哪些待遇的给付合计审批；不写表示全部待遇",
                "what these benefits grant together is looked at; without it: all of them",
            ),
        ),
    ]);
    shape("approval", ("审批权限中的一级", "one step of the approval ladder"), fields)
}

pub(super) fn plan() -> Shape {
    shape(
        "plan",
        ("一个可参加的保障计划", "something that a member can enrol in"),
        named(vec![
            may("clause", Is::Text, ("所依据的条文编号", "the clause that offers it")),
            may("needs", list_of(Is::Id), ("须同时参加的保障计划", "plans that one must hold as well")),
            may(
                "excludes",
                list_of(Is::Id),
                ("不得同时参加的保障计划", "plans that one may not hold as well"),
            ),
            may(
                "most_share_units",
                Is::Whole,
                ("最多可参加的份数；不写时为1", "the largest number of share units; 1 when not said"),
            ),
            may(
                "same_for_employer",
                Is::Flag,
                ("同一单位职工的份数是否须一致", "must all members of an employer hold the same number?"),
            ),
        ]),
    )
}

pub(super) fn list() -> Shape {
    let entry = shape(
        "entry",
        ("目录中的一项", "one entry of a list"),
        vec![
            need(
                "code",
                Is::Text,
                (
                    "ICD-10编码（C50包括全部C50.x）或范围（C00-C97）",
                    "an ICD-10 code (C50 covers all C50.x) or a range (C00-C97)",
                ),
            ),
            need("name", Is::Text, ("名称", "its name")),
            may("evidence", Is::Text, ("需要的证明材料（如病理报告）", "the proof that a claim needs")),
        ],
    );
    shape(
        "list",
        ("一份病种目录", "a list of diagnoses"),
        named(vec![
            may("clause", Is::Text, ("所依据的条文编号", "the clause that names it")),
            may(
                "file",
                Is::Text,
                (
                    "CSV文件名（列为code,name，可加evidence），放在版本旁的lists/文件夹内",
                    "the CSV file with columns code,name[,evidence]: beside the edition, in its lists/ folder",
                ),
            ),
            may("entries", many(entry), ("目录内容（条目较少时直接写）", "the entries, when they are few")),
        ]),
    )
}

pub(super) fn fact() -> Shape {
    let choice = shape(
        "choice",
        ("一个选项", "one word of a choice"),
        vec![
            need("id", Is::Id, ("选项的标识", "the word")),
            need("label", Is::Text, ("选项的名称", "what it is called, in Chinese")),
            may("label_en", Is::Text, ("选项的英文名称", "what it is called, in English")),
        ],
    );
    shape(
        "fact",
        (
            "本方案自定的判断项，也是申请表中的一列",
            "a key of the scheme's own, and a column of its claim files",
        ),
        named(vec![
            need(
                "type",
                Is::Word(vec!["flag", "choice", "number", "amount"]),
                ("取值类型", "what values it takes"),
            ),
            may("choices", many(choice), ("可选的选项", "the words of a choice")),
            may("clause", Is::Text, ("所依据的条文编号", "the clause that needs it")),
            may("evidence", Is::Text, ("所需证明材料", "the evidence that it takes")),
            need(
                "unknown",
                Is::Text,
                ("未知时提示经办人的语句", "the sentence for the clerk when it is unknown"),
            ),
            may("evidence_en", Is::Text, ("所需证明材料的英文", "the evidence, in English")),
            may("unknown_en", Is::Text, ("提示语句的英文", "the sentence for the clerk, in English")),
        ]),
    )
}

pub(super) fn count() -> Shape {
    shape(
        "count",
        ("本次申请之前发生过多少次", "how often something happened before this claim"),
        named(vec![
            need("along", Is::Window, ("按谁、在多长期间内计数", "whose, and over which stretch of time")),
            need("of", Is::Word(vec!["claims", "paid", "line"]), ("计数对象", "what is counted")),
            may(
                "benefit",
                Is::Id,
                ("已给付的待遇，或该行所在的待遇", "the benefit that paid or that has the line"),
            ),
            may("line", Is::Id, ("结果大于零的行", "the line that was above nought")),
        ]),
    )
}
