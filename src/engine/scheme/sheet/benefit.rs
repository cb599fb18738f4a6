//! Benefits: for what, when, how much, step by step.

use super::About;
use super::citation::assumed_mark;
use super::head::rounded;
use super::page::Page;
use super::table::of_line;
use crate::engine::scheme::model::{Benefit, Line, Pays, WaitingStage};
use crate::engine::scheme::say;

/// Every benefit with its calculation.
pub(super) fn benefits(a: About<'_>, page: &mut Page) {
    if a.edition.benefits.is_empty() {
        return;
    }
    page.section(a.lang.pick("待遇与计算步骤", "Benefits and how they are computed"));
    if a.edition.benefits.iter().flat_map(|b| &b.lines).any(|l| l.along.is_some()) {
        page.para(a.lang.pick(
            "“累计计算”指：先对截至本次的累计金额计算，再减去此前已经计算的金额，所得即本次金额。封顶线和最多计数则按此前实际计得的金额、数量扣减剩余额度。",
            "“Along the running total” means: the rule is applied to the total up to and including this claim, and what it gave before this claim is taken off. A limit and a largest number leave what was not used up before.",
        ));
    }
    for b in &a.edition.benefits {
        let assumed = if a.edition.is_assumed(&format!("benefit.{}", b.id)) {
            a.lang.pick("〔暂定〕", "〔assumed〕")
        } else {
            ""
        };
        page.heading(&format!("{}{}{assumed}", b.label.get(a.lang), say::clause_mark(&b.clause, a.lang)));
        page.items(&conditions(b, a));
        waiting(b, a, page);
        b.lines.iter().enumerate().for_each(|(at, line)| step(at + 1, line, (b, a), page));
        page.lead(a.lang.pick("给付额", "What is paid"), &paid(b, a));
    }
}

fn conditions<'a>(b: &Benefit, a: About<'_>) -> Vec<(&'a str, String)> {
    let mut items =
        vec![(a.lang.pick("适用情形", "Applies when"), say::condition(&b.when, a.edition, a.lang))];
    let date = b.decided_by.unwrap_or(a.edition.in_force.decided_by);
    items.push((a.lang.pick("判定日期", "Deciding date"), say::date_name(date, a.lang)));
    if let Some(plan) = &b.plan {
        items.push((a.lang.pick("所属计划", "Plan"), a.plan_name(plan)));
    }
    let path = |part: &str| assumed_mark(&format!("benefit.{}.{part}", b.id), a);
    if let Some(d) = &b.deadline {
        let (from, mark) = (say::date_name(d.from, a.lang), a.mark(d.clause.as_deref()));
        let text =
            a.lang.pick(format!("{from}起{}天内", d.days), format!("within {} days of the {from}", d.days));
        items.push((a.lang.pick("申请期限", "Deadline"), format!("{text}{mark}{}", path("deadline"))));
    }
    if let Some(m) = &b.at_most {
        let (window, mark) = (say::window(m.along, a.lang), a.mark(m.clause.as_deref()));
        let text = match (m.times, window) {
            (1, window) => a.lang.pick(format!("{window}最多1次"), format!("once {window}")),
            (times, window) => {
                a.lang.pick(format!("{window}最多{times}次"), format!("at most {times} times {window}"))
            }
        };
        items.push((a.lang.pick("给付次数", "How often"), format!("{text}{mark}{}", path("at_most"))));
    }
    if let Some(evidence) = &b.evidence {
        items.push((a.lang.pick("证明材料", "Evidence"), evidence.clone()));
    }
    items
}

fn waiting(b: &Benefit, a: About<'_>, page: &mut Page) {
    if b.waiting.is_empty() {
        return;
    }
    let mark = a.mark(b.waiting_clause.as_deref());
    let assumed = assumed_mark(&format!("benefit.{}.waiting", b.id), a);
    let text = a.lang.pick(
        "按保障天数给付下列比例；此后全额给付。",
        "The share that is paid by day of cover; all of it afterwards.",
    );
    page.lead(&format!("{}{mark}{assumed}", a.lang.pick("等待期", "Waiting time")), text);
    let heads = [
        a.lang.pick("对象", "For whom"),
        a.lang.pick("保障天数", "Day of cover"),
        a.lang.pick("给付比例", "Share paid"),
    ];
    let rows: Vec<_> = (0..b.waiting.len()).map(|at| stage(&b.waiting, at, a)).collect();
    page.figures(&heads.map(String::from), &rows);
}

