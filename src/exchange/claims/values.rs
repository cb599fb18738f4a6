//! Cells to values: days, amounts, numbers, words and codes; what is wrong is a sentence in both languages.

use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::engine::calendar::{Day, parse_day};
use crate::engine::claim::diagnosis::IcdCode;
use crate::engine::claim::words::{HospitalLevel, Service, Word, service_of_code};
use crate::engine::ids::{CreditCode, Sex, full_width};
use crate::engine::money::Fen;

/// What is wrong with a cell, in English and in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Wrong {
    pub en: String,
    pub zh: String,
}

impl Wrong {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// All that is wrong with the parts of a cell; none where nothing is.
    fn all(wrong: impl Iterator<Item = Self>) -> Option<Self> {
        wrong.reduce(|all, one| Self::new(format!("{}; {}", all.en, one.en), all.zh + &one.zh))
    }

    /// A cell that should be one of some words (word and Chinese name).
    pub fn none_of(cell: &str, words: &[(&str, &str)]) -> Self {
        let en: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let zh: Vec<&str> = words.iter().map(|(_, zh)| *zh).collect();
        Self::new(
            format!("`{cell}` is not known here; write one of: {}", en.join(", ")),
            format!("“{cell}”不是可填的内容，请填写其中之一：{}。", zh.join("、")),
        )
    }

    /// An amount that may not be negative.
    pub fn negative(amount: Fen) -> Self {
        Self::new(
            format!("{amount} is negative, and the row is not marked as a reversal; correct one of the two"),
            format!("金额{amount}为负数，但该行未标明退费，请核对。"),
        )
    }

    fn full_width(cell: &str) -> Option<Self> {
        let (_, found, ascii) = full_width(cell)?;
        Some(Self::new(
            format!("`{cell}` contains the full-width character '{found}'; type '{ascii}' instead"),
            format!("“{cell}”含有全角字符“{found}”，请改为半角“{ascii}”。"),
        ))
    }
}

/// A day; the cell is repeated in the sentence.
pub(in crate::exchange) fn day(cell: &str) -> Result<Day, Wrong> {
    parse_day(cell).map_err(|e| Wrong::new(format!("`{cell}`: {e}"), format!("“{cell}”：{}", e.zh())))
}

/// A day of birth; the cell is not repeated.
pub(super) fn birth(cell: &str) -> Result<Day, Wrong> {
    parse_day(cell).map_err(|e| Wrong::new(e.to_string(), e.zh()))
}

/// An amount in yuan.
pub(in crate::exchange) fn amount(cell: &str) -> Result<Fen, Wrong> {
    Fen::parse(cell).map_err(|e| Wrong::new(e.to_string(), e.zh() + "。"))
}

/// A whole number within bounds, in plain digits.
pub(super) fn number<N>(cell: &str, bounds: RangeInclusive<N>) -> Result<N, Wrong>
where
    N: std::str::FromStr + PartialOrd + Display,
{
    if let Some(wrong) = Wrong::full_width(cell) {
        return Err(wrong);
    }
    let plain = cell.bytes().all(|b| b.is_ascii_digit()).then(|| cell.parse().ok()).flatten();
    plain.filter(|number| bounds.contains(number)).ok_or_else(|| {
        let (from, to) = (bounds.start(), bounds.end());
        Wrong::new(
            format!("`{cell}` is not a whole number from {from} to {to}; write digits alone"),
            format!("“{cell}”不是{from}至{to}之间的整数，请只填数字。"),
        )
    })
}

/// One of a closed list of words, by word or Chinese name.
pub(super) fn word<W: Word>(cell: &str) -> Result<W, Wrong> {
    let words = || W::ALL.iter().map(|(word, _, zh)| (*word, *zh)).collect::<Vec<_>>();
    W::from_word(cell).ok_or_else(|| Wrong::none_of(cell, &words()))
}

/// A word, or a national code that stands for one.
pub(super) fn coded<W: Word>(cell: &str, of_code: fn(&str) -> Option<W>) -> Result<W, Wrong> {
    let code = cell.bytes().all(|b| b.is_ascii_digit()).then(|| of_code(cell)).flatten();
    code.map_or_else(|| word(cell), Ok)
}

/// In service or retired; another national code (`psn_type`: residents, students, 离休) says neither.
pub(super) fn service(cell: &str) -> Result<Option<Service>, Wrong> {
    let is_code = matches!(cell.len(), 2..=6) && cell.bytes().all(|b| b.is_ascii_digit());
    if is_code { Ok(service_of_code(cell)) } else { word(cell).map(Some) }
}

/// The level by word or Chinese name, with or without its grade (三级甲等, 三甲). The codes of `hosp_lv` are
/// refused: provinces number them differently.
pub(super) fn hospital_level(cell: &str) -> Result<HospitalLevel, Wrong> {
    let levels =
        [('三', HospitalLevel::Tertiary), ('二', HospitalLevel::Secondary), ('一', HospitalLevel::Primary)];
    let grade = |rest: &str| ["特", "特等", "甲", "甲等", "乙", "乙等", "丙", "丙等"].contains(&rest);
    let graded = |(level, value): &(char, HospitalLevel)| {
        let rest = cell.strip_prefix(*level)?;
        grade(rest.strip_prefix('级').unwrap_or(rest)).then_some(*value)
    };
    levels.iter().find_map(graded).map_or_else(|| word(cell), Ok)
}

