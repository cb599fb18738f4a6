//! Signs of fraud: from what was observed on a claim to holds, each with a code and a sentence. Never a refusal.

mod account;
mod bill;
mod invoice;
mod person;
mod say;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use account::{AccountSeen, account};
pub use bill::{changed, differ, exceeded};
pub use invoice::{AskAgain, Invoice, InvoiceState, Sighting, at_payment, same_invoice};
pub use person::{MemberState, Watch, before_cover, many_by_agent, member};

use crate::engine::calendar::Day;
use crate::engine::claim::words::{Word, words};
use crate::engine::money::Fen;
use crate::engine::name::Name;

words! {
    /// Why a claim is held.
    HoldCode {
        SameInvoice "same-invoice" "票据重复",
        SameInvoiceElsewhere "same-invoice-elsewhere" "票据在其他账套出现",
        SameFacts "same-facts" "同一事项重复申请",
        BillExceeded "bill-exceeded" "各方支付超过费用总额",
        FiguresDiffer "figures-differ" "结算金额不平",
        SharedAccount "shared-account" "多名会员共用收款账户",
        SharedAccountElsewhere "shared-account-elsewhere" "收款账户在其他账套出现",
        AccountName "account-name" "账户户名不符",
        ManyByAgent "many-by-agent" "同一代办人大量代办",
        Dead "dead" "会员已身故",
        Left "left" "会员已退出",
        DiagnosisBeforeCover "diagnosis-before-cover" "参保前确诊",
        TotalsChanged "totals-changed" "录入后金额被改动",
        RedInvoice "red-invoice" "票据已冲红或作废",
        CoveredElsewhere "covered-elsewhere" "在其他账套重复参加",
        ByHand "by-hand" "人工暂停",
    }
}

/// What was noticed. It carries ids, days and amounts, never names or numbers of people, and is stored as JSON beside
/// the hold, so that its sentence can be said again in either language.
///
/// ```
/// use huzhu::engine::office::Signal;
/// let signal = Signal::SameInvoice { claims: vec!["c00000012".into()], other_check: false };
/// assert_eq!(signal.code(), "same-invoice");
/// assert_eq!(signal.detail(), r#"{"is":"same-invoice","claims":["c00000012"]}"#);
/// assert_eq!(Signal::from_detail(&signal.detail()), Some(signal));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Signal {
    /// Other claims of the book carry the same invoice.
    SameInvoice {
        /// Those claims.
        claims: Vec<Name>,
        /// Does one of them carry it with another check code? Then one of the two is not genuine.
        #[serde(skip_serializing_if = "std::ops::Not::not", default)]
        other_check: bool,
    },
    /// A claim of another book carries the same invoice.
    SameInvoiceElsewhere {
        /// Those books.
        books: Vec<Name>,
    },
    /// Other claims of the member say the very same, and no invoice tells them apart.
    SameFacts {
        /// Those claims.
        claims: Vec<Name>,
    },
    /// All payers together pay more than the bill.
    BillExceeded {
        /// The bill.
        total: Fen,
        /// What all pay.
        paid: Fen,
    },
    /// A figure is not the sum of its parts, or smaller than one of them.
    FiguresDiffer {
        /// The figure, by its word.
        whole: Name,
        /// What stands there.
        stated: Fen,
        /// The parts, by their words.
        parts: Vec<Name>,
        /// What they add up to.
        sum: Fen,
    },
    /// Other members of the book have the same account.
    SharedAccount {
        /// Those members.
        members: Vec<Name>,
    },
    /// A member of another book has the same account.
    SharedAccountElsewhere {
        /// Those books.
        books: Vec<Name>,
    },
    /// The account is in the name of neither the member nor a payee.
    AccountName,
    /// One agent hands in claims for many members.
    ManyByAgent {
        /// For how many.
        members: u32,
        /// Within so many days.
        days: u16,
    },
    /// The member was dead on the day of the event, or is to be paid though dead.
    Dead {
        /// The day of death, where it is known.
        on: Option<Day>,
        /// The day of the event.
        event: Option<Day>,
    },
    /// The member had left on the day of the event.
    Left {
        /// The day on which the member left.
        on: Day,
        /// The day of the event.
        event: Day,
    },
    /// The illness was found before the cover began.
    DiagnosisBeforeCover {
        /// The day of the diagnosis.
        diagnosed: Day,
        /// First day of unbroken cover.
        covered: Day,
    },
    /// A figure of the settlement is another than at entry.
    TotalsChanged {
        /// The figure, by its word.
        figure: Name,
        /// As entered.
        was: Fen,
        /// Now; none: taken away.
        now: Option<Fen>,
    },
    /// The invoice was cancelled by a red one, or voided, after the claim was decided.
    RedInvoice {
        /// What the invoice is now.
        state: InvoiceState,
    },
    /// The person is covered in another book at the same time.
    CoveredElsewhere {
        /// Those books.
        books: Vec<Name>,
    },
    /// Somebody holds the claim for a reason of his own.
    ByHand {
        /// The reason, in his words.
        reason: String,
    },
}

impl Signal {
    /// The kind of signal.
    pub fn kind(&self) -> HoldCode {
        match self {
            Self::SameInvoice { .. } => HoldCode::SameInvoice,
            Self::SameInvoiceElsewhere { .. } => HoldCode::SameInvoiceElsewhere,
            Self::SameFacts { .. } => HoldCode::SameFacts,
            Self::BillExceeded { .. } => HoldCode::BillExceeded,
            Self::FiguresDiffer { .. } => HoldCode::FiguresDiffer,
            Self::SharedAccount { .. } => HoldCode::SharedAccount,
            Self::SharedAccountElsewhere { .. } => HoldCode::SharedAccountElsewhere,
            Self::AccountName => HoldCode::AccountName,
            Self::ManyByAgent { .. } => HoldCode::ManyByAgent,
            Self::Dead { .. } => HoldCode::Dead,
            Self::Left { .. } => HoldCode::Left,
            Self::DiagnosisBeforeCover { .. } => HoldCode::DiagnosisBeforeCover,
            Self::TotalsChanged { .. } => HoldCode::TotalsChanged,
            Self::RedInvoice { .. } => HoldCode::RedInvoice,
            Self::CoveredElsewhere { .. } => HoldCode::CoveredElsewhere,
            Self::ByHand { .. } => HoldCode::ByHand,
        }
    }

    /// The reason code of the hold, kept for ever.
    pub fn code(&self) -> &'static str {
        self.kind().word()
    }

    /// As it is stored beside the hold: JSON.
    pub fn detail(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was stored.
    pub fn from_detail(detail: &str) -> Option<Self> {
        serde_json::from_str(detail).ok()
    }
}

/// The person is covered in other books on the same day, if any.
pub fn covered_elsewhere(books: impl IntoIterator<Item = Name>) -> Option<Signal> {
    let books = distinct(books);
    (!books.is_empty()).then_some(Signal::CoveredElsewhere { books })
}

/// Other claims of the member that say the very same, if any.
pub fn same_facts(claims: impl IntoIterator<Item = Name>) -> Option<Signal> {
    let claims = distinct(claims);
    (!claims.is_empty()).then_some(Signal::SameFacts { claims })
}

/// Each name once, in order, so that the same facts make the same hold.
fn distinct(names: impl IntoIterator<Item = Name>) -> Vec<Name> {
    let mut names: Vec<Name> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    names
}
