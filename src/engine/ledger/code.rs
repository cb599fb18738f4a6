//! Posting codes: what stands in the books, in our words; a chart of accounts gives them numbers and names.

use serde::{Deserialize, Serialize};

use crate::engine::claim::words::{Word, words};

words! {
    /// An account of a pool. Some have sub-accounts, by payer or by benefit.
    Code {
        IncomeBank "income-bank" "收入户存款",
        PaymentBank "payment-bank" "支出户存款",
        ReserveBank "reserve-bank" "储备金存款",
        ContributionReceivable "contribution-receivable" "应收会费",
        SubsidyReceivable "subsidy-receivable" "应收补助款",
        GuaranteeReceivable "guarantee-receivable" "应收补足款",
        ClawbackReceivable "clawback-receivable" "应收追回款",
        BenefitPayable "benefit-payable" "应付互助金",
        BenefitWithheld "benefit-withheld" "暂缓支付互助金",
        BenefitWaiting "benefit-waiting" "待付互助金",
        ContributionAdvance "contribution-advance" "预收会费",
        Accumulated "accumulated" "累计结余",
        ReserveFund "reserve-fund" "风险储备金",
        Opening "opening" "期初过渡",
        ContributionIncome "contribution-income" "会费收入",
        SubsidyIncome "subsidy-income" "补助收入",
        GuaranteeIncome "guarantee-income" "补足收入",
        InterestIncome "interest-income" "利息收入",
        TransferIn "transfer-in" "调入资金",
        BenefitExpense "benefit-expense" "互助金支出",
        BenefitCut "benefit-cut" "互助金核减",
        TransferOut "transfer-out" "调出资金",
    }
}

/// What kind of account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// 资产
    Asset,
    /// 负债
    Liability,
    /// 净资产
    NetAssets,
    /// 收入
    Income,
    /// 支出
    Expense,
}

impl Class {
    /// The name in Chinese and in English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Asset => ("资产", "assets"),
            Self::Liability => ("负债", "liabilities"),
            Self::NetAssets => ("净资产", "net assets"),
            Self::Income => ("收入", "income"),
            Self::Expense => ("支出", "expenses"),
        }
    }
}

impl Code {
    /// What kind of account it is.
    pub fn class(self) -> Class {
        match self {
            Self::IncomeBank
            | Self::PaymentBank
            | Self::ReserveBank
            | Self::ContributionReceivable
            | Self::SubsidyReceivable
            | Self::GuaranteeReceivable
            | Self::ClawbackReceivable => Class::Asset,
            Self::BenefitPayable
            | Self::BenefitWithheld
            | Self::BenefitWaiting
            | Self::ContributionAdvance => Class::Liability,
            Self::Accumulated | Self::ReserveFund | Self::Opening => Class::NetAssets,
            Self::ContributionIncome
            | Self::SubsidyIncome
            | Self::GuaranteeIncome
            | Self::InterestIncome
            | Self::TransferIn => Class::Income,
            Self::BenefitExpense | Self::BenefitCut | Self::TransferOut => Class::Expense,
        }
    }

    /// Is it money in a bank? Such an account is never overdrawn.
    pub fn is_bank(self) -> bool {
        matches!(self, Self::IncomeBank | Self::PaymentBank | Self::ReserveBank)
    }

    /// Does it have sub-accounts: by payer, or by benefit?
    pub fn has_sub(self) -> bool {
        matches!(
            self,
            Self::ContributionReceivable
                | Self::ContributionAdvance
                | Self::ContributionIncome
                | Self::SubsidyReceivable
                | Self::SubsidyIncome
                | Self::BenefitExpense
                | Self::BenefitCut
        )
    }

    /// Is it carried forward into the next year by its balance? The others are closed at the end of a year.
    pub fn stays(self) -> bool {
        !matches!(self.class(), Class::Income | Class::Expense)
    }
}
