//! Numbers as clerks type them, read once; what cannot be read is refused with the field.

use crate::engine::calendar::Day;
use crate::engine::ids::{
    BankAccount, CreditCode, DocumentKind, IdentityDocument, MobilePhone, ResidentId, Sex,
};
use crate::engine::office::Refusal;

/// An identity document.
pub(super) fn document(kind: DocumentKind, number: &str) -> Result<IdentityDocument, Refusal> {
    IdentityDocument::parse(kind, number)
        .map_err(|why| Refusal::field("id_number", (why.zh(), sentence(&why))))
}

/// A name, without the blanks around it.
pub(super) fn name(text: &str) -> Result<&str, Refusal> {
    let said = ("姓名不能为空，请填写。", "The name is empty; type it.");
    Some(text.trim()).filter(|name| !name.is_empty()).ok_or_else(|| Refusal::field("name", said))
}

/// A credit code.
pub(super) fn credit_code(text: &str) -> Result<CreditCode, Refusal> {
    CreditCode::parse(text).map_err(|why| Refusal::field("credit_code", (why.zh(), sentence(&why))))
}

/// Days that begin before they end; `to` is the last one, inclusive.
pub(super) fn days(from: Day, to: Option<Day>) -> Result<(), Refusal> {
    let said = (
        format!("最后一日{}早于第一日{from}，请更正日期。", to.unwrap_or(from)),
        format!("The last day {} is before the first one {from}; correct the days.", to.unwrap_or(from)),
    );
    if to.is_some_and(|to| to < from) { Err(Refusal::field("to", said)) } else { Ok(()) }
}

/// A bank account.
pub(super) fn account(text: &str) -> Result<BankAccount, Refusal> {
    BankAccount::parse(text).map_err(|why| Refusal::field("account", (why.zh(), sentence(&why))))
}

/// A telephone.
pub(super) fn phone(text: &str) -> Result<MobilePhone, Refusal> {
    MobilePhone::parse(text).map_err(|why| Refusal::field("phone", (why.zh(), sentence(&why))))
}

/// The sex: as said, or as the number tells it.
pub(super) fn sex(document: Option<&IdentityDocument>, said: Option<Sex>) -> Option<Sex> {
    said.or_else(|| ResidentId::parse(document?.as_str()).ok().map(|id| id.sex()))
}

fn sentence(why: &impl std::fmt::Display) -> String {
    format!("{why}.")
}
