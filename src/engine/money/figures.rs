//! The figures of an amount, put together where it stands: amounts are written millions of times, and need no memory.

/// More than the longest number has, with its sign and its point.
const ROOM: usize = 48;

/// A number with so many decimals, as text.
pub(super) struct Figures {
    text: [u8; ROOM],
    from: usize,
}

impl Figures {
    /// `number` hundredths, where there are two places: 123450 is 1234.50. At most eight places.
    pub(super) fn new(number: i128, places: usize) -> Self {
        let mut new = Self { text: [b'0'; ROOM], from: ROOM };
        let mut rest = number.unsigned_abs();
        let mut written = 0;
        while rest > 0 || written <= places {
            if written == places {
                new.put(b'.');
            }
            // Most amounts are below 2^64 fen, where a division takes a tenth of the time.
            let digit = match u64::try_from(rest) {
                Ok(small) => {
                    rest = u128::from(small / 10);
                    small % 10
                }
                Err(_) => {
                    let digit = u64::try_from(rest % 10).unwrap_or_default();
                    rest /= 10;
                    digit
                }
            };
            new.put(b'0' + u8::try_from(digit).unwrap_or_default());
            written += 1;
        }
        if number < 0 {
            new.put(b'-');
        }
        new
    }

    /// As text.
    pub(super) fn as_str(&self) -> &str {
        str::from_utf8(&self.text[self.from..]).unwrap_or_default()
    }

    fn put(&mut self, byte: u8) {
        self.from -= 1;
        self.text[self.from] = byte;
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;

    #[test]
    fn figures_of_every_length() {
        for (number, places, text) in [
            (0, 2, "0.00"),
            (7, 2, "0.07"),
            (-7, 2, "-0.07"),
            (100, 2, "1.00"),
            (123_450, 2, "1234.50"),
            (-123_450, 2, "-1234.50"),
            (5, 8, "0.00000005"),
            (i128::from(u64::MAX), 2, "184467440737095516.15"),
            (i128::from(u64::MAX) + 1, 2, "184467440737095516.16"),
            (i128::MAX, 2, "1701411834604692317316873037158841057.27"),
            (i128::MIN, 8, "-1701411834604692317316873037158.84105728"),
        ] {
            assert_eq!(Figures::new(number, places).as_str(), text);
        }
    }
}
