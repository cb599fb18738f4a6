//! The cases beside an edition: claims with what the fund must pay, and where that is known from.

use std::collections::HashMap;

use super::claims::{ClaimProfile, Reader, Wrong, amount, parts};
use super::table::{CellError, Row, TableError, read_table};
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Edition;

/// The columns of a case that are not its facts.
const OWN: [&str; 10] = [
    "case",
    "scenario",
    "expect",
    "expect_by_plan",
    "decision",
    "reasons",
    "clause",
    "origin",
    "printed",
    "note",
];

/// The decisions that a case may expect.
const DECISIONS: [(&str, &str); 4] =
    [("approve", "给付"), ("part", "部分给付"), ("deny", "不予给付"), ("pend", "待核")];

/// What a case file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFile {
    /// The cases in file order.
    pub cases: Vec<Case>,
    /// All that is wrong with the other rows.
    pub errors: Vec<CellError>,
}

/// A claim and what must come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id, unique in the file.
    pub id: String,
    /// Its line.
    pub line: usize,
    /// Cases of one scenario share running totals, in file order; none: the case stands alone.
    pub scenario: Option<String>,
    /// The claim.
    pub facts: Facts,
    /// What the fund pays; may be unknown only where the decision is pend.
    pub expect: Option<Fen>,
    /// For a chain: what each plan pays, or how it stands (`excluded`, `pend` …).
    pub by_plan: Vec<(String, String)>,
    /// `approve`, `deny` or `pend`, of a chain also `part`; where the file does not say: approve when something
    /// is paid, else deny.
    pub decision: Option<String>,
    /// Reason codes.
    pub reasons: Vec<String>,
    /// The clause that it proves.
    pub clause: Option<String>,
    /// Where the amount is known from.
    pub origin: Option<Origin>,
    /// What the source printed, where that differs from what follows from the rule.
    pub printed: Option<Fen>,
    /// What else to know.
    pub note: Option<String>,
}

/// Where an expected amount is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The source published the case.
    Published,
    /// It follows from the published rule.
    Derived,
    /// It follows from something that the scheme assumed.
    Assumed,
}

impl Word for Origin {
    const ALL: &'static [(&'static str, Self, &'static str)] = &[
        ("published", Self::Published, "公开"),
        ("derived", Self::Derived, "推算"),
        ("assumed", Self::Assumed, "假定"),
    ];
}

/// Reads the cases of editions: the columns of a claims file and those of a case.
///
/// # Errors
/// [`TableError`] when the file is no table or has no column `case` or `expect`.
pub fn read_cases(bytes: &[u8], editions: &[&Edition]) -> Result<CaseFile, TableError> {
    let table = read_table(bytes)?;
    let own = OWN.map(|name| table.header.iter().position(|column| column.eq_ignore_ascii_case(name)));
    for (name, at) in OWN.into_iter().zip(own).filter(|(name, _)| ["case", "expect"].contains(name)) {
        at.ok_or(TableError::MissingColumn { name })?;
    }
    let profile = ClaimProfile::default();
    let reader = Reader::new(&table.header, &profile, editions, &OWN);
    let mut file = CaseFile { cases: vec![], errors: unknown_columns(&reader) };
    let mut lines = HashMap::new();
    for row in &table.rows {
        let (draft, mut errors) = reader.read(row);
        let mut own = Own { row, at: own, errors: vec![] };
        let case = own.case(draft.facts, &mut lines);
        errors.append(&mut own.errors);
        if errors.is_empty() { file.cases.push(case) } else { file.errors.append(&mut errors) }
    }
    Ok(file)
}

/// In a case a column that nobody reads is a mistake: the case would prove less than it says.
fn unknown_columns(reader: &Reader<'_>) -> Vec<CellError> {
    let error = |name: &str| {
        let en = "the column is not known; correct its name or remove it";
        CellError::new(1, name, en, "无法识别该列，请更正列名或删除该列。")
    };
    reader.unknown().into_iter().map(error).collect()
}

