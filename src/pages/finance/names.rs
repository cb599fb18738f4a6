//! What pools, payers and benefits are called on the pages of finance: as their schemes have it.

use crate::exchange::reports::Names;
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::words;
use crate::service::{Looking, Problem};
use crate::store::ledger::{self, PoolRow};

/// The names of a book's pools, and of the payers and benefits behind their accounts.
pub(super) async fn of(office: &Looking, p: &Frame) -> Result<Names, Problem> {
    let rows = ledger::pools(office.store(), office.scope(), &office.book).await?;
    let schemes = Schemes::of(office).await?;
    let mut names = Names::default();
    for row in &rows {
        name(&mut names, p, (row, &schemes));
    }
    Ok(names)
}

/// Later editions have the last word; what none has is called by a word that everybody knows.
fn name(names: &mut Names, p: &Frame, (row, schemes): (&PoolRow, &Schemes)) {
    names.call_pool(&row.id, row.title.clone());
    for (payer, ..) in words::PAYERS {
        names.call_sub((&row.id, payer), words::payer(p, payer));
    }
    let Some((scheme, pool)) = row.id.rsplit_once('/') else { return };
    let Some(scheme) = schemes.get(scheme) else { return };
    for edition in scheme.editions() {
        for one in edition.pools.iter().filter(|one| one.id == pool) {
            names.call_pool(&row.id, one.label.get(p.lang));
        }
        for (payer, label) in &edition.payers {
            names.call_sub((&row.id, payer), label.get(p.lang));
        }
        for benefit in &edition.benefits {
            names.call_sub((&row.id, &benefit.id), benefit.label.get(p.lang));
        }
    }
}
