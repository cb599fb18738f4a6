//! Which rules carry out a clause, and which of them were assumed.

use super::About;
use crate::engine::scheme::model::{Benefit, Line, Text};

/// Every rule that cites a clause, by name.
pub(super) fn citing(clause: &str, a: About<'_>) -> Vec<String> {
    let e = a.edition;
    let mut found = Vec::new();
    let mut note = |cited: Option<&str>, zh: &str, en: &str, label: &Text| {
        if cited == Some(clause) {
            found.push(named(zh, en, label, a));
        }
    };
    e.contributions.iter().for_each(|c| note(Some(&c.clause), "缴费", "contribution", &c.label));
    e.categories.iter().for_each(|c| note(c.clause.as_deref(), "职工类别", "category", &c.label));
    e.plans.iter().for_each(|p| note(p.clause.as_deref(), "计划", "plan", &p.label));
    e.lists.iter().for_each(|l| note(l.clause.as_deref(), "名单", "list", &l.label));
    e.facts.iter().for_each(|f| note(f.clause.as_deref(), "申报事项", "declared fact", &f.label));
    e.exclusions.iter().for_each(|x| note(Some(&x.clause), "不予给付情形", "exclusion", &x.label));
    e.ceilings.iter().for_each(|c| note(Some(&c.clause), "总封顶", "ceiling", &c.label));
    e.pools.iter().for_each(|p| {
        let cited = p.when_short.as_ref().map(|short| short.clause.as_str());
        note(cited, "资金不足时的处理：资金池", "when it runs short: the pool", &p.label);
        let cited = p.reserve.as_ref().map(|reserve| reserve.clause.as_str());
        note(cited, "储备金的提取和动用：资金池", "the reserve: the pool", &p.label);
    });
    if e.approvals.iter().any(|x| x.clause == clause) {
        found.push(a.lang.pick("审批权限", "who approves").into());
    }
    if e.enrolments.iter().any(|x| x.clause == clause) {
        found.push(a.lang.pick("参加办法", "enrolment").into());
    }
    for b in &e.benefits {
        found.extend(steps(b, clause, a));
        found.extend(parts(b, clause, a));
    }
    found
}

/// A benefit with the steps that carry out a clause: 待遇“住院补助”第1、2步.
fn steps(b: &Benefit, clause: &str, a: About<'_>) -> Option<String> {
    let own = |line: &Line| line.clause.as_ref().unwrap_or(&b.clause) == clause;
    let numbers = b.lines.iter().enumerate().filter(|(_, line)| own(line));
    let numbers: Vec<String> = numbers.map(|(at, _)| (at + 1).to_string()).collect();
    let name = named("待遇", "benefit", &b.label, a);
    match numbers.as_slice() {
        [] => (b.clause == clause).then_some(name),
        [only] => Some(a.lang.pick(format!("{name}第{only}步"), format!("{name}, step {only}"))),
        several => {
            let several = several.join(a.lang.pick("、", ", "));
            Some(a.lang.pick(format!("{name}第{several}步"), format!("{name}, steps {several}")))
        }
    }
}

/// The parts of a benefit that cite a clause of their own.
fn parts(b: &Benefit, clause: &str, a: About<'_>) -> Vec<String> {
    let is = |cited: Option<&str>| cited == Some(clause);
    let benefit = named("待遇", "benefit", &b.label, a);
    let part = |name: &str| a.lang.pick(format!("{benefit}的{name}"), format!("{benefit}, {name}"));
    let mut found = Vec::new();
    if is(b.waiting_clause.as_deref()) {
        found.push(part(a.lang.pick("等待期", "waiting time")));
    }
    if is(b.deadline.as_ref().and_then(|d| d.clause.as_deref())) {
        found.push(part(a.lang.pick("申请期限", "deadline")));
    }
    if is(b.at_most.as_ref().and_then(|m| m.clause.as_deref())) {
        found.push(part(a.lang.pick("给付次数", "number of payments")));
    }
    found
}

/// A rule by its kind and label.
pub(super) fn named(zh: &str, en: &str, label: &Text, a: About<'_>) -> String {
    let label = label.get(a.lang);
    a.lang.pick(format!("{zh}“{label}”"), format!("{en} “{label}”"))
}

/// A mark after a rule that was assumed, itself, in part or with what holds it.
pub(super) fn assumed_mark(path: &str, a: About<'_>) -> &'static str {
    let within = |about: &String| about.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[']));
    let in_part = a.edition.assumptions.iter().any(|x| x.about.iter().any(within));
    if a.edition.is_assumed(path) || in_part { a.lang.pick("〔暂定〕", "〔assumed〕") } else { "" }
}
