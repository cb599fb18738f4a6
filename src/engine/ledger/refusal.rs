//! Why something is not booked, as sentences that say what to do.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::period::{Checklist, MoveError, Period, PeriodState};
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::scheme::said::Said;

/// There is too little.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "short")]
pub enum Short {
    /// The pool must keep more than would be left.
    Pool {
        /// The pool.
        pool: Name,
        /// What it may spend.
        available: Fen,
    },
    /// An account would hold more than any amount that is kept.
    Beyond {
        /// The pool.
        pool: Name,
    },
    /// A bank account would be overdrawn.
    Bank {
        /// The pool.
        pool: Name,
        /// The account.
        code: Code,
        /// What stands on it.
        has: Fen,
    },
}

/// Why the finance desk's act is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "books")]
pub enum BooksRefusal {
    /// There is too little: put money in first, or book less.
    Short(Short),
    /// The amount is nought or less: a posting is above nought.
    Amount,
    /// A document must be named: its number or name.
    Document,
    /// More than was paid in, is owed or is due: book at most that.
    MoreThan {
        /// What may be booked.
        most: Fen,
    },
    /// The period is not open: book into an open one.
    PeriodClosed {
        /// The period.
        period: Period,
        /// How it stands.
        state: PeriodState,
    },
    /// The period cannot be moved there.
    Period {
        /// The period.
        period: Period,
        /// Why.
        why: MoveError,
    },
    /// The period cannot be closed: the checks that fail.
    Checklist {
        /// The period.
        period: Period,
        /// All checks.
        checks: Checklist,
    },
    /// The voucher was reversed, or follows claims and cannot be reversed by hand.
    NotReversible {
        /// The voucher.
        voucher: Name,
    },
    /// The money of the pool is for named benefits only (专款专用): it goes to no other pool.
    Earmarked {
        /// The pool.
        pool: Name,
    },
    /// The scheme bounds what goes into the pool's reserve, or what comes out of it: book at most that.
    Reserve {
        /// The pool.
        pool: Name,
        /// The clause.
        clause: Name,
        /// What may be booked now.
        most: Fen,
    },
    /// There are entries in the pool already.
    NotEmpty {
        /// The pool.
        pool: Name,
    },
}

impl BooksRefusal {
    /// The code, kept for ever.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Short(Short::Pool { .. }) => "pool-short",
            Self::Short(Short::Bank { .. }) => "bank-short",
            Self::Short(Short::Beyond { .. }) => "amount-beyond",
            Self::Amount => "amount-not-positive",
            Self::Document => "document-missing",
            Self::MoreThan { .. } => "more-than-there-is",
            Self::PeriodClosed { .. } => "period-closed",
            Self::Period { .. } => "period-move",
            Self::Checklist { .. } => "period-checklist",
            Self::NotReversible { .. } => "voucher-not-reversible",
            Self::Earmarked { .. } => "pool-earmarked",
            Self::Reserve { .. } => "reserve-bound",
            Self::NotEmpty { .. } => "pool-has-entries",
        }
    }

    /// The sentence for the accountant.
    pub fn said(&self) -> Said {
        match self {
            Self::Short(short) => short.said(),
            Self::Amount => {
                Said::new("金额须大于零，请更正。", "The amount must be above nought; correct it.")
            }
            Self::Document => Said::new(
                "此项须凭单据办理，请填写单据编号或名称。",
                "This is booked on a document only; give its number or name.",
            ),
            Self::MoreThan { most } => more_than(&most.grouped()),
            Self::PeriodClosed { period, state } => Said::new(
                format!("会计期间{period}{}，请记入已开放的期间，或先由他人反结账。", state.zh()),
                format!(
                    "Period {period} is {}; book into an open one, or have somebody else reopen it first.",
                    state.word()
                ),
            ),
            Self::Period { period, why } => why.said(*period),
            Self::Checklist { period, checks } => checks.said(*period),
            Self::NotReversible { voucher } => Said::new(
                format!("凭证{voucher}已冲销，或由申请业务自动生成，不能手工冲销；请在申请上更正或撤销。"),
                format!(
                    "Voucher {voucher} is reversed already or follows claims; correct or revoke the claim instead."
                ),
            ),
            Self::Earmarked { pool } => Said::new(
                format!("资金池{pool}专款专用，不得调往其他资金池。"),
                format!("The money of pool {pool} is earmarked and goes to no other pool."),
            ),
            Self::Reserve { pool, clause, most } => Said::new(
                format!(
                    "按条文{clause}，资金池{pool}的储备金现最多可办理{most}元，请核对金额（见 huzhu pool reserve）。"
                ),
                format!(
                    "By clause {clause} at most {most} yuan go into or out of the reserve of pool {pool} now; see `huzhu pool reserve`."
                ),
            ),
            Self::NotEmpty { pool } => Said::new(
                format!("资金池{pool}已有凭证，不能再录入期初余额；如有差错，请冲销后重新录入。"),
                format!("Pool {pool} has vouchers already and takes no opening balance; reverse them first."),
            ),
        }
    }
}

fn more_than(most: &str) -> Said {
    Said::new(
        format!("金额超过账面可办理数，最多{most}元，请核对。"),
        format!("That is more than the books have for it; at most {most} yuan."),
    )
}

impl Short {
    /// The sentence for the accountant.
    pub fn said(&self) -> Said {
        match self {
            Self::Pool { pool, available } => Said::new(
                format!("资金池{pool}可用余额为{}元，不足以办理，请先补足资金。", available.grouped()),
                format!(
                    "Pool {pool} has {} yuan available, which is too little; put money in first.",
                    available.grouped()
                ),
            ),
            Self::Beyond { pool } => Said::new(
                format!("资金池{pool}的科目余额将超过系统上限（1000亿元），请核对金额。"),
                format!(
                    "An account of pool {pool} would hold more than 100,000,000,000 yuan; check the amount."
                ),
            ),
            Self::Bank { pool, code, has } => Said::new(
                format!("资金池{pool}的{}余额为{}元，不足支付，请先划拨资金。", code.zh(), has.grouped()),
                format!(
                    "{} of pool {pool} has {} yuan, which is too little; move money first.",
                    code.word(),
                    has.grouped()
                ),
            ),
        }
    }
}

impl From<Short> for BooksRefusal {
    fn from(short: Short) -> Self {
        Self::Short(short)
    }
}
