//! Problems of scheme files on standard error: with their place in the text on a terminal, else one a line.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use super::console::Console;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::problem::{Problem, Report, Severity};

/// Says what was found.
pub fn tell(reports: &[Report], console: &mut Console) {
    for report in reports {
        if console.says_in_colour() {
            console.tell(drawn(report, console.lang()));
        } else {
            console.tell(report.say(console.lang()).trim_end());
        }
    }
}

/// The errors of reports, without their warnings.
pub fn errors(reports: Vec<Report>) -> Vec<Report> {
    let mut reports = reports;
    for report in &mut reports {
        report.problems.retain(|problem| problem.severity == Severity::Error);
    }
    reports.retain(|report| !report.problems.is_empty());
    reports
}

/// One problem as `miette` draws it.
#[derive(Debug)]
struct Drawn<'r> {
    problem: &'r Problem,
    source: &'r NamedSource<String>,
    lang: Lang,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problem.message.get(self.lang))
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.problem.place.clone();
        Some(Box::new(std::iter::once(LabeledSpan::underline(place))))
    }
}

fn drawn(report: &Report, lang: Lang) -> String {
    let source = NamedSource::new(&report.file, report.text.to_string());
    let mut text = String::new();
    for problem in &report.problems {
        let advice = lang.pick("建议：", "hint: ").to_owned() + problem.hint.get(lang);
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode()).with_footer(advice);
        // Into a text nothing fails but a place outside the file: then the plain sentence follows.
        if handler.render_report(&mut text, &Drawn { problem, source: &source, lang }).is_err() {
            text.push_str(problem.message.get(lang));
        }
    }
    text
}
