//! Cases of dues: a roster's columns with the scenario, the day, and what each line must come to.

use std::collections::BTreeSet;

use super::Rows;
use super::own::Own;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::contribution::{ByPayer, DuesCase, Expectation, Reason};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Edition;
use crate::exchange::claims::{ClaimProfile, Wrong, amount, parts};
use crate::exchange::table::{CellError, TableError, read_table};

/// What a file of dues cases holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DuesCaseFile {
    /// The cases in file order.
    pub cases: Vec<DuesCase>,
    /// All that is wrong with the other rows.
    pub errors: Vec<CellError>,
}

/// Reads cases: the columns of a roster (see [`super::read_roster`]) and `scenario` (rows of one scenario are
/// one roster), `as_of` (a day of the period that the dues are for), `expect` (`member=100 county-union=60`,
/// 0 for nothing), `refused` (reason codes), `clause`, `note`.
///
/// # Errors
/// [`TableError`] when the file is no table or has no column for the member.
pub fn read_dues_cases(bytes: &[u8], edition: &Edition) -> Result<DuesCaseFile, TableError> {
    let table = read_table(bytes)?;
    let profile = ClaimProfile::default();
    let rows = Rows::new(&table.header, &profile, edition)?;
    let unknown = rows.unknown().unwrap_or_default();
    let mut file = DuesCaseFile { cases: vec![], errors: unknown.into_iter().map(unknown_column).collect() };
    for row in &table.rows {
        let (roster, _, mut errors) = rows.read(row);
        let mut own = Own::new(&table.header, row);
        let as_of = own.day("as_of");
        let expected = expectation(&mut own, edition);
        if as_of.is_none() && own.cell("as_of").is_empty() {
            own.wrong(
                "as_of",
                "the day that the dues are worked out for is missing",
                "核定日期为空，请填写。",
            );
        }
        errors.append(&mut own.errors);
        if errors.is_empty() {
            let scenario = own.cell("scenario").to_owned();
            let (clause, note) = (own.text("clause"), own.text("note"));
            let as_of = as_of.unwrap_or(Day::ZERO);
            file.cases.push(DuesCase { scenario, line: row.line, as_of, roster, expected, clause, note });
        }
        file.errors.append(&mut errors);
    }
    Ok(file)
}

/// In a case a column that nobody reads is a mistake: the case would prove less than it says.
fn unknown_column(name: &str) -> CellError {
    let en = "the column is not known; correct its name or remove it";
    CellError::new(1, name, en, "无法识别该列，请更正列名或删除该列。")
}

fn expectation(own: &mut Own<'_>, edition: &Edition) -> Expectation {
    if own.cell("expect").is_empty() && own.cell("refused").is_empty() {
        let en = "write what is due (`member=100`, or 0), or why it is refused";
        own.wrong("expect", en, "请填写应缴金额（例如“member=100”，无应缴填0）或不予参加的原因。");
    }
    let by_payer = own.read("expect", |cell| by_payer(cell, edition)).unwrap_or_default();
    Expectation { by_payer, refused: own.read("refused", reasons).unwrap_or_default() }
}

fn by_payer(cell: &str, edition: &Edition) -> Result<ByPayer, Wrong> {
    let mut found = ByPayer::new();
    for part in parts(cell).filter(|part| *part != "0") {
        let Some((payer, yuan)) = part.split_once('=') else {
            return Err(Wrong::new(
                format!("`{part}`: write who pays how much, for example member=100"),
                format!("“{part}”：请填写付款方和金额，例如“member=100”。"),
            ));
        };
        let amount = amount(yuan)?;
        if amount != Fen::ZERO {
            *found.entry(self::payer(payer, edition)?).or_default() += amount;
        }
    }
    Ok(found)
}

/// A payer by id or label: one that the scheme declares or charges, or the member.
fn payer(name: &str, edition: &Edition) -> Result<String, Wrong> {
    let declared = edition.payers.iter().find(|(id, label)| id == name || label.zh == name);
    let mut charged = edition.contributions.iter().flat_map(|c| &c.from);
    match declared {
        Some((id, _)) => Ok(id.clone()),
        None if name == "member" || charged.any(|due| due.payer == name) => Ok(name.to_owned()),
        None => {
            let payers: Vec<_> = edition.payers.iter().map(|(id, l)| (id.as_str(), l.zh.as_str())).collect();
            Err(Wrong::none_of(name, &payers))
        }
    }
}

fn reasons(cell: &str) -> Result<BTreeSet<Reason>, Wrong> {
    let words = || Reason::ALL.iter().map(|(word, _, zh)| (*word, *zh)).collect::<Vec<_>>();
    parts(cell).map(|word| Reason::from_word(word).ok_or_else(|| Wrong::none_of(word, &words()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::edition;
    use super::*;
    use crate::engine::contribution::run_dues_cases;
    use crate::engine::scheme::problem::Problems;
    use crate::engine::scheme::read::{ListFiles, read};

    #[test]
    fn the_cases_beside_sinan_hold() {
        let text = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
        let (sinan, _) = read(text, &ListFiles::new(), &mut Problems::default()).unwrap();
        let file = include_bytes!("../../../schemes/cn/guizhou/sinan/2016-01-01.dues.csv");
        let read = read_dues_cases(file, &sinan).unwrap();
        assert_eq!(read.errors, []);
        for outcome in run_dues_cases(&sinan, &read.cases) {
            assert!(outcome.holds(), "{outcome:?}");
        }
        assert_eq!(read.cases.len(), 6);
    }

    #[test]
    fn a_case_that_fails_says_so() {
        let edition = edition("");
        let file = "member,scenario,as_of,expect\nM,s,2024-01-01,member=5\n";
        let cases = read_dues_cases(file.as_bytes(), &edition).unwrap().cases;
        assert!(!run_dues_cases(&edition, &cases)[0].holds());
    }

    #[test]
    fn what_is_wrong_with_a_case() {
        let file = "member,as_of,expect,refused,what\nM,,member=1,,\nM,2024-01-01,,,\nM,2024-01-01,100,so-so,\n\
                    M,2024-01-01,mayor=1,,\n";
        let read = read_dues_cases(file.as_bytes(), &edition("")).unwrap();
        let errors: Vec<_> = read.errors.iter().map(|e| format!("{} {}", e.line, e.column)).collect();
        assert_eq!(errors, ["1 what", "2 as_of", "3 expect", "4 expect", "4 refused", "5 expect"]);
    }
}
