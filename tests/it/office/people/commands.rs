//! From an empty folder to a roster: the commands that set an office up and fill it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use super::{SCHEME, world};

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
    assert_eq!(run(folder, &import), (code, says.clone()), "the same request is answered the same");
    assert!(std::fs::read_to_string(folder.join("roster.bad.csv")).unwrap().contains("会员编号为空"));
    let id = says.split_once("导入").unwrap().1.split_once('：').unwrap().0;
    assert_eq!(run(folder, &["import", "undo", id, "--as", "clerk"]).0, 0);
    assert_eq!(run(folder, &["import", "undo", id, "--as", "nobody"]).0, 2);
    let rights = std::fs::metadata(folder.join("office/keys")).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o600);
}
