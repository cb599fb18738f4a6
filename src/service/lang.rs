//! The caller's language: Chinese, unless English is preferred.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use crate::engine::scheme::model::Lang;

/// The first of Chinese and English in the order of preference; Chinese where neither is asked for.
pub(super) fn of(headers: &HeaderMap) -> Lang {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (0, Lang::Zh);
    for part in asked.split(',') {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = pieces.find_map(|piece| thousandths(piece.trim().strip_prefix("q=")?)).unwrap_or(1000);
        let lang = match tag.split('-').next() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => continue,
        };
        if weight > best.0 {
            best = (weight, lang);
        }
    }
    best.1
}

/// `0.8` is 800.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    let (whole, rest): (u32, u32) = (whole.parse().ok()?, rest.parse().ok()?);
    (whole <= 1).then_some(whole * 1000 + rest)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{Lang, of};

    #[test]
    fn the_most_wanted_of_two() {
        let table = [
            ("", Lang::Zh),
            ("en", Lang::En),
            ("en-GB,en;q=0.9,zh-CN;q=0.8", Lang::En),
            ("en;q=0.5, zh-CN", Lang::Zh),
            ("fr, de;q=0.9", Lang::Zh),
            ("fr, en;q=0.1", Lang::En),
            ("en;q=0", Lang::Zh),
            ("en;q=abc;;,", Lang::En),
        ];
        for (text, lang) in table {
            let mut headers = HeaderMap::new();
            headers.insert("accept-language", HeaderValue::from_static(text));
            assert_eq!(of(&headers), lang, "{text:?}");
        }
        assert_eq!(of(&HeaderMap::new()), Lang::Zh);
    }
}
