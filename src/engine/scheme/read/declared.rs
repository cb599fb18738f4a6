//! Periods, categories, pools, plans, lists, facts, counters.

use std::collections::BTreeMap;

use super::table::Tab;
use crate::engine::calendar::Span;
use crate::engine::claim::diagnosis::{CodeSet, ListEntry};
use crate::engine::scheme::model::{
    Category, Choice, Count, Counted, DeclaredFact, FactType, List, Period, Plan, Pool,
};
use crate::engine::scheme::problem::Problems;

/// Entries of the list files beside an edition, in file order, by the file's name.
pub type ListFiles = BTreeMap<String, Vec<ListEntry>>;

pub(super) fn period(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Period> {
    let (from, to) = (t.day("from")?, t.day("to")?);
    match Span::new(from, Some(to)) {
        Ok(span) => {
            Some(Period { id: t.text("id")?, label: t.label("label")?, span, place: t.place.clone() })
        }
        Err(e) => {
            problems.error(&t.place_of("to"), e.to_string(), "");
            None
        }
    }
}

pub(super) fn category(t: &Tab<'_, '_>) -> Option<Category> {
    Some(Category {
        id: t.text("id")?,
        label: t.label("label")?,
        clause: t.text("clause"),
        evidence: t.text("evidence"),
        reverify_months: t.whole("reverify_months"),
        default: t.flag("default"),
        place: t.place.clone(),
    })
}

pub(super) fn pool(t: &Tab<'_, '_>) -> Option<Pool> {
    let (id, label) = (t.text("id")?, t.label("label")?);
    Some(Pool { id, label, only_for: t.texts("only_for"), place: t.place.clone() })
}

pub(super) fn plan(t: &Tab<'_, '_>) -> Option<Plan> {
    Some(Plan {
        id: t.text("id")?,
        label: t.label("label")?,
        clause: t.text("clause"),
        needs: t.texts("needs"),
        excludes: t.texts("excludes"),
        most_share_units: t.whole("most_share_units").unwrap_or(1),
        same_for_employer: t.flag("same_for_employer"),
        place: t.place.clone(),
    })
}

pub(super) fn list(t: &Tab<'_, '_>, files: &ListFiles, problems: &mut Problems) -> Option<List> {
    let file = t.text("file");
    let entries: Vec<ListEntry> = match &file {
        Some(name) => match files.get(name) {
            Some(entries) => entries.clone(),
            None => {
                let hint = "put the CSV file (columns code,name) into the lists/ folder beside the edition";
                problems.error(&t.place_of("file"), format!("the list file `{name}` is not there"), hint);
                return None;
            }
        },
        None => t.tables("entries").iter().filter_map(entry).collect(),
    };
    let wrong =
        entries.iter().enumerate().filter_map(|(at, e)| Some((at, e, CodeSet::parse_entry(&e.code).err()?)));
    let places: Vec<_> = t.tables("entries").iter().map(|e| e.place_of("code")).collect();
    let mut sound = true;
    for (at, ListEntry { code, name, .. }, error) in wrong {
        let message = format!("entry {} of the list (`{code}` {name}): {error}", at + 1);
        let place = places.get(at).filter(|_| file.is_none()).cloned();
        problems.error(&place.unwrap_or_else(|| t.place_of("file")), message, "");
        sound = false;
    }
    let codes = CodeSet::from_entries(entries.iter().map(|e| &e.code)).ok().filter(|_| sound)?;
    if codes.is_empty() {
        problems.error(&t.place, "the list has no codes", "give `file` or `entries`");
        return None;
    }
    Some(List {
        id: t.text("id")?,
        label: t.label("label")?,
        clause: t.text("clause"),
        file,
        codes,
        entries,
        place: t.place.clone(),
    })
}

fn entry(t: &Tab<'_, '_>) -> Option<ListEntry> {
    let entry = ListEntry::new(t.text("code")?, t.text("name")?);
    Some(entry.proven_by(&t.text("evidence").unwrap_or_default()))
}

pub(super) fn fact(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<DeclaredFact> {
    let choice = |c: &Tab<'_, '_>| Some(Choice { id: c.text("id")?, label: c.text("label")? });
    let choices: Vec<Choice> = t.tables("choices").iter().filter_map(choice).collect();
    let is = match t.text("type")?.as_str() {
        "flag" => FactType::Flag,
        "number" => FactType::Number,
        "amount" => FactType::Amount,
        _ => FactType::Choice(choices.clone()),
    };
    if matches!(is, FactType::Choice(_)) == choices.is_empty() {
        let hint = "give `choices` to a fact of type choice, and to no other";
        problems.error(&t.place, "the fact's type and its choices do not go together", hint);
    }
    Some(DeclaredFact {
        id: t.text("id")?,
        label: t.label("label")?,
        clause: t.text("clause"),
        is,
        evidence: t.text("evidence"),
        unknown: t.text("unknown")?,
        place: t.place.clone(),
    })
}

pub(super) fn count(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Count> {
    let counted = match (t.text("of")?.as_str(), t.text("benefit"), t.text("line")) {
        ("claims", None, None) => Counted::Claims,
        ("paid", benefit, None) => Counted::Paid(benefit),
        ("line", Some(benefit), Some(line)) => Counted::Line(benefit, line),
        (of, ..) => {
            let hint =
                "`claims` takes neither benefit nor line, `paid` may name a benefit, `line` needs both";
            problems.error(&t.place, format!("the counter of `{of}` names too much or too little"), hint);
            return None;
        }
    };
    Some(Count {
        id: t.text("id")?,
        label: t.label("label")?,
        along: t.window("along")?,
        counted,
        place: t.place.clone(),
    })
}
