//! Earmarked pools (专款专用) against what they have paid.

use super::Looked;
use crate::desk::follow::pool_id;
use crate::desk::office::Office;
use crate::desk::schemes::compiled;
use crate::store::claim::editions;
use crate::store::ledger;
use crate::store::{BookId, StoreError};

/// Each benefit that a pool paid is one that some edition lets it pay.
pub(super) async fn earmarked(office: &Office, book: &BookId) -> Result<Looked, StoreError> {
    let said = ("专项资金池只支付规定的待遇", "earmarked pools paid only what they are for");
    let paid = ledger::paid_benefits(&office.store, book).await?;
    let count = i64::try_from(paid.len()).unwrap_or(0);
    for (pool, benefit) in paid {
        let scheme = pool.rsplit_once('/').map_or("", |(scheme, _)| scheme);
        let published = editions(&office.store, scheme).await?;
        if !published.is_empty() && !may_pay(&*compiled(&published)?, (&pool, &benefit)) {
            return Ok(Looked::new(
                "pools-pay-their-own",
                said,
                count,
                Some(format!("pool {pool}: {benefit}")),
            ));
        }
    }
    Ok(Looked::new("pools-pay-their-own", said, count, None))
}

/// A pool that no edition names pays whatever there is.
fn may_pay(scheme: &crate::engine::adjudicate::Scheme, (pool, benefit): (&str, &str)) -> bool {
    let pools = scheme.editions().iter().flat_map(|edition| &edition.pools);
    let mut named = pools.filter(|named| pool_id(scheme.id(), &named.id) == pool).peekable();
    named.peek().is_none()
        || named.any(|pool| pool.only_for.is_empty() || pool.only_for.iter().any(|only| only == benefit))
}
