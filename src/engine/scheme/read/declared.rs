//! Periods, categories, pools, plans, lists, facts, counters.

use std::collections::BTreeMap;

use super::table::Tab;
use crate::engine::calendar::{Span, SpanError};
use crate::engine::claim::diagnosis::{CodeSet, ListEntry};
use crate::engine::scheme::model::{
    Category, Choice, Count, Counted, DeclaredFact, FactType, List, Period, Place, Plan, Pool, Reserve,
    WhenShort,
};
use crate::engine::scheme::problem::Problems;
use crate::engine::shortage::{ODD_FEN, Rule};

/// Entries of the list files beside an edition, in file order, by the file's name.
pub type ListFiles = BTreeMap<String, Vec<ListEntry>>;

pub(super) fn period(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Period> {
    let (from, to) = (t.day("from")?, t.day("to")?);
    match Span::new(from, Some(to)) {
        Ok(span) => Some(Period { id: t.word("id"), label: t.name("label"), span, place: t.place.clone() }),
        Err(e) => {
            inverted(&t.place_of("to"), e, problems);
            None
        }
    }
}

/// A first day after the last one.
pub(in crate::engine) fn inverted(at: &Place, error: SpanError, problems: &mut Problems) {
    let hint = ("首日（from）不能晚于末日（to）。", "the first day (from) is not after the last one (to)");
    problems.error(at, (error.zh(), error.to_string()), hint);
}

pub(super) fn category(t: &Tab<'_, '_>) -> Category {
    Category {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.text("clause"),
        evidence: t.text("evidence"),
        reverify_months: t.whole("reverify_months"),
        default: t.flag("default"),
        place: t.place.clone(),
    }
}

pub(super) fn pool(t: &Tab<'_, '_>, problems: &mut Problems) -> Pool {
    Pool {
        id: t.word("id"),
        label: t.name("label"),
        only_for: t.texts("only_for"),
        when_short: when_short(t, problems),
        reserve: t.table("reserve").map(|t| reserve(&t)),
        place: t.place.clone(),
    }
}

fn reserve(t: &Tab<'_, '_>) -> Reserve {
    Reserve {
        rate: t.ratio("rate"),
        most: t.yuan("most"),
        only_when_short: t.flag("only_when_short"),
        clause: t.word("clause"),
    }
}

/// The rule with its clause, and with the taker of the odd fen where something is divided.
fn when_short(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<WhenShort> {
    let stated = t.text("when_short");
    let taker = t.text("odd_fen").and_then(|word| ODD_FEN.iter().find(|(w, _)| *w == word).map(|(_, o)| *o));
    let divides = stated.as_deref() == Some("pro-rata");
    if divides && !t.has("odd_fen") {
        let message = (
            "按比例给付（pro-rata）没有写除不尽的分归谁。",
            "`pro-rata` does not say who takes the fen that cannot be divided",
        );
        let hint = (
            "请补写 odd_fen = \"largest-remainder\"（余数大者）或 odd_fen = \"first-claim\"（按申请先后）。",
            "add odd_fen = \"largest-remainder\" or odd_fen = \"first-claim\"",
        );
        problems.missing(&t.place_of("when_short"), message, hint);
    } else if !divides && t.has("odd_fen") {
        let message =
            ("只有按比例给付（pro-rata）才有除不尽的分。", "only `pro-rata` divides and has an odd fen");
        let hint = (
            "请删去odd_fen，或写 when_short = \"pro-rata\"。",
            "take `odd_fen` out, or write when_short = \"pro-rata\"",
        );
        problems.error(&t.place_of("odd_fen"), message, hint);
    }
    if stated.is_some() != t.has("clause") {
        let message = (
            "资金不足时的规则（when_short）与条文（clause）须同时写。",
            "`when_short` and the clause that it follows from go together",
        );
        let hint = (
            "请补写另一项；办法没有写明资金不足时怎么办的，两项都不写。",
            "add the other one; where the notice does not say what happens, write neither",
        );
        let at = if stated.is_some() { "when_short" } else { "clause" };
        problems.missing(&t.place_of(at), message, hint);
    }
    let rule = match stated?.as_str() {
        "pay-in-full" => Rule::PayInFull,
        "pro-rata" => Rule::ProRata(taker?),
        "queue" => Rule::Queue,
        _ => return None,
    };
    Some(WhenShort { rule, clause: t.word("clause") })
}

pub(super) fn plan(t: &Tab<'_, '_>) -> Plan {
    Plan {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.text("clause"),
        needs: t.texts("needs"),
        excludes: t.texts("excludes"),
        most_share_units: t.whole("most_share_units").unwrap_or(1),
        same_for_employer: t.flag("same_for_employer"),
        place: t.place.clone(),
    }
}

pub(super) fn list(t: &Tab<'_, '_>, files: &ListFiles, problems: &mut Problems) -> Option<List> {
    let file = t.text("file");
    let entries: Entries = match &file {
        Some(name) => match files.get(name) {
            Some(entries) => entries.iter().map(|entry| (entry.clone(), t.place_of("file"))).collect(),
            None => {
                no_file(name, &t.place_of("file"), problems);
                return None;
            }
        },
        None => t.tables("entries").iter().map(entry).collect(),
    };
    let found = problems.count();
    entries.iter().for_each(|(entry, place)| code(entry, place, problems));
    if entries.is_empty() && t.items("entries").is_empty() {
        let message = ("病种目录没有内容。", "the list has no codes");
        problems.error(
            &t.place,
            message,
            ("请写file（CSV文件名）或entries（目录内容）。", "give `file` or `entries`"),
        );
    }
    let codes = CodeSet::from_entries(entries.iter().map(|(entry, _)| &entry.code));
    Some(List {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.text("clause"),
        file,
        codes: codes.ok().filter(|_| problems.count() == found)?,
        entries: entries.into_iter().map(|(entry, _)| entry).collect(),
        place: t.place.clone(),
    })
}

/// Entries, each with its place.
type Entries = Vec<(ListEntry, Place)>;

fn entry(t: &Tab<'_, '_>) -> (ListEntry, Place) {
    let entry = ListEntry::new(t.word("code"), t.word("name"));
    (entry.proven_by(&t.text("evidence").unwrap_or_default()), t.place_of("code"))
}

fn no_file(name: &str, at: &Place, problems: &mut Problems) {
    let message = (format!("没有找到病种目录文件“{name}”。"), format!("the list file `{name}` is not there"));
    let hint = (
        "请把该CSV文件（列为code,name）放入版本旁的lists文件夹，或更正文件名。",
        "put the CSV file (columns code,name) into the lists/ folder beside the edition",
    );
    problems.error(at, message, hint);
}

/// A code that is none. One that is missing was named before.
fn code(ListEntry { code, name, .. }: &ListEntry, at: &Place, problems: &mut Problems) {
    if let Some(error) = CodeSet::parse_entry(code).err().filter(|_| !code.is_empty()) {
        let message = (format!("“{code}”（{name}）：{}", error.zh()), format!("`{code}` ({name}): {error}"));
        let hint = (
            "编码栏只写ICD-10编码（如 C50）或范围（如 C00-C97），病种名称写在name栏。",
            "give a code of ICD-10 (C50) or a range (C00-C97); the name of the illness goes into `name`",
        );
        problems.error(at, message, hint);
    }
}

pub(super) fn fact(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<DeclaredFact> {
    let choice = |c: &Tab<'_, '_>| Choice { id: c.word("id"), label: c.name("label") };
    let choices: Vec<Choice> = t.tables("choices").iter().map(choice).collect();
    let is = match t.text("type")?.as_str() {
        "flag" => FactType::Flag,
        "number" => FactType::Number,
        "amount" => FactType::Amount,
        _ => FactType::Choice(choices.clone()),
    };
    if matches!(is, FactType::Choice(_)) == choices.is_empty() {
        let message = (
            "判断项的类型（type）与选项（choices）不相配。",
            "the fact's type and its choices do not go together",
        );
        let hint = (
            "类型为choice时须写choices，其他类型不写。",
            "give `choices` to a fact of type choice, and to no other",
        );
        problems.error(&t.place, message, hint);
    }
    Some(DeclaredFact {
        id: t.word("id"),
        label: t.name("label"),
        clause: t.text("clause"),
        is,
        evidence: t.label("evidence"),
        unknown: t.name("unknown"),
        place: t.place.clone(),
    })
}

pub(super) fn count(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Count> {
    let counted = match (t.text("of")?.as_str(), t.text("benefit"), t.text("line")) {
        ("claims", None, None) => Counted::Claims,
        ("paid", benefit, None) => Counted::Paid(benefit),
        ("line", Some(benefit), Some(line)) => Counted::Line(benefit, line),
        (of, ..) => {
            let message = (
                format!("计数对象为“{of}”的计数项，所写内容多了或少了。"),
                format!("the counter of `{of}` names too much or too little"),
            );
            let hint = (
                "claims不写benefit和line；paid可写benefit；line须同时写benefit和line。",
                "`claims` takes neither benefit nor line, `paid` may name a benefit, `line` needs both",
            );
            problems.error(&t.place, message, hint);
            return None;
        }
    };
    Some(Count {
        id: t.word("id"),
        label: t.name("label"),
        along: t.window("along")?,
        counted,
        place: t.place.clone(),
    })
}
