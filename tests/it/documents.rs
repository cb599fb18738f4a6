//! The pages of the repository keep what they promise: words have rows, paths exist, editions are announced.

use crate::source::{paths, read, root};

/// Words that `GLOSSARY.md` must have a row for.
const WORDS: &[&str] = &[
    "Account",
    "Accumulator",
    "Adjudication",
    "Assumption",
    "Band",
    "Bearer",
    "Benefit",
    "Case",
    "Category",
    "Ceiling",
    "Chain",
    "Claim",
    "Clause",
    "Clerk",
    "Component",
    "Contribution",
    "Counter",
    "Coverage",
    "Decision",
    "Deductible",
    "Desk",
    "Dues",
    "Edition",
    "Eligible",
    "Employer",
    "Enrolment",
    "Entitlement",
    "Event",
    "Facts",
    "Fen",
    "Fund",
    "Household",
    "JournalEntry",
    "Layer",
    "Limit",
    "Line",
    "Listener",
    "Member",
    "Minimum",
    "Movement",
    "Payer",
    "Payment",
    "PaymentBatch",
    "Period",
    "Plan",
    "Pool",
    "Posting",
    "Presumed",
    "Provisional",
    "Ratio",
    "Reason",
    "Receipt",
    "Reconciliation",
    "Reference",
    "Refusal",
    "ReturnedPayment",
    "Reversal",
    "Reviewer",
    "Roster",
    "Rounding",
    "Rule sheet",
    "Scheme",
    "Setting",
    "Settlement",
    "Share unit",
    "Stay",
    "StatementLine",
    "Subsidy",
    "Top-up",
    "Trigger",
    "Waiting time",
    "Window",
];

const PAGES: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "GLOSSARY.md",
    "README.md",
    "benches/README.md",
    "schemes/README.md",
];

/// The words without a row of their own that has Chinese beside them and says what is meant.
fn without_row<'w>(glossary: &str, words: &[&'w str]) -> Vec<&'w str> {
    let has_row = |word: &str| {
        glossary.lines().filter(|line| line.starts_with('|')).any(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let named = cells.next().is_some_and(|cell| cell.trim_matches('*') == word);
            let chinese = cells.next().is_some_and(|cell| cell.chars().any(|c| ('一'..='龥').contains(&c)));
            named && chinese && cells.next().is_some_and(|cell| cell.len() > 10)
        })
    };
    words.iter().copied().filter(|word| !has_row(word)).collect()
}

/// The paths within back quotes and links that lead into the repository, and to nothing.
fn dead_paths(page: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let folders = ["src/", "tests/", "benches/", "schemes/", ".ci/"];
    let quoted = page.split('`').skip(1).step_by(2);
    let linked = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let inside = |path: &&str| folders.iter().any(|folder| path.starts_with(folder));
    let plain = |path: &&str| !path.contains(['<', '*', '…', '{', ' ', '\n']);
    let paths = quoted.chain(linked).filter(inside).filter(plain);
    paths.filter(|path| !exists(path)).map(str::to_owned).collect()
}

/// The editions that the *Rules* of the change log do not name by id and first day.
fn unannounced(changelog: &str, editions: &[String]) -> Vec<String> {
    let announced = |edition: &String| {
        let (id, day) = edition.rsplit_once('/').unwrap_or((edition, ""));
        changelog.lines().any(|line| line.contains(&format!("`{id}`")) && line.contains(day))
    };
    editions.iter().filter(|edition| !announced(edition)).cloned().collect()
}

/// `cn/guizhou/sinan/2016-01-01` for each scheme file.
fn editions() -> Vec<String> {
    let files = paths("schemes").into_iter().filter_map(|path| {
        let edition = path.strip_prefix("schemes/")?.strip_suffix(".toml")?;
        Some(edition.to_owned())
    });
    files.collect()
}

#[test]
fn the_glossary_has_a_row_for_every_word() {
    let lacks = without_row(&read("GLOSSARY.md"), WORDS);
    assert!(lacks.is_empty(), "give each a row `| word | 中文 | what it means |` in GLOSSARY.md: {lacks:?}");
}

#[test]
fn no_page_names_a_path_that_is_gone() {
    for page in PAGES {
        let dead = dead_paths(&read(page), |path| root().join(path).exists());
        assert!(dead.is_empty(), "{page} names what is not there; correct it: {dead:?}");
    }
}

#[test]
fn every_edition_is_announced() {
    let editions = editions();
    assert!(editions.len() >= 11, "the shipped schemes are found: {editions:?}");
    let silent = unannounced(&read("CHANGELOG.md"), &editions);
    assert!(silent.is_empty(), "say under *Rules* in CHANGELOG.md from when and for whom: {silent:?}");
}

#[test]
fn each_check_of_a_page_can_fail() {
    let glossary = "| Scheme | 方案 | what a union publishes |\n| **Fen** | fen | a hundredth of a yuan |\n| Line | 行 | short |\n";
    assert_eq!(without_row(glossary, &["Scheme", "Fen", "Line", "Plan"]), ["Fen", "Line", "Plan"]);
    let page =
        "see `src/gone.rs`, [there](tests/gone.rs), `src/here.rs`, `schemes/<id>/lists/` and `gone.rs`";
    assert_eq!(dead_paths(page, |path| path == "src/here.rs"), ["src/gone.rs", "tests/gone.rs"]);
    let editions = ["cn/a/2016-01-01".to_owned(), "cn/a/2017-01-01".to_owned()];
    assert_eq!(unannounced("- `cn/a`, from 2016-01-01: all", &editions), editions[1..]);
}
