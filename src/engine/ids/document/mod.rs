//! Identity documents of several kinds: read, brought into one form, and never printed whole.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::typed::{compact, is_digits};
use super::{ResidentId, ResidentIdError, mask};
use crate::engine::calendar::Day;
use crate::engine::claim::words::{Word, words};

words! {
    /// What kind of document proves who somebody is.
    DocumentKind {
        Resident "resident-id" "居民身份证" / "身份证",
        Passport "passport" "护照",
        HkMoPermit "hk-mo-permit" "港澳居民来往内地通行证" / "港澳通行证" / "回乡证",
        TaiwanPermit "taiwan-permit" "台湾居民来往大陆通行证" / "台胞证",
        HmtResidence "hmt-residence" "港澳台居民居住证",
        ForeignResidence "foreign-residence" "外国人永久居留身份证" / "外国人永久居留证",
    }
}

/// A document: its kind and its number in the one form by which it is found again.
///
/// ```
/// use huzhu::engine::ids::{DocumentKind, IdentityDocument};
/// let old = IdentityDocument::parse(DocumentKind::HkMoPermit, "h12345678 02")?;
/// let new = IdentityDocument::parse(DocumentKind::HkMoPermit, "H12345678")?;
/// assert_eq!(old, new);
/// assert_eq!(format!("{new:?}"), "IdentityDocument(HkMoPermit, H12**5678)");
/// # Ok::<(), huzhu::engine::ids::DocumentError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityDocument {
    kind: DocumentKind,
    number: Box<str>,
    birth: Option<Day>,
}

/// Why a text is no number of such a document. No message repeats the number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Nothing was typed: ask for the number.
    #[error("the number of the document is empty; type it as on the document")]
    Empty,
    /// A full-width character was typed: switch the keyboard to half-width.
    #[error("the number of the document contains the full-width character '{found}'; type '{ascii}' instead")]
    FullWidth {
        /// The character found.
        found: char,
        /// The character meant.
        ascii: char,
    },
    /// The number has not the form of this kind: compare kind and number with the document.
    #[error("this is no number of the kind of document chosen ({}); compare both with the document", kind.word())]
    Form {
        /// The kind chosen.
        kind: DocumentKind,
    },
    /// The number is right, but of another kind: choose that one.
    #[error("this is the number of another kind of document; choose {} instead of {}", meant.word(), kind.word())]
    Kind {
        /// The kind chosen.
        kind: DocumentKind,
        /// The kind that has such numbers.
        meant: DocumentKind,
    },
    /// A number of 18 characters that is built like a resident's and wrong like one.
    #[error(transparent)]
    Resident(#[from] ResidentIdError),
}

impl IdentityDocument {
    /// Reads the number of a document of a kind. Spaces and hyphens are dropped, letters become upper case.
    ///
    /// What the rules are: resident identity numbers, GB 11643; residence permits for residents of Hong Kong, Macau
    /// and Taiwan, the same with 810000, 820000 or 830000 for the region (General Office of the State Council,
    /// 2018 No. 81); Hong Kong and Macau permits, a letter H or M and the eight digits that a holder keeps for life
    /// (two more in cards before 2013 count how often it was issued); Taiwan permits, eight digits for life
    /// (until 2008 with two more, and a letter or digit in brackets); residence cards of foreigners, 18 characters
    /// beginning with 9 from December 2023 on, before that three letters and twelve digits; passports, five to
    /// twelve letters and digits, at least one of them a digit.
    ///
    /// # Errors
    /// [`DocumentError`] says what to compare with the document.
    pub fn parse(kind: DocumentKind, text: &str) -> Result<Self, DocumentError> {
        let typed = compact(text).map_err(|(found, ascii)| DocumentError::FullWidth { found, ascii })?;
        if typed.is_empty() {
            return Err(DocumentError::Empty);
        }
        let short = |form: Option<String>| {
            let number = form.ok_or(DocumentError::Form { kind })?.into_boxed_str();
            Ok(Self { kind, number, birth: None })
        };
        match kind {
            DocumentKind::Resident | DocumentKind::HmtResidence => Self::long(kind, &typed),
            DocumentKind::ForeignResidence if typed.len() == 18 => Self::long(kind, &typed),
            DocumentKind::ForeignResidence => short(old_foreign(&typed)),
            DocumentKind::Passport => short(passport(&typed)),
            DocumentKind::HkMoPermit => short(hk_mo(&typed)),
            DocumentKind::TaiwanPermit => short(taiwan(&typed)),
        }
    }

