//! The guide of `schemes/README.md`: its fragments are the scheme under `tests/schemes/guide`, its results are cases.

use crate::source::{read, root};

/// The page of the guide.
pub const GUIDE: &str = "schemes/README.md";

/// The part of the guide from `<!-- name -->` to `<!-- end -->`.
pub fn part<'p>(page: &'p str, name: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("<!-- {name} -->\n")).expect("the guide has the part");
    rest.split_once("<!-- end -->").expect("the part ends").0
}

/// The cells of a row of a table.
pub fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_start_matches('|').trim_end_matches('|').split('|').map(str::trim).collect()
}

/// The insides of the fenced blocks of a language, line by line.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<Vec<&'p str>> {
    let fence = format!("```{language}\n");
    let inside = page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("```").next());
    inside.map(lines).collect()
}

/// The lines of a file without indents, blank ones and remarks.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Do the lines stand in a file in this order, perhaps with others between them?
fn in_order(block: &[&str], file: &[&str]) -> bool {
    let mut rest = file.iter();
    block.iter().all(|line| rest.any(|other| other == line))
}

/// A file of the scheme that the guide builds up.
fn file(name: &str) -> String {
    read(&format!("tests/schemes/guide/county/{name}"))
}

#[test]
fn the_fragments_make_the_whole_scheme() {
    let (page, first, second) = (read(GUIDE), file("2026-01-01.toml"), file("2027-01-01.toml"));
    let (first, second) = (lines(&first), lines(&second));
    let stands_in = |file: &[&str], block: &[&str]| file.windows(block.len()).any(|some| some == block);
    let mut built = Vec::new();
    for block in blocks(&page, "toml") {
        if stands_in(&first, &block) {
            built.extend(block);
        } else {
            assert!(
                stands_in(&second, &block),
                "no edition of the guide's scheme has:\n{}",
                block.join("\n")
            );
        }
    }
    assert_eq!(built.join("\n"), first.join("\n"), "left: the fragments; right: the edition of 2026");
}

#[test]
fn the_cases_that_the_guide_shows_stand_beside_the_scheme() {
    let page = read(GUIDE);
    let names = ["2026-01-01.cases.csv", "2026-01-01.dues.csv", "2027-01-01.cases.csv"];
    let files = names.map(file);
    let blocks = blocks(&page, "csv");
    assert!(blocks.len() >= names.len(), "the guide shows cases of each kind");
    for block in blocks {
        let found = files.iter().any(|file| in_order(&block, &lines(file)));
        assert!(found, "none of {names:?} has in this order:\n{}", block.join("\n"));
    }
}

#[test]
fn the_results_that_the_guide_works_out_are_cases() {
    let (page, cases) = (read(GUIDE), file("2026-01-01.cases.csv"));
    let rows: Vec<Vec<&str>> = cases.lines().map(|line| line.split(',').collect()).collect();
    let column = |name: &str| rows[0].iter().position(|cell| *cell == name).expect("the column is there");
    let figure = |cell: &str| cell.replace(',', "").trim_end_matches(".00").to_owned();
    let results = part(&page, "results").lines().skip(2).map(cells);
    let mut shown = 0;
    for result in results {
        let id = result[0].trim_matches('`');
        let case = rows.iter().find(|row| row[0] == id).unwrap_or_else(|| panic!("there is no case {id}"));
        let stated = (figure(result[1]), figure(result[3]));
        assert_eq!(stated, (case[column("self_pay")].into(), case[column("expect")].into()), "{id}");
        shown += 1;
    }
    assert!(shown >= 5 && page.contains("| `plain` | 12,000 |"), "the guide works results out");
}

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    let page = read(GUIDE);
    let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = links.filter(|link| !link.starts_with(['#', 'h']));
    let dead: Vec<&str> = files.filter(|link| !root().join("schemes").join(link).exists()).collect();
    assert!(dead.is_empty(), "{GUIDE} links to what is not there: {dead:?}");
}
