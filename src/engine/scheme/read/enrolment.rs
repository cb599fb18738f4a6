//! Contributions and enrolment.

use super::condition::when;
use super::keyed::keyed;
use super::known::Known;
use super::table::{Tab, as_day, as_ratio};
use crate::engine::claim::words::{Joining, Word};
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Begins, Contribution, Due, Enrolment, LateHire, Per};
use crate::engine::scheme::problem::Problems;

pub(super) fn contribution(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Contribution {
    let due = |d: &Tab<'_, '_>| Due { payer: d.word("payer"), amount: d.yuan("amount").unwrap_or(Fen::ZERO) };
    Contribution {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.word("clause"),
        plan: t.text("plan"),
        when: when(t, "when", known, problems),
        per: match t.text("per").as_deref() {
            Some("share-unit") => Per::ShareUnit,
            Some("month") => Per::Month,
            Some("half-year") => Per::HalfYear,
            _ => Per::Member,
        },
        total: t.yuan("total").unwrap_or(Fen::ZERO),
        from: t.tables("from").iter().map(due).collect(),
        smallest_own_share: t.yuan("smallest_own_share"),
        matching: t.table("matching").and_then(|m| Some((m.text("payer")?, m.text("of")?, m.ratio("rate")?))),
        gift: t.table("gift").and_then(|g| Some((g.text("payer")?, g.whole("quota")?))),
        place: t.place.clone(),
    }
}

pub(super) fn enrolment(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Enrolment {
    let days: Vec<_> = t.items("window").into_iter().filter_map(as_day).collect();
    let window = match days.as_slice() {
        [first, last] if first <= last => Some((*first, *last)),
        [] => None,
        _ => {
            problems.error(
                &t.place_of("window"),
                ("参加窗口期须写首日和末日，且首日不晚于末日。", "a window has a first and a last day"),
                ("请写成例如 [2026-10-20, 2026-12-20]。", "write [2026-10-20, 2026-12-20]"),
            );
            None
        }
    };
    let least = t.get("least_participation").and_then(|v| keyed(v, known, problems, as_ratio));
    Enrolment {
        clause: t.word("clause"),
        plan: t.text("plan"),
        by_employer: t.flag("by_employer"),
        window,
        who: when(t, "who", known, problems),
        least_participation: least,
        least_members: t.whole("least_members"),
        begins: begins(t, "begins"),
        late_hires: t.table("late_hires").and_then(|l| late_hires(&l)),
        waiting_days: t.whole::<u16>("waiting_days").map(Into::into),
        waiting_months: t.whole("waiting_months"),
        waiting_for: waiting_for(t, problems),
        renewal_grace_days: t.whole::<u16>("renewal_grace_days").unwrap_or(0).into(),
        follows_member: t.flag("follows_member"),
        refundable: t.flag("refundable"),
        stated: ["begins", "renewal_grace_days", "follows_member", "refundable"]
            .into_iter()
            .filter(|key| t.has(key))
            .collect(),
        place: t.place.clone(),
    }
}

/// Who waits. A waiting time is in days or in months: with both, nobody could tell which comes first.
fn waiting_for(t: &Tab<'_, '_>, problems: &mut Problems) -> Vec<Joining> {
    if t.has("waiting_days") && t.has("waiting_months") {
        problems.error(
            &t.place_of("waiting_months"),
            ("等待期只能按天或按月写一种。", "a waiting time is in days or in months, not both"),
            ("请按办法原文保留一种，删去另一种。", "keep the one that the notice prints"),
        );
    }
    if t.has("waiting_for") {
        return t.texts("waiting_for").iter().filter_map(|word| Joining::from_word(word)).collect();
    }
    vec![Joining::First, Joining::Returning, Joining::NewHire]
}

fn late_hires(t: &Tab<'_, '_>) -> Option<LateHire> {
    Some(LateHire { within_days: t.whole::<u16>("within_days")?.into(), begins: begins(t, "begins") })
}

fn begins(t: &Tab<'_, '_>, key: &str) -> Begins {
    match t.text(key).as_deref() {
        Some("next-day") => Begins::NextDay,
        Some("next-month") => Begins::NextMonth,
        _ => Begins::PeriodStart,
    }
}
