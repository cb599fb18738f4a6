//! A roster file to roster lines: who enrols in which plans, as unions and employers hand it in.

mod cases;
mod own;
mod person;
mod plans;
#[cfg(test)]
mod tests;
mod wrong;

pub use cases::{DuesCaseFile, read_dues_cases};
pub use person::Person;
pub use wrong::wrong_rows;

use own::{Own, known_header};

use super::claims::{ClaimProfile, Reader, Warning};
use super::table::{CellError, Row, TableError, read_table};
use crate::engine::contribution::RosterLine;
use crate::engine::scheme::model::Edition;

/// What a roster file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterFile {
    /// The rows that can be read, in file order.
    pub roster: Vec<RosterLine>,
    /// The line of each of them in the file, counted from 1.
    pub lines: Vec<usize>,
    /// What each of them says of the person that no rule looks at.
    pub persons: Vec<Person>,
    /// All that is wrong with the other rows.
    pub errors: Vec<CellError>,
    /// Columns that nobody reads.
    pub warnings: Vec<Warning>,
}

/// Reads a roster. Columns by our word or the Chinese name: `member` 会员编号, `name` 姓名, `id_number`
/// 身份证号 with `cert_type` 证件类型 (birth and sex are taken from it), `account` 银行账号 with `account_holder` 户名, `phone` 手机号, `employer` 单位, `employer_size` 单位人数,
/// `category` 类别 with `category_from`, `category_to` and `verified` 复核日期, `birth` 出生日期, `sex` 性别,
/// `service` 人员状态, `insurance` 险种, `joining` 参加方式, `hired` 入职日期, `enrolled` 参加日期, `plan` 计划
/// (`inpatient; women x2`), `holds` 已参加计划 (是 for a scheme with one plan), `share_units` 份数, and one for
/// each fact that the scheme declares. A row with an error is listed and left out, and the others go on.
///
/// ```
/// use huzhu::exchange::roster::read_roster;
/// use huzhu::engine::scheme::{problem::Problems, read};
/// # let text = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
/// let (edition, _) = read::read(text, &read::ListFiles::new(), &mut Problems::default()).unwrap();
/// let file = "会员编号,单位,参加日期\nM1,县一小,2016-01-04\nM2,县一小,一月四日\n";
/// let read = read_roster(file.as_bytes(), &edition)?;
/// assert_eq!((read.roster.len(), read.roster[0].employer.as_deref()), (1, Some("县一小")));
/// assert!(read.errors[0].zh().starts_with("第3行“参加日期”列："));
/// # Ok::<(), huzhu::exchange::table::TableError>(())
/// ```
///
/// # Errors
/// [`TableError`] when the file is no table or has no column for the member.
pub fn read_roster(bytes: &[u8], edition: &Edition) -> Result<RosterFile, TableError> {
    let table = read_table(bytes)?;
    let profile = ClaimProfile::default();
    let rows = Rows::new(&table.header, &profile, edition)?;
    let warnings = rows.unknown().as_deref().map(unread).into_iter().collect();
    let mut file = RosterFile { warnings, ..RosterFile::default() };
    for row in &table.rows {
        let (line, person, mut errors) = rows.read(row);
        if errors.is_empty() {
            file.roster.push(line);
            file.lines.push(row.line);
            file.persons.push(person);
        }
        file.errors.append(&mut errors);
    }
    Ok(file)
}

fn unread(columns: &[&str]) -> Warning {
    Warning {
        en: format!("these columns are not known and were not read: `{}`", columns.join("`, `")),
        zh: format!("以下各列无法识别，未读取：{}。", columns.join("、")),
    }
}

/// Reads the rows of one file: people as in a file of claims, and the columns of a roster.
struct Rows<'a> {
    people: Reader<'a>,
    header: &'a [String],
    edition: &'a Edition,
}

impl<'a> Rows<'a> {
    fn new(
        header: &'a [String],
        profile: &'a ClaimProfile,
        edition: &'a Edition,
    ) -> Result<Self, TableError> {
        let known = known_header(header);
        if !known.iter().any(|name| own::is_member(name)) {
            return Err(TableError::MissingColumn { name: "member" });
        }
        let people = Reader::new(&known, profile, &[edition], &own::names());
        Ok(Self { people, header, edition })
    }

    /// The columns that nobody reads, if there are any.
    fn unknown(&self) -> Option<Vec<&str>> {
        Some(self.people.unknown()).filter(|unknown| !unknown.is_empty())
    }

    /// One row, and all that is wrong with it.
    fn read(&self, row: &Row) -> (RosterLine, Person, Vec<CellError>) {
        let (draft, mut errors) = self.people.read(row);
        let (joining, units) = (draft.joining, draft.share_units);
        let mut own = Own::new(self.header, row);
        let known = Person::read(&draft, &mut own);
        let person = draft.facts.person;
        if person.member.is_empty() {
            own.wrong("member", "the member is missing; write the member's number", "会员编号为空，请填写。");
        }
        let holds = plans::held(own.cell("holds"), self.edition);
        let line = RosterLine {
            member: person.member,
            name: own.text("name"),
            employer: person.employer,
            employer_size: person.employer_size,
            categories: person.categories,
            birth: person.birth,
            sex: person.sex,
            service: person.service,
            insurance: person.insurance,
            joining,
            hired_on: own.day("hired"),
            enrolled_on: own.day("enrolled"),
            plans: own.read("plan", |cell| plans::wished(cell, units, self.edition)).unwrap_or_default(),
            holds,
            declared: draft.facts.declared,
        };
        for error in &mut errors {
            self.as_in_file(error);
        }
        errors.append(&mut own.errors);
        (line, known, errors)
    }

    /// Errors name a column as the file does.
    fn as_in_file(&self, error: &mut CellError) {
        let at = known_header(self.header).iter().position(|name| *name == error.column);
        if let Some(name) = at.and_then(|at| self.header.get(at)) {
            error.column.clone_from(name);
        }
    }
}
