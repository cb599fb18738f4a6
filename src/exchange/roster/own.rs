//! The columns of a roster that a file of claims does not have, and what is wrong with their cells.

use crate::engine::calendar::{Day, DayError, parse_day};
use crate::exchange::claims::Wrong;
use crate::exchange::table::{CellError, Row};

/// Our word and the other names of each column that a roster reads itself.
const COLUMNS: &[(&str, &[&str])] = &[
    ("name", &["姓名", "psn_name"]),
    ("account", &["银行账号", "收款账号"]),
    ("account_holder", &["户名", "账户户名", "开户名", "收款户名"]),
    ("phone", &["手机号", "手机号码", "联系电话"]),
    ("hired", &["入职日期"]),
    ("enrolled", &["参加日期"]),
    ("plan", &["计划", "保障计划", "参加计划"]),
    ("holds", &["已参加计划"]),
    ("scenario", &["情形"]),
    ("expect", &["应缴"]),
    ("refused", &["不予参加"]),
    ("as_of", &["核定日期"]),
    ("clause", &["条款"]),
    ("note", &["说明"]),
];

/// Names that rosters use for columns of people, and what files of claims call them.
const ALIASES: &[(&str, &str)] = &[("类别", "category"), ("复核日期", "verified"), ("会员", "member")];

/// The names of the column that no roster can do without, as the reader of people knows them.
const MEMBER: [&str; 6] = ["member", "psn_no", "会员编号", "人员编号", "会员号", "会员"];

/// Is it the column of members?
pub(super) fn is_member(name: &str) -> bool {
    MEMBER.contains(&name.to_ascii_lowercase().as_str())
}

/// Every name of a column that a roster reads itself.
pub(super) fn names() -> Vec<&'static str> {
    COLUMNS.iter().flat_map(|(word, others)| std::iter::once(*word).chain(others.iter().copied())).collect()
}

/// The header in the words that the reader of people knows.
pub(super) fn known_header(header: &[String]) -> Vec<String> {
    let known = |name: &String| {
        let alias = ALIASES.iter().find(|(alias, _)| alias == name);
        alias.map_or_else(|| name.clone(), |(_, word)| (*word).to_owned())
    };
    header.iter().map(known).collect()
}

/// The roster's own cells of a row, and what is wrong with them.
pub(super) struct Own<'r> {
    header: &'r [String],
    row: &'r Row,
    /// What is wrong so far.
    pub errors: Vec<CellError>,
}

impl<'r> Own<'r> {
    /// The own cells of a row.
    pub fn new(header: &'r [String], row: &'r Row) -> Self {
        Self { header, row, errors: vec![] }
    }

    /// The cell of a column, by our word; empty where there is no such column.
    pub fn cell(&self, word: &str) -> &'r str {
        position(self.header, word).map_or("", |at| self.row.cell(at))
    }

    /// A text.
    pub fn text(&self, word: &str) -> Option<String> {
        Some(self.cell(word)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// What a cell means, empty or not; an error is noted.
    pub fn read<T>(&mut self, word: &str, read: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        read(self.cell(word)).map_err(|wrong| self.wrong(word, wrong.en, wrong.zh)).ok()
    }

    /// A day.
    pub fn day(&mut self, word: &str) -> Option<Day> {
        let wrong =
            |cell: &str, e: &DayError| Wrong::new(format!("`{cell}`: {e}"), format!("“{cell}”：{}", e.zh()));
        let day = |cell: &str| match parse_day(cell) {
            Err(DayError::Empty) => Ok(None),
            found => found.map(Some).map_err(|e| wrong(cell, &e)),
        };
        self.read(word, day).flatten()
    }

    /// Notes what is wrong with a column.
    pub fn wrong(&mut self, word: &str, en: impl Into<String>, zh: impl Into<String>) {
        let name =
            position(self.header, word).and_then(|at| self.header.get(at)).map_or(word, String::as_str);
        self.errors.push(CellError::new(self.row.line, name, en, zh));
    }
}

fn position(header: &[String], word: &str) -> Option<usize> {
    if word == "member" {
        return known_header(header).iter().position(|name| is_member(name));
    }
    let others = COLUMNS.iter().find(|(w, _)| *w == word).map_or(&[][..], |(_, others)| others);
    header.iter().position(|name| name.eq_ignore_ascii_case(word) || others.contains(&name.as_str()))
}