/// A row's own cells and what is wrong with them.
struct Own<'r> {
    row: &'r Row,
    at: [Option<usize>; OWN.len()],
    errors: Vec<CellError>,
}

impl<'r> Own<'r> {
    fn case(&mut self, facts: Facts, lines: &mut HashMap<String, usize>) -> Case {
        let expect = self.read("expect", amount);
        let decision = self.read("decision", decision);
        self.check_expect(expect, decision.as_deref());
        let paid = expect.is_some_and(|paid| paid > Fen::ZERO);
        let follows = || Some(if paid { "approve" } else { "deny" }.to_owned());
        Case {
            id: self.id(lines),
            line: self.row.line,
            scenario: self.text("scenario"),
            facts,
            expect,
            by_plan: self.read("expect_by_plan", by_plan).unwrap_or_default(),
            decision: decision.or_else(follows),
            reasons: parts(self.cell("reasons")).map(str::to_owned).collect(),
            clause: self.text("clause"),
            origin: self.read("origin", origin),
            printed: self.read("printed", amount),
            note: self.text("note"),
        }
    }

    fn id(&mut self, lines: &mut HashMap<String, usize>) -> String {
        let id = self.cell("case").to_owned();
        if id.is_empty() {
            self.wrong("case", Wrong::new("the case has no id; give it one", "案例没有编号，请填写。"));
        } else if let Some(first) = lines.insert(id.clone(), self.row.line) {
            let en = format!("the case `{id}` stands on line {first} already; give it another id");
            self.wrong("case", Wrong::new(en, format!("案例“{id}”已在第{first}行出现，请另行编号。")));
        }
        id
    }

    fn check_expect(&mut self, expect: Option<Fen>, decision: Option<&str>) {
        if self.cell("expect").is_empty() && decision != Some("pend") {
            let en = "the expected payment is missing; write yuan, 0 where nothing is paid";
            self.wrong("expect", Wrong::new(en, "预期给付金额为空，请填写元，不给付时填0。"));
        }
        let paid = expect.is_some_and(|paid| paid > Fen::ZERO);
        let contradicts =
            expect.is_some() && decision.is_some_and(|d| paid != ["approve", "part"].contains(&d));
        if contradicts {
            let en = "the decision and the expected payment contradict each other; correct one of the two";
            self.wrong("decision", Wrong::new(en, "结论与预期给付金额相矛盾，请更正。"));
        }
    }