    /// A number of 18 characters with region, birthday and check character.
    fn long(kind: DocumentKind, typed: &str) -> Result<Self, DocumentError> {
        let id = ResidentId::parse(typed)?;
        let meant = kind_of(&id);
        if meant == kind { Ok(Self::from_long(kind, &id)) } else { Err(DocumentError::Kind { kind, meant }) }
    }

    fn from_long(kind: DocumentKind, id: &ResidentId) -> Self {
        Self { kind, number: id.as_str().into(), birth: Some(id.birth()) }
    }

    /// What kind of document it is.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The whole number in its one form. For storing and sending only; print [`Self::masked`].
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// First three and last four characters, those between as `*`.
    pub fn masked(&self) -> String {
        mask(&self.number, 3, 4)
    }

    /// The day of birth, where the number tells it.
    pub fn birth(&self) -> Option<Day> {
        self.birth
    }

    /// The text that stands for the person wherever documents are compared: kind and number.
    pub fn key(&self) -> String {
        format!("{}:{}", self.kind.word(), self.number)
    }
}

/// Which kind of document has such a number of 18 characters.
fn kind_of(id: &ResidentId) -> DocumentKind {
    match id.region() {
        "810000" | "820000" | "830000" => DocumentKind::HmtResidence,
        region if region.starts_with('9') => DocumentKind::ForeignResidence,
        _ => DocumentKind::Resident,
    }
}

/// Five to twelve letters and digits, at least one digit.
fn passport(typed: &str) -> Option<String> {
    let fits = (5..=12).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_alphanumeric());
    (fits && typed.bytes().any(|b| b.is_ascii_digit())).then(|| typed.to_owned())
}

/// H or M and the eight digits for life; two more are left out.
fn hk_mo(typed: &str) -> Option<String> {
    let digits = typed.strip_prefix(['H', 'M'])?;
    (is_digits(digits) && matches!(digits.len(), 8 | 10)).then(|| typed[..9].to_owned())
}

/// The eight digits for life; two more, and one character in brackets, are left out.
fn taiwan(typed: &str) -> Option<String> {
    let (digits, issuer) = typed.split_once('(').unwrap_or((typed, "A)"));
    let by_one = issuer.len() == 2 && issuer.ends_with(')') && issuer.as_bytes()[0].is_ascii_alphanumeric();
    (by_one && is_digits(digits) && matches!(digits.len(), 8 | 10)).then(|| digits[..8].to_owned())
}

/// Three letters and twelve digits.
fn old_foreign(typed: &str) -> Option<String> {
    let (letters, digits) = typed.split_at_checked(3)?;
    let fits = letters.bytes().all(|b| b.is_ascii_uppercase()) && is_digits(digits) && digits.len() == 12;
    fits.then(|| typed.to_owned())
}

impl From<&ResidentId> for IdentityDocument {
    /// The document of a number of 18 characters: of whichever of the three kinds it is.
    fn from(id: &ResidentId) -> Self {
        Self::from_long(kind_of(id), id)
    }
}

impl fmt::Debug for IdentityDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityDocument({:?}, {})", self.kind, self.masked())
    }
}

impl DocumentError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "证件号码为空，请按证件填写。".to_owned(),
            Self::FullWidth { found, ascii } => {
                format!("证件号码含有全角字符“{found}”，请改为半角“{ascii}”。")
            }
            Self::Form { kind } => {
                format!("证件号码不符合{}的编号格式，请对照证件核对证件类型和号码。", kind.zh())
            }
            Self::Kind { kind, meant } => {
                format!("该号码属于{}，不是{}，请改选证件类型。", meant.zh(), kind.zh())
            }
            Self::Resident(error) => error.zh(),
        }
    }
}

#[cfg(test)]
mod tests;
