//! The shape of a row's ids and lists: how long they may be, and that nothing unprintable stands in them.

use validator::{Validate, ValidationErrors};

use super::columns::Field;
use super::draft::Draft;
use super::finish::Found;
use super::target::Target;
use super::values::Wrong;
use crate::engine::claim::diagnosis::IcdCode;

/// Most characters of an id.
const LONGEST: u64 = 64;
/// Most diagnoses of a row.
const MOST: u64 = 50;

/// What of a row has a shape. The receipt is a number and needs none.
#[derive(Validate)]
struct Shape<'d> {
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    member: Option<&'d str>,
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    household: Option<&'d str>,
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    employer: Option<&'d str>,
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    admission: Option<&'d str>,
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    invoice: Option<&'d str>,
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    bill_code: Option<&'d str>,
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    settlement_id: Option<&'d str>,
    #[validate(length(min = 1, max = LONGEST), non_control_character)]
    reverses: Option<&'d str>,
    #[validate(length(max = MOST))]
    diagnoses: &'d [IcdCode],
}

/// The fields of [`Shape`] in the order of their errors, and the columns they come from.
const FIELDS: [(&str, Field); 9] = [
    ("member", Field::Member),
    ("household", Field::Household),
    ("employer", Field::Employer),
    ("admission", Field::Admission),
    ("invoice", Field::Invoice),
    ("bill_code", Field::BillCode),
    ("settlement_id", Field::SettlementId),
    ("reverses", Field::Reverses),
    ("diagnoses", Field::Diagnosis),
];

/// Checks the cells of a row as the file has them, before ids are put together out of several.
pub(super) fn shape(draft: &Draft, found: &mut Vec<Found>) {
    let (claim, person) = (&draft.facts.claim, &draft.facts.person);
    let shape = Shape {
        member: Some(person.member.as_str()).filter(|member| !member.is_empty()),
        household: person.household.as_deref(),
        employer: person.employer.as_deref(),
        admission: claim.admission.as_deref(),
        invoice: claim.invoice.as_deref(),
        bill_code: draft.bill_code.as_deref(),
        settlement_id: draft.settlement_id.as_deref(),
        reverses: draft.reverses.as_deref(),
        diagnoses: &claim.diagnoses,
    };
    if let Err(errors) = shape.validate() {
        found.extend(wrongs(&errors));
    }
}

/// One sentence a field: the errors of the crate come in no order and in English alone.
fn wrongs(errors: &ValidationErrors) -> impl Iterator<Item = Found> {
    let errors = errors.field_errors();
    FIELDS.into_iter().filter_map(move |(name, field)| {
        let unprintable = errors.get(name)?.iter().any(|error| error.code == "non_control_character");
        let wrong = match field {
            Field::Diagnosis => too_many(),
            _ if unprintable => control_character(),
            _ => too_long(),
        };
        Some((Target::Field(field), wrong))
    })
}

fn too_many() -> Wrong {
    Wrong::new(
        format!("the row has more than {MOST} diagnoses; keep those that the claim is about"),
        format!("诊断编码超过{MOST}个，请只保留与本次申请有关的诊断。"),
    )
}

fn control_character() -> Wrong {
    Wrong::new(
        "the cell has a line break, a tab or another character that cannot be printed; type it again",
        "单元格含有换行、制表符等不可见字符，请重新填写。",
    )
}

fn too_long() -> Wrong {
    Wrong::new(
        format!("the cell has more than {LONGEST} characters; write the number alone"),
        format!("内容超过{LONGEST}个字，请只填编号。"),
    )
}
