//! Whose a settlement is: the member of its number in files, of the book's own id, or of its identity document.

use std::collections::HashMap;

use super::Place;
use crate::engine::scheme::said::Said;
use crate::store::identity;
use crate::store::member;
use crate::store::{StoreError, Tx};

/// The member of each row, or why there is none. What a row says twice must be the same.
pub(super) async fn members(
    tx: &mut Tx,
    rows: &[Place<'_>],
) -> Result<Vec<Result<String, Said>>, StoreError> {
    let keys = tx.keys().clone();
    let by_number: Vec<Option<String>> =
        rows.iter().map(|row| number(row).map(|number| identity::index_of_number(&keys, number))).collect();
    let by_document: Vec<Option<String>> = rows
        .iter()
        .map(|(_, row)| row.document.as_ref().map(|document| identity::index_of(&keys, document)))
        .collect();
    let mut indexes: Vec<&str> = by_number.iter().chain(&by_document).flatten().map(String::as_str).collect();
    indexes.sort_unstable();
    indexes.dedup();
    let holders = identity::holders(tx, &indexes).await?;
    let holders: HashMap<&str, String> =
        indexes.iter().zip(holders).filter_map(|(index, holder)| Some((*index, holder?.member))).collect();
    let ids: Vec<&str> = rows.iter().filter_map(number).filter(|number| is_id(number)).collect();
    let of_book = member::which(tx, &ids).await?;
    let held = |index: &Option<String>| holders.get(index.as_deref()?).map(String::as_str);
    let whose = |at: usize| {
        let own = number(&rows[at]).filter(|number| of_book.contains(*number));
        one(own.or_else(|| held(&by_number[at])), (by_document[at].is_some(), held(&by_document[at])))
    };
    Ok((0..rows.len()).map(whose).collect())
}

/// The number by which the file names the member.
fn number<'r>(row: &Place<'r>) -> Option<&'r str> {
    Some(row.1.claim.facts.person.member.as_str()).filter(|number| !number.is_empty())
}

/// Does it look like an id of the book?
fn is_id(number: &str) -> bool {
    number.strip_prefix('m').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// The member of the number, and whose the document is, where there is one.
fn one(by_number: Option<&str>, (has_document, by_document): (bool, Option<&str>)) -> Result<String, Said> {
    match (by_number, by_document) {
        (Some(one), Some(other)) if one != other => Err(Said::new(
            format!("会员编号属于会员{one}，证件号码却属于会员{other}，请核对；如系重复登记，请办理合并。"),
            format!(
                "The member's number is that of {one} and the document that of {other}; check both, or merge the two."
            ),
        )),
        (Some(one), None) if has_document => Err(Said::new(
            format!(
                "会员编号属于会员{one}，其登记的证件号码与此不同，请核对；如登记有误，请办理证件号码更正。"
            ),
            format!(
                "The member's number is that of {one}, who has another document; check it, or correct his."
            ),
        )),
        (Some(member), _) | (None, Some(member)) => Ok(member.to_owned()),
        (None, None) => Err(Said::new(
            "会员编号和证件号码均未登记，请核对；尚未参加的，请先办理参加。",
            "Neither the member's number nor the document is in the book; check them, or enrol the member first.",
        )),
    }
}
