//! Contributions and enrolment.

use super::{Field, Is, Shape, keyed, labels, list, many, may, need, one, shape, words};
use crate::engine::claim::words::Joining;

const BEGINS: [&str; 3] = ["period-start", "next-day", "next-month"];

pub(super) fn contribution() -> Shape {
    let due = shape(
        "due",
        ("一个缴费方应缴多少", "what one payer owes"),
        vec![need("payer", Is::Id, ("缴费方", "the payer")), need("amount", Is::Yuan, ("金额", "how much"))],
    );
    let matching = shape(
        "matching",
        ("按比例配套缴费的一方", "a payer who matches another"),
        vec![
            need("payer", Is::Id, ("配套缴费的一方", "who matches")),
            need("of", Is::Id, ("按谁的缴费配套", "whose payment")),
            need("rate", Is::Ratio, ("配套比例；1∶1写作\"100%\"", "in which proportion; 1:1 is \"100%\"")),
        ],
    );
    let gift = shape(
        "gift",
        ("仅赠送给限定人数的份额", "a share that is given to so many members only"),
        vec![
            need("payer", Is::Id, ("赠送方", "who gives")),
            need("quota", Is::Whole, ("赠送人数上限", "to so many members")),
        ],
    );
    let mut fields = vec![need("id", Is::Id, ("标识（小写字母、数字和连字符）", "its id"))];
    fields.extend(labels());
    fields.extend(vec![
        need("clause", Is::Text, ("所依据的条文编号", "the clause")),
        may("plan", Is::Id, ("购买的保障计划", "the plan that it buys")),
        may("when", Is::Conditions, ("适用对象", "for whom")),
        may(
            "per",
            Is::Word(vec!["member", "share-unit", "month", "half-year"]),
            (
                "按什么计收：member（每人每期）、share-unit（每份）、month（每人每月）、half-year（total为一整期的总额，期中以后参加的减半；每半年50元写total = 100）；不写时为member",
                "what it is charged for: `member` (each period), `share-unit`, `month` (each member), `half-year` (`total` is that of the whole period, and who joins after its middle owes half; 50 each half-year is `total = 100`); `member` when not said",
            ),
        ),
        need("total", Is::Yuan, ("缴费总额", "the whole of it")),
        need("from", many(due), ("各方各缴多少，合计须等于总额", "who pays how much; adds up to the whole")),
        may(
            "smallest_own_share",
            Is::Yuan,
            ("个人自缴的最低金额", "the least that the member must bear himself"),
        ),
        may("matching", one(matching), ("按他方缴费配套的一方", "a payer who matches what another pays")),
        may("gift", one(gift), ("仅赠送给限定人数的份额", "a share that is given to so many members only")),
    ]);
    shape("contribution", ("由谁缴多少", "who pays what"), fields)
}

pub(super) fn enrolment() -> Shape {
    let late = shape(
        "late_hires",
        ("窗口期后新入职人员", "who is hired after the window"),
        vec![
            need(
                "within_days",
                Is::Whole,
                ("入职后多少天内可参加", "at most so many days after being hired"),
            ),
            need("begins", Is::Word(BEGINS.to_vec()), ("保障从何时开始", "when cover begins")),
        ],
    );
    let mut fields = vec![
        need("clause", Is::Text, ("所依据的条文编号", "the clause")),
        may("plan", Is::Id, ("保障计划", "the plan")),
        may("by_employer", Is::Flag, ("是否须由单位统一办理", "only by employer's roster")),
        may(
            "window",
            list(Is::Date),
            ("参加窗口期的[首日, 末日]", "[first, last] day on which one may enrol"),
        ),
        may("who", Is::Conditions, ("可参加的对象", "who may")),
        may(
            "least_participation",
            keyed(Is::Ratio, "least_participation"),
            ("单位职工最低参加比例", "least share of the employer's staff"),
        ),
        may("least_members", Is::Whole, ("一个单位最少参加人数", "least number of members of one employer")),
        may(
            "begins",
            Is::Word(BEGINS.to_vec()),
            (
                "保障从何时开始；不写时为period-start（自本期首日）",
                "when cover begins; `period-start` when not said",
            ),
        ),
        may("late_hires", one(late), ("窗口期后新入职人员", "who is hired after the window")),
    ];
    fields.extend(waiting_and_leaving());
    shape("enrolment", ("谁可以参加、保障何时开始", "who may join, and when cover begins"), fields)
}

fn waiting_and_leaving() -> Vec<Field> {
    vec![
        may(
            "waiting_days",
            Is::Whole,
            ("等待期天数；或改用waiting_months", "days to wait before cover begins; or waiting_months"),
        ),
        may(
            "waiting_months",
            Is::Whole,
            ("等待期月数（按日历月）", "calendar months to wait before cover begins"),
        ),
        may(
            "waiting_for",
            list(words::<Joining>()),
            (
                "哪些人有等待期；不写时为除renewal（续保）以外的全部",
                "who waits; all but `renewal` when not said",
            ),
        ),
        may(
            "renewal_grace_days",
            Is::Whole,
            ("中断不超过多少天仍视为连续", "a gap of so many days still counts as unbroken cover"),
        ),
        may(
            "follows_member",
            Is::Flag,
            ("保障是否随本人转到新单位", "cover follows the member to a new employer"),
        ),
        may(
            "refundable",
            Is::Flag,
            ("期内是否可以退出并退费", "may a member leave within a period and be refunded?"),
        ),
    ]
}
