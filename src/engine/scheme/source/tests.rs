//! Texts that cannot be parsed, what is said of them, and what is read nevertheless.

use super::{mend, table};
use crate::engine::scheme::model::Lang;

/// One mistake each: the text, where it stands, a part of what is said, what can be read after mending.
#[test]
fn a_mistake_is_named_once_and_the_rest_is_read() {
    let mut wrong = Vec::new();
    for (text, at, says, reads) in [
        ("a = { b = 1， c = 2 }\nz = 1\n", 11, "full-width `，`", "{a={b=1, c=2}, z=1}"),
        ("x = 1\na ＝ 3\n", 8, "full-width `＝`", "{a=3, x=1}"),
        ("id = “sinan”\nz = 1\n", 5, "full-width `“`", "{id=\"sinan\", z=1}"),
        ("id = \"sinan”\nz = 1\n", 11, "full-width `”`", "{id=\"sinan\", z=1}"),
        ("text = “每人，每年。”\nz = 1\n", 7, "full-width `“`", "{text=\"每人，每年。\", z=1}"),
        ("［［a］］\nz = 1\n", 0, "full-width `［`", "{a=[{z=1}]}"),
        ("pay = 50%\n", 6, "a percentage without quotes", "{pay=\"50%\"}"),
        ("day = 2026/1/1\nz = 1\n", 6, "`2026/1/1` is not a date", "{day=\"2026/1/1\", z=1}"),
        ("day = 2026-02-30\nz = 1\n", 6, "`2026-02-30` is not a date", "{day=\"2026-02-30\", z=1}"),
        ("a = tru\nz = 1\n", 4, "`tru` has no quotes", "{a=\"tru\", z=1}"),
        ("a = 1\na = 2\nz = 1\n", 6, "`a` is given twice", "{a=1, z=1}"),
        ("a = \"b\nz = 1\n", 6, "a quote is opened and never closed", "{a=\"b\", z=1}"),
        ("[[a]\nz = 1\n", 4, "the brackets of the heading", "{a=[{z=1}]}"),
        ("a = [\n 1,\n 2\nz = 1\n", 4, "the `[` here is never closed", "{a=[1, 2], z=1}"),
        (
            "a = [\n { b = 1,\n { b = 2 },\n]\nz = 1\n",
            7,
            "the `{` here is never closed",
            "{a=[{b=1}, {b=2}], z=1}",
        ),
        ("[x]\na = [\n { b = 1 },\n[[y]]\nz = 1\n", 8, "the `[` here", "{x={a=[{b=1}]}, y=[{z=1}]}"),
        ("k 2\nz = 1\n", 2, "the line has no `=`", "{z=1}"),
        ("a = 1,000\nz = 1\n", 5, "the number `1,000` cannot be read", "{z=1}"),
        ("a = [ 1 2 ]\nz = 1\n", 6, "`1 2` has no quotes", "{a=[\"1 2\"], z=1}"),
        ("a = \"\"\"b\n每人\nz = 1\n", 4, "does not end with three", "{a=\"b\", z=1}"),
        ("a = 01\nz = 1\n", 4, "does not begin with 0", "{z=1}"),
    ] {
        let mended = mend(text);
        let found: Vec<_> = mended.found.iter().map(|p| (p.place.start, p.message.get(Lang::En))).collect();
        let fine = found.len() == 1 && found[0].0 == at && found[0].1.contains(says);
        if !fine || shown(&mended.text) != reads {
            wrong.push(format!("{text}   said {found:?}\n   read {}\n", shown(&mended.text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// The tables of a text without their places.
fn shown(text: &str) -> String {
    use toml::de::{DeTable, DeValue};
    fn of_table(table: &DeTable<'_>) -> String {
        let fields: Vec<String> =
            table.iter().map(|(key, value)| format!("{}={}", key.get_ref(), of(value.get_ref()))).collect();
        format!("{{{}}}", fields.join(", "))
    }
    fn of(value: &DeValue<'_>) -> String {
        match value {
            DeValue::Table(table) => of_table(table),
            DeValue::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| of(item.get_ref())).collect();
                format!("[{}]", items.join(", "))
            }
            DeValue::String(text) => format!("\"{text}\""),
            DeValue::Integer(number) => number.as_str().into(),
            other => format!("{other:?}"),
        }
    }
    of_table(&table(text))
}

#[test]
fn what_is_fine_stays_as_it_is() {
    for text in [
        "text = \"每人，每年：50％\" # 注释：好\n",
        "a = [ # 甲\n  [1, 2],\n  { b = 1 }, # ［\n]\n[[x.y]] # 好\n",
        "a = \"\"\"一，\n二“三”\nb = 【\"\"\"\nc = '''\n，'''\n",
        "a = \"say \\\"x\\\", then\"\r\nb = 1\r\n",
        "",
    ] {
        let mended = mend(text);
        assert_eq!(mended.text, text);
        assert!(mended.found.is_empty(), "{text}: {:?}", mended.found);
    }
}

#[test]
fn places_are_led_back_to_the_text_as_written() {
    let text = "id = “a”\npay = 50%\nwrong = 3\n";
    let mended = mend(text);
    let at = mended.text.find("wrong").unwrap();
    let back = mended.lead_back(&(at..at + 5));
    assert_eq!(&text[back], "wrong");
}
