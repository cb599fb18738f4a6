//! How results are shown: a table, stories, JSON lines, CSV, or the totals alone.

use super::answer::Answer;
use super::changes::{Changed, section};
use super::payout::padded;
use super::purse::Purse;
use super::row::{COLUMNS, POOL_COLUMNS, csv, json};
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
    purse: Purse,
}

impl<'s> Printer<'s> {
    /// A printer; what stands before all rows is printed.
    pub fn new(how: How, (scheme, purse): (&'s Scheme, Purse), console: &mut Console) -> Result<Self, Stop> {
        if how == How::Csv {
            let pools = POOL_COLUMNS.into_iter().filter(|_| !purse.is_empty());
            console.text(&csv_line(COLUMNS.into_iter().chain(pools)))?;
        }
        Ok(Self { how, scheme, rows: Rows::default(), purse })
    }

    /// Makes a claim ready.
    pub fn piece(&mut self, answer: &Answer<'_>, console: &Console) -> Piece {
        let lang = console.lang();
        self.purse.hear(answer, self.scheme);
        match self.how {
            How::Table => Piece::Row(self.rows.shown(answer, self.scheme, lang)),
            How::Story => Piece::Text(story(answer, self.scheme, console)),
            How::Json { explain } => Piece::Text(json(answer, self.scheme, explain.then_some(lang))),
            How::Csv => {
                let cells = csv(answer, self.scheme, lang);
                Piece::Text(csv_line(padded(cells, !self.purse.is_empty())))
            }
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
            How::Json { .. } => {
                changes.iter().try_for_each(|c| console.text(&c.json()))?;
                return self.pay_out(changes, console);
            }
            How::Csv => {
                let pools = !self.purse.is_empty();
                let mut rows = changes.iter().map(|c| csv_line(padded(c.csv(self.scheme), pools)));
                rows.try_for_each(|row| console.text(&row))?;
                return self.pay_out(changes, console);
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
        self.pay_out(changes, console)
    }

    /// What the pools pay now. Beside results for programs, what is said about them goes to standard error.
    fn pay_out(mut self, changes: &[Changed], console: &mut Console) -> Result<(), Stop> {
        let (how, scheme, lang) = (self.how, self.scheme, console.lang());
        for payout in self.purse.payouts(scheme) {
            match how {
                How::Json { .. } => console.text(&payout.json(scheme))?,
                How::Csv => console.text(&payout.csv(scheme))?,
                How::Table | How::Story => console.line(format!("\n{}", payout.section(scheme, console)))?,
                How::Totals | How::JsonTotals => {}
            }
            if matches!(how, How::Json { .. } | How::Csv) {
                console.tell(payout.sentence(scheme, lang));
            }
        }
        if !self.purse.is_empty() && !changes.is_empty() {
            console.tell(lang.pick(
                "资金池只按本文件的申请分配；以前审核结果的改动不在其中，请另行收付。",
                "the pools are shared out among the claims of this file alone: earlier decisions that changed are not among them",
            ));
        }
        Ok(())
    }
}
