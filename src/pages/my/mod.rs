//! What a member sees on his telephone: what he can still receive, his claims and letters, and what a bill would bring.

pub(super) mod account;
pub(super) mod claims;
pub(super) mod code;
pub(super) mod entitled;
pub(super) mod estimate;
pub(super) mod file;
pub(super) mod sign_in;

use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::service::{Looking, Problem};
use crate::store::member::shown::Shown;

/// The member who looks. Of the staff nobody is meant.
async fn himself(office: &Looking) -> Result<Shown, Problem> {
    let own = office.scope().member();
    if own.is_empty() {
        return Err(Refusal::not_found(Thing::Member, &office.admitted.principal.name()).into());
    }
    super::members::found(office, own).await
}
