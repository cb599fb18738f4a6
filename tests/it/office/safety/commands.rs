//! The commands that keep an office safe, from the terminal.

use std::path::Path;
use std::process::Command;

use crate::office::people::{SCHEME, world};

/// Runs a command in a folder and gives its exit code and what it said.
pub fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huzhu")).current_dir(folder).args(args).output().unwrap();
    let says =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), says)
}

/// An office in a folder, with `admin`, `second` (an administrator), `clerk` and the scheme published.
pub fn office(folder: &Path, database: Option<&str>) {
    let world = world(0);
    let person = |number: u64| world.member(number).id_number.as_str().to_owned();
    let (admin, second, clerk) = (person(50), person(51), person(52));
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/schemes/cn/guizhou/sinan/2016-01-01.toml");
    let mut init = vec!["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", &admin];
    init.extend(database.iter().flat_map(|url| ["--database", url]));
    assert_eq!(run(folder, &init).0, 0);
    for (login, number, role) in [("clerk", &clerk, "clerk"), ("second", &second, "administrator")] {
        let add =
            ["staff", "add", login, "--name", "例", "--id-number", number, "--role", role, "--as", "admin"];
        assert_eq!(run(folder, &add).0, 0);
    }
    let (code, says) = run(folder, &["scheme", "publish", edition, "--as", "admin"]);
    assert_eq!(code, 0, "{says}");
    let hash = says.split_whitespace().nth(2).unwrap();
    assert_eq!(run(folder, &["scheme", "confirm", SCHEME, "2016-01-01", hash, "--as", "second"]).0, 0);
}

/// Imports a roster of the world.
pub fn roster(folder: &Path, number: usize) -> (i32, String) {
    let text: String = world(0).roster(number).text;
    let text = text.lines().filter(|line| !line.ends_with(",2"));
    let text = text.fold(String::new(), |text, line| text + line + "\n");
    let name = format!("roster-{number}.csv");
    std::fs::write(folder.join(&name), text).unwrap();
    run(folder, &["import", "roster", SCHEME, &name, "--as-of", "2025-01-10", "--as", "clerk"])
}

#[test]
fn an_office_is_backed_up_and_restored() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder, None);
    assert_eq!(roster(folder, 0).0, 0);
    let (code, says) = run(folder, &["backup", "kept/one", "--as", "admin"]);
    assert!(code == 0 && says.contains("已备份至kept/one"), "{says}");
    let (code, says) = run(folder, &["backup", "kept/one", "--as", "admin"]);
    assert!(code == 2 && says.contains("已有内容"), "{says}");
    let (code, says) = run(folder, &["backup", "kept/two", "--as", "clerk"]);
    assert!(code == 2 && says.contains("备份"), "a clerk may not: {says}");
    assert!(!folder.join("kept/two").exists());
    let restore =
        |more: &[&str]| run(folder, &[&["restore", "kept/one", "--keys", "office/keys"], more].concat());
    let (code, says) = restore(&["--check"]);
    assert!(code == 0 && says.contains("备份完整"), "{says}");
    let (code, says) = restore(&["office"]);
    assert!(code == 2 && says.contains("已有内容"), "{says}");
    let (code, says) = restore(&["office-2"]);
    assert!(code == 0 && says.contains("已恢复至office-2"), "{says}");
    // The same people are there: the same file is known again.
    let again = ["import", "roster", SCHEME, "roster-0.csv", "--as-of", "2025-01-10", "--as", "clerk"];
    let (was, is) = (run(folder, &again), run(folder, &[&again[..], &["--data", "office-2"]].concat()));
    assert_eq!(was, is);
    let (code, says) = run(folder, &["restore", "office", "office-3", "--keys", "office/keys"]);
    assert!(code == 2 && says.contains("不是 huzhu 的备份"), "{says}");
    assert!(!folder.join("office-3").exists() && !folder.join("office-3.part").exists());
}

#[test]
fn documents_of_a_member_come_in_and_out_of_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder, None);
    assert_eq!(roster(folder, 0).0, 0);
    std::fs::write(folder.join("证.pdf"), b"%PDF-1.7 certificate").unwrap();
    let attach = |number: u32| {
        let member = format!("m{number:08}");
        (member.clone(), run(folder, &["member", "attach", &member, "证.pdf", "--as", "clerk"]))
    };
    let (member, (code, says)) =
        (1..20).map(attach).find(|(_, (_, says))| !says.contains("没有找到会员")).unwrap();
    assert!(code == 0 && says.contains("\"known\":false"), "{says}");
    let (code, says) = run(folder, &["member", "documents", &member, "--as", "clerk"]);
    assert!(code == 0 && says.contains("证.pdf") && says.contains("application/pdf"), "{says}");
    let out = ["member", "document", &member, "1", "--to", "out.pdf", "--as", "clerk"];
    assert_eq!(run(folder, &out).0, 0);
    assert_eq!(std::fs::read(folder.join("out.pdf")).unwrap(), b"%PDF-1.7 certificate");
    let (code, says) = run(folder, &out);
    assert!(code == 2 && says.contains("out.pdf"), "nothing is written over: {says}");
    let (code, says) = run(folder, &["policy", "set", "appeal-days", "30", "--as", "admin"]);
    assert!(code == 0 && says.contains("appeal-days 30"), "{says}");
    let (_, says) = run(folder, &["policy", "list", "--as", "clerk"]);
    assert!(
        says.contains("appeal-days 30 复议期限（天）（admin于") && says.contains("agent-days 30"),
        "{says}"
    );
}
