//! Bands in words: 超过5,000元至20,000元（含） and what they pay.

use super::money::{amount, ratio};
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Band, Edition, Lang, Reading};

/// From where to where a band goes, and whether its bounds belong to it.
pub fn band_range(band: &Band, reading: Reading, edition: &Edition, lang: Lang) -> String {
    let yuan = |fen: Fen| amount(fen, edition, lang);
    // A share of nought is nought, so only a fixed sum cares whether nought itself is in the band.
    let from_nought = band.over == Fen::ZERO && (band.from_inclusive || reading != Reading::Fixed);
    match (from_nought, band.to) {
        (true, None) => lang.pick("任何金额", "any amount").into(),
        (true, Some(to)) if band.to_inclusive => {
            lang.say(format_args!("不超过{}", yuan(to)), format_args!("up to {}", yuan(to)))
        }
        (true, Some(to)) => lang.say(format_args!("不足{}", yuan(to)), format_args!("below {}", yuan(to))),
        (false, None) => lower(band, edition, lang),
        (false, Some(to)) => {
            let (from, to) = (lower(band, edition, lang), yuan(to));
            if band.to_inclusive {
                lang.say(format_args!("{from}至{to}（含）"), format_args!("{from} up to {to}"))
            } else {
                lang.say(format_args!("{from}至{to}（不含）"), format_args!("{from} to below {to}"))
            }
        }
    }
}

fn lower(band: &Band, edition: &Edition, lang: Lang) -> String {
    let from = amount(band.over, edition, lang);
    match (band.from_inclusive, band.to) {
        (true, None) => lang.say(format_args!("{from}及以上"), format_args!("from {from} on")),
        (true, Some(_)) => lang.say(format_args!("{from}（含）"), format_args!("from {from}")),
        (false, _) => lang.say(format_args!("超过{from}"), format_args!("over {from}")),
    }
}

/// What a band pays: its share, or its sum.
pub fn band_value(band: &Band, reading: Reading, edition: &Edition, lang: Lang) -> String {
    match reading {
        Reading::Marginal | Reading::Whole => ratio(band.pay),
        Reading::Fixed => amount(band.amount, edition, lang),
    }
}
