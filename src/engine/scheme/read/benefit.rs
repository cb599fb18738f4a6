//! Benefits, exclusions and ceilings.

use super::condition::{conditions, when};
use super::keyed::grouped;
use super::known::Known;
use super::line::line;
use super::measure::measures;
use super::table::Tab;
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::money::{Ratio, Share};
use crate::engine::scheme::model::{
    Approval, AtMost, Benefit, Ceiling, Deadline, Exclusion, Funding, Measure, Pays, WaitingStage,
};
use crate::engine::scheme::problem::Problems;

/// Reads one benefit.
pub fn benefit(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Benefit {
    let lines = t.tables("line").iter().filter_map(|l| line(l, known, problems)).collect();
    let waiting = t.tables("waiting").iter().filter_map(|w| waiting(w, known, problems)).collect();
    Benefit {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.word("clause"),
        plan: t.text("plan"),
        decided_by: t.text("decided_by").and_then(|w| DateKind::from_word(&w)),
        when: when(t, "when", known, problems),
        waiting,
        waiting_clause: t.text("waiting_clause"),
        deadline: t.table("deadline").and_then(|d| deadline(&d)),
        at_most: t.table("at_most").and_then(|a| at_most(&a)),
        pays: if t.text("pays").as_deref() == Some("member-keeps") { Pays::MemberKeeps } else { Pays::Fund },
        funding: funding(t, known, problems),
        evidence: t.text("evidence"),
        lines,
        place: t.place.clone(),
    }
}

fn waiting(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<WaitingStage> {
    let when = conditions(t, &["days", "pay"], known, problems);
    Some(WaitingStage {
        days: t.whole::<u16>("days")?.into(),
        pay: t.ratio("pay").unwrap_or(Ratio::ZERO),
        when,
        place: t.place.clone(),
    })
}

fn deadline(t: &Tab<'_, '_>) -> Option<Deadline> {
    let from = DateKind::from_word(&t.text("from")?)?;
    Some(Deadline { days: t.whole::<u16>("days")?.into(), from, clause: t.text("clause") })
}

fn at_most(t: &Tab<'_, '_>) -> Option<AtMost> {
    Some(AtMost { times: t.whole("times")?, along: t.window("along")?, clause: t.text("clause") })
}

fn funding(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Funding> {
    let rows = t.tables("funding");
    grouped(&rows, &["pool", "share", "odd_fen"], known, problems, |row, _| {
        Some(Share {
            of: row.word("pool"),
            part: row.ratio("share").unwrap_or(Ratio::ZERO),
            takes_odd_fen: row.flag("odd_fen"),
        })
    })
}

/// Reads one exclusion.
pub fn exclusion(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Exclusion {
    Exclusion {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.word("clause"),
        when: when(t, "when", known, problems),
        benefits: t.texts("benefits"),
        place: t.place.clone(),
    }
}

/// Reads one step of an approval ladder.
pub fn approval(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Approval {
    Approval {
        level: t.word("level"),
        label: t.name("label"),
        up_to: t.yuan("up_to"),
        clause: t.word("clause"),
        opinions: t.whole("opinions").unwrap_or(1),
        when: when(t, "when", known, problems),
        benefits: t.texts("benefits"),
        place: t.place.clone(),
    }
}

/// Reads one ceiling.
pub fn ceiling(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Ceiling> {
    if t.has("measure") == t.has("amount") {
        let message = (
            "封顶线须写费用项目（measure）或金额（amount），且只写一种。",
            "a ceiling is either a figure of the claim or an amount",
        );
        let hint = (
            "请写 measure = [\"self_pay\"] 或 amount = 100000。",
            "write `measure = [\"self_pay\"]` or `amount = 100000`",
        );
        problems.error(&t.place, message, hint);
        return None;
    }
    let measure = t.has("measure").then(|| measures(t, "measure", known, problems));
    Some(Ceiling {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.word("clause"),
        covers: t.texts("covers"),
        measure: match measure {
            Some(of) => Some(Measure { of: of? }),
            None => None,
        },
        amount: t.yuan("amount"),
        along: t.window("along"),
        place: t.place.clone(),
    })
}
