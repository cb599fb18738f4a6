//! What the rules of a benefit look at: keys with the tests on them, figures, and where numbers change.

use std::collections::BTreeSet;

use super::put::{Figure, Sight, Value};
use crate::engine::adjudicate::Scheme;
use crate::engine::claim::words::DateKind;
use crate::engine::scheme::model::{
    Benefit, Bound, CountLine, Edition, Key, Keyed, Kind, Line, ResultOf, Test, When,
};
use crate::engine::scheme::read::{Domain, Known};

/// One benefit of one edition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'s> {
    pub(super) scheme: &'s Scheme,
    pub(super) edition: usize,
    pub(super) benefit: usize,
}

impl<'s> Site<'s> {
    /// All benefits of all editions.
    pub(super) fn all(scheme: &'s Scheme) -> Vec<Self> {
        let of = |(edition, e): (usize, &Edition)| {
            (0..e.benefits.len()).map(move |benefit| Self { scheme, edition, benefit }).collect::<Vec<_>>()
        };
        scheme.editions().iter().enumerate().flat_map(of).collect()
    }

    pub(super) fn edition(&self) -> &'s Edition {
        &self.scheme.editions()[self.edition]
    }

    pub(super) fn benefit(&self) -> &'s Benefit {
        &self.edition().benefits[self.benefit]
    }

    pub(super) fn known(&self) -> &'s Known {
        &self.scheme.known()[self.edition]
    }

    /// The date that decides.
    pub(super) fn on(&self) -> DateKind {
        self.benefit().decided_by.unwrap_or(self.edition().in_force.decided_by)
    }

    pub(super) fn sight(&self) -> Sight<'s> {
        Sight { edition: self.edition(), plan: self.benefit().plan.as_deref(), on: self.on() }
    }

    /// `benefit.inpatient`, with the day of the edition where the scheme has several.
    pub(super) fn path(&self) -> String {
        let many = self.scheme.editions().len() > 1;
        let of = if many { format!("{}: ", self.edition().from()) } else { String::new() };
        format!("{of}benefit.{}", self.benefit().id)
    }

    /// The conditions that something of this benefit depends on.
    pub(super) fn whens(&self) -> Vec<&'s When> {
        let (edition, benefit) = (self.edition(), self.benefit());
        let mut all = vec![&benefit.when];
        all.extend(benefit.waiting.iter().map(|stage| &stage.when));
        all.extend(edition.exclusions.iter().map(|e| &e.when));
        all.extend(edition.clauses.iter().map(|c| &c.when));
        all.extend(benefit.lines.iter().flat_map(whens_of));
        all
    }

    /// The keys that are looked at, the dates that others hang on first.
    pub(super) fn keys(&self) -> Vec<Key> {
        let benefit = self.benefit();
        let mut keys = vec![Key::Covered];
        keys.extend(self.whens().into_iter().flat_map(|w| w.tests.iter().map(|(key, _)| key.clone())));
        keys.extend(benefit.lines.iter().filter_map(count_of).map(|c| c.count.clone()));
        keys.extend((!benefit.waiting.is_empty()).then_some(Key::DaysEnrolled));
        keys.extend(benefit.deadline.as_ref().map(|d| Key::DaysSince(d.from)));
        let mut seen = BTreeSet::new();
        keys.retain(|key| seen.insert(key.clone()));
        keys
    }

    /// The numbers of a key from which on something changes: each is the first of a new stretch.
    pub(super) fn cuts(&self, key: &Key) -> BTreeSet<i32> {
        let benefit = self.benefit();
        let mut cuts = BTreeSet::new();
        for (_, test) in self.whens().iter().flat_map(|w| &w.tests).filter(|(k, _)| k == key) {
            if let Test::Ranges(ranges) = test {
                cuts.extend(
                    ranges.iter().flat_map(|(from, to)| [Some(*from), to.map(|to| to + 1)]).flatten(),
                );
            }
        }
        if *key == Key::DaysEnrolled {
            cuts.extend(benefit.waiting.iter().map(|stage| stage.days + 1));
        }
        if let Some(deadline) = benefit.deadline.as_ref().filter(|d| *key == Key::DaysSince(d.from)) {
            cuts.insert(deadline.days + 1);
        }
        for count in benefit.lines.iter().filter_map(count_of).filter(|c| c.count == *key) {
            let (after, most) = (i32::from(count.after), count.most.map(i32::from));
            cuts.insert(after + 1);
            cuts.extend(most.map(|most| after + most));
            cuts.extend(most);
            cuts.extend(count.all_from.map(i32::from));
        }
        cuts
    }

    /// Values of a key worth trying: each word, or the first number of each stretch.
    pub(super) fn values(&self, key: &Key) -> Vec<Value> {
        match self.known().domain(key) {
            Domain::Words(words) => words.into_iter().map(|(word, _)| Value::Word(word)).collect(),
            Domain::Numbers(least) => {
                let mut numbers = self.cuts(key);
                numbers.insert(least);
                numbers.into_iter().filter(|n| *n >= least).map(Value::Number).collect()
            }
            Domain::Amounts => vec![],
        }
    }

    /// The figures that the lines, and the ceilings over them, compute with.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let mut all: Vec<Figure> = Vec::new();
        for line in &self.benefit().lines {
            match &line.kind {
                Kind::Measure(measure) => all.extend(measure.of.iter().cloned().map(Figure::Of)),
                Kind::Result(ResultOf::Scheme(id)) => all.push(Figure::Layer(id.clone())),
                _ => {}
            }
        }
        let over = self.edition().ceilings.iter().filter(|c| c.covers.contains(&self.benefit().id));
        all.extend(over.filter_map(|c| c.measure.as_ref()).flat_map(|m| &m.of).cloned().map(Figure::Of));
        let mut seen: Vec<Figure> = Vec::new();
        all.retain(|figure| {
            !seen.contains(figure) && {
                seen.push(figure.clone());
                true
            }
        });
        all
    }
}

/// Does a value pass all tests that conditions make on its key?
pub(super) fn passes(when: &When, key: &Key, value: &Value) -> bool {
    let mut tests = when.tests.iter().filter(|(k, _)| k == key);
    tests.all(|(_, test)| match value {
        Value::Word(word) => test.has_word(word),
        Value::Number(n) => test.has_number(*n),
        Value::Unknown => false,
    })
}

fn count_of(line: &Line) -> Option<&CountLine> {
    match &line.kind {
        Kind::Count(count) => Some(count),
        _ => None,
    }
}

fn whens_of(line: &Line) -> Vec<&When> {
    let mut all = vec![&line.when];
    all.extend(rows_of(&line.kind));
    all
}

/// The conditions of the rows of a line's table, if it has one.
pub(super) fn rows_of(kind: &Kind) -> Vec<&When> {
    fn rows<T>(table: &Keyed<T>) -> Vec<&When> {
        table.rows.iter().map(|row| &row.when).collect()
    }
    match kind {
        Kind::Amount(a) => rows(&a.amount),
        Kind::Portion(p) => rows(&p.ratio),
        Kind::Bands(b) => rows(&b.bands),
        Kind::Count(c) => rows(&c.each),
        Kind::Bound(b) => match &b.bound {
            Bound::Amount(table) => rows(table),
            Bound::Line(_) => vec![],
        },
        _ => vec![],
    }
}
