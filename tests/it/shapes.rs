//! The tables of `schemes/README.md`: each shape has a scheme and a case that exist, each published scheme its place.

use std::collections::BTreeSet;

use crate::guide::{GUIDE, cells, part};
use crate::source::{paths, read, root};

/// What the language cannot say yet, by shape and how the remark begins. This list is to become shorter.
const OPEN: &[(usize, &str)] = &[];

/// How many shapes the published schemes have.
const SHAPES: usize = 31;

/// How many published schemes were collected.
const PUBLISHED: usize = 54;

const HEAD: &str = "| 形态 Shape | 名称 Name | 方案与版本 Scheme, edition | 案例 Case | 说明 Remark |\n|---:|---|---|---|---|\n";

/// A row of `schemes/shapes.csv`.
struct Row {
    shape: usize,
    title: String,
    scheme: String,
    edition: String,
    table: String,
    case: String,
    note: String,
}

fn rows() -> Vec<Row> {
    let text = read("schemes/shapes.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<&str> = text.lines().next().unwrap_or("").split(',').collect();
    assert_eq!(head, ["shape", "title", "title_en", "scheme", "edition", "table", "case", "note"]);
    let row = |record: csv::StringRecord| {
        let cell = |at: usize| record[at].to_owned();
        Row {
            shape: record[0].parse().expect("a number"),
            title: format!("{}<br>{}", &record[1], &record[2]),
            scheme: cell(3),
            edition: cell(4),
            table: cell(5),
            case: cell(6),
            note: cell(7),
        }
    };
    reader.records().map(|record| row(record.expect("a row of eight cells"))).collect()
}

impl Row {
    /// Where its edition lies, without the ending.
    fn path(&self) -> String {
        let folder = if self.scheme.starts_with("shapes/") { "tests/schemes" } else { "schemes" };
        format!("{folder}/{}/{}", self.scheme, self.edition)
    }

    /// Its row of the guide; number and name stand in the first row of a shape.
    fn line(&self, first: bool) -> String {
        let (number, title) =
            if first { (self.shape.to_string(), self.title.as_str()) } else { (String::new(), "") };
        let path = self.path();
        let link = path.strip_prefix("schemes/").map_or_else(|| format!("../{path}"), str::to_owned);
        let (scheme, case) = if self.scheme.is_empty() {
            ("尚不能表达 · open".into(), String::new())
        } else {
            let dues = if self.table == "dues" { "缴费 dues " } else { "" };
            (format!("[{}]({link}.toml) {}", self.scheme, self.edition), format!("{dues}`{}`", self.case))
        };
        format!("| {number} | {title} | {scheme} | {case} | {} |\n", self.note)
    }
}

#[test]
fn every_shape_has_a_scheme_and_a_case_that_exist() {
    let rows = rows();
    let mut wrong = Vec::new();
    for row in rows.iter().filter(|row| !row.scheme.is_empty()) {
        let (edition, cases) = (row.path() + ".toml", format!("{}.{}.csv", row.path(), row.table));
        if !root().join(&edition).exists() || !root().join(&cases).exists() {
            wrong.push(format!("{}: there is no {edition} or no {cases}", row.shape));
        } else if !read(&cases).lines().any(|line| line.split(',').next().is_some_and(|id| id == row.case)) {
            wrong.push(format!("{}: {cases} has no {}", row.shape, row.case));
        }
    }
    assert!(wrong.is_empty(), "schemes/shapes.csv:\n{}", wrong.join("\n"));
    let shown = |shape: usize| rows.iter().any(|row| row.shape == shape && !row.scheme.is_empty());
    let is_open = |shape: usize| OPEN.iter().any(|(open, _)| *open == shape);
    let bare: Vec<usize> = (1..=SHAPES).filter(|shape| !shown(*shape) && !is_open(*shape)).collect();
    assert!(bare.is_empty(), "no scheme shows the shapes {bare:?}");
}

#[test]
fn what_is_open_is_named_and_nothing_else() {
    let rows = rows();
    let open: Vec<&Row> = rows.iter().filter(|row| row.scheme.is_empty()).collect();
    let found: Vec<(usize, &str)> = open.iter().map(|row| (row.shape, row.note.as_str())).collect();
    assert_eq!(found.len(), OPEN.len(), "take out of OPEN what is shown now, add nothing: {found:?}");
    for ((shape, note), (known, begins)) in found.into_iter().zip(OPEN) {
        assert!(shape == *known && note.starts_with(begins), "{shape}: {note}");
    }
}

#[test]
fn the_guide_prints_the_table_of_shapes() {
    let mut table = HEAD.to_owned();
    let mut last = 0;
    for row in rows() {
        table += &row.line(row.shape != last);
        last = row.shape;
    }
    let printed = read(GUIDE);
    assert!(part(&printed, "shapes") == table, "the table of shapes in {GUIDE} is to read:\n{table}");
}

#[test]
fn every_published_scheme_is_encoded_or_says_what_it_lacks() {
    let page = read(GUIDE);
    let mut ids = BTreeSet::new();
    let mut take = |id: &str| assert!(ids.insert(id.to_owned()), "{id} is listed twice");
    for row in part(&page, "encoded").lines().skip(2).map(cells) {
        take(row[0]);
        for scheme in row[3].split('、') {
            let id = scheme.trim_start_matches('[').split(']').next().unwrap_or("");
            let editions =
                paths(&format!("schemes/{id}")).into_iter().any(|path| path.strip_suffix(".toml").is_some());
            assert!(!id.is_empty() && editions, "{}: there is no scheme {id}", row[0]);
        }
    }
    for row in part(&page, "left out").lines().skip(2).map(cells) {
        take(row[0]);
        assert!(row.len() == 5 && row.iter().all(|cell| !cell.is_empty()), "{} lacks something", row[0]);
    }
    assert_eq!(ids.len(), PUBLISHED, "{ids:?}");
}
