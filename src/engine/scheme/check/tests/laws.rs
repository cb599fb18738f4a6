//! Whatever a file says: nothing panics, each problem is said in both languages, and places lie in the file.

use proptest::prelude::*;

use super::{SINAN, read_and_check};
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::read::ListFiles;

/// The sample with a few pieces cut out and others put in, wherever.
fn mangled() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "",
        "，",
        "“",
        "”",
        "\"",
        "\"\"\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        "50%",
        "\n",
        "#",
        "[[benefit]]\n",
        "甲",
        "2016/1/1",
        "'",
        "\n[[clause]\n",
        ",",
        "\r\n",
        "\u{0}",
    ]);
    let cut = (any::<prop::sample::Index>(), 0_usize..30, pieces);
    prop::collection::vec(cut, 1..6).prop_map(|cuts| {
        cuts.into_iter().fold(SINAN.to_owned(), |text, (at, length, piece)| {
            let chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len());
            let end = (at + length).min(chars.len());
            chars[..at].iter().chain(&piece.chars().collect::<Vec<_>>()).chain(&chars[end..]).collect()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_mangled_file_is_reported_in_both_languages(text in mangled()) {
        let report = read_and_check("", &text, &ListFiles::new()).report;
        for problem in &report.problems {
            let (start, end) = (problem.place.start, problem.place.end);
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end.min(text.len())), "{:?}", problem);
            for said in [&problem.message, &problem.hint] {
                let (zh, en) = (said.get(Lang::Zh), said.get(Lang::En));
                prop_assert!(zh.ends_with(['。', '？']) && !en.is_empty(), "{zh} | {en}");
                prop_assert!(!en.contains(['。', '，']) || text.contains(['。', '，']), "{en}");
            }
        }
        let lines: Vec<usize> = report.problems.iter().map(|p| report.line_column(&p.place).0).collect();
        prop_assert!(lines.is_sorted(), "{lines:?}");
    }
}
