//! The components of a settlement: our word, the national field codes and the Chinese names of each.

/// One figure of a settlement slip, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// 医疗费总额
    Total,
    /// 全自费: outside the catalogue.
    SelfFunded,
    /// 超限价自费
    OverLimit,
    /// 乙类先行自付
    CategoryBFirst,
    /// 符合政策范围金额
    InScope,
    /// 实际支付起付线
    DeductiblePaid,
    /// 基本医疗保险统筹基金支出
    PooledPaid,
    /// 公务员医疗补助支出
    CivilServantPaid,
    /// 企业补充医疗保险支出
    EnterprisePaid,
    /// 居民大病保险支出
    ResidentMajorPaid,
    /// 职工大额医疗费用补助支出
    MajorPaid,
    /// 伤残人员医疗保障支出
    DisabledPaid,
    /// 医疗救助支出
    MedicalAidPaid,
    /// 其他支出
    OtherPaid,
    /// 基金支付总额: the sum of all funds.
    FundsPaid,
    /// 医院负担金额
    HospitalPaid,
    /// 个人负担总金额: all that the member bears, in scope or not.
    MemberPart,
    /// 个人账户支出
    AccountPaid,
    /// 个人账户共济支付
    AccountSharedPaid,
    /// 个人现金支出
    CashPaid,
    /// 政策范围内个人自付: in scope, and left by every fund.
    SelfPay,
}

/// What a component is called: our word, the national codes, the Chinese names.
pub struct ComponentName {
    /// The component.
    pub component: Component,
    /// Our word, also in schemes.
    pub word: &'static str,
    /// Field codes of the national platform (transaction 2304 and its like).
    pub codes: &'static [&'static str],
    /// Chinese names; the first is the one we print.
    pub zh: &'static [&'static str],
    /// English name, for explanations.
    pub en: &'static str,
}

macro_rules! names {
    ($($component:ident $word:literal [$($code:literal)*] [$($zh:literal)+] $en:literal;)+) => {
        /// Every component with its names, in the order of the slip.
        pub const COMPONENTS: &[ComponentName] = &[$(ComponentName {
            component: Component::$component, word: $word, codes: &[$($code),*], zh: &[$($zh),+], en: $en,
        },)+];
    };
}

names! {
    Total "total" ["medfee_sumamt"] ["医疗费总额" "总费用" "费用总额" "医疗总费用"] "total cost";
    SelfFunded "self_funded" ["fulamt_ownpay_amt"] ["全自费金额" "自费" "自费金额" "全自费"] "self-funded (out of scope)";
    OverLimit "over_limit" ["overlmt_selfpay"] ["超限价自费费用" "超限价" "超限价自费"] "over the price limit";
    CategoryBFirst "category_b_first" ["preselfpay_amt"] ["先行自付金额" "乙类先行自付" "先行自付"] "category B first share";
    InScope "in_scope" ["inscp_scp_amt" "inscp_amt"] ["符合政策范围金额" "政策范围内费用"] "in-scope cost";
    DeductiblePaid "deductible_paid" ["act_pay_dedc"] ["实际支付起付线" "起付线自付"] "insurance deductible borne";
    PooledPaid "pooled_paid" ["hifp_pay"] ["统筹基金支出" "基本医疗保险统筹基金支出" "统筹支付" "统筹"] "basic insurance pool";
    CivilServantPaid "civil_servant_paid" ["cvlserv_pay"] ["公务员医疗补助" "公务员补助"] "civil-servant subsidy";
    EnterprisePaid "enterprise_paid" ["hifes_pay"] ["企业补充医疗保险" "企业补充"] "enterprise supplement";
    ResidentMajorPaid "resident_major_paid" ["hifmi_pay"] ["居民大病保险" "居民大病"] "residents' major-illness insurance";
    MajorPaid "major_paid" ["hifob_pay"] ["职工大额医疗费用补助" "大额补助" "大病支付" "大额支付"] "employees' large-sum insurance";
    DisabledPaid "disabled_paid" ["hifdm_pay"] ["伤残人员医疗保障"] "cover for the disabled";
    MedicalAidPaid "medical_aid_paid" ["maf_pay"] ["医疗救助"] "medical aid";
    OtherPaid "other_paid" ["oth_pay" "othfund_pay"] ["其他支出" "其他基金支付"] "other funds";
    FundsPaid "funds_paid" ["fund_pay_sumamt"] ["基金支付总额" "医保支付" "医保报销"] "all social-insurance funds";
    HospitalPaid "hospital_paid" ["hosp_part_amt"] ["医院负担金额" "医院负担"] "borne by the hospital";
    MemberPart "member_part" ["psn_part_amt"] ["个人负担总金额" "个人负担" "个人支付"] "borne by the member";
    AccountPaid "account_paid" ["acct_pay"] ["个人账户支出" "个人账户支付" "账户支付"] "paid from the personal account";
    AccountSharedPaid "account_shared_paid" ["acct_mulaid_pay"] ["个人账户共济支付" "账户共济"] "paid from a relative's account";
    CashPaid "cash_paid" ["psn_cash_pay" "cash_payamt"] ["个人现金支出" "现金支付"] "paid in cash";
    SelfPay "self_pay" ["in_scope_self_pay"] ["政策范围内个人自付" "范围内自付" "个人自付" "自付"] "in-scope self-pay";
}

/// How many components there are.
pub const COUNT: usize = COMPONENTS.len();

/// The payers whose sum is [`Component::FundsPaid`].
pub const FUNDS: [Component; 8] = [
    Component::PooledPaid,
    Component::CivilServantPaid,
    Component::EnterprisePaid,
    Component::ResidentMajorPaid,
    Component::MajorPaid,
    Component::DisabledPaid,
    Component::MedicalAidPaid,
    Component::OtherPaid,
];

impl Component {
    /// Its place in the order of the slip.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Its names.
    pub fn names(self) -> &'static ComponentName {
        &COMPONENTS[self.index()]
    }

    /// The component of one of our words.
    pub fn from_word(word: &str) -> Option<Self> {
        COMPONENTS.iter().find(|n| n.word == word).map(|n| n.component)
    }

    /// The component of our word, a national code (any letter case) or a Chinese name.
    pub fn from_column(name: &str) -> Option<Self> {
        let name = name.trim();
        // What we wrote ourselves is read again most often.
        if let Some(own) = COMPONENTS.iter().find(|n| n.word == name) {
            return Some(own.component);
        }
        let is = |n: &&ComponentName| {
            n.word.eq_ignore_ascii_case(name)
                || n.codes.iter().any(|c| c.eq_ignore_ascii_case(name))
                || n.zh.contains(&name)
        };
        COMPONENTS.iter().find(is).map(|n| n.component)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum() {
        for (at, n) in COMPONENTS.iter().enumerate() {
            assert_eq!(n.component.index(), at, "{}", n.word);
        }
    }

    #[test]
    fn no_name_stands_for_two_components() {
        let mut seen = BTreeSet::new();
        for n in COMPONENTS {
            for name in [n.word].iter().chain(n.codes).chain(n.zh) {
                assert!(seen.insert(*name), "{name} twice");
            }
        }
    }

    #[test]
    fn columns_are_found_by_code_in_any_case() {
        assert_eq!(Component::from_column("MEDFEE_SUMAMT"), Some(Component::Total));
        assert_eq!(Component::from_column(" 自付 "), Some(Component::SelfPay));
        assert_eq!(Component::from_column("balc"), None);
    }
}
