//! What can be wrong with a table as a whole or with one of its cells, in both languages.

use std::fmt;

use crate::exchange::text::TextError;

/// Why a file is not a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The bytes are not a text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Nothing but blank lines and comments: choose the right file.
    #[error("the file has no header; write the column names in its first line")]
    NoHeader,
    /// Full-width commas stand between the names: write half-width ones.
    #[error("the column names are separated by the full-width `{found}`; type `{meant}` instead")]
    FullWidthSeparator {
        /// The character found.
        found: char,
        /// The separator meant.
        meant: char,
    },
    /// A column without a name between others: name it or remove it.
    #[error("column {position} has no name; name it or remove it")]
    NamelessColumn {
        /// Counted from 1.
        position: usize,
    },
    /// A name occurs twice: remove one of the columns.
    #[error("the column `{name}` occurs twice; remove one of the two")]
    DuplicateColumn {
        /// The name.
        name: String,
    },
    /// More cells than columns: a separator stands inside a cell.
    #[error(
        "line {line} has {cells} cells and the header {columns}; put a cell with a separator into quotes"
    )]
    LongRow {
        /// Line of the row.
        line: usize,
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// A quote is opened and never closed: close it.
    #[error("the row that begins on line {line} opens a quote (\") and never closes it; close or remove it")]
    OpenQuote {
        /// Line on which the row begins.
        line: usize,
    },
    /// A column that must be there is missing: add it.
    #[error("the column `{name}` is missing; add it")]
    MissingColumn {
        /// The name.
        name: &'static str,
    },
    /// JSON that cannot be read: mend it there.
    #[error("this is not JSON: line {line}, column {column} cannot be read; correct it there")]
    Json {
        /// Line of the text, counted from 1.
        line: usize,
        /// Column of the text, counted from 1.
        column: usize,
    },
    /// JSON in which a row is no object: write an object.
    #[error("object {index} of the JSON is not an object of columns; write {{\"column\": \"value\", …}}")]
    NotAnObject {
        /// Place in the JSON, counted from 1.
        index: usize,
    },
}

/// What is wrong with one cell, in both languages. Never carries a name or an identity number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// Line of the row, counted from 1.
    pub line: usize,
    /// The column as the file calls it; empty when the row as a whole is wrong.
    pub column: String,
    /// The sentence in English.
    pub en: String,
    /// The sentence in Chinese.
    pub zh: String,
}

impl CellError {
    /// What is wrong with the cell of a column on a line.
    pub fn new(line: usize, column: &str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { line, column: column.to_owned(), en: en.into(), zh: zh.into() }
    }

    /// The whole sentence in Chinese: 第3行“自付”列：…
    pub fn zh(&self) -> String {
        match self.column.as_str() {
            "" => format!("第{}行：{}", self.line, self.zh),
            column => format!("第{}行“{column}”列：{}", self.line, self.zh),
        }
    }
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "line {}: {}", self.line, self.en),
            column => write!(f, "line {}, column `{column}`: {}", self.line, self.en),
        }
    }
}

impl TableError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Text(error) => error.zh(),
            Self::NoHeader => "文件没有表头，请在第一行填写列名。".to_owned(),
            Self::FullWidthSeparator { found, meant } => {
                format!("表头的列名之间是全角“{found}”，请改为半角“{meant}”。")
            }
            Self::NamelessColumn { position } => format!("第{position}列没有列名，请填写列名或删除该列。"),
            Self::DuplicateColumn { name } => format!("列名“{name}”出现两次，请删除其中一列。"),
            Self::MissingColumn { name } => format!("缺少“{name}”列，请补上。"),
            Self::LongRow { line, cells, columns } => format!(
                "第{line}行有{cells}个单元格，表头只有{columns}列；单元格内含分隔符时请加英文双引号。"
            ),
            Self::OpenQuote { line } => {
                format!("第{line}行开始的一行有未闭合的英文双引号，请补上或删除。")
            }
            Self::Json { line, column } => {
                format!("不是有效的JSON：第{line}行第{column}个字符处无法识别，请更正。")
            }
            Self::NotAnObject { index } => {
                format!("JSON中第{index}项不是“列名：值”形式的对象，请更正。")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CellError;

    #[test]
    fn a_cell_error_names_line_and_column() {
        let error = CellError::new(3, "self_pay", "the amount is empty", "金额为空");
        assert_eq!(error.to_string(), "line 3, column `self_pay`: the amount is empty");
        assert_eq!(error.zh(), "第3行“self_pay”列：金额为空");
        assert_eq!(CellError::new(3, "", "twice", "重复").to_string(), "line 3: twice");
    }
}
