//! What the scheme declares: categories, plans, facts of its own, counters.

use super::About;
use super::page::Page;
use crate::engine::scheme::model::{Category, Count, Counted, FactType, Plan};
use crate::engine::scheme::say;

/// Categories of members, what proves them, when they lapse.
pub(super) fn categories(a: About<'_>, page: &mut Page) {
    if a.edition.categories.is_empty() {
        return;
    }
    page.section(a.lang.pick("职工类别", "Categories of members"));
    let heads = [
        a.lang.pick("类别", "Category"),
        a.lang.pick("证明材料", "Evidence"),
        a.lang.pick("复核", "Verification"),
    ];
    let rows: Vec<_> = a.edition.categories.iter().map(|c| category(c, a)).collect();
    page.table(&heads.map(String::from), &rows);
}

fn category(c: &Category, a: About<'_>) -> Vec<String> {
    let clause = a.mark(c.clause.as_deref());
    let default = if c.default {
        a.lang.pick("（不属其他类别的一律归此类）", " (everybody who is in no other)")
    } else {
        ""
    };
    let verified = match c.reverify_months {
        Some(months) => a.lang.pick(
            format!("每{months}个月复核，逾期失效"),
            format!("every {months} months; it lapses without"),
        ),
        None => a.lang.pick("无须定期复核".into(), "not needed again".into()),
    };
    vec![format!("{}{clause}{default}", c.label.get(a.lang)), a.or_none(c.evidence.as_deref()), verified]
}

/// Plans on offer and how they go together.
pub(super) fn plans(a: About<'_>, page: &mut Page) {
    if a.edition.plans.is_empty() {
        return;
    }
    page.section(a.lang.pick("可参加的计划", "Plans"));
    let heads = [
        a.lang.pick("计划", "Plan"),
        a.lang.pick("须同时参加", "Needs"),
        a.lang.pick("不得同时参加", "Excludes"),
        a.lang.pick("份数上限", "Most share units"),
    ];
    let rows: Vec<_> = a.edition.plans.iter().map(|p| plan(p, a)).collect();
    page.table(&heads.map(String::from), &rows);
}

fn plan(p: &Plan, a: About<'_>) -> Vec<String> {
    let names = |ids: &[String]| {
        let names: Vec<String> = ids.iter().map(|id| a.plan_name(id)).collect();
        a.or_none(Some(say::all_of(&names, a.lang)).as_deref())
    };
    let same = if p.same_for_employer {
        a.lang.pick("，同一单位须一致", ", the same for all members of an employer")
    } else {
        ""
    };
    let units = p.most_share_units;
    vec![
        format!("{}{}", p.label.get(a.lang), a.mark(p.clause.as_deref())),
        names(&p.needs),
        names(&p.excludes),
        a.lang.pick(format!("{units}份{same}"), format!("{units}{same}")),
    ]
}

/// Keys of the scheme's own, what values they take, what happens when they are not known.
pub(super) fn facts(a: About<'_>, page: &mut Page) {
    if a.edition.facts.is_empty() {
        return;
    }
    page.section(a.lang.pick("申报事项", "Facts that a claim declares"));
    let heads = [
        a.lang.pick("事项", "Fact"),
        a.lang.pick("取值", "Values"),
        a.lang.pick("证明材料", "Evidence"),
        a.lang.pick("不明时", "When it is unknown"),
    ];
    let row = |f: &crate::engine::scheme::model::DeclaredFact| {
        vec![
            format!("{}{}", f.label.get(a.lang), a.mark(f.clause.as_deref())),
            values(&f.is, a),
            a.or_none(f.evidence.as_ref().map(|text| text.get(a.lang))),
            f.unknown.get(a.lang).to_owned(),
        ]
    };
    let rows: Vec<_> = a.edition.facts.iter().map(row).collect();
    page.table(&heads.map(String::from), &rows);
}

fn values(is: &FactType, a: About<'_>) -> String {
    match is {
        FactType::Flag => a.lang.pick("是或否", "yes or no").into(),
        FactType::Choice(choices) => {
            say::one_of(&choices.iter().map(|c| c.label.get(a.lang).to_owned()).collect::<Vec<_>>(), a.lang)
        }
        FactType::Number => a.lang.pick("整数", "a whole number").into(),
        FactType::Amount => a.lang.pick("金额", "an amount").into(),
    }
}

/// Counters: how often something happened before a claim.
pub(super) fn counts(a: About<'_>, page: &mut Page) {
    if a.edition.counts.is_empty() {
        return;
    }
    page.section(a.lang.pick("计数项", "Counters"));
    let heads = [a.lang.pick("计数项", "Counter"), a.lang.pick("怎样计数", "How it counts")];
    let rows: Vec<_> =
        a.edition.counts.iter().map(|c| vec![c.label.get(a.lang).into(), counted(c, a)]).collect();
    page.table(&heads.map(String::from), &rows);
}

fn counted(c: &Count, a: About<'_>) -> String {
    let what = match &c.counted {
        Counted::Claims => a.lang.pick("已作出决定的申请".into(), "claims that were decided".into()),
        Counted::Paid(None) => a.lang.pick("获得给付的申请".into(), "claims that were paid".into()),
        Counted::Paid(Some(benefit)) => {
            let name = a.benefit_name(benefit);
            a.lang.pick(format!("获得“{name}”给付的申请"), format!("claims on which “{name}” paid"))
        }
        Counted::Line(benefit, line) => {
            let name = a.benefit_name(benefit);
            let step = match a.edition.benefit(benefit) {
                Some(b) => say::step_name(line, b, a.lang),
                None => line.clone(),
            };
            a.lang.pick(
                format!("“{name}”{step}大于零的申请"),
                format!("claims on which {step} of “{name}” was above nought"),
            )
        }
    };
    let window = say::window(c.along, a.lang);
    a.lang.pick(format!("{window}，本次申请之前{what}的次数"), format!("{what}, {window}, before this claim"))
}

impl About<'_> {
    /// The mark of a clause, where there is one.
    pub(super) fn mark(&self, clause: Option<&str>) -> String {
        clause.map(|c| say::clause_mark(c, self.lang)).unwrap_or_default()
    }

    /// A text, or a word for none.
    pub(super) fn or_none(&self, text: Option<&str>) -> String {
        text.filter(|t| !t.is_empty()).unwrap_or(self.lang.pick("无", "none")).into()
    }

    /// What a benefit is called.
    pub(super) fn benefit_name(&self, id: &str) -> String {
        self.edition.benefit(id).map_or(id, |b| b.label.get(self.lang)).to_owned()
    }
}
