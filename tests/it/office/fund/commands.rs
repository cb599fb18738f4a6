//! From the terminal: a roster is imported, its dues are paid, a month is closed, reports are written, all is verified.

use std::path::Path;
use std::process::Command;

use crate::office::people::{SCHEME, world};

fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huzhu")).current_dir(folder).args(args).output().unwrap();
    let says =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), says)
}

/// Runs a command that must be carried out.
fn fine(folder: &Path, args: &[&str]) -> String {
    let (code, says) = run(folder, args);
    assert_eq!(code, 0, "{args:?}: {says}");
    says
}

const POOL: &str = "cn/guizhou/sinan/sinan";

fn office(folder: &Path) {
    let world = world(0);
    let person = |number: u64| world.member(number).id_number.as_str().to_owned();
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/schemes/cn/guizhou/sinan/2016-01-01.toml");
    std::fs::write(folder.join("roster.csv"), &world.roster(0).text).unwrap();
    fine(folder, &["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", &person(50)]);
    for (login, number, role) in [
        ("second", 51, "administrator"),
        ("clerk", 52, "clerk"),
        ("fin", 53, "finance"),
        ("fin2", 54, "finance"),
    ] {
        let number = person(number);
        fine(
            folder,
            &["staff", "add", login, "--name", "例", "--id-number", &number, "--role", role, "--as", "admin"],
        );
    }
    let says = fine(folder, &["scheme", "publish", edition, "--as", "admin"]);
    let hash = says.split_whitespace().nth(2).unwrap();
    fine(folder, &["scheme", "confirm", SCHEME, "2016-01-01", hash, "--as", "second"]);
    run(folder, &["import", "roster", SCHEME, "roster.csv", "--as-of", "2025-01-10", "--as", "clerk"]);
}

#[test]
fn the_books_from_the_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder);
    let pools = fine(folder, &["pool", "list", "--as", "fin"]);
    assert!(pools.contains(POOL), "the dues of the roster are booked: {pools}");
    let employers = fine(folder, &["employer", "list", "--as", "clerk"]);
    let party = employers.split_whitespace().next().unwrap();
    let receive = |amount| {
        [
            "pool",
            "book",
            "receive",
            POOL,
            amount,
            "--payer",
            "member",
            "--party",
            party,
            "--document",
            "回单1",
            "--as",
            "fin",
        ]
    };
    let says = fine(folder, &receive("1000"));
    assert!(says.contains("-r1"), "{says}");
    let (code, says) = run(folder, &receive("-5"));
    assert!(code == 2 && says.contains("金额须大于零"), "{says}");
    let (code, says) = run(folder, &receive("五"));
    assert!(code == 2 && says.contains("不是金额"), "{says}");
    let period = says_period(&fine(folder, &["period", "list", "--as", "fin"]));
    let voucher = format!("{period}-r1");
    let shown = fine(folder, &["voucher", "show", &voucher, "--as", "fin"]);
    assert!(shown.contains("借 1002") && shown.contains("壹仟元整"), "{shown}");
    let listed = fine(folder, &["voucher", "list", "--period", &period, "--format", "csv", "--as", "fin"]);
    assert!(listed.lines().count() >= 3, "{listed}");
    let trial = fine(folder, &["trial-balance", "--period", &period, "--chart", "custody", "--as", "fin"]);
    assert!(trial.contains("代管经费——会费收入"), "{trial}");
    fine(folder, &["report", "income", "--period", &period, "-o", "income.xlsx", "--as", "fin"]);
    assert!(std::fs::read(folder.join("income.xlsx")).unwrap().starts_with(b"PK"));
    fine(folder, &["report", "public", "--period", &period, "--format", "csv", "--as", "fin"]);
    let day = fine(folder, &["report", "day", "--as", "fin"]);
    assert!(day.contains("预收会费") && day.contains("操作日志"), "{day}");
    let (code, says) = run(folder, &["period", "close", &period, "--as", "fin"]);
    assert!(code == 2 && says.contains("尚未结束"), "{says}");
    fine(folder, &["period", "close", &period, "--soft", "--as", "fin"]);
    let (code, _) = run(folder, &["period", "reopen", &period, "--because", "误", "--as", "fin"]);
    assert_eq!(code, 2, "the same person");
    fine(folder, &["period", "reopen", &period, "--because", "误", "--as", "fin2"]);
    fine(folder, &["voucher", "reverse", &voucher, "--because", "重复", "--as", "fin"]);
    let says = fine(folder, &["verify", "--as", "fin"]);
    assert!(says.contains("通过 vouchers-balance") && says.contains("末条哈希"), "{says}");
}

/// The period in the first row of the list.
fn says_period(list: &str) -> String {
    let row = list.lines().map(str::trim_start).find(|line| line.starts_with("20")).unwrap();
    row.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn opening_balances_come_from_a_spreadsheet() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let world = world(0);
    let person = |number: u64| world.member(number).id_number.as_str().to_owned();
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/schemes/cn/guizhou/sinan/2016-01-01.toml");
    fine(folder, &["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", &person(50)]);
    for (login, number, role) in [("second", 51, "administrator"), ("fin", 53, "finance")] {
        let number = person(number);
        fine(
            folder,
            &["staff", "add", login, "--name", "例", "--id-number", &number, "--role", role, "--as", "admin"],
        );
    }
    let says = fine(folder, &["scheme", "publish", edition, "--as", "admin"]);
    let hash = says.split_whitespace().nth(2).unwrap();
    fine(folder, &["scheme", "confirm", SCHEME, "2016-01-01", hash, "--as", "second"]);
    let sheet = |rows: &str| format!("资金池,科目,借方,贷方\n{rows}");
    let open = ["pool", "open", "opening.csv", "--as", "fin"];
    let write = |rows: &str| std::fs::write(folder.join("opening.csv"), sheet(rows)).unwrap();
    write(&format!("{POOL},1002,\"10,000\",\n{POOL},累计结余,,9999\n"));
    let (code, says) = run(folder, &open);
    assert!(code == 2 && says.contains("借贷不平"), "{says}");
    write(&format!("{POOL},现金,1,\n"));
    let (code, says) = run(folder, &open);
    assert!(code == 2 && says.contains("不是会计科目"), "{says}");
    write("没有的池,1002,1,\n没有的池,3001,,1\n");
    let (code, says) = run(folder, &open);
    assert!(code == 2 && says.contains("没有找到资金池"), "{says}");
    write(&format!("{POOL},1002,\"10,000\",\n{POOL},3001,,10000\n"));
    fine(folder, &open);
    let pools = fine(folder, &["pool", "list", "--format", "csv", "--as", "fin"]);
    assert!(pools.contains(",10000.00,0.00,0.00,10000.00,0.00"), "{pools}");
    fine(folder, &["verify", "--as", "fin"]);
}
