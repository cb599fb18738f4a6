//! Amounts, ratios and roundings as an official reads them.

use super::Currency;
use crate::engine::money::{Exact, Fen, Ratio, Rounding, RoundingMode};
use crate::engine::scheme::model::{Edition, Lang};

/// An amount with thousands separators, without decimals where it has none: 5,000元; 5,000.50 yuan; 20,000日元.
pub fn amount(fen: Fen, edition: &Edition, lang: Lang) -> String {
    Currency::of(edition).with(&number(fen.into()), lang)
}

/// A ratio as notices print it: 50%, 2/37.
pub fn ratio(ratio: Ratio) -> String {
    if ratio.denominator() == 1 && ratio.is_above_one() {
        return format!("{}00%", ratio.numerator());
    }
    ratio.to_string()
}

/// A multiple: 2倍, or 150% where it is no whole number; plain figures in English.
pub fn times(share: Ratio, lang: Lang) -> String {
    if share.denominator() != 1 {
        return ratio(share);
    }
    lang.pick(format!("{}倍", share.numerator()), share.numerator().to_string())
}

/// A rounding in words: 四舍五入到分; “rounded to the nearest fen, the middle up”.
pub fn rounding(rule: Rounding, edition: &Edition, lang: Lang) -> String {
    let step = step(rule.step(), edition, lang);
    match rule.mode() {
        RoundingMode::HalfUp => lang.say(
            format_args!("四舍五入到{step}"),
            format_args!("rounded to the nearest {step}, the middle up"),
        ),
        RoundingMode::HalfEven => lang.say(
            format_args!("四舍六入五成双到{step}"),
            format_args!("rounded to the nearest {step}, the middle to the even one"),
        ),
        RoundingMode::Down => {
            lang.say(format_args!("舍去尾数到{step}"), format_args!("rounded down to the {step}"))
        }
        RoundingMode::Up => {
            lang.say(format_args!("尾数进位到{step}"), format_args!("rounded up to the {step}"))
        }
    }
}

fn step(step: Fen, edition: &Edition, lang: Lang) -> String {
    const NAMED: [(i64, &str, &str); 6] = [
        (1, "分", "fen"),
        (10, "角", "jiao"),
        (100, "元", "yuan"),
        (1_000, "十元", "ten yuan"),
        (10_000, "百元", "hundred yuan"),
        (100_000, "千元", "thousand yuan"),
    ];
    let named = NAMED.iter().find(|(fen, ..)| *fen == step.get() && edition.money.currency == "CNY");
    match named {
        Some((_, zh, en)) => (*lang.pick(zh, en)).into(),
        None => amount(step, edition, lang),
    }
}

/// An amount as figures, without decimals where it has none.
pub fn number(amount: Exact) -> String {
    let mut plain = amount.to_string();
    if plain.ends_with(".00") {
        plain.truncate(plain.len() - 3);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_multiple_reads_as_a_percentage() {
        assert_eq!(ratio(Ratio::parse("2").unwrap()), "200%");
        assert_eq!(ratio(Ratio::parse("2/37").unwrap()), "2/37");
    }
}
