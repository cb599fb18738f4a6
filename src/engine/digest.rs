//! A digest as text: the hexadecimal form of the bytes that a hash gives.

/// Bytes in hexadecimal, two small digits each.
///
/// ```
/// assert_eq!(huzhu::engine::digest::hexadecimal(&[0, 175]), "00af");
/// ```
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
