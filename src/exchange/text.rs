//! Bytes of a file to text: finds the encoding a spreadsheet or a hospital system wrote.

use encoding_rs::{DecoderResult, GB18030, UTF_16BE, UTF_16LE};

/// A file's text, and how its bytes were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte-order mark; line ends as they were.
    pub text: String,
    /// The encoding found.
    pub encoding: Encoding,
}

/// The encodings that occur in files of Chinese offices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 with a byte-order mark, as spreadsheets save "CSV UTF-8".
    Utf8Bom,
    /// GB 18030, which includes GBK and GB 2312: what spreadsheets save as plain CSV.
    Gb18030,
    /// UTF-16, low byte first, with a mark: what spreadsheets save as "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first, with a mark.
    Utf16Be,
}

/// Why bytes are not a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// No content: choose the right file.
    #[error("the file is empty; choose the file with the rows")]
    Empty,
    /// A workbook that is damaged, protected, or read where a text must be; or another archive: save it as CSV.
    #[error("this spreadsheet (xlsx) or zip archive cannot be read here; save it as CSV and try again")]
    Workbook,
    /// Binary content: save it as CSV.
    #[error("this looks like a spreadsheet or a binary file; save as CSV and try again")]
    Binary,
    /// A byte that the encoding does not know: open the file, look at that line, save as CSV UTF-8.
    #[error("line {line} has bytes that are not {}; open the file, save it as CSV UTF-8 and try again", encoding.name())]
    Malformed {
        /// What the file was read as.
        encoding: Encoding,
        /// Line of the first bad byte, counted from 1.
        line: usize,
    },
}

/// Finds the encoding and reads the text strictly; nothing is replaced or guessed.
///
/// A byte-order mark decides; without one, valid UTF-8 wins, and anything else must be GB 18030. A file
/// that begins as UTF-8 and then breaks is refused rather than read as GB 18030.
///
/// ```
/// use huzhu::exchange::text::{Encoding, decode};
/// let read = decode(b"\xd0\xd5\xc3\xfb,\xbd\xf0\xb6\xee\r\n")?;
/// assert_eq!((read.text.as_str(), read.encoding), ("姓名,金额\r\n", Encoding::Gb18030));
/// # Ok::<(), huzhu::exchange::text::TextError>(())
/// ```
///
/// # Errors
/// [`TextError`] says what to do with the file.
pub fn decode(bytes: &[u8]) -> Result<Decoded, TextError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(TextError::Workbook);
    }
    let (encoding, content) = detect(bytes);
    let text = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => utf8(encoding, content),
        Encoding::Gb18030 => strict(encoding, GB18030, content),
        Encoding::Utf16Le => strict(encoding, UTF_16LE, content),
        Encoding::Utf16Be => strict(encoding, UTF_16BE, content),
    }?;
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.contains('\0') { Err(TextError::Binary) } else { Ok(Decoded { text, encoding }) }
}

impl Encoding {
    /// The name to show: UTF-8, GB18030 or UTF-16.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
        }
    }
}

impl TextError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "文件内容为空，请选择含有数据的文件。".to_owned(),
            Self::Workbook => {
                "该文件是电子表格（xlsx）或压缩包，无法读取，请另存为CSV文件后重试。".to_owned()
            }
            Self::Binary => "该文件可能是电子表格或二进制文件，请另存为CSV文件后重试。".to_owned(),
            Self::Malformed { encoding, line } => format!(
                "文件第{line}行含有无法按{}识别的字符，请打开文件另存为“CSV UTF-8”格式后重试。",
                encoding.name()
            ),
        }
    }
}

