//! Amounts in words (大写金额), as cheques and vouchers have them: one form out, every legal spelling in.
//!
//! The rules are those of the People's Bank for bills (支付结算办法, annex 1): a nought within a group of four digits is
//! written; one that only ends a group may be left out; after 元 comes 整, after 角 it may, after 分 it does not.

use super::Fen;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 3] = ["", "万", "亿"];

/// Why a text is no amount in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A character that has no place in an amount: use 零壹贰叁肆伍陆柒捌玖 with 拾佰仟万亿元角分整.
    #[error("`{0}` has no place in an amount in words: use 零壹贰叁肆伍陆柒捌玖 with 拾佰仟万亿元角分整")]
    Character(char),
    /// Not spelt as the rules have it: this is how.
    #[error("not spelt as an amount in words must be: write {0}")]
    Spelling(String),
}

impl WordsError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Character(found) => {
                format!("大写金额中不能有“{found}”，请用零壹贰叁肆伍陆柒捌玖和拾佰仟万亿元角分整书写。")
            }
            Self::Spelling(right) => format!("大写金额书写不规范，应写作“{right}”。"),
        }
    }
}

impl Fen {
    /// The amount in words; one below nought begins with 负.
    ///
    /// ```
    /// use huzhu::engine::money::Fen;
    /// assert_eq!(Fen::parse("16409.02")?.in_words(), "壹万陆仟肆佰零玖元零贰分");
    /// assert_eq!(Fen::parse("107000.53")?.in_words(), "壹拾万零柒仟元伍角叁分");
    /// assert_eq!(Fen::yuan(300).in_words(), "叁佰元整");
    /// # Ok::<(), huzhu::engine::money::MoneyError>(())
    /// ```
    pub fn in_words(self) -> String {
        let sign = if self < Self::ZERO { "负" } else { "" };
        let noughts = Noughts { in_yuan: [true, true], before_jiao: false };
        format!("{sign}{}{}", spelt(self.get().unsigned_abs(), noughts), ending(self))
    }

    /// Reads an amount in words, in every spelling that the rules allow. 人民币 may stand before it, 圆 for 元, 正 for 整.
    ///
    /// # Errors
    /// [`WordsError`] says how it is spelt.
    pub fn from_words(text: &str) -> Result<Self, WordsError> {
        let text = text.trim().trim_start_matches("人民币").replace('圆', "元").replace('正', "整");
        let (negative, unsigned) = match text.strip_prefix('负') {
            Some(rest) => (true, rest),
            None => (false, &*text),
        };
        let size = size(unsigned)?;
        let fen = i64::try_from(size).ok().and_then(|fen| Self::new(fen).ok());
        let fen = fen.ok_or_else(|| WordsError::Spelling(Self::MAX.in_words()))?;
        if legal(size).any(|spelling| spelling == unsigned) {
            Ok(if negative { -fen } else { fen })
        } else {
            Err(WordsError::Spelling(fen.in_words()))
        }
    }
}

/// Whether a nought is written where it may be left out.
#[derive(Clone, Copy)]
struct Noughts {
    /// Between two groups of digits: below 亿, below 万.
    in_yuan: [bool; 2],
    before_jiao: bool,
}

/// Every spelling of an amount.
fn legal(fen: u64) -> impl Iterator<Item = String> {
    let noughts =
        (0..8_u8).map(|bits| Noughts { in_yuan: [bits & 1 > 0, bits & 2 > 0], before_jiao: bits & 4 > 0 });
    let endings: &[&str] = match (fen.is_multiple_of(100), fen.is_multiple_of(10)) {
        (true, _) => &["整"],
        (false, true) => &["", "整"],
        (false, false) => &[""],
    };
    noughts.flat_map(move |noughts| endings.iter().map(move |end| spelt(fen, noughts) + end))
}

fn ending(amount: Fen) -> &'static str {
    if amount.get() % 100 == 0 { "整" } else { "" }
}

/// The amount without its ending.
fn spelt(fen: u64, noughts: Noughts) -> String {
    let (yuan, jiao, cents) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = String::new();
    if yuan > 0 {
        text.push_str(&integer(yuan, noughts.in_yuan));
        text.push('元');
    } else if fen == 0 {
        return "零元".into();
    }
    let after_nought = yuan > 0 && yuan.is_multiple_of(10) && noughts.before_jiao;
    if jiao > 0 {
        text.push_str(if after_nought { "零" } else { "" });
        text.push(digit(jiao));
        text.push('角');
    } else if cents > 0 && yuan > 0 {
        text.push('零');
    }
    if cents > 0 {
        text.push(digit(cents));
        text.push('分');
    }
    text
}

