//! Set policy (设定办理规定): a number that the office sets itself, where neither a scheme nor a source names one.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use crate::engine::claim::words::Word;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Policy, Refusal, Right};
use crate::store::policy::{self, NewPolicy};
use crate::store::{StoreError, Tx};

/// Sets a policy of the office. It holds for what comes; claims that are held stay held.
pub struct SetPolicy;

/// Which policy, and what it is set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The policy.
    pub policy: Policy,
    /// What it is set to.
    pub value: u32,
}

impl Act for SetPolicy {
    const NAME: &'static str = "set-policy";
    const RIGHT: Right = Right::SetPolicies;
    type Request = Setting;
    type Answer = Setting;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Setting>],
    ) -> Result<Vec<Outcome<Setting>>, StoreError> {
        let before = policy::of(tx).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for asked in slice {
            let Setting { policy, value } = *asked.request;
            let twice = Refusal::Stale { what: Thing::Policy, id: Name::new_static(policy.word()) };
            let once = || if seen.insert(policy) { Ok(()) } else { Err(twice) };
            outcomes.push(policy.check(value).and_then(|_| once()).map(|()| {
                let By { staff, at, .. } = By::of(asked);
                rows.push(NewPolicy { name: policy.word(), value, set_by: staff, set_at: at });
                let done = Done::new(asked.request.clone(), policy.word());
                Done { before: before.get(policy).to_string(), after: value.to_string(), ..done }
            }));
        }
        policy::set(tx, &rows).await?;
        Ok(outcomes)
    }
}
