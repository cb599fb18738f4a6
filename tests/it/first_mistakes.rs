//! What an official who writes a first scheme gets wrong, and exactly what the terminal says of it.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::source::read;

/// The sample that passes every check.
fn sample() -> String {
    read("src/engine/scheme/check/good.toml")
}

fn with(old: &str, new: &str) -> String {
    let sample = sample();
    assert!(sample.contains(old), "{old}");
    sample.replacen(old, new, 1)
}

/// A folder of its own with some files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-mistakes").join(name);
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

/// What `huzhu check` says in a folder, in both languages, and how it ends.
fn said(folder: &Path, args: &[&str]) -> String {
    let of = |lang: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huzhu"));
        let output = command.current_dir(folder).arg("check").args(args).args(["--lang", lang]).output();
        let output = output.expect("the command starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
        let code = output.status.code().expect("it ends by itself");
        format!("{}{}[{code}]\n", text(output.stderr), text(output.stdout))
    };
    format!("{}\n{}", of("zh"), of("en"))
}

/// What is said of a single file.
fn of_file(name: &str, text: &str) -> String {
    said(&folder(name, &[("draft.toml", text)]), &["draft.toml"])
}

#[test]
fn a_missing_clause() {
    insta::assert_snapshot!(of_file("clause", &with("clause   = \"3\"", "clause   = \"8\"")));
}

#[test]
fn full_width_punctuation() {
    let text = with(
        "{ payer = \"county-union\",      amount = 60 },",
        "｛ payer ＝ “county-union”， amount ＝ 60 ｝，",
    );
    insta::assert_snapshot!(of_file("full-width", &text));
}

#[test]
fn bands_with_a_hole() {
    insta::assert_snapshot!(of_file("hole", &with("over =  5000", "over =  6000")));
}

#[test]
fn a_percent_without_quotes() {
    insta::assert_snapshot!(of_file("percent", &with("pay = \"50%\"", "pay = 50%")));
}

#[test]
fn two_editions_that_overlap() {
    let second = sample()
        .replace("from = 2016-01-01,", "from = 2018-01-01,")
        .replace("id       = \"cn", "replaces = 2016-01-01\nid = \"cn")
        .replace("limit    = 100000", "limit    = 120000");
    let files =
        [("cn/guizhou/sinan/2016-01-01.toml", &*sample()), ("cn/guizhou/sinan/2018-01-01.toml", &second)];
    insta::assert_snapshot!(said(&folder("overlap", &files), &["cn"]));
}

#[test]
fn a_list_with_a_wrong_code() {
    let list = "\n[[list]]\nid    = \"tumours\"\nlabel = \"肿瘤\"\nfile  = \"tumours.csv\"\n";
    let text = with(
        "when     = { setting = \"inpatient\" }",
        "when = { setting = \"inpatient\", disease = \"tumours\" }",
    );
    let files = [
        ("cn/guizhou/sinan/2016-01-01.toml", &*format!("{text}{list}")),
        ("cn/guizhou/sinan/lists/tumours.csv", "code,name\nC00-C97,恶性肿瘤\n乳腺癌,C50\nC5O,乳腺癌\n"),
    ];
    insta::assert_snapshot!(said(&folder("list", &files), &["cn"]));
}

#[test]
fn payers_that_do_not_add_up() {
    insta::assert_snapshot!(of_file("payers", &with("amount = 60 }", "amount = 50 }")));
}

#[test]
fn a_misspelt_key() {
    insta::assert_snapshot!(of_file(
        "key",
        &with("along    = \"member.year\"", "alnog    = \"member.year\"")
    ));
}

#[test]
fn a_reference_to_a_line_below() {
    insta::assert_snapshot!(of_file("below", &with("of       = \"eligible\"", "of       = \"paid\"")));
}

#[test]
fn a_date_in_quotes() {
    insta::assert_snapshot!(of_file("quotes", &with("from = 2016-01-01", "from = \"2016-01-01\"")));
}

#[test]
fn a_date_in_another_form() {
    insta::assert_snapshot!(of_file("form", &with("from = 2016-01-01", "from = 2016/1/1")));
}

#[test]
fn a_ratio_above_the_whole() {
    insta::assert_snapshot!(of_file("ratio", &with("pay = \"70%\"", "pay = \"700%\"")));
}

#[test]
fn twelve_mistakes_in_one_run() {
    let text = [
        ("from = 2016-01-01", "from = \"2016-01-01\""),
        ("total    = 260", "total    = 270"),
        ("by_employer = true", "by_employer = true\nleast_participation = 80%"),
        ("label    = \"住院自付补助\"\n", ""),
        ("setting = \"inpatient\"", "setting = \"inpatent\""),
        ("share = \"100%\"", "share = \"90%\""),
        ("of       = \"eligible\"", "of       = \"paid\""),
        ("to =  5000, pay", "to =  5000， pay"),
        ("over = 20000", "over = 21000"),
        ("clause   = \"3\"", "clause   = \"8\""),
        ("limit    = 100000", "limit    = 100,000"),
        ("label    = \"县总工会\"", "label    = \"县总工会"),
    ]
    .into_iter()
    .fold(sample(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    });
    let said = of_file("twelve", &text);
    assert_eq!(said.matches("error: ").count(), 12, "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn a_key_on_a_line_that_cannot_be_read_is_not_missed() {
    let said = of_file("torn", &with("id      = \"3\"", "id      \"3\""));
    assert_eq!((said.matches("error: ").count(), said.matches("warning: ").count()), (1, 0), "{said}");
}

#[test]
fn an_array_that_is_never_closed_hides_nothing() {
    let text = with(
        "  { over = 50000,             pay = \"70%\" },\n]\n",
        "  { over = 50000,             pay = \"70%\" },\n",
    );
    let said = of_file("array", &text.replace("clause   = \"3\"", "clause   = \"8\""));
    assert_eq!(said.matches("error: ").count(), 2, "{said}");
    assert!(said.contains("draft.toml:88:9: error: the `[` here is never closed"), "{said}");
}
