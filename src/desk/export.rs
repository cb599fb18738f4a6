//! Export: who takes which data out, noted before any of it leaves the office.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::office::{Refusal, Right};
use crate::store::{StoreError, Tx};

/// Notes that data is taken out.
pub struct Export;

/// Which data.
#[derive(Clone, Debug, Serialize)]
pub struct ExportRequest {
    /// The place, as it was named.
    pub to: String,
    /// With names, numbers and accounts in full.
    pub personal: bool,
}

/// It may be taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportAnswer {
    /// With diagnoses, and not only their categories.
    pub diagnoses: bool,
}

impl Act for Export {
    const NAME: &'static str = "export";
    const RIGHT: Right = Right::Export;
    type Request = ExportRequest;
    type Answer = ExportAnswer;

    async fn carry_out(
        _: &Office,
        _: &mut Tx,
        slice: &[Asked<'_, ExportRequest>],
    ) -> Result<Vec<Outcome<ExportAnswer>>, StoreError> {
        Ok(slice.iter().map(may).collect())
    }
}

fn may(asked: &Asked<'_, ExportRequest>) -> Outcome<ExportAnswer> {
    let ExportRequest { to, personal } = asked.request;
    if *personal {
        asked.actor.check(Right::SeeInFull)?;
    }
    if *personal && asked.reason.trim().is_empty() {
        let said = (
            "导出完整的个人信息须说明事由（--because）。",
            "To take personal data out in full, say why (--because).",
        );
        return Err(Refusal::field("because", said));
    }
    let diagnoses = *personal && asked.actor.may(Right::SeeDiagnosis);
    let what = if *personal { "personal" } else { "masked" };
    Ok(Done::new(ExportAnswer { diagnoses }, format!("{what}: {to}")))
}
