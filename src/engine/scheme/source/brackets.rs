//! Brackets that are opened and never closed: found before they swallow the rest of the file.

use super::outside::{Open, outside};

/// A bracket that was never closed.
pub(super) struct Unclosed {
    /// The line on which it opens, and where in that line.
    pub opens: (usize, usize),
    /// The bracket.
    pub bracket: char,
    /// The line at whose end it should close.
    pub ends: usize,
    /// What closes it there.
    pub close: String,
}

/// A bracket that is open: itself, its line, and where in that line.
type Opened = (char, usize, usize);

/// The first bracket that is still open where something begins that cannot stand within it.
pub(super) fn unclosed(lines: &[String]) -> Option<Unclosed> {
    let mut stack: Vec<Opened> = Vec::new();
    let (mut open, mut last) = (Open::default(), 0);
    for (at, line) in lines.iter().enumerate() {
        let was_open = open.is_open();
        let (bare, next) = outside(line, open);
        open = next;
        let code = bare.split('#').next().unwrap_or("").trim();
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if !was_open && ends_here(&stack, code, line, &lines[last]) {
            return found(&stack, last);
        }
        // A heading that is not closed is left to the parser, which sees no more of it than its line.
        if !(stack.is_empty() && code.starts_with('[')) {
            balance(&bare, at, &mut stack);
        }
        last = at;
    }
    found(&stack, last)
}

fn found(stack: &[Opened], ends: usize) -> Option<Unclosed> {
    let (bracket, line, at) = *stack.last()?;
    let inside_list = stack.len() > 1 && stack[stack.len() - 2].0 == '[';
    let close = match bracket {
        '[' => "]",
        _ if inside_list => "},",
        _ => "}",
    };
    Some(Unclosed { opens: (line, at), bracket, ends, close: close.into() })
}

/// Does a line begin what cannot stand in the innermost bracket?
fn ends_here(stack: &[Opened], code: &str, line: &str, before: &str) -> bool {
    match stack.last() {
        None => false,
        Some(_) if is_header(line) => true,
        Some(('[', ..)) => is_assignment(code),
        Some(_) => {
            let (before, _) = outside(before, Open::default());
            let goes_on = before.split('#').next().unwrap_or("").trim_end().ends_with([',', '{'])
                || code.starts_with(['}', ',']);
            code.starts_with(['{', ']']) || !goes_on
        }
    }
}

/// `[head]` or `[[head]]` alone on a line.
pub(super) fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or(line).trim();
    let name = line.trim_start_matches('[').trim_end_matches(']');
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    line.starts_with('[')
        && line.ends_with(']')
        && !name.is_empty()
        && name.chars().all(plain)
        && !is_number(name)
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// `key = …` at the start of a line.
pub(super) fn is_assignment(code: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    code.split_once('=').is_some_and(|(key, _)| {
        let key = key.trim();
        !key.is_empty() && key.chars().all(plain)
    })
}

/// Opens and closes the brackets of a line; one that closes nothing is left to the parser.
fn balance(bare: &str, line: usize, stack: &mut Vec<Opened>) {
    for (at, c) in bare.split('#').next().unwrap_or("").char_indices() {
        match c {
            '[' | '{' => stack.push((c, line, at)),
            ']' | '}' => {
                let pair = if c == ']' { '[' } else { '{' };
                if stack.last().is_some_and(|(open, ..)| *open == pair) {
                    stack.pop();
                }
            }
            _ => {}
        }
    }
}

/// How many brackets a line leaves open.
pub(super) fn depth(bare: &str) -> usize {
    let mut stack = Vec::new();
    balance(bare, 0, &mut stack);
    stack.len()
}
