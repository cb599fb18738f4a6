//! Where a report goes: a table on the terminal, CSV, or a workbook.

use std::fs;
use std::path::PathBuf;

use clap::ValueEnum;

use super::open::stop;
use crate::cli::console::Console;
use crate::cli::grid::Grid;
use crate::cli::stop::Stop;
use crate::exchange::sheet::{Cell, Sheet};

/// How a report is written.
#[derive(clap::Args)]
pub struct Output {
    /// As a table, as CSV, or as a workbook 输出格式
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
    /// The file; needed for a workbook, standard output otherwise 输出文件
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// 表格
    Table,
    /// 逗号分隔
    Csv,
    /// Excel
    Xlsx,
}

impl Output {
    /// Writes a report.
    pub fn write(&self, sheet: &Sheet, console: &mut Console) -> Result<(), Stop> {
        let bytes = match self.form() {
            Form::Table => format!("{}\n\n{}\n", sheet.title, grid(sheet, console)).into_bytes(),
            Form::Csv => sheet.to_csv().into_bytes(),
            Form::Xlsx => sheet.to_xlsx().map_err(|why| {
                stop(format!("报表无法写成Excel文件：{why}"), format!("the report makes no workbook: {why}"))
            })?,
        };
        match &self.output {
            Some(path) => fs::write(path, bytes).map_err(|why| Stop::file(path.display().to_string(), why)),
            None if self.form() == Form::Xlsx => {
                Err(stop("Excel文件须用 -o 指定文件名。", "a workbook goes into a file; name it with -o"))
            }
            None => Ok(console.text(&String::from_utf8_lossy(&bytes))?),
        }
    }

    /// A file that is called `.xlsx` or `.csv` says how it is written.
    fn form(&self) -> Form {
        let ending = self.output.as_ref().and_then(|path| path.extension()?.to_str());
        match (self.format, ending) {
            (Form::Table, Some("xlsx")) => Form::Xlsx,
            (Form::Table, Some("csv")) => Form::Csv,
            (form, _) => form,
        }
    }
}

fn grid(sheet: &Sheet, console: &Console) -> Grid {
    let heads: Vec<&str> = sheet.heads.iter().map(String::as_str).collect();
    let figure =
        |column: &usize| sheet.rows.first().and_then(|row| row.get(*column)).is_some_and(Cell::is_figure);
    let figures: Vec<usize> = (0..heads.len()).filter(figure).collect();
    let mut grid = Grid::new(&heads, &figures, &[], console);
    for row in &sheet.rows {
        grid.row(row.iter().map(Cell::shown));
    }
    grid
}
