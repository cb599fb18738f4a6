//! What testing one scheme found.

use std::fmt;

use super::cases::{Cases, read};
use crate::cli::console::Console;
use crate::cli::shelf::Shelf;
use crate::cli::stop::Stop;
use crate::engine::adjudicate::Scheme;
use crate::engine::adjudicate::probe::examine;
use crate::engine::contribution::run_dues_cases;
use crate::engine::scheme::check::encoded;
use crate::engine::scheme::library::Published;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::problem::Severity;
use crate::engine::scheme::said::Said;

/// What testing a scheme found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tested {
    /// Percent of the clauses that are carried out, in the edition that has the fewest.
    pub encoded: usize,
    /// Cases of claims.
    pub cases: Score,
    /// Cases of dues.
    pub dues: Score,
    /// Edges that were tried.
    pub edges: usize,
    /// What is wrong, with its place.
    pub errors: Vec<String>,
    /// What is thin.
    pub warnings: Vec<String>,
}

/// So many of so many hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    held: usize,
    all: usize,
}

impl Score {
    pub(super) fn add(&mut self, holds: bool) {
        self.all += 1;
        self.held += usize::from(holds);
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.held, self.all)
    }
}

/// Compiles a scheme and runs its cases.
pub fn test(published: &Published, shelf: &Shelf, lang: Lang) -> Result<Tested, Stop> {
    let percents = published.editions.iter().map(|(edition, _)| encoded(edition).percent());
    let mut tested = Tested { encoded: percents.min().unwrap_or_default(), ..Tested::default() };
    let cases = read(published, shelf, lang, &mut tested.errors)?;
    match Scheme::new(published.editions.clone()) {
        Ok(scheme) => tested.claims(&scheme, &cases, lang),
        Err(error) => tested.errors.push(lang.pick(error.zh(), error.to_string())),
    }
    tested.rosters(published, &cases, lang);
    Ok(tested)
}

/// A sentence with its place.
fn at(place: &str, sentence: &Said, lang: Lang) -> String {
    let said = sentence.get(lang);
    lang.pick(format!("{place}：{said}"), format!("{place}: {said}"))
}

impl Tested {
    fn claims(&mut self, scheme: &Scheme, cases: &Cases, lang: Lang) {
        let (probes, places): (Vec<_>, Vec<_>) = cases.claims.iter().cloned().unzip();
        let dues: Vec<_> = cases.dues.iter().map(|(at, _, cases)| (*at, cases.as_slice())).collect();
        let found = examine(scheme, &probes, &dues);
        for (result, place) in found.results.iter().zip(&places) {
            self.cases.add(result.holds());
            self.errors.extend(result.failure.iter().map(|failure| at(place, failure, lang)));
        }
        self.edges = found.edges.tried;
        let said = |sentence: &Said| sentence.get(lang).to_owned();
        self.errors.extend(found.edges.disagreements.iter().map(said));
        self.warnings.extend(found.edges.unopened.iter().chain(&found.unhit).map(said));
    }

    fn rosters(&mut self, published: &Published, cases: &Cases, lang: Lang) {
        for (number, file, cases) in &cases.dues {
            for outcome in run_dues_cases(&published.editions[*number].0, cases) {
                self.dues.add(outcome.holds());
                let place = format!("{file}:{}", outcome.line);
                self.errors.extend(outcome.failure().iter().map(|failure| at(&place, failure, lang)));
            }
        }
    }

    /// Says what was found on standard error.
    pub fn tell(&self, scheme: &str, quiet: bool, console: &mut Console) {
        let lang = console.lang();
        let say = |severity: Severity, sentence: &str| {
            let name = severity.name(lang);
            lang.pick(format!("{scheme}：{name}：{sentence}"), format!("{scheme}: {name}: {sentence}"))
        };
        for error in &self.errors {
            console.tell(say(Severity::Error, error));
        }
        for warning in self.warnings.iter().filter(|_| !quiet) {
            console.tell(say(Severity::Warning, warning));
        }
    }
}
