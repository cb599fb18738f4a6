//! What a member brings: the settlement, the event, the diagnoses.

pub mod diagnosis;
