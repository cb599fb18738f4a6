//! Slips of a Chinese input method: full-width punctuation where TOML needs ASCII, looked for line by line.

use super::outside::FULL_QUOTES;
use crate::engine::ids::full_width;
use crate::engine::scheme::said::Said;

/// A line with full-width punctuation.
pub(super) struct Slip {
    /// Where the first of it stands in the line.
    pub at: usize,
    /// What is wrong.
    pub message: Said,
    /// What to do.
    pub hint: Said,
    /// The line as it was meant.
    pub meant: String,
}

/// The slip of a line, if it has one. `bare` is what of it stands outside quotes and comments.
pub(super) fn slip(line: &str, bare: &str) -> Option<Slip> {
    let mut found = slips(bare);
    if found.is_empty() {
        found.extend(closing_quote(line, bare).map(|(at, quote)| (at, quote, '"')));
    }
    let (at, first, ascii) = *found.first()?;
    let mut meant = line.to_owned();
    for (at, full, ascii) in found.iter().rev() {
        meant.replace_range(*at..*at + full.len_utf8(), &ascii.to_string());
    }
    let mut kinds: Vec<char> = Vec::new();
    found.iter().for_each(|(_, full, _)| {
        if !kinds.contains(full) {
            kinds.push(*full);
        }
    });
    let zh: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let en: Vec<String> = kinds.iter().map(|full| format!("`{full}`")).collect();
    Some(Slip {
        at,
        message: Said::new(
            format!("这里误用了全角符号“{first}”，应为半角的 {ascii} 。"),
            format!("full-width `{first}` where TOML needs `{ascii}`"),
        ),
        hint: Said::new(
            format!("请切换到英文（半角）输入状态，把本行的全角符号 {} 改为半角。", zh.join(" ")),
            format!("switch the input method to half-width and type {} of this line again", en.join(", ")),
        ),
        meant,
    })
}

/// All slips outside quotes: where, what, and what was meant.
fn slips(bare: &str) -> Vec<(usize, char, char)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, full, ascii)) = full_width(&bare[from..]) {
        found.push((from + at, full, if FULL_QUOTES.contains(&full) { '"' } else { ascii }));
        from += at + full.len_utf8();
    }
    found
}

/// The full-width quote that closes the last text of a line, which an ASCII quote opened: `"text”`.
fn closing_quote(line: &str, bare: &str) -> Option<(usize, char)> {
    let start = bare.trim_end().len();
    let tail = line.get(start..)?;
    let opens = tail.find('"').filter(|_| !tail.contains("\"\"\""))?;
    let text = &tail[opens + 1..];
    let closes = text.find(FULL_QUOTES).filter(|_| !text.contains('"'))?;
    Some((start + opens + 1 + closes, text[closes..].chars().next()?))
}
