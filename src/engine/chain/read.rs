//! From a chain file whose shape was checked to the chain as written.

use super::model::{Bound, Ceiling, ChainClause, ChainEdition, Exclude, Keep, PlanOf};
use super::{shape, words};
use crate::engine::calendar::{Span, YearStart};
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::scheme::model::Place;
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::read::table::Tab;
use crate::engine::scheme::read::{
    Known, ListFiles, assumption, condition, declared, hash, measure, source_of,
};
use crate::engine::scheme::shape::check;
use crate::engine::scheme::source;

/// Reads a text that can be parsed; problems are noted, all of them in one run.
pub(super) fn read(text: &str, problems: &mut Problems) -> Option<ChainEdition> {
    let map = source::table(text);
    let at: Place = 0..text.lines().next().map_or(0, str::len);
    check(&map, &at, &shape(), problems);
    let file = Tab::new(&map, at);
    let known = Known::of(&file);
    edition(&file, text, (&known, problems))
}

fn edition(f: &Tab<'_, '_>, text: &str, (known, p): (&Known, &mut Problems)) -> Option<ChainEdition> {
    let in_force = f.table("in_force")?;
    let (span, year) = (span(&in_force, p)?, year(&in_force, p)?);
    Some(ChainEdition {
        id: f.text("id")?,
        title: f.label("title")?,
        source: source_of(&f.table("source")?),
        span,
        decided_by: DateKind::from_word(&in_force.text("decided_by")?)?,
        year,
        clauses: f.tables("clause").iter().filter_map(clause).collect(),
        assumptions: f.tables("assumption").iter().map(assumption).collect(),
        plans: f.tables("plan").iter().filter_map(|t| plan(t, known, p)).collect(),
        excludes: f.tables("exclude").iter().filter_map(exclude).collect(),
        ceilings: f.tables("ceiling").iter().filter_map(|t| ceiling(t, known, p)).collect(),
        hash: hash(text, &ListFiles::new()).into(),
    })
}

fn span(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Span> {
    let span = Span::new(t.day("from")?, t.day("to"));
    span.map_err(|why| declared::inverted(&t.place_of("to"), why, problems)).ok()
}

fn year(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<YearStart> {
    let year = t.text("year").unwrap_or_else(|| "calendar".into());
    let start = year.parse::<YearStart>();
    start.map_err(|_| words::no_year(&year).error(&t.place_of("year"), problems)).ok()
}

fn clause(t: &Tab<'_, '_>) -> Option<ChainClause> {
    let informative = t.text("status").as_deref() == Some("informative");
    Some(ChainClause { id: t.text("id")?, text: t.label("text")?, informative, place: t.place.clone() })
}

fn plan(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<PlanOf> {
    Some(PlanOf {
        id: t.text("id")?,
        label: t.label("label"),
        scheme: t.text("scheme")?,
        plan: t.text("plan"),
        clause: t.text("clause")?,
        when: condition::when(t, "when", known, problems),
        place: t.place.clone(),
    })
}

fn exclude(t: &Tab<'_, '_>) -> Option<Exclude> {
    Some(Exclude {
        id: t.text("id")?,
        label: t.label("label")?,
        clause: t.text("clause")?,
        plans: t.texts("plans"),
        keep: if t.text("keep")? == "greatest" { Keep::Greatest } else { Keep::First },
        place: t.place.clone(),
    })
}

fn ceiling(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Ceiling> {
    if t.has("measure") == t.has("amount") {
        words::one_bound().error(&t.place, problems);
        return None;
    }
    let bound = match t.yuan("amount") {
        Some(amount) => Bound::Amount(amount),
        None => Bound::Figures(measure::measures(t, "measure", known, problems)?),
    };
    Some(Ceiling {
        id: t.text("id")?,
        label: t.label("label")?,
        clause: t.text("clause")?,
        plans: t.texts("plans"),
        bound,
        along: t.window("along"),
        place: t.place.clone(),
    })
}
