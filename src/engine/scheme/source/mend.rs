//! Mends a text line by line, so that one line that cannot be read hides nothing of the others.

use toml::de::DeTable;

use super::brackets::{depth, is_assignment, is_header, unclosed};
use super::outside::{Open, outside};
use super::slips::slip;
use super::syntax::{Cure, Sentences, endless_text, explain, unclosed_bracket};
use crate::engine::scheme::model::Place;
use crate::engine::scheme::problem::{Problem, Problems, Severity, line_column};

/// A text that can be parsed, with what was wrong with the one that it was made of. It has the same lines,
/// and those that nothing was wrong with are the same.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// The text, mended.
    pub text: String,
    /// What was wrong, placed in the text as it was written.
    pub found: Vec<Problem>,
    /// The lines of the mended text with which something was wrong.
    pub broken: Vec<Place>,
    /// Tables of the mended text of which a line had to be left out, from header to header.
    pub torn: Vec<Place>,
    /// The lines that were left out.
    lost: Vec<String>,
    starts: Vec<usize>,
    own_starts: Vec<usize>,
}

/// So often is a text mended; nobody writes a file with more mistakes, and nobody reads so many.
const MOST_ROUNDS: usize = 200;

/// Mends a text.
pub fn mend(text: &str) -> Mended {
    let mut work = Work::new(text);
    if let Some(quotes) = work.slips().quotes() {
        work.endless_text(quotes);
    }
    work.brackets();
    for _ in 0..MOST_ROUNDS {
        if !work.one_error() {
            break;
        }
    }
    work.done(text)
}

/// A text being mended.
struct Work {
    lines: Vec<String>,
    /// What was wrong with each line: where in it, and what.
    wrong: Vec<Option<(usize, Sentences)>>,
    fates: Vec<Fate>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is read, as it is or mended.
    Read,
    /// The parser finds it wrong, and goes on after it as if nothing were.
    Kept,
    /// It was left out.
    Lost,
}

impl Work {
    fn new(text: &str) -> Self {
        let lines: Vec<String> = text.split('\n').map(Into::into).collect();
        Self { wrong: lines.iter().map(|_| None).collect(), fates: vec![Fate::Read; lines.len()], lines }
    }

    /// Mends slips, and says what the last line leaves open.
    fn slips(&mut self) -> Open {
        let mut open = Open::default();
        for at in 0..self.lines.len() {
            let (bare, mut next) = outside(&self.lines[at], open);
            if let Some(slip) = slip(&self.lines[at], &bare) {
                self.wrong[at] = Some((slip.at, (slip.message, slip.hint)));
                self.lines[at] = slip.meant;
                next = outside(&self.lines[at], open).1;
            }
            open = next;
        }
        open
    }

    /// A text with three quotes that never ends: it is taken to end on its first line.
    fn endless_text(&mut self, quotes: &str) {
        let (mut open, mut opens) = (Open::default(), 0);
        for (at, line) in self.lines.iter().enumerate() {
            let next = outside(line, open).1;
            opens = if next.is_open() && !open.is_open() { at } else { opens };
            open = next;
        }
        let at = self.lines[opens].rfind(quotes).unwrap_or(0);
        self.wrong[opens] = Some((at, endless_text()));
        self.lines[opens].push_str(quotes);
        let goes_on = |line: &String| !is_header(line) && !is_assignment(line);
        let prose = self.lines[opens + 1..].iter().take_while(|line| goes_on(line)).count();
        (opens + 1..=opens + prose).for_each(|line| self.lose(line));
    }

