//! The header of a table: where it begins, what separates its names, what is wrong with them.

use super::TableError;

/// Where the header begins: the first line that is neither blank nor a comment.
pub(super) fn header_start(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.starts_with('#') {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// The separator that occurs most often in the header outside quotes; a comma where none occurs.
pub(super) fn separator(header: &str) -> u8 {
    let unquoted: String = header.split('"').step_by(2).collect();
    let count = |separator: u8| unquoted.bytes().filter(|b| *b == separator).count();
    // Of equals the last wins.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// The names, each there and none twice.
pub(super) fn checked_header(names: Vec<String>) -> Result<Vec<String>, TableError> {
    if let [only] = names.as_slice() {
        let pairs = [('，', ','), ('；', ';'), ('、', ',')];
        if let Some((found, meant)) = pairs.into_iter().find(|(found, _)| only.contains(*found)) {
            return Err(TableError::FullWidthSeparator { found, meant });
        }
    }
    if let Some(at) = names.iter().position(String::is_empty) {
        return Err(TableError::NamelessColumn { position: at + 1 });
    }
    let duplicate = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name));
    match duplicate {
        Some((_, name)) => Err(TableError::DuplicateColumn { name: name.clone() }),
        None => Ok(names),
    }
}
