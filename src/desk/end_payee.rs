//! End a payee: from the day after, the member is paid again, or another payee.

use std::collections::HashSet;

use serde::Serialize;

use super::act::{Act, Asked, Done, Outcome};
use super::name_payee::PayeeAnswer;
use super::{Office, typed};
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::payee::{self, Change, Standing};
use crate::store::{StoreError, Tx};

/// Ends a payee.
pub struct EndPayee;

/// Which payee, and when.
#[derive(Clone, Debug, Serialize)]
pub struct PayeeEnd {
    /// His id.
    pub payee: String,
    /// The last day, inclusive.
    pub on: Day,
}

impl Act for EndPayee {
    const NAME: &'static str = "end-payee";
    const RIGHT: Right = Right::ChangeAccount;
    type Request = PayeeEnd;
    type Answer = PayeeAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, PayeeEnd>],
    ) -> Result<Vec<Outcome<PayeeAnswer>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.payee.as_str()).collect();
        let found = payee::find(tx, &ids).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for (asked, standing) in slice.iter().zip(&found) {
            let id = &asked.request.payee;
            let judged = judge(asked.request, standing.as_ref(), !seen.insert(id));
            outcomes.push(judged.map(|()| {
                let to_day = Some(asked.request.on.to_string());
                rows.push(Change { id: id.clone(), to_day, ..Change::default() });
                Done::new(PayeeAnswer { payee: id.clone() }, id.clone())
            }));
        }
        payee::change(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn judge(request: &PayeeEnd, standing: Option<&Standing>, twice: bool) -> Result<(), Refusal> {
    let id = &request.payee;
    let standing = standing.ok_or_else(|| Refusal::not_found(Thing::Payee, id))?;
    if twice || standing.to_day.is_some() {
        return Err(Refusal::Stale { what: Thing::Payee, id: id.as_str().into() });
    }
    // One who is never paid ends before he begins, which is fine while nobody has confirmed him.
    match standing.from_day.parse() {
        Ok(from) if standing.confirmed_by.is_some() => typed::days(from, Some(request.on)),
        _ => Ok(()),
    }
}
