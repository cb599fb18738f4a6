//! A file of settlements row by row, to be taken in: what can be decided with who it is about, and what is wrong. A table
//! (text or workbook), or JSON.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::columns::Field;
use super::draft::Draft;
use super::json::{is_json, read_json};
use super::reader::Reader;
use super::twice::Seen;
use super::{ClaimProfile, ClaimRow, Warning};
use crate::engine::claim::words::Word;
use crate::engine::ids::{DocumentKind, IdentityDocument, ResidentId};
use crate::engine::scheme::model::{Edition, Lang};
use crate::engine::scheme::said::Said;
use crate::exchange::table::{CellError, Row, Rows, TableError, rows};

/// The column that says why a row was not taken in; it is not read.
pub const WHY: &str = "说明";

/// A settlement that can be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementRow {
    /// The claim, its member as the file names him: by number or not at all.
    pub claim: ClaimRow,
    /// Who he is, by a document.
    pub document: Option<IdentityDocument>,
    /// SHA-256 of its cells: a row without a settlement id is known again by them.
    pub content: [u8; 32],
}

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// It can be taken in.
    Good(Box<SettlementRow>),
    /// It cannot.
    Wrong {
        /// Its line, counted from 1.
        line: usize,
        /// All that is wrong with it. It carries no personal data.
        said: Said,
    },
}

/// A line, and the row that stands there or all that is wrong with it.
type Next = (usize, Result<Row, Vec<CellError>>);

/// Where the rows come from.
enum Source {
    Table(Rows),
    /// Objects of JSON in their order.
    Objects(std::vec::IntoIter<Next>),
}

/// The rows of a file of settlements, one by one.
pub struct Settlements<'a> {
    source: Source,
    reader: Reader<'a>,
    seen: Seen,
    contents: HashMap<[u8; 32], usize>,
    why: Option<usize>,
    void: usize,
}

/// Reads a file of settlements: a table, or JSON when it begins with `{` or `[`, where the line of a row is the place of
/// its object, counted from 1. The editions tell which facts and plans there are.
///
/// # Errors
/// [`TableError`] when the file is no table, names nobody, or has neither a date nor a figure.
pub fn settlements<'a>(
    bytes: &[u8],
    profile: &'a ClaimProfile,
    editions: &[&'a Edition],
) -> Result<Settlements<'a>, TableError> {
    let (header, source) = source(bytes)?;
    let reader = Reader::new(&header, profile, editions, &[WHY]);
    if reader.name(Field::Member).or(reader.name(Field::IdNumber)).is_none() {
        return Err(TableError::MissingColumn { name: "member" });
    }
    // Such as a roster, of which each row would be a claim that says nothing.
    if !reader.tells_of_claims() {
        return Err(TableError::MissingColumn { name: "discharge_date" });
    }
    let why = header.iter().position(|name| name == WHY);
    Ok(Settlements { source, reader, seen: Seen::default(), contents: HashMap::new(), why, void: 0 })
}

/// The columns of a file, and its rows.
fn source(bytes: &[u8]) -> Result<(Vec<String>, Source), TableError> {
    if !is_json(bytes) {
        let rows = rows(bytes)?;
        return Ok((rows.header().to_vec(), Source::Table(rows)));
    }
    let (table, errors) = read_json(bytes)?;
    let mut objects: BTreeMap<usize, Result<Row, Vec<CellError>>> =
        table.rows.into_iter().map(|row| (row.line, Ok(row))).collect();
    for error in errors {
        if let Err(wrong) = objects.entry(error.line).or_insert_with(|| Err(vec![])) {
            wrong.push(error);
        }
    }
    Ok((table.header, Source::Objects(objects.into_iter().collect::<Vec<_>>().into_iter())))
}

impl Source {
    /// The next row, if there is one.
    fn row(&mut self) -> Option<Result<Next, TableError>> {
        match self {
            Self::Table(rows) => Some(match rows.next()? {
                Ok(row) => Ok((row.line, Ok(row))),
                Err(TableError::LongRow { line, cells, columns }) => {
                    Ok((line, Err(vec![too_long(line, cells, columns)])))
                }
                Err(error) => Err(error),
            }),
            Self::Objects(objects) => objects.next().map(Ok),
        }
    }
}

