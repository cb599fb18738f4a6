//! An invoice: what identifies it, where it was seen before, and what became of it until it is paid for.

use serde::{Deserialize, Serialize};

use super::{Signal, distinct};
use crate::engine::calendar::Day;
use crate::engine::claim::words::{Word, words};
use crate::engine::name::Name;

/// Code, number and check code of an invoice, without spaces, in half-width and upper case.
///
/// Code and number identify it; the check code proves it. It is found again by code and number alone, so that an
/// altered check code does not make another invoice of it.
///
/// ```
/// use huzhu::engine::office::fraud::Invoice;
/// let typed = Invoice::read("36060120 / ００12345678 / a1b2c3").unwrap();
/// assert_eq!(typed.identity(), "36060120-0012345678");
/// assert_eq!(typed.check(), Some("A1B2C3"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Invoice {
    code: String,
    number: String,
    check: Option<String>,
}

impl Invoice {
    /// An invoice of its parts; fully digital ones have a number alone. `None` without a number.
    pub fn new(code: &str, number: &str, check: &str) -> Option<Self> {
        let (code, number, check) = (plain(code), plain(number), plain(check));
        let check = (!check.is_empty()).then_some(check);
        (!number.is_empty()).then_some(Self { code, number, check })
    }

    /// Reads one text: number, or code and number, or code, number and check code, with a comma, semicolon, slash,
    /// hyphen, bar or space between.
    pub fn read(text: &str) -> Option<Self> {
        let separates = |c: char| c.is_whitespace() || ",;/-|，、；／－—｜".contains(c);
        let parts: Vec<&str> = text.split(separates).filter(|part| !part.is_empty()).collect();
        match parts[..] {
            [number] => Self::new("", number, ""),
            [code, number] => Self::new(code, number, ""),
            [code, number, check] => Self::new(code, number, check),
            _ => None,
        }
    }

    /// Code and number, for the blind index by which it is found again.
    pub fn identity(&self) -> String {
        format!("{}-{}", self.code, self.number)
    }

    /// The check code, where there is one.
    pub fn check(&self) -> Option<&str> {
        self.check.as_deref()
    }
}

/// Letters and digits, half-width and upper case.
fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(half).filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

/// Another claim with the same code and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The book.
    pub book: Name,
    /// The claim.
    pub claim: Name,
    /// Its check code, where it is known.
    pub check: Option<String>,
    /// Does it count: neither a draft nor denied nor revoked, or in another book, where nobody knows?
    pub stands: bool,
}

/// The same invoice on other claims: those of the book, and those elsewhere.
pub fn same_invoice(invoice: &Invoice, book: &str, seen: &[Sighting]) -> Vec<Signal> {
    let (here, elsewhere): (Vec<&Sighting>, Vec<&Sighting>) =
        seen.iter().filter(|sighting| sighting.stands).partition(|sighting| sighting.book == book);
    let differs = |s: &&Sighting| s.check.is_some() && invoice.check.is_some() && s.check != invoice.check;
    let mut signals = Vec::new();
    if !here.is_empty() {
        let other_check = here.iter().any(differs);
        let claims = distinct(here.into_iter().map(|s| s.claim.clone()));
        signals.push(Signal::SameInvoice { claims, other_check });
    }
    if !elsewhere.is_empty() {
        let books = distinct(elsewhere.into_iter().map(|s| s.book.clone()));
        signals.push(Signal::SameInvoiceElsewhere { books });
    }
    signals
}

words! {
    /// What the tax or finance authority says of an invoice.
    InvoiceState {
        Valid "valid" "正常",
        Red "red" "已冲红",
        Void "void" "已作废",
        Unknown "unknown" "查无此票",
    }
}

/// An invoice is looked up again before it is paid for: an answer older than `fresh` is none, and an invoice that is no
/// longer valid is a hold.
///
/// # Errors
/// [`AskAgain`] when there is no answer, or an old one.
pub fn at_payment(answer: Option<(InvoiceState, Day)>, fresh: Day) -> Result<Option<Signal>, AskAgain> {
    let (state, _) = answer.filter(|(_, on)| *on >= fresh).ok_or(AskAgain)?;
    Ok((state != InvoiceState::Valid).then_some(Signal::RedInvoice { state }))
}

/// The invoice must be looked up before it is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the invoice has not been looked up lately; look it up before it is paid for")]
pub struct AskAgain;
