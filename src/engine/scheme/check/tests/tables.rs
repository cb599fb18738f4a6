//! Tables with one row for each, none, or two.

use super::{SINAN, compare, found};

const CATEGORIES: &str = "
[[category]]
id = \"normal\"
label = \"普通\"
default = true
[[category]]
id = \"hardship\"
label = \"困难\"
";

#[test]
fn tables_are_unique_and_complete() {
    let mut wrong = String::new();
    let with = |limit: &str| SINAN.replace("limit    = 100000", &format!("limit = {limit}")) + CATEGORIES;
    for (limit, says) in [
        ("[{ category = \"normal\", is = 1 }, { category = \"hardship\", is = 2 }]", ""),
        ("[{ category = \"normal\", is = 1 }]", "102:9: error: no row fits category = hardship"),
        (
            "[\n{ category = \"normal\", is = 1 },\n{ is = 2 }]",
            "104:1: error: two rows fit category = normal: lines 103 and 104",
        ),
        (
            "[{ category = \"normal\", is = 1 }, { category = \"hardship\", age = \"..59\", is = 2 }]",
            "102:9: error: no row fits category = hardship, age from 60",
        ),
        (
            "[{ age = \"..59\", is = 1 }, { age = \"65..\", is = 2 }]",
            "102:9: error: no row fits age 60 to 64",
        ),
        (
            "[{ age = \"..60\", is = 1 }, { age = \"60..\", is = 2 }]",
            "error: two rows fit age = 60: both on line 102",
        ),
        (
            "[{ admission_number = \"1\", is = 1 }]",
            "102:31: error: `admission_number` must be a number or a range",
        ),
        ("[{ admission_number = 1, is = 1 }, { admission_number = \"2..\", is = 2 }]", ""),
        ("[{ setting = \"inpatient\", is = 1 }]", ""),
        (
            "[{ setting = \"inpatient\", is = 1 }, { setting = \"inpatient\", is = 2 }]",
            "two rows fit setting = inpatient",
        ),
    ] {
        let says: &[&str] = if says.is_empty() { &[] } else { &[says] };
        compare(limit, &found(&with(limit)), says, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_line_narrows_its_table() {
    let line = "when = { category = \"normal\" }\nlimit = [{ category = \"normal\", is = 1 }]";
    assert_eq!(found(&(SINAN.replace("limit    = 100000", line) + CATEGORIES)), [""; 0]);
}
