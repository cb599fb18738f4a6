//! Masks: how much of a number or a name is shown to those who need not see it.

/// The first `head` and the last `tail` characters, a `*` for each between. Something is always hidden: of a text that is
/// no longer than both, the front as well, and all of one that is not twice as long as the tail.
///
/// ```
/// use huzhu::engine::ids::mask;
/// assert_eq!(mask("6222021234567890123", 0, 4), "***************0123");
/// assert_eq!(mask("H12345678", 3, 4), "H12**5678");
/// assert_eq!(mask("1234", 3, 4), "****");
/// ```
pub fn mask(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    let (head, tail) = match count {
        _ if count > head + tail => (head, tail),
        _ if count > 2 * tail => (0, tail),
        _ => (0, 0),
    };
    let shown = |(at, c): (usize, char)| if at < head || at + tail >= count { c } else { '*' };
    text.chars().enumerate().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::mask;

    #[test]
    fn masks() {
        for (text, head, tail, shown) in [
            ("11010519491231002X", 3, 4, "110***********002X"),
            ("13800138000", 3, 4, "138****8000"),
            ("12345678", 3, 4, "123*5678"),
            ("1234567", 3, 4, "*******"),
            ("123456789", 5, 4, "*****6789"),
            ("", 3, 4, ""),
            ("张三", 1, 0, "张*"),
        ] {
            assert_eq!(mask(text, head, tail), shown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_mask_keeps_the_length_and_hides_something(text in "\\PC{1,30}", head in 0_usize..6, tail in 0_usize..6) {
            let text = text.replace('*', "x");
            let shown = mask(&text, head, tail);
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            prop_assert!(shown.contains('*'));
        }
    }
}
