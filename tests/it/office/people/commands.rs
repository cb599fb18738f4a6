//! From an empty folder to a roster: the commands that set an office up and fill it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use super::{SCHEME, world};
use crate::office::safety::commands::office;

/// Runs a command in a folder and gives its exit code and what it printed.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huzhu")).current_dir(folder).args(args).output().unwrap();
    let says =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), says)
}

#[test]
fn an_office_is_set_up_and_a_roster_is_imported() {
    let (dir, world) = (tempfile::tempdir().unwrap(), world(0));
    let folder = dir.path();
    let person = |number: u64| world.member(number).id_number.as_str().to_owned();
    let (admin, second, clerk) = (person(50), person(51), person(52));
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/schemes/cn/guizhou/sinan/2016-01-01.toml");
    let roster: String = world
        .roster(0)
        .text
        .lines()
        .filter(|line| !line.ends_with(",2"))
        .fold(String::new(), |text, line| text + line + "\n");
    std::fs::write(folder.join("roster.csv"), roster + ",坏,,,,,,,,,\n").unwrap();
    let init = ["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", &admin];
    let add = |login: &'static str, number, role| {
        ["staff", "add", login, "--name", "例", "--id-number", number, "--role", role, "--as", "admin"]
    };
    let import = ["import", "roster", SCHEME, "roster.csv", "--as-of", "2025-01-10", "--as", "clerk"];
    assert_eq!(run(folder, &init).0, 0);
    assert_eq!(run(folder, &init).0, 2, "an office is never set up twice");
    assert_eq!(run(folder, &add("clerk", &clerk, "clerk")).0, 0);
    assert_eq!(run(folder, &add("second", &second, "administrator")).0, 0);
    let (code, says) = run(folder, &["scheme", "publish", edition, "--as", "admin"]);
    assert_eq!(code, 0, "{says}");
    let hash = says.split_whitespace().nth(2).unwrap();
    let confirm = |login| ["scheme", "confirm", SCHEME, "2016-01-01", hash, "--as", login];
    assert_eq!(run(folder, &confirm("admin")).0, 2, "the same person");
    assert_eq!(run(folder, &confirm("second")).0, 0);
    let (code, says) = run(folder, &import);
    assert!(code == 1 && says.contains("问题1行"), "{says}");
    assert!(std::fs::read_to_string(folder.join("roster.bad.csv")).unwrap().contains("会员编号为空"));
    std::fs::write(folder.join("roster.bad.csv"), "更正到一半").unwrap();
    let again = says.replace("roster.bad.csv", "roster.bad-2.csv");
    assert_eq!(run(folder, &import), (code, again), "the same request is answered the same");
    assert_eq!(std::fs::read_to_string(folder.join("roster.bad.csv")).unwrap(), "更正到一半");
    let wrong = run(folder, &["import", "settlements", SCHEME, "roster.csv", "--as", "clerk"]);
    assert!(wrong.0 == 2 && wrong.1.contains("discharge_date"), "a roster is none of settlements: {wrong:?}");
    for (place, why) in [("office/office.db", "已存在，不会覆盖"), ("nowhere/x.csv", "nowhere/x.csv")]
    {
        let (code, says) = run(folder, &[&import[..], &["--bad", place]].concat());
        assert!(code == 2 && says.contains(why), "{says}");
    }
    let id = says.split_once("导入").unwrap().1.split_once('：').unwrap().0;
    assert_eq!(run(folder, &["import", "undo", id, "--because", "名册有误", "--as", "clerk"]).0, 0);
    assert_eq!(run(folder, &["import", "undo", id, "--as", "nobody"]).0, 2);
    let rights = std::fs::metadata(folder.join("office/keys")).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o600);
}

