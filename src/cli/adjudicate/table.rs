//! All claims as one table, with footnotes.

use super::answer::Answer;
use super::footnote;
use crate::cli::console::Console;
use crate::cli::grid::{Grid, Tone};
use crate::engine::adjudicate::{Scheme, explain};
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say::Currency;

/// A row, ready to be shown.
pub struct Shown {
    line: usize,
    number: u64,
    member: String,
    date: String,
    decision: &'static str,
    tone: Tone,
    amount: String,
    reasons: String,
    notes: Vec<usize>,
}

/// The rows so far, and the footnotes that they need.
#[derive(Default)]
pub struct Rows {
    rows: Vec<Shown>,
    notes: Vec<String>,
}

impl Rows {
    /// Makes a row.
    pub fn shown(&mut self, answer: &Answer<'_>, scheme: &Scheme, lang: Lang) -> Shown {
        let row = answer.row;
        Shown {
            line: row.line,
            number: row.number,
            member: row.facts.person.member.clone(),
            date: answer.date.map_or_else(String::new, |day| day.to_string()),
            decision: answer.word(lang),
            tone: answer.tone(),
            amount: answer
                .amount()
                .map_or_else(|| "-".into(), |amount| Currency::of_scheme(scheme.editions()).figures(amount)),
            reasons: answer.reasons(scheme, lang).join(lang.pick("；", "; ")),
            notes: self.notes(answer, scheme, lang),
        }
    }

    /// Adds a row.
    pub fn put(&mut self, row: Shown) {
        self.rows.push(row);
    }

    fn notes(&mut self, answer: &Answer<'_>, scheme: &Scheme, lang: Lang) -> Vec<usize> {
        let Some(adjudication) = answer.adjudication() else { return vec![] };
        let assumed = footnote::assumed(adjudication, scheme, lang).into_iter();
        let assumed = assumed.map(|text| lang.pick(format!("暂定：{text}"), format!("assumed: {text}")));
        let presumed = footnote::presumed(adjudication, lang).into_iter().map(String::from);
        let levels = adjudication.approval.iter().map(|a| explain::level_of(a, scheme, lang));
        let levels = levels.map(|text| lang.pick(format!("审批：{text}"), format!("approval: {text}")));
        assumed.chain(presumed).chain(levels).map(|text| self.note(text)).collect()
    }

    fn note(&mut self, text: String) -> usize {
        self.notes.iter().position(|note| *note == text).unwrap_or_else(|| {
            self.notes.push(text);
            self.notes.len() - 1
        })
    }

    /// Prints the table; footnotes are numbered in the order in which they are met.
    pub fn print(&self, scheme: &Scheme, console: &mut Console) -> std::io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let lang = console.lang();
        let numbered = self.rows.iter().any(|row| row.number != u64::try_from(row.line).unwrap_or(0));
        let currency = Currency::of_scheme(scheme.editions()).name(lang);
        let amount = lang.pick(format!("金额（{currency}）"), currency.into());
        let mut heads = lang.pick(
            vec!["行号", "受理编号", "会员", "日期", "结果", &amount, "注", "理由"],
            vec!["line", "receipt", "member", "date", "decision", &amount, "notes", "reasons"],
        );
        if !numbered {
            heads.remove(1);
        }
        let amount = heads.len() - 3;
        let mut grid = Grid::new(&heads, &[amount], &[amount + 2], console);
        let mut met: Vec<usize> = Vec::new();
        for row in &self.rows {
            met.extend(row.notes.iter().filter(|note| !met.contains(note)).collect::<Vec<_>>());
            let marks = row.notes.iter().filter_map(|note| met.iter().position(|m| m == note));
            let mut marks: Vec<usize> = marks.map(|at| at + 1).collect();
            marks.sort_unstable();
            grid.toned(row.cells(numbered, &marks));
        }
        console.line(grid)?;
        for (number, note) in (1..).zip(&met) {
            console.line(format!("[{number}] {}", self.notes[*note]))?;
        }
        console.line("")
    }
}

impl Shown {
    fn cells(&self, numbered: bool, marks: &[usize]) -> Vec<(String, Tone)> {
        let marks = marks.iter().map(|mark| format!("[{mark}]")).collect::<Vec<_>>().concat();
        let plain = |text: &str| (text.to_owned(), Tone::Plain);
        let mut cells = vec![
            plain(&self.line.to_string()),
            plain(&self.number.to_string()),
            plain(&self.member),
            plain(&self.date),
            (self.decision.to_owned(), self.tone),
            (self.amount.clone(), self.tone),
            plain(&marks),
            plain(&self.reasons),
        ];
        if !numbered {
            cells.remove(1);
        }
        cells
    }
}