/// The encoding, and the bytes after the mark if there is one.
fn detect(bytes: &[u8]) -> (Encoding, &[u8]) {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xef\xbb\xbf", Encoding::Utf8Bom),
        (b"\xff\xfe", Encoding::Utf16Le),
        (b"\xfe\xff", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    let marked = marks.iter().find_map(|(mark, encoding)| Some((*encoding, bytes.strip_prefix(*mark)?)));
    marked.unwrap_or_else(|| (unmarked(bytes), bytes))
}

/// The encoding of bytes without a mark.
fn unmarked(bytes: &[u8]) -> Encoding {
    /// A file that begins with so many valid characters beyond ASCII is UTF-8 and not another. What follows
    /// them is damage to report, for as GB 18030 it could pass and put nonsense into every name.
    const PROOF: usize = 16;
    let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let beyond_ascii = valid.chars().filter(|c| !c.is_ascii()).take(PROOF).count();
    // With a NUL the bytes are no text at all; reading them as UTF-8 says so.
    if valid.len() == bytes.len() || beyond_ascii == PROOF || bytes.contains(&0) {
        Encoding::Utf8
    } else {
        Encoding::Gb18030
    }
}

/// Reads UTF-8.
fn utf8(encoding: Encoding, bytes: &[u8]) -> Result<String, TextError> {
    if bytes.contains(&0) {
        return Err(TextError::Binary);
    }
    let malformed = |error: std::str::Utf8Error| TextError::Malformed {
        encoding,
        line: line_of_end(&bytes[..error.valid_up_to()]),
    };
    std::str::from_utf8(bytes).map(str::to_owned).map_err(malformed)
}

/// Reads another encoding, refusing the first malformed byte.
fn strict(encoding: Encoding, by: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, TextError> {
    let mut decoder = by.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let mut rest = bytes;
    loop {
        match decoder.decode_to_string_without_replacement(rest, &mut text, true) {
            (DecoderResult::InputEmpty, _) => return Ok(text),
            (DecoderResult::Malformed(..), _) => {
                return Err(TextError::Malformed { encoding, line: line_of_end(text.as_bytes()) });
            }
            (DecoderResult::OutputFull, read) => {
                rest = &rest[read..];
                text.reserve(rest.len() + 16);
            }
        }
    }
}

/// The line, counted from 1, in which the byte after `before` stands.
fn line_of_end(before: &[u8]) -> usize {
    before.split(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Encoding, TextError as E, decode};

    /// The text as UTF-16 with its mark.
    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes_of).collect()
    }

    #[test]
    fn files_that_are_read() {
        let text = "姓名,金额\r\n张三,１２.5\n";
        let table = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Encoding::Utf8Bom),
            (encoding_rs::GB18030.encode(text).0.into_owned(), Encoding::Gb18030),
            ([b"\x84\x31\x95\x33", &*encoding_rs::GB18030.encode(text).0].concat(), Encoding::Gb18030),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
        ];
        for (bytes, encoding) in table {
            let read = decode(&bytes).unwrap();
            assert_eq!((read.text.as_str(), read.encoding), (text, encoding));
        }
        assert_eq!(decode(b"name\n").unwrap().encoding, Encoding::Utf8);
    }

    #[test]
    fn files_that_are_refused() {
        let malformed = |encoding, line| E::Malformed { encoding, line };
        let cut_short = &"姓名,金额\n".repeat(5).into_bytes()[..61];
        let table: [(&[u8], E); 14] = [
            (cut_short, malformed(Encoding::Utf8, 5)),
            (b"", E::Empty),
            (b"\xef\xbb\xbf", E::Empty),
            (b"\xff\xfe", E::Empty),
            (b"\xfe\xff", E::Empty),
            (b"PK\x03\x04\x14\x00", E::Workbook),
            (b"a\0b", E::Binary),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", E::Binary),
            (b"\xff\xfea\0\0\0", E::Binary),
            (b"\xef\xbb\xbfa\nb\n\xff", malformed(Encoding::Utf8Bom, 3)),
            (b"\xd0\xd5\n\xd0\xd5\xff\n", malformed(Encoding::Gb18030, 2)),
            (b"\xd0\xd5\n\n\xd0", malformed(Encoding::Gb18030, 3)),
            (b"\xff\xfea\0\n\0\x00\xdc", malformed(Encoding::Utf16Le, 2)),
            (b"\xfe\xff\0a\0", malformed(Encoding::Utf16Be, 1)),
        ];
        for (bytes, error) in table {
            assert_eq!(decode(bytes), Err(error.clone()), "{bytes:?}");
            assert!(error.zh().ends_with('。'));
        }
    }

    #[test]
    fn the_sentence_names_line_and_encoding() {
        let error = decode(b"\xd0\xd5\n\xff").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2 has bytes that are not GB18030; open the file, save it as CSV UTF-8 and try again"
        );
    }

    proptest! {
        #[test]
        fn utf8_and_utf16_come_back_as_they_were(text in "[^\\x00\u{FEFF}]{1,40}") {
            prop_assert_eq!(decode(&utf16(&text, u16::to_le_bytes)).unwrap().text, text.clone());
            prop_assert_eq!(decode(&[b"\xef\xbb\xbf", text.as_bytes()].concat()).unwrap().text, text);
        }

        #[test]
        fn chinese_written_as_gb18030_comes_back(text in "[一-龥]{3,40}") {
            let bytes = encoding_rs::GB18030.encode(&text).0;
            // A few pairs of characters are valid UTF-8 by chance, and then UTF-8 wins.
            prop_assume!(std::str::from_utf8(&bytes).is_err());
            prop_assert_eq!(decode(&bytes).unwrap().text, text);
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = decode(&bytes);
        }
    }
}
