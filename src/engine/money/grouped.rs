//! Figures as people read them: with a comma before each three digits of the whole.

use std::fmt;

use super::Fen;

/// A number as figures with its thousands marked: `1234.50` is `1,234.50`. A sign before it stays, and so does a fraction,
/// whose two parts would not look alike.
pub fn grouped(number: &str) -> String {
    Grouped(number).to_string()
}

/// The same, made where it is written.
#[derive(Clone, Copy, Debug)]
pub struct Grouped<'n>(
    /// The number as plain figures.
    pub &'n str,
);

impl fmt::Display for Grouped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number) = self;
        if number.contains('/') {
            return f.write_str(number);
        }
        let start = number.find(|c: char| c.is_ascii_digit()).unwrap_or(number.len());
        let (sign, rest) = number.split_at(start);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (mut whole, rest) = rest.split_at(end);
        f.write_str(sign)?;
        while whole.len() > 3 {
            let (first, others) = whole.split_at((whole.len() - 1) % 3 + 1);
            f.write_str(first)?;
            f.write_str(",")?;
            whole = others;
        }
        f.write_str(whole)?;
        f.write_str(rest)
    }
}

impl Fen {
    /// Yuan with two decimals and thousands marked, for sentences: `1,234.50`. What machines read has no commas.
    ///
    /// ```
    /// use huzhu::engine::money::Fen;
    /// assert_eq!(Fen::yuan(1_234_567).grouped(), "1,234,567.00");
    /// ```
    pub fn grouped(self) -> String {
        grouped(&self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn the_whole_has_its_thousands() {
        for (plain, shown) in [
            ("", ""),
            ("0", "0"),
            ("999.99", "999.99"),
            ("5000", "5,000"),
            ("-1000.00", "-1,000.00"),
            ("1234567.50", "1,234,567.50"),
            ("100000000000.00", "100,000,000,000.00"),
            ("0.123456", "0.123456"),
            ("70486/3700", "70486/3700"),
        ] {
            assert_eq!(grouped(plain), shown);
        }
    }
}
