//! List files beside an edition: diagnosis codes with their names, `code,name[,evidence]`.

use std::collections::HashMap;

use super::table::{CellError, Row, TableError, read_table};
use crate::engine::claim::diagnosis::{CodeSet, ListEntry};

/// What a list file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFile {
    /// Code, or range of codes, name and evidence, in file order.
    pub entries: Vec<ListEntry>,
    /// All that is wrong with the other rows.
    pub errors: Vec<CellError>,
}

/// Reads a list file. A column `evidence` says what proof a claim needs; others may stand beside it.
///
/// ```
/// let list = huzhu::exchange::list::read_list("code,name\nC00-C97,恶性肿瘤\n".as_bytes())?;
/// assert_eq!((&*list.entries[0].code, &*list.entries[0].name), ("C00-C97", "恶性肿瘤"));
/// # Ok::<(), huzhu::exchange::table::TableError>(())
/// ```
///
/// # Errors
/// [`TableError`] when the file is no table or has no column `code` or `name`.
pub fn read_list(bytes: &[u8]) -> Result<ListFile, TableError> {
    let table = read_table(bytes)?;
    let at = |names: [&str; 3]| table.header.iter().position(|c| names.contains(&c.as_str()));
    let code = at(["code", "编码", "疾病编码"]).ok_or(TableError::MissingColumn { name: "code" })?;
    let name = at(["name", "名称", "疾病名称"]).ok_or(TableError::MissingColumn { name: "name" })?;
    let evidence = at(["evidence", "凭证", "所需凭证"]);
    let mut file = ListFile::default();
    let mut lines = HashMap::new();
    for row in &table.rows {
        let (code, name) = ((&*table.header[code], row.cell(code)), (&*table.header[name], row.cell(name)));
        let mut errors = errors_of(row, code, name, &mut lines);
        if errors.is_empty() {
            let evidence = evidence.map_or("", |column| row.cell(column));
            file.entries.push(ListEntry::new(code.1, name.1).proven_by(evidence));
        }
        file.errors.append(&mut errors);
    }
    Ok(file)
}

/// What is wrong with a row, given the columns of code and name with their cells.
fn errors_of<'r>(
    row: &Row,
    (code_column, code): (&str, &'r str),
    (name_column, name): (&str, &str),
    lines: &mut HashMap<&'r str, usize>,
) -> Vec<CellError> {
    let mut errors = vec![];
    if let Err(e) = CodeSet::parse_entry(code) {
        let (en, zh) = (format!("`{code}`: {e}"), format!("“{code}”：{}", e.zh()));
        errors.push(CellError::new(row.line, code_column, en, zh));
    } else if let Some(first) = lines.insert(code, row.line) {
        let en = format!("`{code}` stands on line {first} already; remove one of the two");
        let zh = format!("“{code}”已在第{first}行出现，请删除重复的一行。");
        errors.push(CellError::new(row.line, code_column, en, zh));
    }
    if name.is_empty() {
        let en = format!("`{code}` has no name; write the name of the illness");
        errors.push(CellError::new(row.line, name_column, en, format!("“{code}”没有名称，请填写病种名称。")));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::{TableError, read_list};

    #[test]
    fn good_rows_are_kept_and_wrong_ones_listed() {
        let file =
            "code,name,evidence\nC00-C97,恶性肿瘤,病理报告\nC9,错\nI10,\nI21,心梗,\nI21,心梗\nC97-C00,倒\n";
        let read = read_list(file.as_bytes()).unwrap();
        let codes: Vec<&str> = read.entries.iter().map(|entry| entry.code.as_str()).collect();
        assert_eq!(read.entries[0].evidence.as_deref(), Some("病理报告"));
        assert_eq!(read.entries[1].evidence, None);
        assert_eq!(codes, ["C00-C97", "I21"]);
        let errors: Vec<String> = read.errors.iter().map(|e| format!("{} {}", e.line, e.column)).collect();
        assert_eq!(errors, ["3 code", "4 name", "6 code", "7 code"]);
        assert!(read.errors[2].to_string().contains("stands on line 5 already"));
    }

    #[test]
    fn a_file_without_its_columns_is_refused() {
        assert_eq!(read_list(b"code\nC50\n"), Err(TableError::MissingColumn { name: "name" }));
        assert!(read_list("疾病编码;疾病名称\nC50;乳腺癌\n".as_bytes()).is_ok());
    }
}
