//! Why no contribution can be worked out.

use crate::engine::contribution::reason::Reason;
use crate::engine::contribution::refusal::Grounds;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Contribution, Edition, Lang};
use crate::engine::scheme::say::Currency;

/// None, or several, of the contributions of a plan fit the member.
pub(in super::super) fn contributions(fit: &[&Contribution]) -> Grounds {
    let Some(first) = fit.first() else {
        return Grounds::new(
            Reason::NoContribution,
            None,
            [
                "本办法没有适用于该会员的缴费标准。".into(),
                "no contribution of the scheme fits the member".into(),
            ],
            [
                "请核对会员信息或补充缴费标准。".into(),
                "check the member's data, or add a contribution to the scheme".into(),
            ],
        );
    };
    let labels: Vec<&str> = fit.iter().map(|c| c.label.zh.as_str()).collect();
    let ids: Vec<&str> = fit.iter().map(|c| c.id.as_str()).collect();
    Grounds::new(
        Reason::SeveralContributions,
        Some(&first.clause),
        [
            format!("同时适用多项缴费标准：{}。", labels.join("、")),
            format!("several contributions fit: {}", ids.join(", ")),
        ],
        [
            "请修改办法中的缴费条件，使其互不重叠。".into(),
            "make their conditions in the scheme exclude each other".into(),
        ],
    )
}

/// The member would bear less than he must.
pub(in super::super) fn own_share(
    contribution: &Contribution,
    edition: &Edition,
    (least, own): (Fen, Fen),
) -> Grounds {
    let said = |amount, lang| Currency::of(edition).amount(amount, lang);
    let [least_zh, own_zh] = [least, own].map(|amount| said(amount, Lang::Zh));
    let [least_en, own_en] = [least, own].map(|amount| said(amount, Lang::En));
    Grounds::new(
        Reason::OwnShare,
        Some(&contribution.clause),
        [
            format!("个人缴费不得低于{least_zh}，按现有分担为{own_zh}。"),
            format!("the member must bear at least {least_en}, and would bear {own_en}"),
        ],
        [format!("请将个人缴费调整到{least_zh}以上。"), format!("raise the member's share to {least_en}")],
    )
}

/// An amount beyond any that the system keeps.
pub(in super::super) fn too_large(contribution: &Contribution) -> Grounds {
    Grounds::new(
        Reason::TooLarge,
        Some(&contribution.clause),
        ["应缴金额超过系统上限。".into(), "the amount is larger than any that the system keeps".into()],
        ["请核对份数和缴费标准。".into(), "check share units and contribution".into()],
    )
}
