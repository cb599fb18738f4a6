//! Paths of the scheme file by the names that the sheet uses.

use super::About;
use super::citation::named;
use crate::engine::scheme::model::Benefit;
use crate::engine::scheme::say;

/// What stands at a path; the path itself where the sheet has no name for it.
pub(super) fn path_name(path: &str, a: About<'_>) -> String {
    let steps: Vec<&str> = path.split('.').collect();
    let e = a.edition;
    let known = match steps.as_slice() {
        ["benefit", id] => e.benefit(id).map(|b| named("待遇", "benefit", &b.label, a)),
        ["benefit", id, part, ..] => e.benefit(id).and_then(|b| part_of(b, part, a)),
        ["contribution", id, ..] => {
            e.contributions.iter().find(|c| c.id == *id).map(|c| named("缴费", "contribution", &c.label, a))
        }
        ["pool", id, ..] => {
            e.pools.iter().find(|p| p.id == *id).map(|p| named("资金池", "pool", &p.label, a))
        }
        ["ceiling", id, ..] => {
            e.ceilings.iter().find(|c| c.id == *id).map(|c| named("总封顶", "ceiling", &c.label, a))
        }
        ["fact", id, ..] => {
            e.facts.iter().find(|f| f.id == *id).map(|f| named("申报事项", "declared fact", &f.label, a))
        }
        ["list", id, ..] => e.lists.iter().find(|l| l.id == *id).map(|l| named("名单", "list", &l.label, a)),
        ["plan", id, ..] => e.plans.iter().find(|p| p.id == *id).map(|p| named("计划", "plan", &p.label, a)),
        ["period", id, ..] => {
            e.periods.iter().find(|p| p.id == *id).map(|p| named("保障期", "period", &p.label, a))
        }
        ["category", id, ..] => {
            e.categories.iter().find(|c| c.id == *id).map(|c| named("职工类别", "category", &c.label, a))
        }
        ["exclusion", id, ..] => {
            e.exclusions.iter().find(|x| x.id == *id).map(|x| named("不予给付情形", "exclusion", &x.label, a))
        }
        ["count", id, ..] => {
            e.counts.iter().find(|c| c.id == *id).map(|c| named("计数", "counter", &c.label, a))
        }
        ["clause", id, ..] => Some(say::clause_mark(id, a.lang).trim_matches(['〔', '〕']).to_owned()),
        _ => fixed(path, a).map(String::from),
    };
    known.unwrap_or_else(|| path.into())
}

fn part_of(b: &Benefit, part: &str, a: About<'_>) -> Option<String> {
    let id = part.split('[').next().unwrap_or(part);
    let name = match id {
        _ if b.lines.iter().any(|l| l.id == id) => say::step_name(id, b, a.lang),
        "when" => a.lang.pick("适用情形", "when it applies").into(),
        "waiting" => a.lang.pick("等待期", "waiting time").into(),
        "deadline" => a.lang.pick("申请期限", "deadline").into(),
        "at_most" => a.lang.pick("给付次数", "number of payments").into(),
        "funding" => a.lang.pick("资金分担", "funding").into(),
        "pays" => a.lang.pick("给付额", "what is paid").into(),
        "decided_by" => a.lang.pick("判定日期", "deciding date").into(),
        _ => return None,
    };
    let benefit = named("待遇", "benefit", &b.label, a);
    Some(a.lang.pick(format!("{benefit}的{name}"), format!("{benefit}, {name}")))
}

fn fixed(path: &str, a: About<'_>) -> Option<&'static str> {
    Some(match path {
        "in_force" => a.lang.pick("施行期间、判定日期与年度", "in force, deciding date and year"),
        "in_force.from" | "in_force.to" => a.lang.pick("施行期间", "in force"),
        "in_force.decided_by" => a.lang.pick("判定日期", "deciding date"),
        "in_force.year" => a.lang.pick("年度", "year"),
        "money" | "money.currency" => a.lang.pick("货币与取整", "currency and rounding"),
        _ if path.starts_with("money.round") => a.lang.pick("取整", "rounding"),
        _ if path == "approval" || path.starts_with("approval[") => a.lang.pick("审批权限", "who approves"),
        _ if path == "enrolment" || path.starts_with("enrolment.") => a.lang.pick("参加办法", "enrolment"),
        _ => return None,
    })
}
