//! A problem in a scheme file: what, where, and what to do about it.

use std::fmt;
use std::sync::Arc;

use super::model::{Lang, Place};
use super::said::Said;

/// Does a problem stop the scheme from being used?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scheme cannot be used.
    Error,
    /// Worth a look; the scheme can be used.
    Warning,
}

impl Severity {
    /// What it is called.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("错误", "error"),
            Self::Warning => lang.pick("提示", "warning"),
        }
    }
}

/// One problem, with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Does it stop the scheme?
    pub severity: Severity,
    /// What is wrong, as a sentence.
    pub message: Said,
    /// What to do about it.
    pub hint: Said,
    /// Where it stands: byte offsets into the file.
    pub place: Place,
}

/// All problems found in one text.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
    /// Tables of which a line could not be read.
    torn: Vec<Place>,
}

impl Problems {
    /// Notes an error.
    pub fn error(&mut self, place: &Place, message: impl Into<Said>, hint: impl Into<Said>) {
        self.push(Severity::Error, place, message.into(), hint.into());
    }

    /// No problems yet, in a text of which some tables lack a line that could not be read.
    pub fn beside(torn: &[Place]) -> Self {
        Self { found: vec![], torn: torn.to_vec() }
    }

    /// Notes that something is missing in the table at a place, unless it may have stood on a line that could
    /// not be read.
    pub fn missing(&mut self, place: &Place, message: impl Into<Said>, hint: impl Into<Said>) {
        if !self.torn.iter().any(|table| table.contains(&place.start)) {
            self.error(place, message, hint);
        }
    }

    /// Notes a warning.
    pub fn warn(&mut self, place: &Place, message: impl Into<Said>, hint: impl Into<Said>) {
        self.push(Severity::Warning, place, message.into(), hint.into());
    }

    fn push(&mut self, severity: Severity, place: &Place, message: Said, hint: Said) {
        let problem = Problem { severity, message, hint, place: place.clone() };
        if !self.found.contains(&problem) {
            self.found.push(problem);
        }
    }

    /// Adds problems that were found elsewhere.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Problem>) {
        self.found.extend(more);
    }

    /// Is there an error among them?
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|p| p.severity == Severity::Error)
    }

    /// Where the errors stand.
    pub fn error_places(&self) -> Vec<Place> {
        self.found.iter().filter(|p| p.severity == Severity::Error).map(|p| p.place.clone()).collect()
    }

    /// How many are there?
    pub fn count(&self) -> usize {
        self.found.len()
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

    /// Each problem on a line, and on the next one what to do: `file:line:column: error: message`.
    pub fn say(&self, lang: Lang) -> String {
        self.problems.iter().map(|problem| self.one(problem, lang)).collect()
    }

    fn one(&self, problem: &Problem, lang: Lang) -> String {
        let (file, (line, column)) = (&self.file, self.line_column(&problem.place));
        let severity = problem.severity.name(lang);
        let (message, hint) = (problem.message.get(lang), problem.hint.get(lang));
        lang.pick(
            format!("{file}：第{line}行第{column}列：{severity}：{message}\n    建议：{hint}\n"),
            format!("{file}:{line}:{column}: {severity}: {message}\n    hint: {hint}\n"),
        )
    }
}

/// "did you mean …?" for a word that is a slip or two away from a known one.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Said> {
    let near = known.into_iter().map(|k| (strsim::damerau_levenshtein(word, k), k)).min();
    let (_, meant) = near.filter(|(slips, _)| *slips <= 2 && *slips < word.chars().count())?;
    Some(Said::new(format!("是否应为“{meant}”？"), format!("did you mean `{meant}`?")))
}

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

impl fmt::Display for Report {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
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

    #[test]
    fn a_report_is_in_the_language_asked_for() {
        let mut problems = Problems::default();
        problems.error(&(4..5), ("金额有误。", "a wrong amount"), ("请更正。", "correct it"));
        let report = Report { file: "a.toml".into(), text: "a\n".into(), problems: problems.into_sorted() };
        assert_eq!(report.say(Lang::Zh), "a.toml：第2行第1列：错误：金额有误。\n    建议：请更正。\n");
        assert_eq!(report.say(Lang::En), "a.toml:2:1: error: a wrong amount\n    hint: correct it\n");
    }
}
