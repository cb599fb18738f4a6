//! Rows to facts: every cell into a draft, what follows from them, and all that is wrong with the row.

use super::columns::Field;
use super::draft::Draft;
use super::finish::{Found, finish};
use super::scheme::Scheme;
use super::target::{Column, Target, columns};
use super::values::Wrong;
use super::{ClaimProfile, check, shape};
use crate::engine::scheme::model::Edition;
use crate::exchange::table::{CellError, Row};

/// Reads the rows of one file.
pub(in crate::exchange) struct Reader<'a> {
    columns: Vec<Column<'a>>,
    scheme: Scheme<'a>,
    profile: &'a ClaimProfile,
}

impl<'a> Reader<'a> {
    /// A reader for a header; the columns named in `elsewhere` are left to the caller.
    pub fn new(
        header: &[String],
        profile: &'a ClaimProfile,
        editions: &[&'a Edition],
        elsewhere: &[&str],
    ) -> Self {
        let scheme = Scheme::new(editions);
        Self { columns: columns(header, &scheme, elsewhere), scheme, profile }
    }

    /// The columns that nobody reads.
    pub fn unknown(&self) -> Vec<&str> {
        let unknown = self.columns.iter().filter(|column| column.target == Target::Unknown);
        unknown.map(|column| column.name.as_str()).collect()
    }

    /// Has the file a date of what happened, or a figure? Without, its rows say nothing that a claim is about.
    pub(super) fn tells_of_claims(&self) -> bool {
        use Target as T;
        let tells = |target: &Target<'_>| {
            matches!(target, T::Field(Field::Date(_)) | T::Amount(_) | T::Expense(_) | T::Fact(_))
        };
        self.columns.iter().any(|column| tells(&column.target))
    }

    /// What the file calls the column of a field; our word where it has none.
    pub(super) fn name(&self, field: Field) -> Option<&str> {
        self.name_of(&Target::Field(field))
    }

    fn name_of(&self, target: &Target<'_>) -> Option<&str> {
        self.columns.iter().find(|column| column.target == *target).map(|column| column.name.as_str())
    }

    /// One row, finished; and all that is wrong with it.
    pub fn read(&self, row: &Row) -> (Draft, Vec<CellError>) {
        let mut draft = Draft::default();
        let mut errors = vec![];
        let mut readable = true;
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| column.target.is_read()) {
            if let Err(wrong) = self.put(&mut draft, row, at) {
                errors.push(CellError::new(row.line, &column.name, wrong.en, wrong.zh));
                readable &= !matches!(column.target, Target::Amount(_));
            }
        }
        if draft.void {
            return (draft, vec![]);
        }
        let mut found = vec![];
        check::negative(&draft, &mut found);
        // An amount that could not be read would make sums fail that may well tie.
        if readable {
            check::ties(&draft, *self.profile, &mut found);
        }
        shape::shape(&draft, &mut found);
        finish(&mut draft, &mut found);
        check::days(&draft, *self.profile, &mut found);
        errors.extend(found.into_iter().map(|found| self.located(row.line, found)));
        let claim = &mut draft.facts.claim;
        claim.settlement = std::mem::take(&mut claim.settlement).completed();
        (draft, errors)
    }

    fn put(&self, draft: &mut Draft, row: &Row, at: usize) -> Result<(), Wrong> {
        let (column, cell) = (&self.columns[at], row.cell(at));
        if cell.is_empty() {
            return Ok(());
        }
        match column.same_as.map(|first| (&self.columns[first].name, row.cell(first))) {
            Some((_, same)) if same == cell => Ok(()),
            Some((first, other)) if !other.is_empty() => Err(Wrong::new(
                format!("the column `{first}` says the same and has another value; remove one of the two"),
                format!("与“{first}”列含义相同而内容不同，请只保留一列。"),
            )),
            _ => draft.put(&column.target, cell, &self.scheme),
        }
    }

    fn located(&self, line: usize, (target, wrong): Found) -> CellError {
        let by_number = || self.name(Field::IdNumber).filter(|_| target == Target::Field(Field::Birth));
        let column = self.name_of(&target).or_else(by_number).unwrap_or_default();
        CellError::new(line, column, wrong.en, wrong.zh)
    }
}
