//! Amounts, days and moments as people read them.

use crate::clock::Now;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;

/// `¥1,234.56`; below nought `−¥1,234.56`.
pub(super) fn money(amount: Fen) -> String {
    let text = amount.grouped();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("−", rest));
    format!("{sign}¥{text}")
}

/// The same of an amount in fen, as rows have it.
pub(super) fn fen(fen: i64) -> String {
    Fen::new(fen).map_or_else(|_| fen.to_string(), money)
}

/// `2026年11月22日`, `2026-11-22` in English; what is no day stays as it is.
pub(super) fn day(lang: Lang, day: &str) -> String {
    let parts: Vec<&str> = day.split('-').collect();
    match (&parts[..], lang) {
        ([year, month, date], Lang::Zh) => {
            format!("{year}年{}月{}日", month.trim_start_matches('0'), date.trim_start_matches('0'))
        }
        _ => day.to_owned(),
    }
}

/// A moment in UTC as day and time in China.
pub(super) fn moment(lang: Lang, text: &str) -> String {
    let Ok(now) = Now::parse(text) else { return day(lang, text) };
    let there = now.in_china();
    let time = there.get(11..).unwrap_or_default();
    format!("{} {time}", day(lang, &now.day().to_string()))
}

#[cfg(test)]
mod tests {
    use super::{Lang, day, fen, moment};

    #[test]
    fn amounts_have_thousands() {
        let table = [
            (0, "¥0.00"),
            (5, "¥0.05"),
            (123_456, "¥1,234.56"),
            (100_000_000, "¥1,000,000.00"),
            (-123_456, "−¥1,234.56"),
            (99_999, "¥999.99"),
        ];
        for (amount, text) in table {
            assert_eq!(fen(amount), text);
        }
    }

    #[test]
    fn days_are_those_of_china() {
        assert_eq!(day(Lang::Zh, "2026-03-09"), "2026年3月9日");
        assert_eq!(day(Lang::En, "2026-03-09"), "2026-03-09");
        assert_eq!(day(Lang::Zh, ""), "");
        assert_eq!(moment(Lang::Zh, "2026-11-21T18:05:00.000000Z"), "2026年11月22日 02:05");
    }
}
