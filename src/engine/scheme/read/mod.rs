//! From a checked TOML file to the scheme as written.

mod benefit;
pub(in crate::engine) mod condition;
pub(in crate::engine) mod declared;
mod enrolment;
mod keyed;
mod known;
mod line;
pub(in crate::engine) mod measure;
pub(in crate::engine) mod table;

pub use declared::ListFiles;
pub use known::{Domain, Known, NO_LIST};

use sha2::{Digest, Sha256};
use table::Tab;
use toml::de::DeTable;

use super::model::{Assumption, Clause, ClauseStatus, Edition, InForce, Money, Place, Source, Window};
use super::problem::Problems;
use super::source::mend;
use super::{shape, source};
use crate::engine::calendar::{Span, YearStart};
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::digest::hexadecimal;
use crate::engine::money::Rounding;

/// Reads the text of one edition. Problems are noted, all of them in one run; there is an edition when its
/// head could be read, and it may be used when no problem is an error.
pub fn read(text: &str, lists: &ListFiles, problems: &mut Problems) -> Option<(Edition, Known)> {
    let mended = mend(text);
    let mut noted = Problems::beside(&mended.torn);
    let draft = draft((&source::table(&mended.text), &mended.text), lists, &mut noted);
    problems.extend(mended.with_noted(noted));
    draft.has_head.then_some((draft.edition, draft.known))
}

/// An edition as far as it could be read. What could not be read is empty, nought or left out, and noted: it
/// is there to be checked and must not be used.
pub struct Draft {
    /// The edition.
    pub edition: Edition,
    /// What it declares.
    pub known: Known,
    /// Could its id and its days be read?
    pub has_head: bool,
}

