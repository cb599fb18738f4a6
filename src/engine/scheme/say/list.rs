//! Several names in one sentence: 甲、乙和丙; “a, b and c”.

use crate::engine::scheme::model::Lang;

/// All of them: 甲、乙和丙.
pub fn all_of(names: &[String], lang: Lang) -> String {
    joined(names, lang.pick("和", " and "), lang)
}

/// One of them: 甲、乙或丙.
pub fn one_of(names: &[String], lang: Lang) -> String {
    joined(names, lang.pick("或", " or "), lang)
}

/// A name in the quotation marks of both languages.
pub fn quoted(name: &str) -> String {
    format!("“{name}”")
}

fn joined(names: &[String], last: &str, lang: Lang) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(lang.pick("、", ", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_as_people_write() {
        let names = ["甲", "乙", "丙"].map(String::from);
        assert_eq!(all_of(&names, Lang::Zh), "甲、乙和丙");
        assert_eq!(one_of(&names, Lang::En), "甲, 乙 or 丙");
        assert_eq!(one_of(&names[..1], Lang::Zh), "甲");
        assert_eq!(all_of(&[], Lang::Zh), "");
    }
}
