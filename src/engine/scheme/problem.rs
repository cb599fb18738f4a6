//! A problem in a scheme file: what, where, and what to do about it.

use std::fmt;
use std::sync::Arc;

use super::model::Place;

/// Does a problem stop the scheme from being used?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scheme cannot be used.
    Error,
    /// Worth a look; the scheme can be used.
    Warning,
}

/// One problem, with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Does it stop the scheme?
    pub severity: Severity,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// Where it stands: byte offsets into the file.
    pub place: Place,
}

/// All problems found in one text.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    /// Notes an error.
    pub fn error(&mut self, place: &Place, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Severity::Error, place, message.into(), hint.into());
    }

    /// Notes a warning.
    pub fn warn(&mut self, place: &Place, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Severity::Warning, place, message.into(), hint.into());
    }

    fn push(&mut self, severity: Severity, place: &Place, message: String, hint: String) {
        let problem = Problem { severity, message, hint, place: place.clone() };
        if !self.found.contains(&problem) {
            self.found.push(problem);
        }
    }

    /// Is there an error among them?
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|p| p.severity == Severity::Error)
    }

    /// Where the errors stand.
    pub fn error_places(&self) -> Vec<Place> {
        self.found.iter().filter(|p| p.severity == Severity::Error).map(|p| p.place.clone()).collect()
    }

    /// Is there nothing?
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The problems in the order of the file.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|p| (p.place.start, p.severity));
        self.found
    }
}

/// The problems of one file with its name and text, ready to be shown.
#[derive(Clone, Debug)]
pub struct Report {
    /// Name of the file, as the caller knows it.
    pub file: String,
    /// The text that the places point into.
    pub text: Arc<str>,
    /// The problems in the order of the file.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Line and column of a place, both from 1; the column counts characters.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        line_column(&self.text, place.start)
    }

    /// Is there an error among the problems?
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }
}

/// "did you mean …?" for a word that is a slip or two away from a known one.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = known.into_iter().map(|k| (strsim::damerau_levenshtein(word, k), k)).min();
    let (_, meant) = near.filter(|(slips, _)| *slips <= 2 && *slips < word.chars().count())?;
    Some(format!("did you mean `{meant}`?"))
}

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

impl fmt::Display for Report {
    /// One problem a line: `file:line:column: error: message. hint`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for p in &self.problems {
            let (line, column) = self.line_column(&p.place);
            let severity = if p.severity == Severity::Error { "error" } else { "warning" };
            writeln!(f, "{}:{line}:{column}: {severity}: {}", self.file, p.message)?;
            if !p.hint.is_empty() {
                writeln!(f, "    hint: {}", p.hint)?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_not_bytes() {
        assert_eq!(line_column("互助\nab助x", 0), (1, 1));
        assert_eq!(line_column("互助\nab助x", "互助\nab助".len()), (2, 4));
        assert_eq!(line_column("a", 99), (1, 2));
    }
}
