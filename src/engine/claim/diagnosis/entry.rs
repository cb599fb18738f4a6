//! An entry of a list of diagnoses: a code or a range of codes, its name, and what must prove it.

/// One row of a list, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListEntry {
    /// The code, or the range of codes.
    pub code: String,
    /// What the illness is called.
    pub name: String,
    /// What proof a claim needs: 病理报告.
    pub evidence: Option<String>,
}

impl ListEntry {
    /// An entry that asks for no proof.
    pub fn new(code: impl Into<String>, name: impl Into<String>) -> Self {
        Self { code: code.into(), name: name.into(), evidence: None }
    }

    /// The same entry with the proof that it needs; an empty text is none.
    #[must_use]
    pub fn proven_by(mut self, evidence: &str) -> Self {
        self.evidence = Some(evidence.trim().to_owned()).filter(|text| !text.is_empty());
        self
    }
}