/// A stage begins on the day after the one before it for the same people.
fn stage(stages: &[WaitingStage], at: usize, a: About<'_>) -> Vec<String> {
    let this = &stages[at];
    let same = stages[..at].iter().filter(|s| s.when.tests == this.when.tests);
    let from = same.map(|s| s.days + 1).max().unwrap_or(1);
    let days = a.lang.pick(format!("第{from}至{}天", this.days), format!("{from} to {}", this.days));
    vec![a.whom(&this.when), days, say::ratio(this.pay)]
}

fn step(number: usize, line: &Line, (b, a): (&Benefit, About<'_>), page: &mut Page) {
    let name = say::line_name(line, a.lang);
    let title = a.lang.pick(format!("第{number}步 {name}"), format!("Step {number}: {name}"));
    let phrase = say::line_phrase(line, b, a.edition, a.lang);
    let table = of_line(&line.kind, a);
    let phrase = match &table {
        Some(_) => a.lang.pick(format!("{phrase}（见下表）"), format!("{phrase} (table below)")),
        None => phrase,
    };
    let clause = say::clause_mark(line.clause.as_deref().unwrap_or(&b.clause), a.lang);
    let assumed = assumed_mark(&format!("benefit.{}.{}", b.id, line.id), a);
    let space = a.lang.pick("", " ");
    page.lead(&title, &format!("{}{space}{clause}{assumed}", say::sentence(&phrase, a.lang)));
    if let Some((heads, rows)) = table {
        page.figures(&heads, &rows);
    }
}

fn paid(b: &Benefit, a: About<'_>) -> String {
    let named = |line: Option<&Line>| line.map(|l| say::step_name(&l.id, b, a.lang)).unwrap_or_default();
    let (first, last) = (named(b.lines.first()), named(b.lines.last()));
    let how = format!("{}{}", rounded(a), within(b, a));
    let text = match b.pays {
        Pays::Fund => a
            .lang
            .pick(format!("{last}即互助金给付额，{how}"), format!("{last} is what the fund pays, {how}")),
        Pays::MemberKeeps => a.lang.pick(
            format!("{last}由个人负担；互助金给付{first}减去该数额后的余额，{how}"),
            format!("the member keeps {last}; the fund pays the rest of {first}, {how}"),
        ),
    };
    say::sentence(&text, a.lang)
}

/// What comes after the rounding: the last limits that look at a claim alone, the ceilings over several
/// benefits, then the last limits along a window. Limits count what is really paid, and no rounding exceeds them.
fn within(b: &Benefit, a: About<'_>) -> String {
    let over = a.edition.ceilings.iter().filter(|c| c.covers.contains(&b.id));
    let ceilings: Vec<String> = over.map(|c| say::quoted(c.label.get(a.lang))).collect();
    let at_once = b.limits_of_a_claim(&a.edition.counts);
    let (alone, along): (Vec<usize>, Vec<usize>) =
        b.last_limits().into_iter().partition(|at| at_once.contains(at));
    let names = |lines: &[usize]| {
        lines.iter().map(|at| say::step_name(&b.lines[*at].id, b, a.lang)).collect::<Vec<String>>()
    };
    let bounded = |names: &[String], en: &str, zh: &str| {
        let all = say::all_of(names, a.lang);
        (!names.is_empty()).then(|| a.lang.pick(format!("再受{zh}{all}限制"), format!("then {en}{all}")))
    };
    let parts = [
        bounded(&names(&alone), "", ""),
        bounded(&ceilings, "the ceiling ", "总封顶"),
        bounded(&names(&along), "", ""),
    ];
    let after: Vec<String> = parts.into_iter().flatten().collect();
    if after.is_empty() {
        return String::new();
    }
    let after = after.join(a.lang.pick("，", ", "));
    a.lang.pick(format!("；先取整，{after}"), format!("; the rounding comes first, {after}"))
}