    fn cell(&self, name: &str) -> &'r str {
        let at = OWN.iter().position(|own| *own == name).and_then(|own| self.at[own]);
        at.map_or("", |at| self.row.cell(at))
    }

    fn text(&self, name: &str) -> Option<String> {
        Some(self.cell(name)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    fn read<T>(&mut self, name: &'static str, read: fn(&str) -> Result<T, Wrong>) -> Option<T> {
        let cell = Some(self.cell(name)).filter(|cell| !cell.is_empty())?;
        read(cell).map_err(|wrong| self.wrong(name, wrong)).ok()
    }

    fn wrong(&mut self, name: &str, wrong: Wrong) {
        self.errors.push(CellError::new(self.row.line, name, wrong.en, wrong.zh));
    }
}

/// `inpatient=100 second=excluded`.
fn by_plan(cell: &str) -> Result<Vec<(String, String)>, Wrong> {
    let one = |part: &str| {
        let (plan, expect) = part.split_once('=').unwrap_or((part, ""));
        let words = ["approve", "deny", "pend", "excluded", "not-held", "not-meant"];
        if !plan.is_empty() && (words.contains(&expect) || amount(expect).is_ok()) {
            return Ok((plan.to_owned(), expect.to_owned()));
        }
        let en = format!(
            "`{part}` does not say what a plan pays; write plan=yuan, or one of: {}",
            words.join(", ")
        );
        let zh = format!("“{part}”未写明计划的给付，请写 计划=元，或 {} 之一", words.join("、"));
        Err(Wrong::new(en, zh))
    };
    parts(cell).map(one).collect()
}

fn decision(cell: &str) -> Result<String, Wrong> {
    let found = DECISIONS.iter().find(|(word, zh)| word.eq_ignore_ascii_case(cell) || *zh == cell);
    found.map(|(word, _)| (*word).to_owned()).ok_or_else(|| Wrong::none_of(cell, &DECISIONS))
}

fn origin(cell: &str) -> Result<Origin, Wrong> {
    let words: Vec<_> = Origin::ALL.iter().map(|(word, _, zh)| (*word, *zh)).collect();
    Origin::from_word(cell).ok_or_else(|| Wrong::none_of(cell, &words))
}

#[cfg(test)]
mod tests {
    use super::{Fen, Origin, TableError, read_cases};

    #[test]
    fn cases_carry_what_must_come_of_them() {
        let file = "case,scenario,member,setting,self_pay,expect,decision,reasons,clause,origin,printed,note\n\
                    a,s,m1,住院,8000,1500.00,,,2,published,1500.01,印错一分\n\
                    b,s,m1,inpatient,10,0,,limit-used-up band-pays-nothing,2,derived,,\n\
                    c,,m1,inpatient,,,pend,missing-figure.self_pay,,,,\n";
        let read = read_cases(file.as_bytes(), &[]).unwrap();
        assert_eq!(read.errors, []);
        let shown = |at: usize| {
            let case = &read.cases[at];
            let expect = case.expect.map_or("-".to_owned(), |fen| fen.to_string());
            let scenario = case.scenario.as_deref().unwrap_or("-");
            format!("{} {scenario} {expect} {}", case.id, case.decision.as_deref().unwrap_or("-"))
        };
        assert_eq!([shown(0), shown(1), shown(2)], ["a s 1500.00 approve", "b s 0.00 deny", "c - - pend"]);
        assert_eq!(read.cases[0].printed.map(Fen::get), Some(150_001));
        assert_eq!((read.cases[0].origin, read.cases[2].origin), (Some(Origin::Published), None));
        assert_eq!(read.cases[1].reasons, ["limit-used-up", "band-pays-nothing"]);
        assert_eq!(read.cases[1].facts.person.member, "m1");
    }

    #[test]
    fn wrong_cases_are_listed() {
        let table = [
            ("case,expect\n,1\n", "line 2, column `case`: the case has no id"),
            ("case,expect\na,1\na,1\n", "line 3, column `case`: the case `a` stands on line 2"),
            ("case,expect\na,\n", "line 2, column `expect`: the expected payment is missing"),
            ("case,expect\na,1e3\n", "line 2, column `expect`: `1e3` is not an amount"),
            ("case,expect,decision\na,5,deny\n", "line 2, column `decision`: the decision and"),
            ("case,expect,decision\na,0,maybe\n", "line 2, column `decision`: `maybe` is not known"),
            ("case,expect,expect_by_plan\na,5,x:5\n", "line 2, column `expect_by_plan`: `x:5` does not say"),
            ("case,expect,origin\na,0,guess\n", "line 2, column `origin`: `guess` is not known"),
            ("case,expect,mood\na,0,good\n", "line 1, column `mood`: the column is not known"),
            ("case,expect,setting\na,0,moon\n", "line 2, column `setting`: `moon` is not known"),
        ];
        for (file, error) in table {
            let read = read_cases(file.as_bytes(), &[]).unwrap();
            assert_eq!(read.errors.len(), 1, "{file}: {:?}", read.errors);
            assert!(read.errors[0].to_string().starts_with(error), "{}", read.errors[0]);
        }
        assert_eq!(read_cases(b"case\na\n", &[]), Err(TableError::MissingColumn { name: "expect" }));
    }
}
