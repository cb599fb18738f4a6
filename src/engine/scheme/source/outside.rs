//! What of a line stands outside quotes and comments.

/// What a line leaves open for the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Open {
    /// The quotes (`"""`) of a text that goes on.
    quotes: Option<&'static str>,
}

impl Open {
    /// Does a text go on?
    pub fn is_open(self) -> bool {
        self.quotes.is_some()
    }

    /// The quotes of the text that goes on.
    pub fn quotes(self) -> Option<&'static str> {
        self.quotes
    }
}

/// Quotes of a Chinese input method, which can only have been meant as quotes.
pub(super) const FULL_QUOTES: [char; 3] = ['“', '”', '＂'];

/// The line with all texts blanked out, byte for byte, and of a comment only its `#` left; and what the line
/// leaves open.
pub(super) fn outside(line: &str, open: Open) -> (String, Open) {
    let (mut bare, mut rest) = (String::with_capacity(line.len()), line);
    if let Some(quotes) = open.quotes {
        let Some(end) = rest.find(quotes) else { return (blank(line), open) };
        bare.push_str(&blank(&rest[..end + 3]));
        rest = &rest[end + 3..];
    }
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => {
                bare.push('#');
                bare.push_str(&blank(&rest[1..]));
                return (bare, Open::default());
            }
            '"' | '\'' => match text(rest, first) {
                Text::Within(length) => length,
                Text::GoesOn(quotes) => {
                    bare.push_str(&blank(rest));
                    return (bare, Open { quotes: Some(quotes) });
                }
            },
            _ if FULL_QUOTES.contains(&first) => {
                let length = full_text(rest, first);
                keep_quotes(&rest[..length], &mut bare);
                rest = &rest[length..];
                continue;
            }
            _ => {
                bare.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        bare.push_str(&blank(&rest[..length]));
        rest = &rest[length..];
    }
    (bare, Open::default())
}

enum Text {
    /// So many bytes of this line.
    Within(usize),
    /// It has three quotes and is not closed on this line.
    GoesOn(&'static str),
}

fn text(rest: &str, quote: char) -> Text {
    let three = if quote == '"' { "\"\"\"" } else { "'''" };
    if let Some(body) = rest.strip_prefix(three) {
        return body.find(three).map_or(Text::GoesOn(three), |end| Text::Within(end + 6));
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Text::Within(at + 1),
            _ => {}
        }
    }
    Text::Within(rest.len())
}

/// The bytes of a text that begins with a full-width quote, up to the next quote of any kind.
fn full_text(rest: &str, first: char) -> usize {
    let body = &rest[first.len_utf8()..];
    let end = body.char_indices().find(|(_, c)| *c == '"' || FULL_QUOTES.contains(c));
    first.len_utf8() + end.map_or(0, |(at, quote)| at + quote.len_utf8())
}

fn keep_quotes(text: &str, bare: &mut String) {
    for c in text.chars() {
        if FULL_QUOTES.contains(&c) { bare.push(c) } else { bare.push_str(&" ".repeat(c.len_utf8())) }
    }
}

fn blank(text: &str) -> String {
    " ".repeat(text.len())
}
