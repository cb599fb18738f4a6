//! What the cases of a scheme hit: bands, rows of tables, limits, waiting times, refusals. The rest is named.

use std::collections::{BTreeMap, BTreeSet};

use super::cases::{CaseResult, ProbeCase};
use super::heard::{Heard, one_by_one, table};
use crate::engine::adjudicate::program::{Origin, Why};
use crate::engine::adjudicate::run::{Closed, Step, View};
use crate::engine::adjudicate::{Approver, Scheme};
use crate::engine::claim::Facts;
use crate::engine::contribution::{Applicant, DuesCase};
use crate::engine::scheme::model::{
    Band, Benefit, Bound, BoundKind, Edition, Key, Keyed, Keys, Kind, Lang, Line,
};
use crate::engine::scheme::said::Said;

/// Something that a case can hit: the edition's number and its path in the file.
type Mark = (usize, String);

/// What no case hits, as sentences: `benefit.inpatient.banded.bands[3] is hit by no case`. Cases of dues, with
/// the number of their edition, hit the rules of enrolment and categories.
pub fn unhit(scheme: &Scheme, cases: &[ProbeCase], dues: &[(usize, &[DuesCase])]) -> Vec<Said> {
    let mut hit = hits(scheme, cases);
    hit.extend(dues.iter().flat_map(|(edition, cases)| hits_of_dues(scheme, *edition, cases)));
    let several = scheme.editions().len() > 1;
    let sentence = |(edition, path): &Mark| {
        let of = if several { format!("{}: ", scheme.editions()[*edition].from()) } else { String::new() };
        let wanted = wanted(path);
        Said::new(
            format!("没有案例涉及 {of}{path}，请在案例文件中补一个{}。", wanted.get(Lang::Zh)),
            format!("{of}{path} is hit by no case{}", wanted.get(Lang::En)),
        )
    };
    let all =
        scheme.editions().iter().enumerate().flat_map(|(at, e)| marks(e).into_iter().map(move |m| (at, m)));
    all.filter(|mark| !hit.contains(mark)).map(|mark| sentence(&mark)).collect()
}

/// Steps of approval that no case falls on, as sentences.
pub(super) fn unapproved(scheme: &Scheme, results: &[CaseResult]) -> Vec<Said> {
    let several = scheme.editions().len() > 1;
    let mut unhit = Vec::new();
    for edition in scheme.editions() {
        let of = if several { format!("{}: ", edition.from()) } else { String::new() };
        for (at, step) in edition.approvals.iter().enumerate() {
            let own = |a: &&Approver| {
                a.edition == edition.from() && (&a.level, a.up_to) == (&step.level, step.up_to) && !a.unsure
            };
            if !results.iter().any(|result| result.found.approval.iter().any(|a| own(&a))) {
                unhit.push(Said::new(
                    format!("没有案例涉及 {of}approval[{at}]，请在案例文件中补一个由该级审批的申请。"),
                    format!("{of}approval[{at}] is hit by no case: add a claim that this level approves"),
                ));
            }
        }
    }
    unhit
}

/// Which case would hit what is not plain from its path.
fn wanted(path: &str) -> Said {
    match path.split_once('.').map_or(path, |(top, _)| top) {
        "in_force" => {
            ("：仅因日期不在施行期内而不予给付的申请", ": add a claim that only its date shuts out")
        }
        "enrolment" => (
            "：不在保障期内（covered为no）的申请，或不予参加的缴费案例",
            ": add a claim that is not covered, or a case of dues that is refused",
        ),
        "category" => {
            ("：该类职工的申请或缴费案例", ": add a claim, or a case of dues, of somebody in that category")
        }
        _ => ("", ""),
    }
    .into()
}

/// What cases of dues hit: enrolment, where one is refused, and the categories of the roster.
fn hits_of_dues(scheme: &Scheme, number: usize, cases: &[DuesCase]) -> Vec<Mark> {
    let Some(edition) = scheme.editions().get(number) else { return vec![] };
    let category = |case: &DuesCase| {
        let (line, day) = (&case.roster, case.roster.enrolled_on.unwrap_or(case.as_of));
        let applicant = Applicant { edition, line, share_units: 1, employer_size: line.employer_size, day };
        applicant.value(&Key::Category).words().first().map(|word| format!("category.{word}"))
    };
    let refused = cases.iter().any(|case| !case.expected.refused.is_empty());
    let paths = cases.iter().filter_map(category).chain(refused.then(|| "enrolment".into()));
    paths.map(|path| (number, path)).collect()
}