/// An employer by the office's own id, or by its unified social credit code: 18 digits and letters with a digit
/// among them. A code is kept in capitals, so that one employer has one spelling.
pub(super) fn employer(cell: &str) -> Result<String, Wrong> {
    let plain = cell.len() == 18 && cell.bytes().all(|b| b.is_ascii_alphanumeric());
    if !(plain && cell.bytes().any(|b| b.is_ascii_digit())) {
        return Ok(cell.to_owned());
    }
    let code = CreditCode::parse(cell).map_err(|e| Wrong::new(e.to_string(), e.zh()))?;
    Ok(code.as_str().to_owned())
}

/// 1, 男, male; 2, 女, female; 0 and 9 are the national codes of "not known".
pub(super) fn sex(cell: &str) -> Result<Option<Sex>, Wrong> {
    match cell.to_ascii_lowercase().as_str() {
        "1" | "男" | "男性" | "male" => Ok(Some(Sex::Male)),
        "2" | "女" | "女性" | "female" => Ok(Some(Sex::Female)),
        "0" | "9" => Ok(None),
        _ => Err(Wrong::none_of(cell, &[("male", "男"), ("female", "女")])),
    }
}

/// Yes or no.
pub(super) fn yes_or_no(cell: &str) -> Result<bool, Wrong> {
    match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "y" | "是" => Ok(true),
        "no" | "false" | "0" | "n" | "否" => Ok(false),
        _ => Err(Wrong::none_of(cell, &[("yes", "是"), ("no", "否")])),
    }
}

/// What stands between semicolons, commas and spaces, half- or full-width.
pub(in crate::exchange) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let separators = |c: char| c.is_whitespace() || [';', ',', '|', '；', '，', '、'].contains(&c);
    cell.split(separators).filter(|part| !part.is_empty())
}

/// Diagnosis codes, the main one first.
pub(super) fn diagnoses(cell: &str) -> Result<Vec<IcdCode>, Wrong> {
    let code = |part: &str| {
        part.parse().map_err(|e: crate::engine::claim::diagnosis::IcdError| {
            Wrong::new(format!("`{part}`: {e}"), format!("“{part}”：{}", e.zh()))
        })
    };
    let (codes, wrong): (Vec<_>, Vec<_>) = parts(cell).map(code).partition(Result::is_ok);
    match Wrong::all(wrong.into_iter().filter_map(Result::err)) {
        Some(wrong) => Err(wrong),
        None => Ok(codes.into_iter().flatten().collect()),
    }
}

/// An area of the national platform (医保区划): six digits, of which the first four name the city.
pub(super) fn area(cell: &str) -> Result<String, Wrong> {
    let plain = (4..=6).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_digit());
    if plain {
        return Ok(cell.to_owned());
    }
    Err(Wrong::new(
        format!("`{cell}` is not an area code; write its six digits, like 520100"),
        format!("“{cell}”不是医保区划代码，请填写6位数字，例如520100。"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_are_read() {
        for (cell, level) in [("三级", "三级"), ("三级甲等", "三级"), ("三甲", "三级"), ("primary", "一级")]
        {
            assert_eq!(hospital_level(cell).map(Word::zh), Ok(level), "{cell}");
        }
        for (cell, found) in [("1", Some(Sex::Male)), ("女", Some(Sex::Female)), ("9", None)] {
            assert_eq!(sex(cell), Ok(found));
        }
        assert_eq!(service("1101"), Ok(Some(Service::InService)));
        assert_eq!(service("1401"), Ok(None));
        assert_eq!(diagnoses("C50.9; I10，J18").unwrap().len(), 3);
        assert_eq!(yes_or_no("否"), Ok(false));
    }

    #[test]
    fn cells_that_are_refused() {
        let table: [(Result<(), Wrong>, &str, &str); 9] = [
            (hospital_level("02").map(drop), "`02` is not known here; write one of: tertiary", "三级、二级"),
            (hospital_level("三好").map(drop), "`三好`", "“三好”"),
            (number::<u16>("１2", 0..=9).map(drop), "full-width character '１'", "请改为半角“1”"),
            (number::<u16>("70000", 0..=65535).map(drop), "from 0 to 65535", "0至65535之间"),
            (number::<u16>("-1", 0..=9).map(drop), "not a whole number", "整数"),
            (day("2026-2-30").map(drop), "`2026-2-30`: there is no day", "“2026-2-30”"),
            (amount("1e3").map(drop), "`1e3` is not an amount", "“1e3”不是金额"),
            (diagnoses("肺癌").map(drop), "`肺癌`: this is not a diagnosis code", "“肺癌”"),
            (area("贵阳").map(drop), "six digits", "6位数字"),
        ];
        for (read, en, zh) in table {
            let wrong = read.unwrap_err();
            assert!(wrong.en.contains(en) && wrong.zh.contains(zh), "{wrong:?}");
            assert!(wrong.zh.ends_with('。'), "{}", wrong.zh);
        }
        let birthday = birth("1990-02-31x").unwrap_err();
        assert!(!birthday.en.contains("31x"), "a birthday is personal data");
    }
}