/// Reads the table of a text.
pub fn draft((map, text): (&DeTable<'_>, &str), lists: &ListFiles, problems: &mut Problems) -> Draft {
    let at: Place = 0..text.lines().next().map_or(0, str::len);
    shape::check(map, &at, &shape::edition(), problems);
    let file = Tab::new(map, at);
    let known = Known::of(&file);
    let in_force = file.table("in_force").and_then(|t| in_force(&t, problems));
    let has_head = in_force.is_some() && file.text("id").is_some();
    let edition =
        edition(&file, in_force.unwrap_or_else(always), hash(text, lists), lists, (&known, problems));
    Draft { edition, known, has_head }
}

fn edition(
    f: &Tab<'_, '_>,
    in_force: InForce,
    hash: String,
    lists: &ListFiles,
    (known, p): (&Known, &mut Problems),
) -> Edition {
    Edition {
        id: f.word("id"),
        title: f.name("title"),
        source: f.table("source").as_ref().map(source_of).unwrap_or_default(),
        in_force,
        money: f.table("money").as_ref().and_then(money).unwrap_or_else(to_the_fen),
        replaces: f.day("replaces"),
        changed_clauses: f.texts("changed_clauses"),
        assumptions: f.tables("assumption").iter().map(assumption).collect(),
        clauses: f.tables("clause").iter().map(|t| clause(t, known, p)).collect(),
        periods: f.tables("period").iter().filter_map(|t| declared::period(t, p)).collect(),
        categories: f.tables("category").iter().map(declared::category).collect(),
        payers: f.tables("payer").iter().map(|t| (t.word("id"), t.name("label"))).collect(),
        pools: f.tables("pool").iter().map(|t| declared::pool(t, p)).collect(),
        plans: f.tables("plan").iter().map(declared::plan).collect(),
        lists: f.tables("list").iter().filter_map(|t| declared::list(t, lists, p)).collect(),
        facts: f.tables("fact").iter().filter_map(|t| declared::fact(t, p)).collect(),
        counts: f.tables("count").iter().filter_map(|t| declared::count(t, p)).collect(),
        exclusions: f.tables("exclusion").iter().map(|t| benefit::exclusion(t, known, p)).collect(),
        contributions: f
            .tables("contribution")
            .iter()
            .map(|t| enrolment::contribution(t, known, p))
            .collect(),
        enrolments: f.tables("enrolment").iter().map(|t| enrolment::enrolment(t, known, p)).collect(),
        benefits: f.tables("benefit").iter().map(|t| benefit::benefit(t, known, p)).collect(),
        ceilings: f.tables("ceiling").iter().filter_map(|t| benefit::ceiling(t, known, p)).collect(),
        approvals: f.tables("approval").iter().map(|t| benefit::approval(t, known, p)).collect(),
        hash: hash.into(),
    }
}

pub(in crate::engine) fn source_of(t: &Tab<'_, '_>) -> Source {
    Source {
        title: t.text("title").unwrap_or_default(),
        year: t.whole("year"),
        url: t.text("url"),
        note: t.text("note"),
    }
}

fn in_force(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<InForce> {
    let year = year_start(t, problems);
    let span = match Span::new(t.day("from")?, t.day("to")) {
        Ok(span) => span,
        Err(e) => {
            declared::inverted(&t.place_of("to"), e, problems);
            return None;
        }
    };
    Some(InForce { span, decided_by: DateKind::from_word(&t.text("decided_by")?)?, year: year? })
}

fn year_start(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<YearStart> {
    let year = t.text("year").unwrap_or_else(|| "calendar".into());
    let start = year.parse::<YearStart>().ok();
    if start.is_none() {
        let message = (format!("“{year}”不是年度的起点。"), format!("`{year}` is no start of a year"));
        let hint = (
            "请写 \"calendar\"（自然年度），或年度开始的月日，例如 \"10-01\"。",
            "write \"calendar\", or the month and day on which the year starts, for example \"10-01\"",
        );
        problems.error(&t.place_of("year"), message, hint);
    }
    start
}

/// The days of an edition that does not say them: all, so that nothing lies without them.
fn always() -> InForce {
    InForce { span: Span::EVER, decided_by: DateKind::Discharge, year: YearStart::CALENDAR }
}

fn money(t: &Tab<'_, '_>) -> Option<Money> {
    let round = t.table("round")?;
    let along = round.text("at").filter(|at| at != "claim").and_then(|at| Window::parse(&at));
    Some(Money { currency: t.word("currency"), round: line::rounding(&round)?, along })
}

/// The rounding of an edition that does not say it.
fn to_the_fen() -> Money {
    Money { currency: String::new(), round: Rounding::FEN_HALF_UP, along: None }
}

fn clause(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Clause {
    let status = match t.text("status").as_deref() {
        Some("informative") => ClauseStatus::Informative,
        Some("unencoded") => ClauseStatus::Unencoded,
        _ => ClauseStatus::Rule,
    };
    let when = condition::when(t, "when", known, problems);
    let reading = t.label("reading");
    Clause { id: t.word("id"), text: t.name("text"), status, when, reading, place: t.place.clone() }
}

pub(in crate::engine) fn assumption(t: &Tab<'_, '_>) -> Assumption {
    Assumption { about: t.texts("about"), text: t.name("text"), place: t.place.clone() }
}

/// SHA-256 of the file and of the lists that belong to it, in hexadecimal.
pub(in crate::engine) fn hash(text: &str, lists: &ListFiles) -> String {
    let mut hash = Sha256::new();
    let mut feed = |part: &str| {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    };
    feed(text);
    for (name, entries) in lists {
        feed(name);
        entries.iter().for_each(|entry| {
            feed(&entry.code);
            feed(&entry.name);
            entry.evidence.iter().for_each(|evidence| feed(evidence));
        });
    }
    hexadecimal(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::scheme::problem::Report;

    #[test]
    fn a_shipped_scheme_reads_without_a_problem() {
        let text = include_str!("../../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
        let mut problems = Problems::default();
        let (edition, _) = read(text, &ListFiles::new(), &mut problems).expect("the head reads");
        let report = Report { file: "sinan".into(), text: text.into(), problems: problems.into_sorted() };
        assert!(report.problems.is_empty(), "{report}");
        assert_eq!(edition.benefits[0].lines.len(), 3);
        assert_eq!(edition.contributions[0].from.len(), 3);
    }
}
