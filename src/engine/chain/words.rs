//! What can be wrong with a chain file: every message with its hint, in English and in Chinese.

use crate::engine::calendar::Day;
use crate::engine::scheme::model::Place;
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::said::Said;

/// A message and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    /// What is wrong.
    pub message: Said,
    /// What to do about it.
    pub hint: Said,
}

impl Says {
    fn new(
        en: impl Into<String>,
        hint: impl Into<String>,
        zh: impl Into<String>,
        hint_zh: impl Into<String>,
    ) -> Self {
        Self { message: Said::new(zh, en), hint: Said::new(hint_zh, hint) }
    }

    /// Notes it as an error.
    pub fn error(self, at: &Place, problems: &mut Problems) {
        problems.error(at, self.message, self.hint);
    }

    /// Notes it as a warning.
    pub fn warn(self, at: &Place, problems: &mut Problems) {
        problems.warn(at, self.message, self.hint);
    }
}

pub(super) fn no_year(year: &str) -> Says {
    Says::new(
        format!("`{year}` is no start of a year"),
        "write \"calendar\", or the month and day on which the year starts, for example \"10-01\"",
        format!("“{year}”不是年度起始日。"),
        "请写 \"calendar\"，或年度起始的月日，例如 \"10-01\"。",
    )
}

pub(super) fn one_bound() -> Says {
    Says::new(
        "a ceiling is either a figure of the claim or an amount",
        "write `measure = [\"self_pay\"]` or `amount = 100000`",
        "封顶只能是结算单金额或固定金额之一。",
        "请写 `measure = [\"self_pay\"]` 或 `amount = 100000`。",
    )
}

pub(super) fn folder(id: &str, folder: &str) -> Says {
    Says::new(
        format!("the chain's id is `{id}`, and its folder is `{folder}`"),
        "move the file, or correct the id",
        format!("组合编号为“{id}”，所在文件夹为“{folder}”。"),
        "请移动文件，或更正编号。",
    )
}

pub(super) fn file_name(day: Day, name: &str) -> Says {
    Says::new(
        format!("the edition is in force from {day}, and its file is `{name}`"),
        format!("call the file {day}.toml"),
        format!("本版自{day}起施行，文件名为“{name}”。"),
        format!("请将文件命名为 {day}.toml。"),
    )
}

pub(super) fn no_plans() -> Says {
    Says::new("a chain has at least one plan", "add [[plan]]", "组合至少须有一个计划。", "请添加 [[plan]]。")
}

pub(super) fn twice(what: &str, id: &str) -> Says {
    Says::new(
        format!("the {what} `{id}` is there twice"),
        "give one of them another id",
        format!("编号“{id}”重复。"),
        "请为其中一个另行编号。",
    )
}

pub(super) fn unknown(what: &str, id: &str, hint: Said) -> Says {
    let what_zh = match what {
        "scheme" => "方案",
        "plan" => "计划",
        "clause" => "条款",
        _ => "该值",
    };
    let message = Said::new(format!("没有{what_zh}“{id}”。"), format!("there is no {what} `{id}`"));
    Says { message, hint }
}

pub(super) fn same_scheme(scheme: &str) -> Says {
    Says::new(
        format!("`{scheme}` stands in the chain twice: its running totals would be kept twice"),
        "name the scheme once, or each of its plans once",
        format!("方案“{scheme}”在组合中重复，累计额会重复计算。"),
        "方案只列一次，或其每个计划各列一次。",
    )
}

pub(super) fn split(scheme: &str, what: &str) -> Says {
    Says::new(
        format!("`{scheme}` cannot be taken apart by plans: {what}"),
        "take the scheme as a whole: leave `plan` out",
        format!("方案“{scheme}”不能按计划拆开：{what}。"),
        "请整体列入该方案，不写 `plan`。",
    )
}

pub(super) fn later_result(plan: &str, scheme: &str) -> Says {
    Says::new(
        format!("`{plan}` takes the result of `{scheme}`, which does not stand before it"),
        "put the plan that is taken as a base first",
        format!("“{plan}”以“{scheme}”的结果为基数，但后者未排在前面。"),
        "请将作为基数的计划排在前面。",
    )
}

pub(super) fn too_few(what: &str) -> Says {
    Says::new(
        format!("the {what} names fewer than two plans"),
        "name the plans that it is about",
        "所列计划少于两个。",
        "请列出所涉及的计划。",
    )
}

pub(super) fn apart(exclude: &str) -> Says {
    Says::new(
        format!("the plans of `{exclude}` do not stand next to each other"),
        "with keep = \"greatest\" all of them are compared at one place: put them next to each other",
        format!("“{exclude}”所列计划未相邻排列。"),
        "keep = \"greatest\" 须在同一处比较，请将这些计划相邻排列。",
    )
}

pub(super) fn two_groups(plan: &str, exclude: &str) -> Says {
    Says::new(
        format!("`{plan}` is in `{exclude}`, which keeps the greatest, and in another group"),
        "a plan that is compared by amount is in one group only",
        format!("“{plan}”既属于按金额择优的“{exclude}”，又属于另一组。"),
        "按金额择优的计划只能属于一组。",
    )
}

pub(super) fn base_within(exclude: &str, plan: &str) -> Says {
    Says::new(
        format!("`{plan}` takes the result of a plan that `{exclude}` compares it with"),
        "plans that are compared with each other cannot take each other as a base",
        format!("“{plan}”以“{exclude}”中与其比较的计划为基数。"),
        "相互比较的计划不能互为基数。",
    )
}

pub(super) fn figure_along() -> Says {
    Says::new(
        "a figure of the claim bounds that claim, not a window",
        "leave `along` out, or write `amount`",
        "结算单金额只约束本次申请，不能按年度等累计。",
        "请删去 `along`，或改写 `amount`。",
    )
}

pub(super) fn no_periods() -> Says {
    Says::new(
        "a chain has no periods of its own",
        "take the year, the month, twelve months, the stay or the lifetime",
        "组合没有自己的保障期。",
        "请改用年度、月、连续十二个月、每次住院或终身。",
    )
}

pub(super) fn uncited(clause: &str) -> Says {
    Says::new(
        format!("no rule cites clause {clause}"),
        "cite it, or mark it status = \"informative\"",
        format!("没有规则引用第{clause}条。"),
        "请引用，或标为 status = \"informative\"。",
    )
}

pub(super) fn currencies(one: &str, other: &str) -> Says {
    Says::new(
        format!("the plans pay in {one} and in {other}"),
        "a chain adds its plans up: they need one currency",
        format!("各计划的货币不同：{one}与{other}。"),
        "组合须合计金额，货币应当一致。",
    )
}

pub(super) fn not_next(before: Day, now: Day) -> Says {
    Says::new(
        format!("the editions of {before} and {now} overlap or leave a gap"),
        "let each edition end on the day before the next one begins",
        format!("{before}与{now}两版重叠或中断。"),
        "请使前一版止于后一版施行的前一日。",
    )
}
