//! Charts of accounts: from our codes to the numbers and names that an office's books have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::code::Code;
use crate::engine::claim::words::{Word, words};

words! {
    /// The templates.
    Template {
        SocialInsurance "social-insurance" "社会保险基金式",
        NonProfit "non-profit" "民间非营利组织式",
        Custody "custody" "工会代管式",
    }
}

const SOCIAL_INSURANCE: &str = include_str!("../../../schemes/charts/social-insurance.csv");
const NON_PROFIT: &str = include_str!("../../../schemes/charts/non-profit.csv");
const CUSTODY: &str = include_str!("../../../schemes/charts/custody.csv");

/// An account as a chart has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its number.
    pub number: String,
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
}

/// A chart of accounts: a number and a name for each of our codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart(BTreeMap<Code, Named>);

/// What is wrong with a chart: the line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The first line does not name the columns.
    #[error("line 1 of the chart must be `code,number,name,name_en`; write it so")]
    Head,
    /// A line without a code of ours, a number and both names.
    #[error("line {0} of the chart must have one of our codes, a number and a name in both languages")]
    Line(usize),
    /// A code or a number that stands there twice.
    #[error("line {0} of the chart has a code or a number that is there already; take one of the two out")]
    Twice(usize),
    /// A code that is missing.
    #[error("the chart has no line for `{0}`; add it")]
    Missing(&'static str),
}

impl Template {
    /// The chart of the template.
    ///
    /// # Errors
    /// None, as a test makes sure.
    pub fn chart(self) -> Result<Chart, ChartError> {
        Chart::parse(match self {
            Self::SocialInsurance => SOCIAL_INSURANCE,
            Self::NonProfit => NON_PROFIT,
            Self::Custody => CUSTODY,
        })
    }
}

impl Chart {
    /// Reads `code,number,name,name_en`, one account a line, all of our codes.
    ///
    /// # Errors
    /// [`ChartError`] names the first line that is wrong, or a code that is missing.
    pub fn parse(text: &str) -> Result<Self, ChartError> {
        let mut lines = text.trim_start_matches('\u{FEFF}').lines().zip(1..);
        if lines.next().is_none_or(|(head, _)| head.trim() != "code,number,name,name_en") {
            return Err(ChartError::Head);
        }
        let mut chart = BTreeMap::new();
        for (text, line) in lines.filter(|(text, _)| !text.trim().is_empty()) {
            let (code, named) = read(text).ok_or(ChartError::Line(line))?;
            let twice = chart.values().any(|other: &Named| other.number == named.number);
            if chart.insert(code, named).is_some() || twice {
                return Err(ChartError::Twice(line));
            }
        }
        let missing = Code::ALL.iter().find(|(_, code, _)| !chart.contains_key(code));
        missing.map_or(Ok(Self(chart)), |(word, ..)| Err(ChartError::Missing(word)))
    }

    /// The number and the names of a code.
    pub fn get(&self, code: Code) -> Option<&Named> {
        self.0.get(&code)
    }

    /// The code that people mean: our word, its Chinese name, or a number or a name of the chart.
    pub fn code(&self, text: &str) -> Option<Code> {
        let is = |named: &Named| named.number == text || named.zh == text || named.en == text;
        let named = || self.0.iter().find(|(_, named)| is(named)).map(|(code, _)| *code);
        Code::from_word(text).or_else(named)
    }
}

fn read(text: &str) -> Option<(Code, Named)> {
    let cells: Vec<&str> = text.split(',').map(str::trim).collect();
    let [code, number, zh, en] = cells[..] else { return None };
    let full = [number, zh, en].iter().all(|cell| !cell.is_empty());
    let named = || Named { number: number.into(), zh: zh.into(), en: en.into() };
    Code::from_word(code).filter(|_| full).map(|code| (code, named()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_names_every_code() {
        for (word, template, _) in Template::ALL {
            let chart = template.chart().unwrap_or_else(|why| panic!("{word}: {why}"));
            for (_, code, _) in Code::ALL {
                let named = chart.get(*code).unwrap();
                assert_eq!(chart.code(&named.number), Some(*code), "{word} {}", named.number);
            }
        }
    }

    #[test]
    fn what_is_wrong_with_a_chart_is_said() {
        let head = "code,number,name,name_en\n";
        for (text, error) in [
            ("code,number\n".to_owned(), ChartError::Head),
            (format!("{head}cash,1,现金,cash"), ChartError::Line(2)),
            (format!("{head}income-bank,1,户"), ChartError::Line(2)),
            (format!("{head}income-bank,1,户,bank\npayment-bank,1,户,bank"), ChartError::Twice(3)),
            (format!("{head}income-bank,1,户,bank"), ChartError::Missing("payment-bank")),
        ] {
            assert_eq!(Chart::parse(&text), Err(error), "{text}");
        }
    }
}