impl Settlements<'_> {
    /// What the clerk should know of the file, when its rows were read.
    pub fn warnings(&self) -> Vec<Warning> {
        let unknown = self.reader.unknown();
        let unread = (!unknown.is_empty()).then(|| Warning {
            en: format!("these columns are not known and were not read: `{}`", unknown.join("`, `")),
            zh: format!("以下各列无法识别，未读取：{}。", unknown.join("、")),
        });
        let void = (self.void > 0).then(|| Warning {
            en: format!("{} rows are marked as not valid (`vali_flag` 0) and were left out", self.void),
            zh: format!("有{}行的有效标志为0，未读取。", self.void),
        });
        unread.into_iter().chain(void).collect()
    }

    /// A row; none where it is marked as not valid.
    fn line(&mut self, row: &Row) -> Option<Line> {
        let (draft, mut errors) = self.reader.read(row);
        if draft.void {
            self.void += 1;
            return None;
        }
        let document = self.document(row.line, &draft, &mut errors);
        if draft.facts.person.member.is_empty() && draft.id_number.is_none() {
            errors.push(self.nobody(row.line));
        }
        errors.extend(self.seen.note(row.line, &draft, &self.reader));
        let content = content(row, self.why);
        if draft.settlement_id.is_none() {
            errors.extend(self.repeated(row.line, content));
        }
        if !errors.is_empty() {
            return Some(wrong(row.line, &errors));
        }
        let claim = ClaimRow {
            line: row.line,
            number: draft.receipt.unwrap_or_default(),
            settlement_id: draft.settlement_id,
            reversal: draft.reversal,
            reverses: draft.reverses,
            facts: draft.facts,
        };
        Some(Line::Good(Box::new(SettlementRow { claim, document, content })))
    }

    /// The document; what is wrong with a resident number, the reader has said.
    fn document(&self, line: usize, draft: &Draft, errors: &mut Vec<CellError>) -> Option<IdentityDocument> {
        let number = draft.id_number.as_deref()?;
        let cert = draft.cert.as_deref().unwrap_or_default();
        if ["", "1", "01"].contains(&cert) || cert.contains("身份证") {
            return ResidentId::parse(number).ok().map(|id| IdentityDocument::from(&id));
        }
        let name = |field| self.reader.name(field).unwrap_or_default();
        let Some(kind) = DocumentKind::from_word(cert) else {
            let en = "this kind of document is not known; write resident-id, passport, hk-mo-permit …";
            let zh = "无法识别证件类型，请填写居民身份证、护照、港澳居民来往内地通行证等。";
            errors.push(CellError::new(line, name(Field::CertType), en, zh));
            return None;
        };
        let read = IdentityDocument::parse(kind, number);
        read.map_err(|why| {
            errors.push(CellError::new(line, name(Field::IdNumber), why.to_string(), why.zh()));
        })
        .ok()
    }

    fn nobody(&self, line: usize) -> CellError {
        let column = self.reader.name(Field::Member).or(self.reader.name(Field::IdNumber));
        let en = "neither the member's number nor an identity number is given; write one of them";
        CellError::new(line, column.unwrap_or_default(), en, "会员编号和证件号码均为空，请至少填写一项。")
    }

    fn repeated(&mut self, line: usize, content: [u8; 32]) -> Option<CellError> {
        let first = *self.contents.entry(content).or_insert(line);
        (first != line).then(|| {
            let en = format!("the row is the same as line {first}; remove one of the two");
            CellError::new(line, "", en, format!("该行与第{first}行完全相同，请删除重复的一行。"))
        })
    }
}

