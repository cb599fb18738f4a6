//! Change an employer: its name, its credit code, or how many people work there.

use std::collections::HashSet;

use serde::Serialize;

use super::act::{Act, Asked, Done, Outcome};
use super::add_employer::{Called, EmployerAnswer, taken};
use super::{Office, typed};
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::employer::{self, Change};
use crate::store::{StoreError, Tx};

/// Changes an employer.
pub struct ChangeEmployer;

/// Which employer, and what of it; what is none stays as it is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EmployerChange {
    /// Name, id or credit code.
    pub employer: String,
    /// The new name.
    pub name: Option<String>,
    /// The new credit code, as typed.
    pub credit_code: Option<String>,
    /// How many people work there now.
    pub size: Option<u32>,
}

impl Act for ChangeEmployer {
    const NAME: &'static str = "change-employer";
    const RIGHT: Right = Right::EditMember;
    type Request = EmployerChange;
    type Answer = EmployerAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, EmployerChange>],
    ) -> Result<Vec<Outcome<EmployerAnswer>>, StoreError> {
        let names: Vec<&str> = slice.iter().map(|asked| asked.request.employer.as_str()).collect();
        let found = employer::find(tx, &names).await?;
        let read: Vec<Result<Called, Refusal>> = slice.iter().map(|asked| called(asked.request)).collect();
        let mut taken = taken(tx, read.iter().flatten()).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for ((asked, employer), read) in slice.iter().zip(found).zip(read) {
            let request = asked.request;
            let judged = read.and_then(|called| {
                let none = || Refusal::not_found(Thing::Employer, &request.employer);
                let id = employer.ok_or_else(none)?.id;
                let called = called.free(&taken)?;
                let stale = Refusal::Stale { what: Thing::Employer, id: request.employer.as_str().into() };
                if seen.insert(id.clone()) { Ok((id, called)) } else { Err(stale) }
            });
            outcomes.push(judged.map(|(id, called)| {
                taken.extend(called.each().map(str::to_owned));
                rows.push(Change {
                    id: id.clone(),
                    name: Some(called.name).filter(|name| !name.is_empty()),
                    credit_code: called.credit_code,
                    size: request.size,
                });
                Done::new(EmployerAnswer { employer: id.clone() }, id)
            }));
        }
        employer::change(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn called(request: &EmployerChange) -> Result<Called, Refusal> {
    let name = request.name.as_deref().map(typed::name).transpose()?.unwrap_or_default().to_owned();
    let code = request.credit_code.as_deref().map(typed::credit_code).transpose()?;
    if name.is_empty() && code.is_none() && request.size.is_none() {
        let said = (
            "没有要变更的内容，请填写名称、统一社会信用代码或职工人数。",
            "Nothing is to be changed; give a name, a credit code or a size.",
        );
        return Err(Refusal::field("employer", said));
    }
    Ok(Called { name, credit_code: code.map(|code| code.as_str().into()) })
}
