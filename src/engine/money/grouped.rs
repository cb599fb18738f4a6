//! Figures as people read them: with a comma before each three digits of the whole.

use super::Fen;

/// A number as figures with its thousands marked: `1234.50` is `1,234.50`. A sign before it stays, and so does a fraction,
/// whose two parts would not look alike.
pub fn grouped(number: &str) -> String {
    if number.contains('/') {
        return number.into();
    }
    let start = number.find(|c: char| c.is_ascii_digit()).unwrap_or(number.len());
    let (sign, rest) = number.split_at(start);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (whole, rest) = rest.split_at(end);
    let mut text = String::with_capacity(number.len() + whole.len() / 3);
    text.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(rest);
    text
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
