//! Finds the full-width characters a Chinese keyboard leaves in a field that wants ASCII.

/// The first full-width character of `text`: its byte offset, itself, and the ASCII character meant.
///
/// Meant for codes, numbers, dates and rules, where the character is always a slip of the keyboard;
/// in a sentence of Chinese prose `，` is no mistake. Chinese characters themselves (年, 元) are never
/// reported, nor is `￥`, which has no ASCII counterpart.
///
/// ```
/// use huzhu::engine::ids::full_width;
/// assert_eq!(full_width("12．5"), Some((2, '．', '.')));
/// assert_eq!(full_width("2026年"), None);
/// ```
pub fn full_width(text: &str) -> Option<(usize, char, char)> {
    if text.is_ascii() {
        return None;
    }
    text.char_indices().find_map(|(at, found)| Some((at, found, ascii_meant(found)?)))
}

/// The ASCII character somebody meant who typed `found`; `None` if `found` is nothing of the kind.
fn ascii_meant(found: char) -> Option<char> {
    /// Distance between the block of full-width forms (U+FF01..U+FF5E) and ASCII (0x21..0x7E).
    const BLOCK: u32 = 0xFEE0;
    match found {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(found) - BLOCK),
        '\u{3000}' => Some(' '),
        '“' | '”' => Some('"'),
        '‘' | '’' => Some('\''),
        '。' => Some('.'),
        '、' => Some(','),
        '\u{2012}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '【' => Some('['),
        '】' => Some(']'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::full_width;

    #[test]
    fn each_slip_of_the_keyboard_names_the_character_meant() {
        let typed = "０９：＝“”，．％（）Ａｘ；／－～—。、\u{3000}‘【】";
        let meant = "09:=\"\",.%()Ax;/-~-., '[]";
        assert_eq!(typed.chars().count(), meant.len());
        for (slip, ascii) in typed.chars().zip(meant.chars()) {
            assert_eq!(full_width(&format!("a{slip}")), Some((1, slip, ascii)), "{slip}");
        }
    }

    #[test]
    fn chinese_and_ascii_pass() {
        for text in ["", "2026-01-02", "2026年1月2日", "合计", "￥", "·"] {
            assert_eq!(full_width(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_offset_is_that_of_the_first_one(
            before in "[ -~年月日]{0,8}",
            slip in "[！-～]",
            after in ".{0,8}",
        ) {
            let found = full_width(&format!("{before}{slip}{after}"));
            prop_assert_eq!(found.map(|(at, ..)| at), Some(before.len()));
            prop_assert!(found.is_some_and(|(.., ascii)| ascii.is_ascii_graphic()));
        }
    }
}
