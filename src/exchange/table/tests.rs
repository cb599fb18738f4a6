//! Tables that are read, tables that are refused, and random bytes.

use proptest::prelude::*;

use super::{TableError as E, read_table};
use crate::exchange::text::TextError;

/// The header, and each row as its line and its cells.
fn shown(text: &str) -> String {
    let table = read_table(text.as_bytes()).unwrap();
    let rows = table.rows.iter().map(|row| format!("{}:{}", row.line, row.cells.join("|")));
    std::iter::once(table.header.join("|")).chain(rows).collect::<Vec<_>>().join(" / ")
}

#[test]
fn tables_that_are_read() {
    let table = [
        ("a,b\n1,2\n", "a|b / 2:1|2"),
        ("a,b", "a|b"),
        ("a;b\r\n1;2\r\n3;4", "a|b / 2:1|2 / 3:3|4"),
        ("a\tb\n1\t2\n", "a|b / 2:1|2"),
        ("a\n1\n", "a / 2:1"),
        ("\n \n# April, 2026\n a , b \n\n1, 2 \n,\n\n3\n", "a|b / 6:1|2 / 9:3"),
        ("a,b\n\"1\n,\"\"x\",2\n3,4\n", "a|b / 2:1\n,\"x|2 / 4:3|4"),
        ("a,b\r\n\r\n\r\n1,5\" pipe\r\n# no row, this\r\n#7,8\r\n", "a|b / 4:1|5\" pipe / 6:#7|8"),
        ("a,b,,\n1,2,,\n1,2,3\n", ""),
        ("a,b,,\n1,2,,,,\n", "a|b / 2:1|2"),
        ("\"a;x\",b\n1,2\n", "a;x|b / 2:1|2"),
    ];
    for (text, expected) in table {
        if expected.is_empty() {
            let error = read_table(text.as_bytes()).unwrap_err();
            assert_eq!(error, E::LongRow { line: 3, cells: 3, columns: 2 });
        } else {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }
}

#[test]
fn tables_that_are_refused() {
    let table: [(&str, E, &str); 9] = [
        ("", E::Text(TextError::Empty), "文件内容为空"),
        ("\n# a\n \n", E::NoHeader, "没有表头"),
        ("姓名，金额\n1,2\n", E::FullWidthSeparator { found: '，', meant: ',' }, "全角“，”"),
        ("a,,b\n", E::NamelessColumn { position: 2 }, "第2列"),
        ("a,b,a \n", E::DuplicateColumn { name: "a".into() }, "出现两次"),
        ("a,b\n\n1,2,3\n", E::LongRow { line: 3, cells: 3, columns: 2 }, "第3行有3个"),
        ("a,b\n1,2\n3,\"4\n5,6\n", E::OpenQuote { line: 3 }, "第3行开始"),
        ("a,b\n1,\"", E::OpenQuote { line: 2 }, "第2行开始"),
        ("\"a,b\n", E::OpenQuote { line: 1 }, "第1行开始"),
    ];
    for (text, error, zh) in table {
        let found = read_table(text.as_bytes()).unwrap_err();
        assert_eq!(found, error, "{text:?}");
        assert!(found.zh().contains(zh) && found.zh().ends_with('。'), "{}", found.zh());
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "[a,;\"\n\r# \t1]{0,40}") {
        let _ = read_table(&bytes);
        let _ = read_table(text.as_bytes());
    }

    #[test]
    fn quoted_cells_come_back(cells in prop::collection::vec(("[a-z,;\"\n ]{0,8}", "[0-9]{1,3}"), 0..8)) {
        let quoted = |(a, b): &(String, String)| format!("\"{}\",{b}\n", a.replace('"', "\"\""));
        let file = format!("a,b\n{}", cells.iter().map(quoted).collect::<String>());
        let table = read_table(file.as_bytes()).unwrap();
        let kept: Vec<_> = cells.iter().filter(|(a, _)| !a.starts_with("# ")).collect();
        prop_assert_eq!(table.rows.len(), kept.len());
        for (row, (a, b)) in table.rows.iter().zip(kept) {
            prop_assert_eq!((row.cell(0), row.cell(1)), (a.trim(), b.as_str()));
        }
    }
}
