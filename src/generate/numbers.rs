//! Identity numbers and credit codes that are well formed and belong to nobody.

use crate::engine::calendar::Day;
use crate::engine::ids::{CreditCode, ResidentId, Sex};

/// No county has a code that begins so: Guizhou (52) has no city 99 (GB/T 2260).
const NOWHERE: &str = "5299";
/// The characters of a credit code by value (GB 32100-2015).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Numbers for either sex in one region on one day: 001 to 998.
const ORDERS: u64 = 499;

/// So many people born on one day have different numbers.
pub(super) const A_DAY: u64 = 100 * ORDERS;

/// The number of somebody made up: `order`, below [`A_DAY`], tells apart who was born on the same day.
pub(super) fn resident(birth: Day, sex: Sex, order: u64) -> ResidentId {
    let (area, order) = (order / ORDERS % 100, order % ORDERS);
    let order = order * 2 + if sex == Sex::Male { 1 } else { 2 };
    let (year, month, day) = (birth.year(), birth.month(), birth.day());
    let body = format!("{NOWHERE}{area:02}{year:04}{month:02}{day:02}{order:03}");
    let whole = format!("{body}{}", check_of_resident(&body));
    ResidentId::parse(&whole).expect("the number was made by the rule that it is read by")
}

/// The number with another check character.
pub(super) fn with_wrong_check(number: &str) -> String {
    let body = number.get(..17).unwrap_or_default();
    format!("{body}{}", if number.ends_with('3') { '4' } else { '3' })
}

/// ISO 7064 MOD 11-2, digit by digit.
fn check_of_resident(body: &str) -> char {
    let rest = body.bytes().fold(0, |rest, digit| (rest + usize::from(digit - b'0')) * 2 % 11);
    char::from(b"0123456789X"[(12 - rest) % 11])
}

/// The code of an employer made up, by its number, below 1,000,000: an enterprise (91) of nowhere, whose
/// organisation code (GB 11714) begins with DM.
pub(super) fn credit_code(number: u64) -> CreditCode {
    let organisation = format!("DM{number:06}");
    let check = check_of_organisation(&organisation);
    let body = format!("91{NOWHERE}00{organisation}{check}");
    // The weights are the powers of three modulo 31; the whole sum is divisible by 31.
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
    let sum: usize = body.bytes().map(value).zip(weights).map(|(value, weight)| value * weight).sum();
    let whole = format!("{body}{}", char::from(ALPHABET[(31 - sum % 31) % 31]));
    CreditCode::parse(&whole).expect("the code was made by the rule that it is read by")
}

fn value(character: u8) -> usize {
    ALPHABET.iter().position(|known| *known == character).unwrap_or(0)
}

/// The ninth character of an organisation code; its letters count from A = 10.
fn check_of_organisation(code: &str) -> char {
    const WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |c: u8| usize::from(if c.is_ascii_digit() { c - b'0' } else { c - b'A' + 10 });
    let sum: usize = code.bytes().zip(WEIGHTS).map(|(c, weight)| value(c) * weight).sum();
    char::from(b"0123456789X0"[11 - sum % 11])
}