    fn brackets(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let Some(found) = unclosed(&self.lines) else { return };
            let (line, at) = found.opens;
            self.wrong[line].get_or_insert_with(|| (at, unclosed_bracket(found.bracket)));
            self.append(found.ends, &found.close);
        }
    }

    /// Adds something at the end of a line, before its comment.
    fn append(&mut self, at: usize, what: &str) {
        let (bare, _) = outside(&self.lines[at], Open::default());
        let code = bare.find('#').unwrap_or(bare.len());
        let end = self.lines[at][..code].trim_end().len();
        self.lines[at].insert_str(end, what);
    }

    /// Finds the first error of the parser that nothing was done about, and does something.
    fn one_error(&mut self) -> bool {
        let text = self.lines.join("\n");
        let (_, errors) = DeTable::parse_recoverable(&text);
        let starts = starts(&text);
        let first = errors.iter().filter_map(|error| {
            let span = error.span().unwrap_or(0..0);
            let line = line_of(&starts, span.start);
            (self.fates[line] == Fate::Read).then_some((span.start, span.end, line, error.message()))
        });
        let Some((start, end, line, message)) = first.min_by_key(|(start, ..)| *start) else { return false };
        let column = (start - starts[line]).min(self.lines[line].len());
        let end = (end.max(start) - starts[line]).min(self.lines[line].len());
        self.cure(line, (column, end), message);
        true
    }

    fn cure(&mut self, line: usize, (start, end): (usize, usize), message: &str) {
        let text = self.lines[line].get(start..end).unwrap_or("").to_owned();
        let (said, cure) = explain(message, &text, &self.lines[line]);
        if self.wrong[line].is_some() {
            return self.drop(line);
        }
        self.wrong[line] = Some((start, said));
        match cure {
            Cure::Keep => self.fates[line] = Fate::Kept,
            Cure::Append(what) => self.append(line, what),
            Cure::Quote => {
                self.lines[line].replace_range(start..end, &format!("\"{}\"", text.replace('"', "")));
            }
            Cure::Drop => self.drop(line),
        }
    }

    /// Leaves a line out; with a bracket that it opens, the lines up to where that closes; with a header,
    /// all of its table.
    fn drop(&mut self, line: usize) {
        let header = self.lines[line].trim_start().starts_with('[') && !self.lines[line].contains('=');
        let mut deep = depth(&outside(&self.lines[line], Open::default()).0);
        self.lose(line);
        let mut at = line + 1;
        while at < self.lines.len() && !is_header(&self.lines[at]) && (deep > 0 || header) {
            let (bare, _) = outside(&self.lines[at], Open::default());
            let closes = bare.matches([']', '}']).count();
            deep = (deep + bare.matches(['[', '{']).count()).saturating_sub(closes);
            self.lose(at);
            at += 1;
        }
    }

    fn lose(&mut self, line: usize) {
        self.fates[line] = Fate::Lost;
        self.lines[line] = String::new();
    }

    fn done(self, text: &str) -> Mended {
        let own_starts = starts(text);
        let own: Vec<&str> = text.split('\n').collect();
        let problem = |(line, wrong): (usize, Option<(usize, Sentences)>)| {
            let (at, (message, hint)) = wrong?;
            let at = own_starts[line] + floor(own[line], at);
            let end = text[at..].chars().next().map_or(at, |c| at + if c == '\n' { 0 } else { c.len_utf8() });
            Some(Problem { severity: Severity::Error, message, hint, place: at..end })
        };
        let mended = self.lines.join("\n");
        let starts = starts(&mended);
        let place = |line: usize| starts[line]..starts[line] + self.lines[line].len() + 1;
        let is_broken = |line: &usize| self.wrong[*line].is_some() || self.fates[*line] == Fate::Lost;
        let broken = (0..self.lines.len()).filter(is_broken).map(place).collect();
        let lost = || (0..own.len()).filter(|line| self.fates[*line] == Fate::Lost);
        let torn = lost().map(|line| self.table_around(line, &starts)).collect();
        let lost = lost().map(|line| own[line].to_owned()).collect();
        let found = self.wrong.into_iter().enumerate().filter_map(problem).collect();
        Mended { text: mended, found, broken, torn, lost, starts, own_starts }
    }

    /// From the header above a line to the next header.
    fn table_around(&self, line: usize, starts: &[usize]) -> Place {
        let above = (0..line).rev().find(|at| is_header(&self.lines[*at])).unwrap_or(0);
        let below = (line..self.lines.len()).find(|at| is_header(&self.lines[*at]));
        starts[above]..below.map_or(usize::MAX, |at| starts[at])
    }
}

impl Mended {
    /// A place of the mended text in the text as it was written.
    pub fn lead_back(&self, place: &Place) -> Place {
        let back = |at: usize| {
            let line = line_of(&self.starts, at);
            let start = self.own_starts.get(line).copied().unwrap_or(0);
            start + at.saturating_sub(self.starts.get(line).copied().unwrap_or(0))
        };
        let start = back(place.start);
        start..back(place.end).max(start)
    }

    /// Did a line that was left out have this word?
    pub fn lost(&self, word: &str) -> bool {
        !word.is_empty() && self.lost.iter().any(|line| line.contains(word))
    }

    /// The line of a place of the mended text, counted from 1, which is its line in the text as written.
    pub fn line(&self, place: &Place) -> usize {
        line_column(&self.text, place.start).0
    }

    /// All that was noted in the mended text, led back, without what stands on lines that cannot be read; and
    /// what was wrong with those.
    pub fn with_noted(&self, noted: Problems) -> Vec<Problem> {
        let stands = |problem: &Problem| !self.broken.iter().any(|line| line.contains(&problem.place.start));
        let noted = noted.into_sorted().into_iter().filter(stands);
        let noted = noted.map(|problem| Problem { place: self.lead_back(&problem.place), ..problem });
        let mut all = Problems::default();
        all.extend(self.found.iter().cloned().chain(noted));
        all.into_sorted()
    }
}

fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn line_of(starts: &[usize], at: usize) -> usize {
    starts.partition_point(|start| *start <= at).saturating_sub(1)
}

/// The nearest beginning of a character at or before a byte of a line.
fn floor(line: &str, at: usize) -> usize {
    (0..=at.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0)
}
