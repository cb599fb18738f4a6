//! From a checked TOML file to the scheme as written.

mod benefit;
pub(in crate::engine) mod condition;
mod declared;
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

use super::model::{Assumption, Clause, ClauseStatus, Edition, InForce, Money, Place, Source, Text, Window};
use super::problem::Problems;
use super::{shape, source};
use crate::engine::calendar::{Span, YearStart};
use crate::engine::claim::words::{DateKind, Word};

/// Reads the text of one edition. Problems are noted, all of them in one run; there is an edition when its
/// head could be read, and it may be used when no problem is an error. Where the TOML itself cannot be read
/// only that is noted: what stands around it is misread, and would be reported a second time.
pub fn read(text: &str, lists: &ListFiles, problems: &mut Problems) -> Option<(Edition, Known)> {
    let map = source::parse(text, problems);
    if problems.has_errors() {
        return None;
    }
    let at: Place = 0..text.lines().next().map_or(0, str::len);
    shape::check(&map, &at, &shape::edition(), problems);
    let file = Tab::new(&map, at);
    let known = Known::of(&file);
    let edition = edition(&file, text, lists, (&known, problems))?;
    Some((edition, known))
}

fn edition(
    f: &Tab<'_, '_>,
    text: &str,
    lists: &ListFiles,
    (known, p): (&Known, &mut Problems),
) -> Option<Edition> {
    Some(Edition {
        id: f.text("id")?,
        title: f.label("title")?,
        source: source_of(&f.table("source")?),
        in_force: in_force(&f.table("in_force")?, p)?,
        money: money(&f.table("money")?)?,
        replaces: f.day("replaces"),
        changed_clauses: f.texts("changed_clauses"),
        assumptions: f.tables("assumption").iter().filter_map(assumption).collect(),
        clauses: f.tables("clause").iter().filter_map(|t| clause(t, known, p)).collect(),
        periods: f.tables("period").iter().filter_map(|t| declared::period(t, p)).collect(),
        categories: f.tables("category").iter().filter_map(declared::category).collect(),
        payers: f.tables("payer").iter().filter_map(|t| Some((t.text("id")?, t.label("label")?))).collect(),
        pools: f.tables("pool").iter().filter_map(declared::pool).collect(),
        plans: f.tables("plan").iter().filter_map(declared::plan).collect(),
        lists: f.tables("list").iter().filter_map(|t| declared::list(t, lists, p)).collect(),
        facts: f.tables("fact").iter().filter_map(|t| declared::fact(t, p)).collect(),
        counts: f.tables("count").iter().filter_map(|t| declared::count(t, p)).collect(),
        exclusions: f.tables("exclusion").iter().filter_map(|t| benefit::exclusion(t, known, p)).collect(),
        contributions: f
            .tables("contribution")
            .iter()
            .filter_map(|t| enrolment::contribution(t, known, p))
            .collect(),
        enrolments: f.tables("enrolment").iter().filter_map(|t| enrolment::enrolment(t, known, p)).collect(),
        benefits: f.tables("benefit").iter().filter_map(|t| benefit::benefit(t, known, p)).collect(),
        ceilings: f.tables("ceiling").iter().filter_map(|t| benefit::ceiling(t, known, p)).collect(),
        hash: hash(text, lists),
    })
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
    let span = match Span::new(t.day("from")?, t.day("to")) {
        Ok(span) => span,
        Err(e) => {
            problems.error(&t.place_of("to"), e.to_string(), "");
            return None;
        }
    };
    let year = t.text("year").unwrap_or_else(|| "calendar".into());
    let Ok(year) = year.parse::<YearStart>() else {
        let hint = "write \"calendar\", or the month and day on which the year starts, for example \"10-01\"";
        problems.error(&t.place_of("year"), format!("`{year}` is no start of a year"), hint);
        return None;
    };
    Some(InForce { span, decided_by: DateKind::from_word(&t.text("decided_by")?)?, year })
}

fn money(t: &Tab<'_, '_>) -> Option<Money> {
    let round = t.table("round")?;
    let along = round.text("at").filter(|at| at != "claim").and_then(|at| Window::parse(&at));
    Some(Money { currency: t.text("currency")?, round: line::rounding(&round)?, along })
}

fn clause(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Clause> {
    let status = match t.text("status").as_deref() {
        Some("informative") => ClauseStatus::Informative,
        Some("unencoded") => ClauseStatus::Unencoded,
        _ => ClauseStatus::Rule,
    };
    let when = condition::when(t, "when", known, problems);
    let reading = t.label("reading");
    Some(Clause { id: t.text("id")?, text: t.label("text")?, status, when, reading, place: t.place.clone() })
}

pub(in crate::engine) fn assumption(t: &Tab<'_, '_>) -> Option<Assumption> {
    let text: Text = t.label("text")?;
    Some(Assumption { about: t.texts("about"), text, place: t.place.clone() })
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
        entries.iter().for_each(|(code, label)| {
            feed(code);
            feed(label);
        });
    }
    let digit = |n: u8| char::from_digit(n.into(), 16).unwrap_or('0');
    hash.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
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
