//! What was typed into a field for a number: full-width slips are named, spaces and hyphens between groups dropped.

use super::full_width;

/// A number as typed, in upper case and without the spaces and hyphens that people put between groups of digits.
///
/// # Errors
/// The first full-width character, and the ASCII one that was meant.
pub(super) fn compact(text: &str) -> Result<String, (char, char)> {
    let typed = text.trim();
    if let Some((_, found, ascii)) = full_width(typed) {
        return Err((found, ascii));
    }
    Ok(typed.chars().filter(|c| !matches!(c, ' ' | '-')).collect::<String>().to_ascii_uppercase())
}

/// Nothing but ASCII digits, at least one.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
