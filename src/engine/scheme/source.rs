//! From text to TOML: syntax errors as sentences, the slips of a Chinese input method first.

use toml::de::{DeTable, DeValue};

use super::model::Place;
use super::problem::Problems;
use crate::engine::ids::full_width;

/// Parses a text, noting every syntax error.
pub fn parse<'t>(text: &'t str, problems: &mut Problems) -> DeTable<'t> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut explained: Vec<Place> = Vec::new();
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        let line = line_around(text, at.start);
        if explained.contains(&line) {
            continue;
        }
        if let Some((place, message, hint)) = slip_of(text, &line) {
            problems.error(&place, message, hint);
            explained.push(line);
        } else {
            problems.error(&at, format!("the TOML cannot be read: {}", error.message()), "");
        }
    }
    table.into_inner()
}

/// A TOML value with its place.
pub type Spanned<'a, 't> = &'a toml::Spanned<DeValue<'t>>;

fn line_around(text: &str, at: usize) -> Place {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    start..end
}

/// What a first-time author most likely meant on a line that cannot be read.
fn slip_of(text: &str, line: &Place) -> Option<(Place, String, String)> {
    let bare = outside_quotes(&text[line.clone()]);
    if let Some((at, found, meant)) = full_width(&bare) {
        let at = line.start + at;
        let message = format!("full-width `{found}` where TOML needs `{meant}`");
        let hint = format!("switch the input method to half-width and write `{meant}`");
        return Some((at..at + found.len_utf8(), message, hint));
    }
    let percent = bare.find('%').filter(|p| bare[..*p].ends_with(|c: char| c.is_ascii_digit()))?;
    let at = line.start + percent;
    Some((at..at + 1, "a percentage without quotes".into(), "write it in quotes: \"50%\"".into()))
}

/// The line with the text within quotes and comments blanked out, byte for byte.
fn outside_quotes(line: &str) -> String {
    let mut quote: Option<char> = None;
    let mut comment = false;
    let blank = |c: char| " ".repeat(c.len_utf8());
    line.chars()
        .map(|c| match (quote, c) {
            _ if comment => blank(c),
            (Some(q), c) if c == q => {
                quote = None;
                c.to_string()
            }
            (Some(_), c) => blank(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                c.to_string()
            }
            (None, '#') => {
                comment = true;
                blank(c)
            }
            (None, c) => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_an_input_method_are_named_once() {
        for (text, at, says) in [
            ("a = { b = 1， c = 2 }\n", 11, "full-width `，`"),
            ("x = 1\na ＝ 3\n", 8, "full-width `＝`"),
            ("id = “sinan”\n", 5, "full-width `“`"),
            ("pay = 50%\n", 8, "percentage without quotes"),
        ] {
            let mut problems = Problems::default();
            parse(text, &mut problems);
            let found = problems.into_sorted();
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].message.contains(says), "{}", found[0].message);
            assert_eq!(found[0].place.start, at, "{text}");
        }
    }

    #[test]
    fn chinese_punctuation_within_quotes_is_fine() {
        let mut problems = Problems::default();
        parse("text = \"每人，每年：50％\" # 注释：好\n", &mut problems);
        assert!(problems.is_empty());
    }
}
