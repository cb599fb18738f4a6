//! A source file taken apart, so that rules can look at its code, its comments or its texts alone.

use std::fs;
use std::path::Path;

/// A file, and the same lines taken apart.
pub struct File {
    /// Its path below the root of the repository.
    pub path: String,
    /// All of it.
    pub text: String,
    /// The code; comments and the insides of texts are blank, line by line.
    pub code: String,
    /// Each comment with its line.
    pub comments: Vec<(usize, String)>,
    /// The inside of each text literal with its line.
    pub literals: Vec<(usize, String)>,
}

/// Every Rust file below a folder of the repository.
pub fn tree(folder: &str) -> Vec<File> {
    let is_rust = |path: &&String| Path::new(path).extension().is_some_and(|kind| kind == "rs");
    paths(folder).iter().filter(is_rust).map(|path| File::new(path, &read(path))).collect()
}

/// The paths of all files below a folder, in order.
pub fn paths(folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return vec![] };
    let mut names: Vec<_> = entries.map(|entry| entry.expect("a folder can be listed")).collect();
    names.sort_by_key(fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in names {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() { found.extend(paths(&path)) } else { found.push(path) }
    }
    found
}

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl File {
    /// Takes a text apart.
    pub fn new(path: &str, text: &str) -> Self {
        let (mut code, mut comments, mut literals) = (String::new(), vec![], vec![]);
        let (mut rest, mut line) = (text, 1);
        while !rest.is_empty() {
            let (piece, length) = piece(rest);
            let (taken, after) = rest.split_at(length.min(rest.len()));
            match piece {
                Piece::Code => code.push_str(taken),
                Piece::Comment => comments.push((line, taken.to_owned())),
                Piece::Literal => literals.push((line, inside(taken).to_owned())),
            }
            let breaks = taken.matches('\n').count();
            if piece != Piece::Code {
                code.push_str(if breaks == 0 { " " } else { "" });
                code.push_str(&"\n".repeat(breaks));
            }
            (rest, line) = (after, line + breaks);
        }
        Self { path: path.into(), text: text.into(), code, comments, literals }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Code,
    Comment,
    Literal,
}

/// What a text starts with, and how many bytes of it.
fn piece(rest: &str) -> (Piece, usize) {
    if rest.starts_with("//") {
        return (Piece::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Piece::Comment, rest.find("*/").map_or(rest.len(), |at| at + 2));
    }
    if let Some(length) = raw(rest) {
        return (Piece::Literal, length);
    }
    if let Some(quote) = ["\"", "b\""].iter().find(|quote| rest.starts_with(**quote)) {
        return (Piece::Literal, quoted(rest, quote.len(), '"'));
    }
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('\''), Some('\\'), _) => (Piece::Literal, quoted(rest, 1, '\'')),
        (Some('\''), Some(c), Some('\'')) => (Piece::Literal, 2 + c.len_utf8()),
        (first, ..) => (Piece::Code, identifier(rest).len().max(first.map_or(1, char::len_utf8))),
    }
}

/// The bytes of a raw text, if it is one: `r"…"`, `br#"…"#`.
fn raw(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |at| begin + at + end.len()))
}

/// The bytes up to and with the closing quote.
fn quoted(rest: &str, begin: usize, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest[begin..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return begin + at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn inside(literal: &str) -> &str {
    let quotes = literal.find('"').zip(literal.rfind('"'));
    quotes.filter(|(first, last)| first < last).map_or(literal, |(first, last)| &literal[first + 1..last])
}

fn identifier(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len()]
}

/// Does a text have a word, not only as a part of a longer one?
pub fn has_word(text: &str, word: &str) -> bool {
    let edge = |byte: Option<&u8>| !byte.is_some_and(|b| is_word_byte(*b));
    let bytes = text.as_bytes();
    text.match_indices(word).any(|(at, _)| edge(bytes[..at].last()) && edge(bytes.get(at + word.len())))
}

/// May a byte stand within a name?
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The names right after a path's root with their lines; of a group, `crate::{engine::Fen, cli}`, each.
pub fn named_after(code: &str, root: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(root) {
        let (before, rest) = (&code[..at], &code[at + root.len()..]);
        if before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let line = before.matches('\n').count() + 1;
        let items = rest.strip_prefix('{').map_or_else(|| vec![rest], top_level);
        found.extend(items.into_iter().map(|item| (line, identifier(item.trim_start()).to_owned())));
    }
    found
}

/// The items of a `{group, of::{several, names}}`, up to its end.
fn top_level(group: &str) -> Vec<&str> {
    let (mut items, mut deep, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => deep += 1,
            '}' if deep > 0 => deep -= 1,
            ',' | '}' if deep == 0 => {
                items.push(&group[start..at]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    items
}

#[test]
fn a_file_is_taken_apart() {
    let text = "let a = \"x // \\\" y\"; // why\nlet b = r#\"two\nlines\"#; /* c */ let c = '\"'; fn f<'a>(d: &'a str) {}\n";
    let file = File::new("a.rs", text);
    assert_eq!(file.code, "let a =  ;  \nlet b = \n;   let c =  ; fn f<'a>(d: &'a str) {}\n");
    assert_eq!(file.comments, [(1, "// why".into()), (3, "/* c */".into())]);
    let literals: Vec<&str> = file.literals.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(literals, ["x // \\\" y", "two\nlines", "'\"'"]);
}

#[test]
fn names_after_a_root_are_found_in_groups_too() {
    let code = "use crate::engine::Fen;\nuse crate::{cli::{a, b}, store};\nlet x = my_crate::http;\n";
    let names: Vec<(usize, String)> = named_after(code, "crate::");
    assert_eq!(names, [(1, "engine".into()), (2, "cli".into()), (2, "store".into())]);
}
