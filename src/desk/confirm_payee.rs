//! Confirm a payee: another person than who named him agrees; from then on he is paid.

use std::collections::HashSet;

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::name_payee::PayeeAnswer;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Involved, Person, Refusal, Right};
use crate::store::payee::{self, Change, Standing};
use crate::store::{StoreError, Tx};

/// Confirms a payee.
pub struct ConfirmPayee;

/// Which payee.
#[derive(Clone, Debug, Serialize)]
pub struct PayeeConfirmation {
    /// His id.
    pub payee: String,
}

impl Act for ConfirmPayee {
    const NAME: &'static str = "confirm-payee";
    const RIGHT: Right = Right::ConfirmAccount;
    type Request = PayeeConfirmation;
    type Answer = PayeeAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, PayeeConfirmation>],
    ) -> Result<Vec<Outcome<PayeeAnswer>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.payee.as_str()).collect();
        let found = payee::find(tx, &ids).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for (asked, standing) in slice.iter().zip(&found) {
            let id = &asked.request.payee;
            let judged = judge(asked, standing.as_ref(), !seen.insert(id));
            outcomes.push(judged.map(|()| {
                rows.push(Change {
                    id: id.clone(),
                    confirmed_by: Some(asked.actor.staff.to_string()),
                    confirmed_at: Some(asked.now.moment()),
                    to_day: None,
                });
                Done::new(PayeeAnswer { payee: id.clone() }, id.clone())
            }));
        }
        payee::change(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn judge(
    asked: &Asked<'_, PayeeConfirmation>,
    standing: Option<&Standing>,
    twice: bool,
) -> Result<(), Refusal> {
    let id = &asked.request.payee;
    let standing = standing.ok_or_else(|| Refusal::not_found(Thing::Payee, id))?;
    if twice || standing.confirmed_by.is_some() || standing.to_day.is_some() {
        return Err(Refusal::Stale { what: Thing::Payee, id: id.as_str().into() });
    }
    let mut makers = Involved::default();
    makers.add_person(Person(standing.namer.as_str().into()));
    makers.check(&asked.actor)
}
