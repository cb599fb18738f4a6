//! The rows that could not be enrolled as a file of their own, each with its reason, to be corrected and sent again.

use std::collections::BTreeMap;

use crate::exchange::table::{TableError, read_table};

/// The column that says why; rosters leave it unread.
const WHY: &str = "说明";

/// The rows of a file that stand on some lines, under the same header, with the reason in a last column.
///
/// # Errors
/// [`TableError`] when the file is no table.
pub fn wrong_rows(bytes: &[u8], reasons: &BTreeMap<usize, String>) -> Result<String, TableError> {
    let table = read_table(bytes)?;
    let kept: Vec<usize> = (0..table.header.len()).filter(|at| table.header[*at] != WHY).collect();
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut put = |cells: Vec<&str>| {
        // Into memory: it cannot fail.
        let _ = writer.write_record(cells);
    };
    put(kept.iter().map(|at| table.header[*at].as_str()).chain([WHY]).collect());
    for row in &table.rows {
        if let Some(why) = reasons.get(&row.line) {
            put(kept.iter().map(|at| row.cell(*at)).chain([why.as_str()]).collect());
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_rows_stand_under_the_same_header_with_their_reason() {
        let file = "会员编号,姓名\nA,甲\nB,\"乙,丙\"\n";
        let wrong = wrong_rows(file.as_bytes(), &BTreeMap::from([(3, "重复".to_owned())])).unwrap();
        assert_eq!(wrong, "会员编号,姓名,说明\nB,\"乙,丙\",重复\n");
        let again = wrong_rows(wrong.as_bytes(), &BTreeMap::from([(2, "仍重复".to_owned())])).unwrap();
        assert_eq!(again, "会员编号,姓名,说明\nB,\"乙,丙\",仍重复\n");
    }
}
