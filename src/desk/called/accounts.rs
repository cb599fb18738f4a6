//! What pools, payers and benefits are called: as their schemes have it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::desk::office::Office;
use crate::desk::schemes::InOffice;
use crate::engine::scheme::model::Lang;
use crate::exchange::reports::Names;
use crate::store::ledger::{self, PoolRow};
use crate::store::{BookId, Scope, StoreError};

/// Who pays contributions where no scheme says it: the word of the books, Chinese, English.
pub const PAYERS: [(&str, &str, &str); 5] = [
    ("member", "职工本人", "the member"),
    ("employer", "单位", "the employer"),
    ("union", "工会", "the union"),
    ("fiscal", "财政", "the government"),
    ("government", "政府", "the government"),
];

/// Who pays, by the word of the books.
pub fn payer(lang: Lang, word: &str) -> &str {
    PAYERS.iter().find(|(known, ..)| *known == word).map_or(word, |(_, zh, en)| lang.pick(*zh, *en))
}

/// The names of a book's pools, and of the payers and benefits behind their accounts.
///
/// # Errors
/// Those of the store.
pub async fn of_book(
    office: &Office,
    (scope, book): (&Scope, &BookId),
    lang: Lang,
) -> Result<Names, StoreError> {
    let rows = ledger::pools(&office.store, scope, book).await?;
    let known = office.schemes.clone();
    let schemes = office.store.look(book, move |tx| Box::pin(async move { known.all(tx).await })).await?;
    let mut names = Names::default();
    for row in &rows {
        name(&mut names, lang, (row, &schemes));
    }
    Ok(names)
}

/// Later editions have the last word; what none has is called by a word that everybody knows.
fn name(names: &mut Names, lang: Lang, (row, schemes): (&PoolRow, &HashMap<String, Arc<InOffice>>)) {
    names.call_pool(&row.id, row.title.clone());
    for (word, ..) in PAYERS {
        names.call_sub((&row.id, word), payer(lang, word));
    }
    let Some((scheme, pool)) = row.id.rsplit_once('/') else { return };
    let Some(scheme) = schemes.get(scheme) else { return };
    for edition in scheme.editions() {
        for one in edition.pools.iter().filter(|one| one.id == pool) {
            names.call_pool(&row.id, one.label.get(lang));
        }
        for (payer, label) in &edition.payers {
            names.call_sub((&row.id, payer), label.get(lang));
        }
        for benefit in &edition.benefits {
            names.call_sub((&row.id, &benefit.id), benefit.label.get(lang));
        }
    }
}
