//! Who may join, and when cover begins.

use super::About;
use super::citation::assumed_mark;
use super::page::Page;
use super::table::keyed;
use crate::engine::claim::words::Word;
use crate::engine::scheme::model::{Begins, Enrolment, Lang};
use crate::engine::scheme::say;

/// Every rule of enrolment.
pub(super) fn enrolments(a: About<'_>, page: &mut Page) {
    if a.edition.enrolments.is_empty() {
        return;
    }
    page.section(a.lang.pick("参加与保障起始", "Enrolment and beginning of cover"));
    for e in &a.edition.enrolments {
        let name = match &e.plan {
            Some(plan) => a.plan_name(plan),
            None => a.lang.pick("参加办法", "How to join").into(),
        };
        let mark = say::clause_mark(&e.clause, a.lang);
        page.heading(&format!("{name}{mark}{}", assumed_mark("enrolment", a)));
        page.items(&[joining(e, a), cover(e, a)].concat());
        if let Some(least) = e.least_participation.as_ref().filter(|l| l.as_plain().is_none()) {
            let head = a.lang.pick("最低参加比例", "Least participation");
            let (heads, rows) = keyed(least, head, a, |share| say::ratio(*share));
            page.figures(&heads, &rows);
        }
    }
}

fn joining<'a>(e: &Enrolment, a: About<'_>) -> Vec<(&'a str, String)> {
    let way = if e.by_employer {
        a.lang.pick("由单位统一组织参加", "only by the employer's roster")
    } else {
        a.lang.pick("单位组织或个人参加", "by the employer or one by one")
    };
    let mut items = vec![
        (a.lang.pick("参加对象", "Who"), say::condition(&e.who, a.edition, a.lang)),
        (a.lang.pick("参加方式", "How"), way.into()),
    ];
    if let Some((first, last)) = e.window {
        let (first, last) = (say::day(first, a.lang), say::day(last, a.lang));
        let text = a.lang.pick(
            format!("{first}至{last}（首尾两日均含）"),
            format!("{first} to {last}, both days included"),
        );
        items.push((a.lang.pick("集中参加时间", "Window"), text));
    }
    if let Some(least) = e.least_members {
        let text = a.lang.pick(format!("每单位不少于{least}人"), format!("{least} of one employer"));
        items.push((a.lang.pick("最低参加人数", "Least number of members"), text));
    }
    if let Some(share) = e.least_participation.as_ref().and_then(|l| l.as_plain()) {
        let share = say::ratio(*share);
        let text =
            a.lang.pick(format!("不低于职工人数的{share}"), format!("{share} of the employer's staff"));
        items.push((a.lang.pick("最低参加比例", "Least participation"), text));
    }
    items
}

fn cover<'a>(e: &Enrolment, a: About<'_>) -> Vec<(&'a str, String)> {
    let begin = begins(e.begins, a);
    let begin = if e.begins == Begins::PeriodStart { unstated(("begins", &begin), e, a) } else { begin };
    let mut items = vec![(a.lang.pick("保障起始", "Cover begins"), begin)];
    if let Some(late) = &e.late_hires {
        let (days, begins) = (late.within_days, begins(late.begins, a));
        let text = a.lang.pick(
            format!("入职后{days}天内可参加，{begins}"),
            format!("may join within {days} days of being hired; cover begins {begins}"),
        );
        items.push((a.lang.pick("窗口期后新入职", "Hired after the window"), text));
    }
    items.extend(waiting(e, a).map(|text| (a.lang.pick("等待期", "Waiting time"), text)));
    let grace = e.renewal_grace_days;
    let grace = match grace {
        0 => {
            let none = a.lang.pick("中断即不视为连续", "any gap breaks the cover");
            unstated(("renewal_grace_days", none), e, a)
        }
        _ => a.lang.pick(
            format!("中断不超过{grace}天的视为连续"),
            format!("a gap of at most {grace} days counts as unbroken cover"),
        ),
    };
    items.push((a.lang.pick("续保", "Renewal"), grace));
    let follows = if e.follows_member {
        a.lang.pick("保障随本人转移", "cover follows the member").into()
    } else {
        let stays = a.lang.pick("保障不随本人转移", "cover does not follow the member");
        unstated(("follows_member", stays), e, a)
    };
    items.push((a.lang.pick("调动或退休", "New employer or retirement"), follows));
    let refund = if e.refundable {
        a.lang.pick("可以退出并退费", "possible, with a refund").into()
    } else {
        unstated(("refundable", a.lang.pick("不退费", "no refund")), e, a)
    };
    items.push((a.lang.pick("中途退出", "Leaving within a period"), refund));
    items
}

/// How long one waits, and who does.
fn waiting(e: &Enrolment, a: About<'_>) -> Option<String> {
    let long = match (e.waiting_days, e.waiting_months) {
        (Some(days), _) => a.lang.pick(format!("{days}天"), format!("{days} days")),
        (None, Some(months)) => a.lang.pick(format!("{months}个月"), format!("{months} calendar months")),
        (None, None) => return None,
    };
    let who = e.waiting_for.iter().map(|joining| match a.lang {
        Lang::Zh => joining.zh().to_owned(),
        Lang::En => joining.word().replace('-', " "),
    });
    let who = who.collect::<Vec<_>>().join(a.lang.pick("、", ", "));
    Some(a.lang.pick(format!("{long}（{who}）"), format!("{long} ({who})")))
}

/// What holds where the scheme's file is silent: the clause beside it does not say so, and no reader may think
/// it does. A file that spells out what holds anyway has it from the notice.
fn unstated((key, handled): (&str, &str), e: &Enrolment, a: About<'_>) -> String {
    if e.stated.contains(&key) {
        return handled.into();
    }
    a.lang.pick(format!("办法未写明，系统按“{handled}”处理"), format!("not stated; handled as: {handled}"))
}

fn begins(begins: Begins, a: About<'_>) -> String {
    match begins {
        Begins::PeriodStart if a.edition.periods.is_empty() => a.lang.pick("自本年度首日起", "with the year"),
        Begins::PeriodStart => a.lang.pick("自本期首日起", "with the period"),
        Begins::NextDay => a.lang.pick("自参加次日起", "the day after enrolment"),
        Begins::NextMonth => a.lang.pick("自参加次月1日起", "on the first of the next month"),
    }
    .into()
}
