//! What goes into a pool's reserve and comes out of it, in words.

use super::ratio;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Lang, Reserve};

/// The rule, as far as the notice names one.
pub fn reserve(rule: &Reserve, lang: Lang) -> String {
    let mut parts = vec![];
    if let Some(rate) = rule.rate {
        let rate = ratio(rate);
        parts.push(lang.say(
            format_args!("每年按会费和补助收入的{rate}提取"),
            format_args!("{rate} of a year's contributions and subsidies go in"),
        ));
    }
    if let Some(most) = rule.most.map(Fen::grouped) {
        parts.push(lang.say(format_args!("最多{most}元"), format_args!("at most {most} yuan")));
    }
    parts.push(if rule.only_when_short {
        lang.pick("仅在资金不足支付时动用", "drawn only when the pool cannot pay").to_owned()
    } else {
        lang.pick("凭单据动用", "drawn on a document").to_owned()
    });
    parts.join(lang.pick("；", "; "))
}
