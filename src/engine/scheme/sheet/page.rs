//! Markdown as it is written: headings, paragraphs, lists, tables. Every text comes in plain and is escaped.

use crate::engine::scheme::model::Lang;

/// A page that grows from the top.
pub(in crate::engine) struct Page {
    text: String,
    sections: usize,
    lang: Lang,
}

impl Page {
    /// An empty page.
    pub fn new(lang: Lang) -> Self {
        Self { text: String::new(), sections: 0, lang }
    }

    /// The title of the page.
    pub fn title(&mut self, text: &str) {
        self.block(&format!("# {}", escaped(text)));
    }

    /// The heading of a numbered section.
    pub fn section(&mut self, text: &str) {
        self.sections += 1;
        let number =
            self.lang.pick(format!("{}、", zh_number(self.sections)), format!("{}\\. ", self.sections));
        self.block(&format!("## {number}{}", escaped(text)));
    }

    /// A heading within a section.
    pub fn heading(&mut self, text: &str) {
        self.block(&format!("### {}", escaped(text)));
    }

    /// A paragraph.
    pub fn para(&mut self, text: &str) {
        self.block(&escaped(text));
    }

    /// A paragraph that starts in bold.
    pub fn lead(&mut self, bold: &str, text: &str) {
        self.block(&self.with_lead(bold, text));
    }

    /// A box that nobody should miss.
    pub fn notice_box(&mut self, bold: &str, text: &str) {
        self.block(&format!("> {}", self.with_lead(bold, text)));
    }

    /// Texts as printed elsewhere, one paragraph each.
    pub fn quote(&mut self, texts: &[&str]) {
        let lines = texts.iter().flat_map(|t| t.lines()).filter(|l| !l.trim().is_empty());
        let quoted: Vec<String> = lines.map(|l| format!("> {}", escaped(l.trim()))).collect();
        self.block(&quoted.join("\n>\n"));
    }

    /// A list: what, and what is to be said of it.
    pub fn items(&mut self, items: &[(&str, String)]) {
        let colon = self.lang.pick("：", ": ");
        let lines: Vec<String> =
            items.iter().map(|(what, text)| format!("- {}{colon}{}", escaped(what), escaped(text))).collect();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A table.
    pub fn table(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let rule = vec!["---"; heads.len()];
        self.rows(heads, &rule, rows);
    }

    /// A table whose last column holds figures.
    pub fn figures(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let mut rule = vec!["---"; heads.len()];
        if let Some(last) = rule.last_mut() {
            *last = "---:";
        }
        self.rows(heads, &rule, rows);
    }

    /// A paragraph that ends in a text for machines.
    pub fn code(&mut self, text: &str, code: &str) {
        let colon = self.lang.pick("：", ": ");
        self.block(&format!("{}{colon}`{}`", escaped(text), code.replace('`', "")));
    }

    /// The finished page.
    pub fn into_text(self) -> String {
        self.text
    }

    fn rows(&mut self, heads: &[String], rule: &[&str], rows: &[Vec<String>]) {
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|c| escaped(c)).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines = vec![row(heads), format!("| {} |", rule.join(" | "))];
        lines.extend(rows.iter().map(|cells| row(cells)));
        self.block(&lines.join("\n"));
    }

    /// White space after bold letters keeps `**` a mark even where punctuation stands before it.
    fn with_lead(&self, bold: &str, text: &str) -> String {
        let space = self.lang.pick("　", " ");
        format!("**{}**{space}{}", escaped(bold), escaped(text))
    }

    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text.trim_end_matches([' ', '　']));
        self.text.push('\n');
    }
}

/// A text that Markdown takes for nothing but text, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.trim_matches([' ', '\n', '\r', '\t']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let starts_block = at == 0 && matches!(c, '#' | '-' | '+' | '=' | '>');
        let stands_alone = text[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
        let starts_list = at == digits && digits > 0 && matches!(c, '.' | ')') && stands_alone;
        if starts_block || starts_list || matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']' | '&') {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
    }
    out
}

/// 一, 二 … 九十九.
fn zh_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, number % 10);
    match tens {
        0 => DIGITS[ones].into(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn no_text_becomes_a_mark() {
        for (text, shown) in [
            ("1. 起付线", "1\\. 起付线"),
            ("12.5元", "12.5元"),
            ("a|b", "a\\|b"),
            ("<script>", "\\<script>"),
            ("- 见\n下", "\\- 见 下"),
            ("自付*", "自付\\*"),
        ] {
            assert_eq!(escaped(text), shown);
        }
    }

    #[test]
    fn sections_count_in_chinese() {
        for (number, shown) in [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")] {
            assert_eq!(zh_number(number), shown);
        }
    }
}