/// Everything that cases hit.
fn hits(scheme: &Scheme, cases: &[ProbeCase]) -> BTreeSet<Mark> {
    let mut sessions: BTreeMap<String, Vec<&Facts>> = BTreeMap::new();
    for (number, case) in cases.iter().enumerate() {
        let name =
            case.scenario.as_ref().map_or_else(|| format!("case {number}"), |s| format!("scenario {s}"));
        sessions.entry(name).or_default().push(&case.facts);
    }
    let mut hit = BTreeSet::new();
    for claims in sessions.values() {
        let heard = one_by_one(scheme, &table(scheme, claims.iter().copied()));
        for (facts, heard) in claims.iter().zip(heard) {
            hit.extend(heard.steps.iter().flat_map(|step| marks_of_step(scheme, step)));
            hit.extend(heard.closed.iter().filter_map(|closed| mark_of_gate(scheme, *closed)));
            hit.extend(out_of_force(scheme, &heard));
            hit.extend(categories_of(scheme, facts));
        }
    }
    hit
}

/// Every path of an edition that some case should hit.
fn marks(edition: &Edition) -> Vec<String> {
    // Without a benefit no claim is refused for its date.
    let mut all: Vec<String> = edition.benefits.first().map(|_| "in_force".into()).into_iter().collect();
    if !edition.enrolments.is_empty() {
        all.push("enrolment".into());
    }
    all.extend(edition.categories.iter().map(|c| format!("category.{}", c.id)));
    all.extend(edition.exclusions.iter().map(|e| format!("exclusion.{}", e.id)));
    all.extend(edition.benefits.iter().flat_map(marks_of_benefit));
    all.extend(edition.ceilings.iter().map(|c| format!("ceiling.{}", c.id)));
    all
}

fn marks_of_benefit(benefit: &Benefit) -> Vec<String> {
    let path = format!("benefit.{}", benefit.id);
    let mut all: Vec<String> =
        benefit.when.tests.iter().map(|(key, _)| format!("{path}.when.{key}")).collect();
    all.extend((0..benefit.waiting.len()).map(|stage| format!("{path}.waiting[{stage}]")));
    all.extend(benefit.deadline.iter().map(|_| format!("{path}.deadline")));
    all.extend(benefit.at_most.iter().map(|_| format!("{path}.at_most")));
    all.extend(benefit.lines.iter().flat_map(|line| marks_of_line(benefit, line)));
    all
}

fn marks_of_line(benefit: &Benefit, line: &Line) -> Vec<String> {
    let path = format!("benefit.{}.{}", benefit.id, line.id);
    let rows =
        |word: &str, many: usize| (0..many).map(|row| format!("{path}.{word}[{row}]")).collect::<Vec<_>>();
    match &line.kind {
        Kind::Bands(bands) => rows("bands", bands.bands.rows.iter().map(|row| row.value.len()).sum()),
        Kind::Bound(bound) => {
            let mut all = vec![format!("{path}.{}", bound_word(bound.kind))];
            all.extend(table_rows(&line.kind).map_or(vec![], |many| rows(bound_word(bound.kind), many)));
            all
        }
        kind => table_rows(kind).map_or(vec![], |many| rows(word(kind), many)),
    }
}

/// How many rows the table of a line has, if it has one.
fn table_rows(kind: &Kind) -> Option<usize> {
    fn rows<T>(table: &Keyed<T>) -> Option<usize> {
        table.as_plain().is_none().then_some(table.rows.len())
    }
    match kind {
        Kind::Amount(a) => rows(&a.amount),
        Kind::Portion(p) => rows(&p.ratio),
        Kind::Count(c) => rows(&c.each),
        Kind::Bound(b) => match &b.bound {
            Bound::Amount(table) => rows(table),
            Bound::Line(_) => None,
        },
        _ => None,
    }
}

