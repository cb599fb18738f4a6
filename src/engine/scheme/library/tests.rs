//! Editions that follow each other, files that lie where they say, lists that are the scheme's own.

use super::*;
use crate::engine::claim::diagnosis::ListEntry;

const SINAN: &str = include_str!("../check/good.toml");
const FIRST: &str = "cn/guizhou/sinan/2016-01-01.toml";
const SECOND: &str = "cn/guizhou/sinan/2018-01-01.toml";

fn ended(to: &str) -> String {
    SINAN.replace("from = 2016-01-01,", &format!("from = 2016-01-01, to = {to},"))
}

fn second(head: &str) -> String {
    let text =
        SINAN.replace("from = 2016-01-01,", "from = 2018-01-01,").replace("limit    = 100000", "limit = 5");
    format!("{head}\n{text}")
}

fn build(files: &[(&str, &str)]) -> Library {
    let file = |(path, text): &(&str, &str)| SchemeFile { path: (*path).into(), text: (*text).into() };
    Library::build(&files.iter().map(file).collect::<Vec<_>>(), &BTreeMap::new())
}

#[test]
fn editions_that_touch_are_clean_and_found_by_day() {
    let (old, new) = (ended("2017-12-31"), second("replaces = 2016-01-01\nchanged_clauses = [\"3\"]"));
    let library = build(&[(SECOND, &new), (FIRST, &old)]);
    assert!(library.reports.is_empty(), "{}", library.reports[0]);
    assert_eq!(library.schemes["cn/guizhou/sinan"].editions.len(), 2);
    let on = |day: &str| library.in_force("cn/guizhou/sinan", day.parse().unwrap()).map(Edition::from);
    assert_eq!(on("2017-12-31"), Some("2016-01-01".parse().unwrap()));
    assert_eq!(on("2018-01-01"), Some("2018-01-01".parse().unwrap()));
    assert_eq!(on("2015-01-01"), None);
    let text = library.text("cn/guizhou/sinan", "2018-01-01".parse().unwrap());
    assert_eq!(text, Some(new.as_str()));
}

#[test]
fn editions_are_checked_beside_each_other() {
    const GOOD: &str = "replaces = 2016-01-01\nchanged_clauses = [\"3\"]";
    let cases = [
        (
            SINAN.to_owned(),
            GOOD,
            "9:21: error: two editions overlap: that of 2016-01-01 is in force until further notice",
        ),
        (
            ended("2018-01-01"),
            GOOD,
            "9:21: error: two editions overlap: that of 2016-01-01 is in force until 2018-01-01",
        ),
        (
            ended("2017-12-30"),
            GOOD,
            "9:21: error: two editions leave a gap: that of 2016-01-01 is in force until 2017-12-30",
        ),
        (
            ended("2017-12-31"),
            "",
            "4:12: warning: the edition does not say that it replaces that of 2016-01-01",
        ),
        (
            ended("2017-12-31"),
            "replaces = 2016-01-02",
            "1:12: error: there is no edition of 2016-01-02 to replace",
        ),
        (ended("2017-12-31"), "replaces = 2016-01-01", "1:1: warning: clause 3 changed and is not among"),
        (
            ended("2017-12-31"),
            "replaces = 2016-01-01\nchanged_clauses = [\"3\", \"9\"]",
            "2:25: error: clause 9 is in neither",
        ),
        (
            ended("2017-12-31"),
            "replaces = 2016-01-01\nchanged_clauses = [\"2\", \"3\"]",
            "2:20: warning: clause 2 is among",
        ),
    ];
    for (old, head, says) in cases {
        let library = build(&[(FIRST, &old), (SECOND, &second(head))]);
        let found: String = library.reports.iter().map(ToString::to_string).collect();
        assert!(found.contains(&format!("{SECOND}:{says}")), "{says}\n{found}");
    }
}

#[test]
fn a_file_lies_where_its_head_says() {
    for (path, says) in [
        (
            "cn/guizhou/sinan/2016.toml",
            "7:21: error: the edition is in force from 2016-01-01, and its file is",
        ),
        (
            "cn/guizhou/2016-01-01.toml",
            "3:12: error: the scheme's id is `cn/guizhou/sinan`, and its folder is",
        ),
    ] {
        let library = build(&[(path, SINAN)]);
        assert!(library.schemes.is_empty() && library.has_errors());
        assert!(library.reports[0].to_string().contains(says), "{}", library.reports[0]);
    }
}

#[test]
fn a_list_is_the_schemes_own_or_shared() {
    let list = |code: &str| ListFiles::from([("x.csv".into(), vec![ListEntry::new(code, "病")])]);
    let text = format!("{SINAN}\n[[list]]\nid = \"x\"\nlabel = \"病\"\nfile = \"x.csv\"\n");
    let files = [SchemeFile { path: FIRST.into(), text }];
    let hash = |lists: &[(&str, ListFiles)]| {
        let lists = lists.iter().map(|(id, files)| ((*id).into(), files.clone())).collect();
        let library = Library::build(&files, &lists);
        let published = library.in_force("cn/guizhou/sinan", "2020-01-01".parse().unwrap());
        published.map(|edition| edition.hash.clone())
    };
    let (own, shared) = ("cn/guizhou/sinan", "");
    assert_eq!(hash(&[]), None);
    assert_eq!(hash(&[(own, list("乳腺癌"))]), None);
    let c50 = hash(&[(shared, list("C50"))]);
    assert!(c50.is_some());
    assert_eq!(hash(&[(own, list("C50")), (shared, list("C51"))]), c50);
}

#[test]
fn a_scheme_whose_result_is_taken_is_here() {
    let result =
        |id: &str| SINAN.replace("measure  = [\"self_pay\"]", &format!("result = {{ scheme = \"{id}\" }}"));
    assert!(build(&[(FIRST, &result("cn/guizhou/sinan"))]).reports.is_empty());
    let found = build(&[(FIRST, &result("cn/guizhou/sinam"))]).reports[0].to_string();
    assert!(
        found.contains("80:21: warning: the scheme `cn/guizhou/sinam` is not in this library"),
        "{found}"
    );
    assert!(found.contains("did you mean `cn/guizhou/sinan`?"), "{found}");
}
