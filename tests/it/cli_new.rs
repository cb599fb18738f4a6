//! `huzhu new` and what `huzhu check` says of files that stand beside nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::huzhu;
use crate::source::read;

fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

#[test]
fn a_new_scheme_is_clean_and_is_written_once() {
    for (name, id, args) in [
        ("this-year", "cn/a", &[][..]),
        ("leap", "cn/guizhou/b-2", &["--from", "2028-02-29", "--title", "“职工”互助 \"甲\" \\ 乙"]),
        ("last-day", "c", &["--from", "2026年12月31日"]),
    ] {
        let root = empty(name);
        let root = root.to_str().expect("a plain path");
        let new = |lang: &str| huzhu(&[&["new", id, "--root", root, "--lang", lang], args].concat(), "");
        let ran = new("zh");
        assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}{}", ran.out, ran.err);
        assert!(
            ran.out.lines().all(|file| Path::new(file).is_file()) && ran.err.contains("huzhu check"),
            "{}",
            ran.out
        );
        let check = huzhu(&["check", root], "");
        assert_eq!((check.code, check.err.as_str()), (0, ""), "{}", check.out);
        assert!(check.out.contains("13/13") && check.out.contains("100%"), "{}", check.out);
        let written = fs::read_to_string(ran.out.lines().next().expect("two lines")).expect("it was written");
        assert!(!written.contains("{{"), "{written}");
        let again = new("en");
        assert_eq!((again.code, again.out.as_str()), (2, ""));
        assert!(again.err.contains("the scheme is there already"), "{}", again.err);
        assert_eq!(fs::read_to_string(ran.out.lines().next().expect("two lines")).ok(), Some(written));
    }
}

#[test]
fn a_scheme_with_an_edition_or_cases_is_left_alone() {
    for file in ["2020-01-01.toml", "2026-01-01.cases.csv"] {
        let root = empty(file);
        fs::create_dir_all(root.join("x")).expect("a folder can be made");
        fs::write(root.join("x").join(file), "mine").expect("a file can be written");
        let root_text = root.to_str().expect("a plain path");
        let ran = huzhu(&["new", "x", "--root", root_text, "--from", "2026-01-01"], "");
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.err.contains(file) && ran.err.contains("未作改动"), "{}", ran.err);
        assert_eq!(fs::read_dir(root.join("x")).expect("it is there").count(), 1);
    }
}

#[test]
fn ids_that_cannot_be_are_refused_with_a_sentence() {
    let root = empty("ids");
    let root = root.to_str().expect("a plain path");
    for id in ["", "../x", "/x", "x/", "思南", "Cn/Sinan", "a b", "a//b", "a/lists", "a.b"] {
        let ran = huzhu(&["new", id, "--root", root], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{id}");
        assert!(ran.err.contains("不能作方案编号"), "{id}: {}", ran.err);
    }
    for title in ["", "  ", "a\nb"] {
        let ran = huzhu(&["new", "x", "--root", root, "--title", title], "");
        assert_eq!(ran.code, 2, "{title}");
        assert!(ran.err.contains("方案名称须为一行文字"), "{title}: {}", ran.err);
    }
    assert_eq!(fs::read_dir(root).expect("it is there").count(), 0, "nothing is written");
}

#[test]
fn cases_without_their_edition_are_an_error() {
    let root = empty("orphans");
    let scheme = root.join("cn/guizhou/sinan");
    fs::create_dir_all(&scheme).expect("a folder can be made");
    fs::write(scheme.join("2016-01-01.toml"), read("src/engine/scheme/check/good.toml")).expect("written");
    fs::write(scheme.join("2017-01-01.cases.csv"), "case\n").expect("written");
    fs::create_dir_all(root.join("cn/empty")).expect("a folder can be made");
    fs::write(root.join("cn/empty/2018-01-01.dues.csv"), "case\n").expect("written");
    let ran = huzhu(&["check", root.to_str().expect("plain"), "--quiet"], "");
    assert_eq!((ran.code, ran.err.matches("错误：旁边没有方案版本").count()), (1, 2), "{}", ran.err);
    let file = scheme.join("2016-01-01.toml");
    let ran = huzhu(&["check", file.to_str().expect("plain"), "--lang", "en", "--quiet"], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("2017-01-01.cases.csv: error: there is no 2017-01-01.toml beside it"),
        "{}",
        ran.err
    );
}

#[test]
fn lists_that_nothing_takes_are_named() {
    let root = empty("lists");
    let scheme = root.join("cn/guizhou/sinan");
    for folder in [root.join("lists"), scheme.join("lists")] {
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join("spare.csv"), "code,name\nC50,乳腺癌\n").expect("written");
        fs::write(folder.join("used.csv"), "code,name\nC50,乳腺癌\n").expect("written");
    }
    let list = "\n[[list]]\nid = \"used\"\nlabel = \"甲\"\nfile = \"used.csv\"\n";
    let text = read("src/engine/scheme/check/good.toml") + list;
    fs::write(scheme.join("2016-01-01.toml"), text).expect("written");
    let all = huzhu(&["check", root.to_str().expect("plain"), "--lang", "en"], "");
    assert_eq!(
        (all.code, all.err.matches("spare.csv: warning: no scheme takes this list").count()),
        (0, 2),
        "{}",
        all.err
    );
    assert!(!all.err.contains("used.csv: "), "{}", all.err);
    assert!(all.err.contains("warning: no condition looks at the list `used`"), "{}", all.err);
    let one = huzhu(&["check", scheme.to_str().expect("plain"), "--lang", "en"], "").err;
    assert_eq!(one.matches("no scheme takes this list").count(), 1, "shared lists may be another's: {one}");
}
