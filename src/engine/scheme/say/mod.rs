//! Sentences in Chinese and English that the rule sheet, refusals and explanations share.

mod approval;
mod band;
mod bound;
mod condition;
mod currency;
mod key;
mod kind;
mod line;
mod list;
mod measure;
mod money;
mod reserve;
mod shortage;
mod window;

pub use approval::{approval_range, level_name, opinions};
pub use band::{band_range, band_value};
pub use condition::{condition, test_value};
pub use currency::Currency;
pub use key::{date_name, day, key_name, word_name};
pub use line::{clause_mark, has_table, line_name, line_phrase, line_sentence, sentence, step_name};
pub use list::{all_of, one_of, quoted};
pub use measure::{measure, measures};
pub use money::{amount, number, ratio, rounding, times};
pub use reserve::reserve;
pub use shortage::when_short;
pub use window::{along, window};
