//! Add an employer: a unit whose members enrol through it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::{Office, typed};
use crate::engine::office::{Refusal, Right};
use crate::store::employer::{self, NewEmployer};
use crate::store::{StoreError, Tx};

/// Adds an employer.
pub struct AddEmployer;

/// Which employer.
#[derive(Clone, Debug, Serialize)]
pub struct EmployerAddition {
    /// Its name.
    pub name: String,
    /// Its credit code, as typed.
    pub credit_code: Option<String>,
    /// How many people work there.
    pub size: Option<u32>,
}

/// Which employer it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerAnswer {
    /// Its id.
    pub employer: String,
}

impl Act for AddEmployer {
    const NAME: &'static str = "add-employer";
    const RIGHT: Right = Right::EditMember;
    type Request = EmployerAddition;
    type Answer = EmployerAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, EmployerAddition>],
    ) -> Result<Vec<Outcome<EmployerAnswer>>, StoreError> {
        let read: Vec<Result<Called, Refusal>> = slice.iter().map(|asked| called(asked.request)).collect();
        let mut taken = taken(tx, read.iter().flatten()).await?;
        let (mut rows, mut outcomes) = (vec![], vec![]);
        for (asked, read) in slice.iter().zip(read) {
            let free = read.and_then(|called| called.free(&taken));
            outcomes.push(free.map(|called| {
                taken.extend(called.each().map(str::to_owned));
                let id = tx.issue_id('w');
                rows.push(NewEmployer {
                    id: id.clone(),
                    organisation_id: tx.organisation().into(),
                    name: called.name,
                    credit_code: called.credit_code,
                    size: asked.request.size,
                    import_id: None,
                });
                Done::new(EmployerAnswer { employer: id.clone() }, id)
            }));
        }
        employer::insert(tx, &rows).await?;
        Ok(outcomes)
    }
}

/// What an employer is called by, each of which only one of the book may be.
pub(super) struct Called {
    /// Its name; empty where it stays as it is.
    pub name: String,
    /// Its credit code, in one form.
    pub credit_code: Option<String>,
}

impl Called {
    /// Name and credit code, as far as they are given.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        let name = Some(self.name.as_str()).filter(|name| !name.is_empty());
        name.into_iter().chain(self.credit_code.as_deref())
    }

    /// Itself, where nobody is called so.
    pub fn free(self, taken: &HashSet<String>) -> Result<Self, Refusal> {
        if let Some(called) = self.each().find(|called| taken.contains(*called)) {
            let said = (
                format!("已有单位使用“{called}”，请直接使用该单位，或核对名称和统一社会信用代码。"),
                format!(
                    "Another employer is called `{called}`; use that one, or check name and credit code."
                ),
            );
            return Err(Refusal::field("employer", said));
        }
        Ok(self)
    }
}

/// Which of some names and codes are those of employers of the book.
pub(super) async fn taken<'c>(
    tx: &mut Tx,
    all: impl Iterator<Item = &'c Called>,
) -> Result<HashSet<String>, StoreError> {
    let names: Vec<&str> = all.flat_map(Called::each).collect();
    let found = employer::find(tx, &names).await?;
    Ok(names.iter().zip(found).filter(|(_, found)| found.is_some()).map(|(name, _)| (*name).into()).collect())
}

fn called(request: &EmployerAddition) -> Result<Called, Refusal> {
    let name = typed::name(&request.name)?.to_owned();
    let code = request.credit_code.as_deref().map(typed::credit_code).transpose()?;
    Ok(Called { name, credit_code: code.map(|code| code.as_str().into()) })
}
