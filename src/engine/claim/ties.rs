//! The four sums that tie a settlement together, checked to the fen.

use super::component::{Component, FUNDS};
use super::settlement::Settlement;
use crate::engine::money::Fen;

/// How a file's slips count what the member paid from accounts: provinces differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberPartRule {
    /// `psn_part_amt = acct_pay + psn_cash_pay`; the shared account stands inside `acct_pay`.
    #[default]
    SharedInsideAccount,
    /// `psn_part_amt = acct_pay + acct_mulaid_pay + psn_cash_pay`.
    SharedApart,
    /// The file's slips do not tie here; the sum is not checked.
    NotChecked,
}

/// A sum on the slip that does not tie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untied {
    /// Which of the four ties, 1 to 4, as in the facts about the national platform.
    pub tie: u8,
    /// The figure that should be the sum.
    pub whole: Component,
    /// The figures that should add up to it.
    pub parts: Vec<Component>,
    /// What stands on the slip.
    pub stated: Fen,
    /// What the parts add up to.
    pub sum: Fen,
}

impl Untied {
    /// How far the sum of the parts is above the stated figure; negative when below.
    pub fn off_by(&self) -> Fen {
        self.sum - self.stated
    }

    /// The sentence for a clerk, in Chinese.
    pub fn zh(&self) -> String {
        let names: Vec<&str> = self.parts.iter().map(|c| c.names().zh[0]).collect();
        let whole = self.whole.names().zh[0];
        let (more_or_less, size) = direction(self.off_by(), "多", "少");
        format!(
            "结算单不平：{}合计 {} 元，比{whole} {} 元{more_or_less} {size} 元，请与结算单核对",
            names.join("＋"),
            self.sum,
            self.stated
        )
    }

    /// The sentence in English.
    pub fn en(&self) -> String {
        let names: Vec<&str> = self.parts.iter().map(|c| c.names().word).collect();
        let whole = self.whole.names().word;
        let (more_or_less, size) = direction(self.off_by(), "more", "less");
        format!(
            "the settlement does not tie: {} add up to {}, {size} {more_or_less} than {whole} {}; compare \
             the figures with the slip",
            names.join(" + "),
            self.sum,
            self.stated
        )
    }
}

fn direction(off_by: Fen, above: &'static str, below: &'static str) -> (&'static str, Fen) {
    if off_by < Fen::ZERO { (below, -off_by) } else { (above, off_by) }
}

/// Checks the ties whose figures are all known; a tie with an unknown figure cannot fail.
pub fn untied(slip: &Settlement, rule: MemberPartRule) -> Vec<Untied> {
    use Component as C;
    let accounts: &[C] = match rule {
        MemberPartRule::SharedInsideAccount => &[C::AccountPaid, C::CashPaid],
        MemberPartRule::SharedApart => &[C::AccountPaid, C::AccountSharedPaid, C::CashPaid],
        MemberPartRule::NotChecked => &[],
    };
    let ties: [(C, &[C]); 4] = [
        (C::Total, &[C::SelfFunded, C::OverLimit, C::CategoryBFirst, C::InScope]),
        (C::Total, &[C::FundsPaid, C::MemberPart, C::HospitalPaid]),
        (C::FundsPaid, &FUNDS),
        (C::MemberPart, accounts),
    ];
    (1..).zip(ties).filter_map(|(tie, (whole, parts))| check(slip, tie, whole, parts)).collect()
}

fn check(slip: &Settlement, tie: u8, whole: Component, parts: &[Component]) -> Option<Untied> {
    let stated = slip.get(whole)?;
    // The hospital bears something only in a few regions; a slip without that column bears nothing there.
    let value = |c: &Component| match c {
        Component::HospitalPaid => Some(slip.get(*c).unwrap_or_default()),
        _ => slip.get(*c),
    };
    let figures: Option<Vec<Fen>> = parts.iter().map(value).collect();
    let sum = figures.filter(|f| !f.is_empty())?.into_iter().sum();
    (sum != stated).then(|| Untied { tie, whole, parts: parts.to_vec(), stated, sum })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(figures: &[(&str, i32)]) -> Settlement {
        figures.iter().fold(Settlement::new(), |slip, (word, yuan)| {
            slip.with(Component::from_word(word).unwrap(), Fen::yuan(*yuan))
        })
    }

    #[test]
    fn each_tie_is_checked_to_the_fen() {
        let full: &[(&str, i32)] = &[
            ("total", 100),
            ("self_funded", 10),
            ("over_limit", 5),
            ("category_b_first", 5),
            ("in_scope", 80),
            ("funds_paid", 60),
            ("member_part", 40),
            ("account_paid", 30),
            ("cash_paid", 10),
            ("pooled_paid", 60),
            ("civil_servant_paid", 0),
            ("enterprise_paid", 0),
            ("resident_major_paid", 0),
            ("major_paid", 0),
            ("disabled_paid", 0),
            ("medical_aid_paid", 0),
            ("other_paid", 0),
        ];
        assert_eq!(untied(&slip(full), MemberPartRule::default()), []);
        for (word, broken) in [
            ("in_scope", vec![1]),
            ("member_part", vec![2, 4]),
            ("pooled_paid", vec![3]),
            ("cash_paid", vec![4]),
        ] {
            let c = Component::from_word(word).unwrap();
            let before = slip(full);
            let off = before.clone().with(c, before.get(c).unwrap() + Fen::FEN);
            let ties: Vec<u8> = untied(&off, MemberPartRule::default()).iter().map(|u| u.tie).collect();
            assert_eq!(ties, broken, "{word}");
        }
    }

    #[test]
    fn the_shared_account_counts_as_the_file_profile_says() {
        let s = slip(&[
            ("member_part", 40),
            ("account_paid", 20),
            ("account_shared_paid", 10),
            ("cash_paid", 10),
        ]);
        assert_eq!(untied(&s, MemberPartRule::SharedInsideAccount).len(), 1);
        assert_eq!(untied(&s, MemberPartRule::SharedApart), []);
        assert_eq!(untied(&s, MemberPartRule::NotChecked), []);
    }

    #[test]
    fn the_sentence_says_by_how_much() {
        let s = slip(&[("total", 100), ("funds_paid", 60), ("member_part", 39)]);
        let sentence = untied(&s, MemberPartRule::default())[0].zh();
        assert!(sentence.contains("少 1.00 元"), "{sentence}");
    }
}
