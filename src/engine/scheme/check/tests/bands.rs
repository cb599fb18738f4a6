//! Bands that touch, and bands that do not.

use proptest::prelude::*;

use super::{SINAN, check, found};

#[test]
fn bands() {
    check(&[
        ("over =     0, ", "over = 100, ", &["89:12: error: no band covers amounts up to 100.00"]),
        ("over =     0, ", "", &[]),
        ("over =  5000, to = 20000", "from = 5000, below = 20000", &[]),
        ("to = 20000, pay", "pay", &["90:3: error: only the last band may be without an upper bound"]),
        ("over = 50000,", "over = 50000, to = 90000,", &[]),
        ("over = 50000,", "over = 50000, to = 50000,", &["92:24: error: the band ends at or below 50000.00"]),
        ("bands = [", "reading = \"whole\"\nbands = [", &[]),
        ("to =  5000", "below = 5000", &[]),
    ]);
    let whole = SINAN.replace("bands = [", "reading = \"whole\"\nbands = [");
    let inclusive = found(&whole.replace("over =  5000", "from = 5000"));
    assert!(inclusive[0].starts_with("91:12: error: 5000.00 itself lies in two bands"), "{inclusive:?}");
    let exclusive = found(&whole.replace("to =  5000", "below = 5000"));
    assert!(exclusive[0].starts_with("91:13: error: 5000.00 itself lies in no band"), "{exclusive:?}");
}

/// Band tables that touch: rising bounds and for each whether the bound belongs to the lower band.
fn touching() -> impl Strategy<Value = Vec<(u32, bool)>> {
    let steps = prop::collection::vec((1_u32..5000, any::<bool>()), 1..7);
    steps.prop_map(|steps| {
        let rising = steps.into_iter().scan(0, |bound, (step, below)| {
            *bound += step;
            Some((*bound, below))
        });
        rising.collect()
    })
}

fn bands_of(bounds: &[(u32, bool)], moved: Option<(usize, i64)>) -> String {
    let mut text = String::from("{ over = 0, ");
    for (at, (bound, inclusive)) in bounds.iter().enumerate() {
        let (to, from) = if *inclusive { ("to", "over") } else { ("below", "from") };
        let off = moved.filter(|(which, _)| *which == at).map_or(0, |(_, by)| by);
        let start = i64::from(*bound) + off;
        let row = format!("{to} = {bound}, pay = \"1%\" }},\n  {{ {from} = {start}, ");
        text.push_str(&row);
    }
    let (start, end) = (SINAN.find("{ over =     0").unwrap(), SINAN.find("pay = \"70%\" }").unwrap());
    let (head, tail) = (&SINAN[..start], &SINAN[end..]);
    format!("{}{text}{tail}", head.replace("bands = [", "reading = \"whole\"\nbands = ["))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bands_that_touch_are_clean_and_others_are_not(bounds in touching(), which: prop::sample::Index, up: bool) {
        prop_assert_eq!(found(&bands_of(&bounds, None)), [""; 0]);
        let at = which.index(bounds.len());
        let problems = found(&bands_of(&bounds, Some((at, if up { 1 } else { -1 }))));
        prop_assert!(!problems.is_empty());
        prop_assert!(problems.iter().all(|p| p.contains("error: ")), "{:?}", problems);
    }
}