#[test]
fn settlements_whose_cause_was_mended_are_looked_at_anew() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder, None);
    let roster: String = world(0).roster(0).text;
    let rows: Vec<&str> = roster.lines().take(3).collect();
    let enrol = |row: &str| {
        let name = format!("{}.csv", number(row));
        std::fs::write(folder.join(&name), format!("{}\n{row}\n", rows[0])).unwrap();
        run(folder, &["import", "roster", SCHEME, &name, "--as-of", "2025-01-10", "--as", "clerk"])
    };
    let stay = |id: &str, row: &str| format!("{id},{},住院,2025-03-01,900.00\n", number(row));
    let head = "结算ID,会员编号,就医类别,出院日期,自付\n".to_owned();
    let text = head + &stay("S1", rows[1]) + &stay("S2", rows[2]);
    std::fs::write(folder.join("s.csv"), &text).unwrap();
    std::fs::write(folder.join("renamed.csv"), &text).unwrap();
    let import = |more: &[&str]| {
        run(folder, &[&["import", "settlements", SCHEME, "--as", "clerk"][..], more].concat())
    };
    assert_eq!(enrol(rows[1]).0, 0);
    for _ in 0..2 {
        let (code, says) = import(&["s.csv"]);
        assert!(code == 1 && says.contains("问题1行") && says.contains("请先办理参加"), "{says}");
    }
    assert_eq!(enrol(rows[2]).0, 0);
    let (code, says) = import(&["s.csv"]);
    assert!(code == 0 && says.contains("审核1行") && says.contains("1行此前已受理"), "{says}");
    for again in [&["s.csv"][..], &["renamed.csv"], &["s.csv", "--because", "补录"]] {
        let (code, says) = import(again);
        assert!(code == 0 && says.contains("2行此前已受理"), "{again:?}: {says}");
    }
}

/// The member's number in a row of a roster.
fn number(row: &str) -> &str {
    row.split(',').next().unwrap()
}

#[test]
fn an_init_that_failed_is_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let number = world(0).member(50).id_number.as_str().to_owned();
    let init = ["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", &number];
    let unreachable = [&init[..], &["--database", "postgres://nobody@127.0.0.1:1/none"]].concat();
    assert_eq!(run(folder, &unreachable).0, 2);
    assert!(!folder.join("office/huzhu.toml").exists(), "there is no office yet");
    let keys = std::fs::read(folder.join("office/keys")).unwrap();
    assert_eq!(run(folder, &init).0, 0);
    assert_eq!(std::fs::read(folder.join("office/keys")).unwrap(), keys, "keys are never made anew");
    // Stopped before the settings were written: the same command goes on, and another's office is left alone.
    std::fs::remove_file(folder.join("office/huzhu.toml")).unwrap();
    let other = ["init", "--organisation", "乙县总工会", "--name", "例一", "--id-number", &number];
    assert_eq!(run(folder, &other).0, 2);
    assert_eq!(run(folder, &init).0, 0);
    assert_eq!(
        run(folder, &["organisation", "list", "--as", "admin"]).1,
        "o1：某县总工会（县级总工会，账套b1）\n"
    );
}

#[test]
fn pressing_twice_does_nothing_twice_and_on_purpose_it_does() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let person = |number: u64| world(0).member(number).id_number.as_str().to_owned();
    let (admin, clerk, other) = (person(50), person(51), person(52));
    let ask = |args: &[&str]| run(folder, args);
    let init = ["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", &admin];
    assert_eq!(ask(&init).0, 0);
    let town = ["organisation", "add", "town", "--name", "镇工会", "--kind", "township", "--own-book"];
    assert_eq!(ask(&[&town[..], &["--as", "admin"]].concat()).0, 0);
    let add = |login: &'static str, number, book| {
        let role = ["staff", "add", login, "--name", "例", "--id-number", number, "--role", "clerk"];
        [&role[..], &["--as", "admin", "--book", book]].concat()
    };
    assert_eq!(ask(&add("clerk", &clerk, "b1")).0, 0);
    assert_eq!(ask(&add("town-clerk", &other, "town")).0, 0);
    assert_eq!(ask(&add("none", &other, "nowhere")).0, 2);
    let school = ["employer", "add", "小学", "--as", "clerk"];
    let (code, first) = ask(&school);
    assert_eq!((code, ask(&school)), (0, (0, first.clone())), "pressed twice");
    assert_eq!(
        ask(&[&school[..], &["--key", "another"]].concat()).0,
        2,
        "another request, and the name is taken"
    );
    let size = |size| ask(&["employer", "change", "小学", "--size", size, "--as", "clerk"]);
    for of in ["5", "6", "6", "5"] {
        assert_eq!(size(of).0, 0);
    }
    let list = |login| ask(&["employer", "list", "--as", login]).1;
    assert!(
        list("clerk").contains("职工5 "),
        "what was changed in between is changed again: {}",
        list("clerk")
    );
    assert_eq!(list("town-clerk"), "", "another book");
    assert_eq!(ask(&["employer", "list", "--as", "town-clerk", "--book", "b1"]).0, 2);
    assert_eq!(ask(&["employer", "list", "--as", "admin", "--book", "town"]).1, "");
}