/// A whole number above nought, of at most twelve digits.
fn integer(number: u64, optional: [bool; 2]) -> String {
    let places = (0..12_u32).rev().map(|place| (place, number / 10_u64.pow(place) % 10));
    let mut text = String::new();
    let mut last: Option<u32> = None;
    for (place, value) in places {
        let group = place / 4;
        if value > 0 {
            if last.is_some_and(|last| nought_between(last, place, optional)) {
                text.push('零');
            }
            text.push(digit(value));
            text.push_str(UNITS[usize::try_from(place % 4).unwrap_or(0)]);
            last = Some(place);
        }
        if place % 4 == 0 && last.is_some_and(|last| last / 4 == group) {
            text.push_str(GROUPS[usize::try_from(group).unwrap_or(0)]);
        }
    }
    text
}

/// Is a nought written between two digits that are not? Within a group and across an empty one it is; where noughts
/// only end a group and the next one is full, it may be.
fn nought_between(last: u32, place: u32, optional: [bool; 2]) -> bool {
    let (group, below) = (last / 4, place / 4);
    if last == place + 1 {
        false
    } else if group == below + 1 && place % 4 == 3 {
        optional[usize::from(group == 1)]
    } else {
        true
    }
}

fn digit(value: u64) -> char {
    usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or('零')
}

/// What a text says, whether or not it says it as it must.
fn size(text: &str) -> Result<u64, WordsError> {
    let (mut fen, mut yuan, mut group, mut last) = (0_u64, 0_u64, 0_u64, 0_u64);
    for found in text.chars() {
        if let Some(value) = DIGITS.iter().position(|digit| *digit == found) {
            last = value as u64;
            continue;
        }
        let times = |unit: u64| last.saturating_mul(unit);
        match found {
            '拾' => group = group.saturating_add(times(10)),
            '佰' => group = group.saturating_add(times(100)),
            '仟' => group = group.saturating_add(times(1000)),
            '万' => yuan = yuan.saturating_add(group.saturating_add(last).saturating_mul(10_000)),
            '亿' => yuan = yuan.saturating_add(group.saturating_add(last)).saturating_mul(100_000_000),
            '元' => fen = yuan.saturating_add(group).saturating_add(last).saturating_mul(100),
            '角' => fen = fen.saturating_add(times(10)),
            '分' => fen = fen.saturating_add(last),
            '整' => {}
            other => return Err(WordsError::Character(other)),
        }
        last = 0;
        if matches!(found, '万' | '亿' | '元') {
            group = 0;
        }
    }
    Ok(fen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_spelt_by_the_rules() {
        for (amount, words) in [
            ("0", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("107000.53", "壹拾万零柒仟元伍角叁分"),
            ("1409.50", "壹仟肆佰零玖元伍角"),
            ("1000500", "壹佰万零伍佰元整"),
            ("100000000000", "壹仟亿元整"),
            ("100001000", "壹亿零壹仟元整"),
            ("-3", "负叁元整"),
        ] {
            let amount = Fen::parse(amount).unwrap();
            assert_eq!(amount.in_words(), words);
            assert_eq!(Fen::from_words(words), Ok(amount));
        }
    }

    #[test]
    fn every_legal_spelling_is_read() {
        for (words, amount) in [
            ("壹拾万柒仟元零伍角叁分", "107000.53"),
            ("人民币壹拾万零柒仟圆伍角叁分", "107000.53"),
            ("壹仟肆佰零玖元伍角整", "1409.50"),
            ("叁佰元正", "300"),
        ] {
            assert_eq!(Fen::from_words(words), Ok(Fen::parse(amount).unwrap()), "{words}");
        }
    }

    #[test]
    fn what_is_not_legal_is_refused_with_the_right_spelling() {
        let spelling = |right: &str| WordsError::Spelling(right.into());
        for (words, error) in [
            ("叁佰", spelling("零元整")),
            ("叁佰元", spelling("叁佰元整")),
            ("壹仟伍元整", spelling("壹仟零伍元整")),
            ("叁佰贰拾伍元肆分", spelling("叁佰贰拾伍元零肆分")),
            ("五元整", WordsError::Character('五')),
            ("伍分整", spelling("伍分")),
            ("", spelling("零元整")),
        ] {
            assert_eq!(Fen::from_words(words), Err(error), "{words}");
        }
    }

    proptest! {
        #[test]
        fn what_is_spelt_reads_back(fen in prop_oneof![0_i64..=1_000_000, 0_i64..=Fen::MAX.get()]) {
            let amount = Fen::new(fen).unwrap();
            prop_assert_eq!(Fen::from_words(&amount.in_words()), Ok(amount));
            for spelling in legal(fen.unsigned_abs()) {
                prop_assert_eq!(Fen::from_words(&spelling), Ok(amount), "{}", spelling);
            }
        }

        #[test]
        fn no_text_panics(text in "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整负]{0,30}") {
            let _ = Fen::from_words(&text);
        }
    }
}
