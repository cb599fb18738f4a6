//! Which identity document a number is of: resident ID card, passport, permits, residence cards.

use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;

/// The kind of an identity document, beside its number.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct KindArgs {
    /// Which document the number is of: resident-id, passport, hk-mo-permit, taiwan-permit, hmt-residence,
    /// foreign-residence, or its Chinese name 证件种类
    #[arg(long, value_name = "KIND", default_value = "resident-id", value_parser = kind)]
    document_kind: DocumentKind,
}

impl KindArgs {
    /// With its number, as it was typed.
    pub fn of(self, number: String) -> (DocumentKind, String) {
        (self.document_kind, number)
    }
}

/// A kind of document as it is typed.
pub fn kind(text: &str) -> Result<DocumentKind, String> {
    let words = || DocumentKind::ALL.iter().map(|(word, _, zh)| format!("{word} {zh}")).collect::<Vec<_>>();
    DocumentKind::from_word(text)
        .ok_or_else(|| format!("请填写其中之一 choose one of: {}", words().join(", ")))
}
