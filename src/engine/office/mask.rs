//! What is shown of personal data to those who need not see it whole: identity number, account, phone, name.

use crate::engine::ids;

/// Identity number of any document: first 3 and last 4 characters.
///
/// ```
/// use huzhu::engine::office::mask;
/// assert_eq!(mask::identity("11010519491231002X"), "110***********002X");
/// assert_eq!(mask::account("6222021234567890123"), "***************0123");
/// assert_eq!(mask::phone("13800138000"), "138****8000");
/// assert_eq!(mask::name("张三丰"), "张*");
/// ```
pub fn identity(number: &str) -> String {
    ids::mask(number, 3, 4)
}

/// Bank account: last 4 digits.
pub fn account(number: &str) -> String {
    ids::mask(number, 0, 4)
}

/// Phone: first 3 and last 4 digits.
pub fn phone(number: &str) -> String {
    ids::mask(number, 3, 4)
}

/// Name: its first character and one `*`, whatever its length, since a rare length tells who it is. A name of one
/// character is hidden whole.
pub fn name(name: &str) -> String {
    let mut characters = name.trim().chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(_)) => format!("{first}*"),
        (Some(_), None) => "*".to_owned(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names() {
        for (whole, shown) in [("张三", "张*"), ("欧阳某某", "欧*"), (" 王五 ", "王*"), ("A", "*"), ("", "")]
        {
            assert_eq!(name(whole), shown, "{whole}");
        }
    }
}
