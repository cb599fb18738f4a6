//! The receipt: from what, under which text, by which engine a decision was made.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::digest::hexadecimal;
use crate::engine::name::Name;
use crate::engine::scheme::model::Edition;

/// What a decision was made from. The same receipt means the same decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of the engine.
    pub engine: Name,
    /// The scheme's id.
    pub scheme: Name,
    /// First day and hash of each edition that a benefit was computed under.
    pub editions: Vec<(Day, Name)>,
    /// SHA-256 of the facts, in hexadecimal; empty for a part of a larger answer, whose receipt has it.
    pub facts: String,
}

impl Receipt {
    pub(super) fn new<'e>(scheme: &str, editions: impl Iterator<Item = &'e Edition>, facts: String) -> Self {
        Self {
            engine: Name::new_static(env!("CARGO_PKG_VERSION")),
            scheme: scheme.into(),
            editions: editions.map(|e| (e.from(), e.hash.clone())).collect(),
            facts,
        }
    }
}

/// SHA-256 of the facts in their JSON form, in hexadecimal.
pub fn hash(facts: &Facts) -> String {
    let mut json = Vec::with_capacity(1024);
    // Into memory, keys are texts and values plain: it cannot fail.
    let _ = serde_json::to_writer(&mut json, facts);
    hexadecimal(&Sha256::digest(&json))
}
