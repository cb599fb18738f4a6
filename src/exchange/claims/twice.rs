//! What a file may hold only once: a settlement, and a member's invoice.

use std::collections::HashMap;

use super::columns::Field;
use super::draft::Draft;
use super::reader::Reader;
use crate::exchange::table::CellError;

/// The lines on which settlements and invoices were first seen.
#[derive(Default)]
pub(super) struct Seen {
    settlements: HashMap<(String, bool), usize>,
    invoices: HashMap<(String, String, bool), usize>,
}

impl Seen {
    /// Notes a row and says what it repeats. A reversal may repeat what it reverses.
    pub fn note(&mut self, line: usize, draft: &Draft, reader: &Reader<'_>) -> Vec<CellError> {
        let settlement = draft.settlement_id.as_ref().and_then(|id| {
            let first = *self.settlements.entry((id.clone(), draft.reversal)).or_insert(line);
            (first != line).then(|| {
                CellError::new(
                    line,
                    reader.name(Field::SettlementId).unwrap_or_default(),
                    format!("the settlement {id} stands on line {first} already; remove one of the two"),
                    format!("结算单{id}已在第{first}行出现，请删除重复的一行。"),
                )
            })
        });
        let invoice = draft.facts.claim.invoice.as_ref().zip(who(draft)).and_then(|(invoice, who)| {
            let key = (who.to_owned(), invoice.clone(), draft.reversal);
            let first = *self.invoices.entry(key).or_insert(line);
            (first != line).then(|| {
                CellError::new(
                    line,
                    reader.name(Field::Invoice).unwrap_or_default(),
                    format!(
                        "the member has the invoice {invoice} on line {first} already; remove one of the two"
                    ),
                    format!("同一会员的票据{invoice}已在第{first}行出现，请删除重复的一行。"),
                )
            })
        });
        settlement.into_iter().chain(invoice).collect()
    }
}

/// The member, or whoever the identity number names.
fn who(draft: &Draft) -> Option<&str> {
    let member = Some(draft.facts.person.member.as_str()).filter(|member| !member.is_empty());
    member.or(draft.id_number.as_deref())
}
