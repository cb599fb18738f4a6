//! How results are shown: a table, stories, JSON lines, CSV, or the totals alone.

use super::answer::Answer;
use super::changes::{Changed, section};
use super::row::{COLUMNS, csv, json};
use super::story::story;
use super::sum::Sum;
use super::table::{Rows, Shown};
use crate::cli::console::Console;
use crate::cli::csv_line::csv_line;
use crate::cli::stop::Stop;
use crate::engine::adjudicate::Scheme;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A table with footnotes and totals.
    Table,
    /// Every claim with its lines, and the totals.
    Story,
    /// One JSON object a line.
    Json {
        /// With sentences?
        explain: bool,
    },
    /// A table for spreadsheets.
    Csv,
    /// The totals in words.
    Totals,
    /// The totals as JSON.
    JsonTotals,
}

/// A claim, ready to be shown when its turn comes.
pub enum Piece {
    /// A row of the table.
    Row(Shown),
    /// Text as it is.
    Text(String),
}

/// Shows results.
pub struct Printer<'s> {
    how: How,
    scheme: &'s Scheme,
    rows: Rows,
}

impl<'s> Printer<'s> {
    /// A printer; what stands before all rows is printed.
    pub fn new(how: How, scheme: &'s Scheme, console: &mut Console) -> Result<Self, Stop> {
        if how == How::Csv {
            console.text(&csv_line(COLUMNS))?;
        }
        Ok(Self { how, scheme, rows: Rows::default() })
    }

    /// Makes a claim ready.
    pub fn piece(&mut self, answer: &Answer<'_>, console: &Console) -> Piece {
        let lang = console.lang();
        match self.how {
            How::Table => Piece::Row(self.rows.shown(answer, self.scheme, lang)),
            How::Story => Piece::Text(story(answer, self.scheme, console)),
            How::Json { explain } => Piece::Text(json(answer, self.scheme, explain.then_some(lang))),
            How::Csv => Piece::Text(csv_line(csv(answer, self.scheme, lang))),
            How::Totals | How::JsonTotals => Piece::Text(String::new()),
        }
    }

    /// Shows a claim whose turn it is.
    pub fn put(&mut self, piece: Piece, console: &mut Console) -> Result<(), Stop> {
        match piece {
            Piece::Row(row) => self.rows.put(row),
            Piece::Text(text) => console.text(&text)?,
        }
        Ok(())
    }

    /// Shows what comes at the end.
    pub fn finish(
        self,
        sum: &Sum,
        changes: &[Changed],
        what_if: &[String],
        console: &mut Console,
    ) -> Result<(), Stop> {
        match self.how {
            How::Json { .. } => return changes.iter().try_for_each(|c| Ok(console.text(&c.json())?)),
            How::Csv => {
                let rows = changes.iter().map(|changed| csv_line(changed.csv(self.scheme)));
                return rows.into_iter().try_for_each(|row| Ok(console.text(&row)?));
            }
            How::JsonTotals => return Ok(console.line(sum.json())?),
            How::Table | How::Story | How::Totals => self.rows.print(self.scheme, console)?,
        }
        if !changes.is_empty() && self.how != How::Totals {
            let told = section(changes, self.scheme, self.how == How::Story, console);
            console.line(told)?;
        }
        let lang = console.lang();
        for line in sum.lines(self.scheme, lang) {
            console.line(line)?;
        }
        for change in what_if {
            console.line(
                lang.pick(format!("试算，非正式结果：{change}"), format!("a trial, not a result: {change}")),
            )?;
        }
        Ok(())
    }
}
