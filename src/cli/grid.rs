//! Tables for people: headings, one rule, columns that line up with Chinese in them.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle,
    Table, TableStyle,
};

use super::console::Console;

/// Columns apart by blanks, headings apart by a rule: box characters are of uncertain width beside Chinese.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('-').junction('-'))
    .content_lines(ContentLineStyle::none());

/// Below this width a line that the terminal itself breaks reads better than columns of single letters.
const NARROWEST: u16 = 60;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As text.
    Plain,
    /// Good news.
    Good,
    /// Bad news.
    Bad,
    /// Something to look at.
    Open,
}

/// A table as it grows.
pub struct Grid {
    table: Table,
    coloured: bool,
}

impl Grid {
    /// A table with headings; the columns in `figures` hold amounts, and those in `wide` sentences, which are
    /// broken where the terminal is narrow.
    pub fn new(heads: &[&str], figures: &[usize], wide: &[usize], console: &Console) -> Self {
        let mut table = Table::new();
        table.load_style(STYLE);
        if console.is_terminal() && table.width().is_some_and(|width| width >= NARROWEST) {
            table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        let bold = |head: &&str| {
            let cell = Cell::new(head);
            if console.is_coloured() { cell.add_attribute(Attribute::Bold) } else { cell }
        };
        table.set_header(heads.iter().map(bold).collect::<Vec<_>>());
        for column in figures {
            if let Some(column) = table.column_mut(*column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for column in table.column_iter_mut().filter(|column| !wide.contains(&column.index)) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        Self { table, coloured: console.is_coloured() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.toned(cells.into_iter().map(|cell| (cell, Tone::Plain)));
    }

    /// Adds a row with tones.
    pub fn toned(&mut self, cells: impl IntoIterator<Item = (String, Tone)>) {
        let coloured = self.coloured;
        let cell = |(text, tone): (String, Tone)| {
            let cell = Cell::new_owned(text);
            match tone {
                Tone::Good if coloured => cell.fg(Color::Green),
                Tone::Bad if coloured => cell.fg(Color::Red),
                Tone::Open if coloured => cell.fg(Color::Yellow),
                _ => cell,
            }
        };
        self.table.add_row(cells.into_iter().map(cell).collect::<Vec<_>>());
    }
}

impl std::fmt::Display for Grid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.table.lines().map(|line| line.trim_end().to_owned()).collect();
        f.write_str(&lines.join("\n"))
    }
}
