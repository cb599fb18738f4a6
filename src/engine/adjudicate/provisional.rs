//! What a result rests on that the notice does not say: the assumptions behind its lines, gates and dates.

use super::line::Line;
use super::program::Why;
use super::run::{Closed, View};
use super::scheme::Scheme;
use crate::engine::claim::Facts;
use crate::engine::scheme::model::{Benefit, Edition, Key, KeyValue, Keys, Kind, MeasureOf, Test, When};

/// A benefit, by its edition and itself, that was computed, or refused for this reason.
pub(super) type RestedOn = (usize, usize, Option<Closed>);

/// A claim that was decided.
pub(super) struct Rest<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) facts: &'a Facts,
}

impl Rest<'_> {
    /// Paths of assumed values that the result rests on: first those of its lines, then those of the benefits
    /// that were computed, or refused for this reason.
    pub(super) fn on(&self, lines: &[Line], benefits: impl FnOnce() -> Vec<RestedOn>) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        if self.scheme.editions().iter().all(|edition| edition.assumptions.is_empty()) {
            return paths;
        }
        let mut note = |about: &String| {
            if !paths.contains(about) {
                paths.push(about.clone());
            }
        };
        for line in lines.iter().filter(|l| !l.benefit.is_empty()) {
            let edition = self.scheme.editions().iter().find(|e| Some(e.from()) == line.edition);
            let benefit = edition.and_then(|e| Some((e, e.benefit(&line.benefit)?)));
            let Some((edition, benefit)) = benefit else { continue };
            let path = format!("benefit.{}.{}", line.benefit, line.line);
            let about = edition.assumptions.iter().flat_map(|a| &a.about);
            about
                .filter(|a| is_of_line(a, line, &path) || self.is_of_part(a, edition, benefit))
                .for_each(&mut note);
        }
        for (edition, benefit, closed) in benefits() {
            let edition = &self.scheme.editions()[edition];
            let Some(benefit) = edition.benefits.get(benefit) else { continue };
            let about = edition.assumptions.iter().flat_map(|a| &a.about);
            let rests = |about: &&String| match closed {
                None => self.is_computed_from(about, edition, benefit),
                Some(closed) => is_refused_for(about, closed, edition, benefit),
            };
            about.filter(rests).for_each(&mut note);
        }
        paths
    }

    fn view<'v>(&'v self, edition: &'v Edition, benefit: &'v Benefit) -> View<'v> {
        let on = benefit.decided_by.unwrap_or(edition.in_force.decided_by);
        View { facts: self.facts, edition, plan: benefit.plan.as_deref(), on }
    }

    /// A part of a benefit that is no line: conditions, deadline … A waiting time only where somebody waits.
    fn is_of_part(&self, about: &str, edition: &Edition, benefit: &Benefit) -> bool {
        match part_of(about, benefit) {
            Some("waiting") => {
                let view = self.view(edition, benefit);
                benefit.waiting.is_empty()
                    || benefit.waiting.iter().any(|stage| stage.when.holds(&view) != Some(false))
            }
            Some("when" | "deadline" | "at_most" | "funding") => true,
            _ => false,
        }
    }

    /// What lies outside of a benefit that was computed: dates in force, its plan, the lists that its diagnosis
    /// is on, the category, the facts and the period that it looks at.
    fn is_computed_from(&self, about: &str, edition: &Edition, benefit: &Benefit) -> bool {
        let (top, id) = about.split_once('.').unwrap_or((about, ""));
        let id = id.split('.').next().unwrap_or(id);
        let view = self.view(edition, benefit);
        let is = |key: &Key| looks_at(benefit, key) && has(&view.value(key), id);
        match top {
            "in_force" => true,
            "plan" => match (&benefit.plan, edition.plans.as_slice()) {
                (Some(plan), _) => plan == id,
                (None, [only]) => only.id == id,
                (None, _) => false,
            },
            "list" => is(&Key::Disease),
            "category" => is(&Key::Category),
            "fact" => looks_at(benefit, &Key::Fact(id.into())) || measures(benefit, id),
            "count" => looks_at(benefit, &Key::Count(id.into())),
            "period" => {
                let day = self.facts.claim.dates.get(view.on);
                let period = edition.periods.iter().find(|p| p.id == id);
                day.zip(period).is_some_and(|(day, period)| period.span.contains(day))
            }
            _ => false,
        }
    }
}

/// An assumption about a line, whose path is given, about what holds it, or about the rounding that it is.
fn is_of_line(about: &str, line: &Line, path: &str) -> bool {
    path == about
        || path.strip_prefix(about).is_some_and(|rest| rest.starts_with('.'))
        || (line.is_rounding() && (about == "money" || about.starts_with("money.round")))
        || about.strip_prefix("ceiling.").is_some_and(|id| line.is_ceiling() && id == line.line)
}

/// The part of a benefit that an assumption is about.
fn part_of<'p>(about: &'p str, benefit: &Benefit) -> Option<&'p str> {
    about.strip_prefix("benefit.")?.strip_prefix(benefit.id.as_str())?.strip_prefix('.')
}

/// Is an assumption about the very rule that refused?
fn is_refused_for(about: &str, closed: Closed, edition: &Edition, benefit: &Benefit) -> bool {
    let part = part_of(about, benefit);
    match closed {
        Closed::NotInForce => about == "in_force" || about.starts_with("in_force."),
        Closed::Refused(Why::Waiting(_)) => part == Some("waiting"),
        Closed::Refused(Why::Late) => part == Some("deadline"),
        Closed::Refused(Why::TimesUsedUp) => part == Some("at_most"),
        Closed::Refused(Why::Excluded(number)) => edition
            .exclusions
            .get(number)
            .is_some_and(|x| about.strip_prefix("exclusion.") == Some(x.id.as_str())),
        Closed::Refused(Why::Condition(number)) => {
            let list = about.strip_prefix("list.");
            let of_list = |(key, test): &(Key, Test)| {
                *key == Key::Disease && list.is_some_and(|list| test.has_word(list))
            };
            part == Some("when") || benefit.when.tests.get(number).is_some_and(of_list)
        }
        _ => false,
    }
}

fn has(value: &KeyValue, id: &str) -> bool {
    value.words().iter().any(|word| &**word == id)
}

/// Does a condition or a table of the benefit look at a key?
fn looks_at(benefit: &Benefit, key: &Key) -> bool {
    let tests = |when: &When| when.tests.iter().any(|(k, _)| k == key);
    let of_line = |kind: &Kind| match kind {
        Kind::Amount(a) => a.amount.keys().contains(key),
        Kind::Portion(p) => p.ratio.keys().contains(key),
        Kind::Bands(b) => b.bands.keys().contains(key),
        Kind::Count(c) => c.count == *key || c.each.keys().contains(key),
        Kind::Bound(b) => match &b.bound {
            crate::engine::scheme::model::Bound::Amount(table) => table.keys().contains(key),
            crate::engine::scheme::model::Bound::Line(_) => false,
        },
        _ => false,
    };
    tests(&benefit.when) || benefit.lines.iter().any(|line| tests(&line.when) || of_line(&line.kind))
}

/// Does a line take an amount that the scheme declares?
fn measures(benefit: &Benefit, fact: &str) -> bool {
    let is = |of: &MeasureOf| matches!(of, MeasureOf::Fact(id) if id == fact);
    benefit.lines.iter().any(|line| matches!(&line.kind, Kind::Measure(m) if m.of.iter().any(is)))
}