/// The word of a line's table in the file.
fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Portion(p) if p.times => "times",
        Kind::Portion(_) => "rate",
        Kind::Count(_) => "each",
        Kind::Bound(bound) => bound_word(bound.kind),
        _ => "amount",
    }
}

fn bound_word(kind: BoundKind) -> &'static str {
    BoundKind::ALL.iter().find(|(_, k)| *k == kind).map_or("", |(word, _)| word)
}

fn marks_of_step(scheme: &Scheme, step: &Step) -> Vec<Mark> {
    let edition = &scheme.editions()[step.edition];
    let benefit = &edition.benefits[step.benefit];
    let trimmed = step.base != step.amount;
    let paths = match step.origin {
        Origin::Waiting(stage) => vec![format!("benefit.{}.waiting[{stage}]", benefit.id)],
        Origin::Ceiling(number) if trimmed => vec![format!("ceiling.{}", edition.ceilings[number].id)],
        Origin::Line(number) => paths_of_line(benefit, &benefit.lines[number], step),
        _ => vec![],
    };
    paths.into_iter().map(|path| (step.edition, path)).collect()
}

fn paths_of_line(benefit: &Benefit, line: &Line, step: &Step) -> Vec<String> {
    let path = format!("benefit.{}.{}", benefit.id, line.id);
    match &line.kind {
        Kind::Bands(bands) => {
            let band =
                step.band.and_then(|band| bands.bands.rows.get(step.row.unwrap_or(0))?.value.get(band));
            band.map(|band| format!("{path}.bands[{}]", in_file(band, &bands.bands))).into_iter().collect()
        }
        kind => {
            let row = step.row.filter(|_| table_rows(kind).is_some());
            let row = row.map(|row| format!("{path}.{}[{row}]", word(kind)));
            let bound = matches!(kind, Kind::Bound(_)) && step.base != step.amount;
            row.into_iter().chain(bound.then(|| format!("{path}.{}", word(kind)))).collect()
        }
    }
}

/// The number of a band in the file, where the bands of all rows of a table stand in one list.
fn in_file(band: &Band, bands: &Keyed<Vec<Band>>) -> usize {
    bands.rows.iter().flat_map(|row| &row.value).filter(|b| b.place.start < band.place.start).count()
}

fn mark_of_gate(scheme: &Scheme, (number, benefit, closed): (usize, Option<usize>, Closed)) -> Option<Mark> {
    let edition = &scheme.editions()[number];
    let benefit = &edition.benefits[benefit?];
    let Closed::Refused(why) = closed else { return None };
    let path = format!("benefit.{}", benefit.id);
    let path = match why {
        Why::Condition(test) => format!("{path}.when.{}", benefit.when.tests[test].0),
        Why::NotCovered => "enrolment".into(),
        Why::Waiting(stage) => format!("{path}.waiting[{stage}]"),
        Why::Late => format!("{path}.deadline"),
        Why::TimesUsedUp => format!("{path}.at_most"),
        Why::Excluded(exclusion) => format!("exclusion.{}", edition.exclusions[exclusion].id),
    };
    Some((number, path))
}

/// A claim that no edition was in force for, on the day that decides, hits the dates of all.
fn out_of_force(scheme: &Scheme, heard: &Heard) -> Vec<Mark> {
    let editions = 0..scheme.editions().len();
    let out = |at| heard.closed.iter().any(|(edition, _, why)| *edition == at && *why == Closed::NotInForce);
    let is_hit = heard.paid.is_empty() && editions.clone().all(out);
    editions.filter(|_| is_hit).map(|edition| (edition, "in_force".to_owned())).collect()
}

fn categories_of(scheme: &Scheme, facts: &Facts) -> Vec<Mark> {
    let of = |(number, edition): (usize, &Edition)| {
        let on = edition.in_force.decided_by;
        let view = View { facts, edition, plan: None, on };
        view.value(&Key::Category).words().first().map(|word| (number, format!("category.{word}")))
    };
    scheme.editions().iter().enumerate().filter_map(of).collect()
}