impl Iterator for Settlements<'_> {
    type Item = Result<Line, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.source.row()? {
                Ok((_, Ok(row))) => {
                    if let Some(line) = self.line(&row) {
                        return Some(Ok(line));
                    }
                }
                Ok((line, Err(errors))) => return Some(Ok(wrong(line, &errors))),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// A row with more cells than the header has columns: no cell of it can be trusted.
pub(super) fn too_long(line: usize, cells: usize, columns: usize) -> CellError {
    let en = format!(
        "the row has {cells} cells and the header {columns}; put a cell with a separator (1,234.50) into quotes"
    );
    let zh =
        format!("该行有{cells}个单元格，表头只有{columns}列；单元格内含逗号（如1,234.50）时请加英文双引号。");
    CellError::new(line, "*", en, zh)
}

fn wrong(line: usize, errors: &[CellError]) -> Line {
    let each = |lang: Lang| {
        let one = |error: &CellError| match (lang, error.column.as_str()) {
            (Lang::Zh, "" | "*") => error.zh.clone(),
            (Lang::Zh, column) => format!("“{column}”列：{}", error.zh),
            (Lang::En, "" | "*") => error.en.clone(),
            (Lang::En, column) => format!("column `{column}`: {}", error.en),
        };
        errors.iter().map(one).collect::<Vec<_>>()
    };
    Line::Wrong { line, said: Said::new(each(Lang::Zh).concat(), each(Lang::En).join(" ")) }
}

/// The cells, whatever was written beside them about why the row was not taken in.
fn content(row: &Row, why: Option<usize>) -> [u8; 32] {
    let mut hash = Sha256::new();
    let own = row.cells.iter().enumerate().filter(|(at, _)| Some(*at) != why).map(|(_, cell)| cell);
    for (at, cell) in own.enumerate().filter(|(_, cell)| !cell.is_empty()) {
        hash.update(at.to_be_bytes());
        hash.update(cell.len().to_be_bytes());
        hash.update(cell.as_bytes());
    }
    hash.finalize().into()
}

/// The rows of a file on some lines, each with the reason in a first column, under the same header: to be corrected and
/// sent again. A row with too many cells keeps them all, and has still too many: behind the last column of the file
/// there is none that could take what a comma cut off. Of JSON, the objects come as rows; what is no object, or says
/// something twice, stands there with its reason alone.
///
/// # Errors
/// [`TableError`] when the file is no table.
pub fn wrong_settlements(bytes: &[u8], reasons: &BTreeMap<usize, String>) -> Result<Vec<u8>, TableError> {
    if is_json(bytes) {
        return wrong_objects(bytes, reasons);
    }
    let mut rows = rows(bytes)?;
    let kept: Vec<usize> = (0..rows.header().len()).filter(|at| rows.header()[*at] != WHY).collect();
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![]);
    let mut put = |cells: Vec<&str>| {
        // Into memory: it cannot fail.
        let _ = writer.write_record(cells);
    };
    put([WHY].into_iter().chain(kept.iter().map(|at| rows.header()[*at].as_str())).collect());
    while let Some(row) = rows.next() {
        match row {
            Ok(row) => {
                if let Some(why) = reasons.get(&row.line) {
                    put([why.as_str()].into_iter().chain(kept.iter().map(|at| row.cell(*at))).collect());
                }
            }
            Err(TableError::LongRow { line, .. }) => {
                if let Some(why) = reasons.get(&line) {
                    // What was said before stands where the header says, if it is the first cell.
                    let said = usize::from(rows.header().first().is_some_and(|name| name == WHY));
                    put([why.as_str()].into_iter().chain(rows.cells().skip(said)).collect());
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(writer.into_inner().unwrap_or_default())
}

fn wrong_objects(bytes: &[u8], reasons: &BTreeMap<usize, String>) -> Result<Vec<u8>, TableError> {
    let (table, _) = read_json(bytes)?;
    let kept: Vec<usize> = (0..table.header.len()).filter(|at| table.header[*at] != WHY).collect();
    let rows: HashMap<usize, &Row> = table.rows.iter().map(|row| (row.line, row)).collect();
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut put = |why: &str, cells: &dyn Fn(usize) -> String| {
        // Into memory: it cannot fail.
        let _ = writer.write_record([why.to_owned()].into_iter().chain(kept.iter().map(|at| cells(*at))));
    };
    put(WHY, &|at| table.header[at].clone());
    for (line, why) in reasons {
        put(why, &|at| rows.get(line).map_or_else(String::new, |row| row.cell(at).to_owned()));
    }
    Ok(writer.into_inner().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "说明,结算ID,会员编号,自付\n,S1,m1,10.00\n旧,S2,,1e3\n,S1,m1,10.00\n旧,S4,m1,1,234.50\n";

    fn lines(file: &str) -> Vec<Line> {
        let profile = ClaimProfile::default();
        settlements(file.as_bytes(), &profile, &[]).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn good_rows_and_wrong_ones_come_in_the_order_of_the_file() {
        let read = lines(FILE);
        let said: Vec<String> = read
            .iter()
            .map(|line| match line {
                Line::Good(row) => format!("{} good", row.claim.line),
                Line::Wrong { line, said } => format!("{line} {}", said.get(Lang::Zh)),
            })
            .collect();
        assert_eq!(said[0], "2 good");
        assert!(said[1].starts_with("3 “自付”列：“1e3”不是金额"), "{}", said[1]);
        assert!(said[1].ends_with("会员编号和证件号码均为空，请至少填写一项。"), "{}", said[1]);
        assert!(said[2].contains("结算单S1已在第2行出现"), "{}", said[2]);
        assert!(said[3].starts_with("5 该行有5个单元格"), "{}", said[3]);
    }

    #[test]
    fn wrong_rows_are_written_with_their_reason_and_read_again() {
        let reasons = BTreeMap::from([(3, "错一".to_owned()), (5, "错,二".to_owned())]);
        let text = String::from_utf8(wrong_settlements(FILE.as_bytes(), &reasons).unwrap()).unwrap();
        assert_eq!(text, "说明,结算ID,会员编号,自付\n错一,S2,,1e3\n\"错,二\",S4,m1,1,234.50\n");
        let again = lines(&text.replace("S2,,1e3", "S2,m2,1000").replace("1,234.50", "\"1,234.50\""));
        assert!(again.iter().all(|line| matches!(line, Line::Good(_))), "{again:?}");
    }

    #[test]
    fn objects_are_rows_and_wrong_ones_come_back_as_a_table() {
        let file = r#"[{"setl_id":"S1","psn_no":"m1","自付":10.50}, 7, {"psn_no":"m2","自付":"1e3"},
            {"psn_no":"m3","psn_no":"m4"}, {"setl_id":"S5","psn_no":"m5"}]"#;
        let said: Vec<String> = lines(file)
            .iter()
            .map(|line| match line {
                Line::Good(row) => format!("{} {}", row.claim.line, row.claim.facts.person.member),
                Line::Wrong { line, said } => format!("{line} {}", said.get(Lang::Zh)),
            })
            .collect();
        assert_eq!((said[0].as_str(), said[4].as_str()), ("1 m1", "5 m5"));
        assert!(said[1].starts_with("2 ") && said[2].starts_with("3 “自付”列"), "{said:?}");
        assert!(said[3].starts_with("4 “psn_no”列：同一对象中"), "{said:?}");
        let reasons = BTreeMap::from([(2, "错一".to_owned()), (3, "错二".to_owned())]);
        let text = String::from_utf8(wrong_settlements(file.as_bytes(), &reasons).unwrap()).unwrap();
        assert_eq!(text, "说明,setl_id,psn_no,自付\n错一,,,\n错二,,m2,1e3\n");
        assert!(settlements(b"[1, 2]", &ClaimProfile::default(), &[]).is_err());
    }

    #[test]
    fn a_row_is_known_by_its_content_whatever_is_said_beside_it() {
        let of = |file: &str| match &lines(file)[0] {
            Line::Good(row) => row.content,
            Line::Wrong { said, .. } => panic!("{said}"),
        };
        assert_eq!(of("说明,会员编号,自付\n错,m1,5\n"), of("会员编号,自付\nm1,5\n"));
        assert_eq!(of("会员编号,自付,说明\nm1,5,错\n"), of("会员编号,自付\nm1,5\n"));
        assert_ne!(of("会员编号,自付\nm1,5\n"), of("会员编号,自付\nm1,6\n"));
        let twice = lines("会员编号,自付\nm1,5\nm1,5\n");
        assert!(
            matches!(&twice[1], Line::Wrong { said, .. } if said.get(Lang::Zh).contains("与第2行完全相同"))
        );
    }
}
