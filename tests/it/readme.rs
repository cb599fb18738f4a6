//! The worked claim of the README: its input, run through the command, gives the output that it prints.

use assert_cmd::Command;
use huzhu::engine::adjudicate::Scheme;
use huzhu::engine::money::Fen;
use huzhu::engine::scheme::problem::Problems;
use huzhu::engine::scheme::read::{ListFiles, read as read_scheme};
use huzhu::exchange::claims::{ClaimProfile, read_claims};

use crate::source::{read, root};

/// The inside of the first fenced block of a language.
fn block(page: &str, language: &str) -> String {
    let (_, rest) = page.split_once(&format!("```{language}\n")).expect("the README has the block");
    rest.split_once("```").expect("the block ends").0.into()
}

/// The output that the README prints, cell by cell; its head names the columns of the command.
fn printed() -> Vec<Vec<String>> {
    let block = block(&read("README.md"), "console");
    let (command, output) = block.split_once('\n').expect("a command and its output");
    assert_eq!(command, "$ huzhu adjudicate cn/guizhou/sinan stays.csv --csv | cut -d, -f3-7");
    output.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn the_command_prints_what_the_readme_prints() {
    let mut huzhu = Command::cargo_bin("huzhu").expect("the command is built");
    huzhu.current_dir(root()).args(["adjudicate", "cn/guizhou/sinan", "-", "--csv"]);
    let ran = huzhu.write_stdin(block(&read("README.md"), "csv")).assert().success();
    let output = String::from_utf8_lossy(&ran.get_output().stdout).into_owned();
    let cut = |line: &str| line.split(',').skip(2).take(5).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(output.lines().map(cut).collect::<Vec<_>>(), printed());
}

#[test]
fn the_engine_pays_what_the_readme_works_out() {
    let text = read("schemes/cn/guizhou/sinan/2016-01-01.toml");
    let edition = read_scheme(&text, &ListFiles::new(), &mut Problems::default()).expect("it reads");
    let scheme = Scheme::new(vec![edition]).expect("it compiles");
    let editions: Vec<_> = scheme.editions().iter().collect();
    let input = block(&read("README.md"), "csv");
    let file = read_claims(input.as_bytes(), &ClaimProfile::default(), &editions).expect("a table");
    assert!(file.errors.is_empty(), "{:?}", file.errors);
    let mut session = scheme.session();
    let answers = file.claims.iter().map(|row| {
        let answer = session.decide(&row.facts);
        let amount = answer.decision.amount();
        let amount = if answer.decision.word() == "pend" { String::new() } else { amount.to_string() };
        vec![answer.decision.word().to_owned(), amount, answer.codes().join("; ")]
    });
    let printed = printed();
    let decided = printed.iter().skip(1).map(|row| row[2..].to_vec());
    assert_eq!(answers.collect::<Vec<_>>(), decided.collect::<Vec<_>>());
}

/// The table of the README works the amounts out; its last column is what the command pays.
#[test]
fn the_table_by_hand_ends_in_the_printed_amounts() {
    let page = read("README.md");
    let by_hand = page.lines().filter(|line| line.starts_with("| m")).map(|line| {
        let paid = line.trim_end_matches('|').rsplit('|').next().unwrap_or("").trim().replace(',', "");
        Fen::parse(&paid).ok()
    });
    let printed = printed();
    let amounts = printed.iter().skip(1).map(|row| Fen::parse(&row[3]).ok());
    assert_eq!(by_hand.collect::<Vec<_>>(), amounts.collect::<Vec<_>>());
}
