//! Why one member cannot enrol.

use super::words::{name, plan_name, value, wanted};
use crate::engine::calendar::{Day, zh_day};
use crate::engine::contribution::applicant::Applicant;
use crate::engine::contribution::reason::Reason;
use crate::engine::contribution::refusal::Grounds;
use crate::engine::scheme::model::{Edition, Enrolment, Key, Keys, Plan, Test, When};

/// A key that a rule looks at is not known.
pub(in super::super) fn missing(edition: &Edition, key: &Key, clause: &str) -> Grounds {
    let [zh, en] = name(edition, key);
    let ask = edition.facts.iter().find(|f| matches!(key, Key::Fact(id) if *id == f.id));
    let ask_zh = ask.map_or_else(|| format!("请在名册中填写“{zh}”。"), |fact| fact.unknown.zh.clone());
    let ask_en = ask.and_then(|fact| fact.unknown.en.clone()).unwrap_or_else(|| format!("fill in {en}"));
    Grounds::new(
        Reason::MissingFact,
        Some(clause),
        [format!("名册未填“{zh}”，无法按规定核定。"), format!("the roster does not say: {en}")],
        [ask_zh, ask_en],
    )
}

/// The scheme is not for this member.
pub(in super::super) fn not_eligible(applicant: &Applicant<'_>, who: &When, clause: &str) -> Grounds {
    let edition = applicant.edition;
    let fails = |(key, test): &&(Key, Test)| test.passes(&applicant.value(key)) == Some(false);
    let mut is = [vec![], vec![]];
    let mut must = [vec![], vec![]];
    for (key, test) in who.tests.iter().filter(fails) {
        let [name_zh, name_en] = name(edition, key);
        let [value_zh, value_en] = value(edition, key, &applicant.value(key));
        let [wanted_zh, wanted_en] = wanted(edition, key, test);
        is[0].push(format!("{name_zh}为{value_zh}"));
        is[1].push(format!("{name_en} is {value_en}"));
        must[0].push(format!("{name_zh}须为{wanted_zh}"));
        must[1].push(format!("{name_en} must be {wanted_en}"));
    }
    Grounds::new(
        Reason::NotEligible,
        Some(clause),
        [format!("不符合参加条件：{}。", is[0].join("，")), format!("may not enrol: {}", is[1].join(", "))],
        [format!("{}。", must[0].join("，")), must[1].join(", ")],
    )
}

/// Enrolment outside the window, and nobody knows whether the member was just hired.
pub(in super::super) fn hired_unknown(rule: &Enrolment, enrolled: Day) -> Grounds {
    Grounds::new(
        Reason::MissingFact,
        Some(&rule.clause),
        [
            format!("{}不在办理期内，名册未填入职日期，无法判断是否为新入职职工。", zh_day(enrolled)),
            format!("{enrolled} is outside the time for enrolling, and the day of hiring is not known"),
        ],
        ["请填写入职日期。".into(), "fill in the day of hiring".into()],
    )
}

/// The day of enrolment lies outside the days allowed.
pub(in super::super) fn outside_window(
    rule: &Enrolment,
    (first, last): (Day, Day),
    enrolled: Day,
) -> Grounds {
    let late = rule.late_hires.as_ref().map(|late| late.within_days);
    let late_zh = late.map_or_else(String::new, |days| format!("；新入职职工可在入职后{days}日内参加"));
    let late_en = late.map_or_else(String::new, |days| format!(", or within {days} days of being hired"));
    Grounds::new(
        Reason::OutsideWindow,
        Some(&rule.clause),
        [
            format!("{}不在办理期内（{}至{}）。", zh_day(enrolled), zh_day(first), zh_day(last)),
            format!("{enrolled} is outside the time for enrolling, {first} to {last}"),
        ],
        [
            format!("请在{}至{}办理{late_zh}。", zh_day(first), zh_day(last)),
            format!("enrol from {first} to {last}{late_en}"),
        ],
    )
}

/// A member without an employer, where only rosters enrol.
pub(in super::super) fn employer_only(rule: &Enrolment) -> Grounds {
    Grounds::new(
        Reason::EmployerOnly,
        Some(&rule.clause),
        [
            "须由单位统一办理参加，名册未填单位。".into(),
            "only an employer's roster can enrol, and no employer is named".into(),
        ],
        ["请填写单位，由单位统一办理。".into(), "name the employer and enrol through it".into()],
    )
}

/// A plan that the scheme does not offer, or none named where it offers several.
pub(in super::super) fn unknown_plan(edition: &Edition, plan: &str) -> Grounds {
    let labels: Vec<&str> = edition.plans.iter().map(|p| p.label.zh.as_str()).collect();
    let ids: Vec<&str> = edition.plans.iter().map(|p| p.id.as_str()).collect();
    let (zh, en) = if plan.is_empty() {
        ("名册未填参加的计划。".into(), "the roster names no plan".into())
    } else {
        (format!("本办法没有“{plan}”计划。"), format!("the scheme offers no plan `{plan}`"))
    };
    let remedy = if ids.is_empty() {
        ["本办法不分计划，请不填“计划”。".into(), "the scheme has one plan only: leave the plan empty".into()]
    } else {
        [format!("请填写其中之一：{}。", labels.join("、")), format!("name one of: {}", ids.join(", "))]
    };
    Grounds::new(Reason::UnknownPlan, None, [zh, en], remedy)
}

/// The same member and plan a second time.
pub(in super::super) fn duplicate(first_row: usize) -> Grounds {
    let place = first_row + 1;
    Grounds::new(
        Reason::Duplicate,
        None,
        [
            format!("该会员已在名册第{place}人处参加同一计划。"),
            format!("the member already enrols in this plan as entry {place} of the roster"),
        ],
        ["请删除重复的一行。".into(), "remove one of the two lines".into()],
    )
}

/// A plan that must be held as well is not.
pub(in super::super) fn needs_plan(edition: &Edition, plan: &Plan, needed: &str) -> Grounds {
    let [zh, en] = plan_name(edition, needed);
    Grounds::new(
        Reason::NeedsPlan,
        plan.clause.as_deref(),
        [
            format!("参加“{}”须同时参加“{zh}”，该会员未参加或未通过。", plan.label.zh),
            format!("`{}` needs `{en}` as well, which the member does not hold", plan.id),
        ],
        [format!("请同时办理“{zh}”。"), format!("enrol in `{en}` as well")],
    )
}

/// Two plans that exclude each other.
pub(in super::super) fn excluded_with(edition: &Edition, plan: &Plan, other: &str) -> Grounds {
    let [zh, en] = plan_name(edition, other);
    Grounds::new(
        Reason::ExcludedWith,
        plan.clause.as_deref(),
        [
            format!("“{}”与“{zh}”不能同时参加。", plan.label.zh),
            format!("`{}` and `{en}` cannot be held together", plan.id),
        ],
        ["请选择其中一项。".into(), "choose one of the two".into()],
    )
}

/// More share units than one may hold, or none.
pub(in super::super) fn share_units(clause: Option<&str>, most: Option<u16>, units: u16) -> Grounds {
    let limit = most.map_or_else(
        || ["至少1份".into(), "at least 1".into()],
        |most| match most {
            1 => ["1份".into(), "1".into()],
            most => [format!("1至{most}份"), format!("from 1 to {most}")],
        },
    );
    let [zh, en] = limit;
    Grounds::new(
        Reason::ShareUnits,
        clause,
        [format!("参加份数应为{zh}，现为{units}份。"), format!("share units must be {en}, not {units}")],
        [format!("请改为{zh}。"), format!("write {en}")],
    )
}
