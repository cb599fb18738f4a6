//! Errors of the TOML parser as sentences for somebody who does not know TOML.

use crate::engine::scheme::said::Said;

/// What is wrong and what to do.
pub(super) type Sentences = (Said, Said);

/// How a line can be mended so that the rest is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cure {
    /// The value is put in quotes.
    Quote,
    /// This is added at the end of the line.
    Append(&'static str),
    /// Nothing needs to be done: the parser went on.
    Keep,
    /// The line is left out.
    Drop,
}

/// What a parser's error says: its message, the text that it points to, the line.
pub(super) fn explain(message: &str, text: &str, line: &str) -> (Sentences, Cure) {
    if message.contains("must be quoted") || message.starts_with("invalid boolean") {
        return (unquoted(text, line), Cure::Quote);
    }
    if ["invalid date", "invalid time", "invalid offset"].iter().any(|start| message.starts_with(start)) {
        return (date(text), Cure::Quote);
    }
    if let Some(number) = with_commas(line).filter(|_| message.starts_with("unexpected key or value")) {
        return (self::number(number), Cure::Drop);
    }
    if message.starts_with("duplicate key") {
        let said = (
            Said::new(format!("“{text}”重复出现。"), format!("`{text}` is given twice")),
            Said::new("请只保留一处，删除另一处。", "keep one of the two"),
        );
        return (said, Cure::Keep);
    }
    if message.starts_with("invalid basic string") || message.starts_with("invalid literal string") {
        return (unclosed_text(), Cure::Append("\""));
    }
    if message.starts_with("unclosed array table") || message.starts_with("unclosed table") {
        let said = (
            Said::new("标题行的方括号没有闭合。", "the brackets of the heading are not closed"),
            Said::new("请写成 [[benefit]] 或 [money] 的样子。", "write it like [[benefit]] or [money]"),
        );
        let cure = if line.contains("]]") { Cure::Drop } else { Cure::Append("]") };
        return (said, cure);
    }
    (other(message), Cure::Drop)
}

fn unquoted(text: &str, line: &str) -> Sentences {
    if text.contains('%') {
        return (
            Said::new(format!("百分数{text}没有加引号。"), "a percentage without quotes"),
            Said::new(
                format!("请加英文双引号，写成 \"{text}\"。"),
                format!("write it in quotes: \"{text}\""),
            ),
        );
    }
    if is_like_a_date(text) {
        return date(text);
    }
    if text.chars().all(|c| c.is_ascii_digit() || ",.元万".contains(c)) {
        return number(text);
    }
    let key = line.split('=').next().unwrap_or("").trim();
    let key = if key.is_empty() || key.contains(['{', '"']) { "…" } else { key };
    (
        Said::new(
            format!("“{text}”没有加引号，无法识别。"),
            format!("`{text}` has no quotes and cannot be read"),
        ),
        Said::new(
            format!("文字须加英文双引号，例如 {key} = \"{text}\"；是或否写 true 或 false；金额只写数字。"),
            format!(
                "put a text in quotes, for example {key} = \"{text}\"; a flag is true or false; an amount is digits alone"
            ),
        ),
    )
}

/// The value of a line that is a number with commas: `limit = 100,000`.
fn with_commas(line: &str) -> Option<&str> {
    let value = line.split_once('=')?.1.split('#').next()?.trim();
    let is_number = value.starts_with(|c: char| c.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
    (is_number && value.contains(',')).then_some(value)
}

fn is_like_a_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let marks = text.chars().filter(|c| "-/.年月日".contains(*c)).count();
    (4..=8).contains(&digits) && marks >= 2 && digits + marks == text.chars().count()
}

fn date(text: &str) -> Sentences {
    (
        Said::new(
            format!("日期“{text}”写法不对，或者没有这一天。"),
            format!("`{text}` is not a date as it is written here, or there is no such day"),
        ),
        Said::new(
            "请写四位年、两位月、两位日，用半角连字符连接，不加引号，例如 2026-01-01。",
            "write year, month and day with four, two and two digits and no quotes, for example 2026-01-01",
        ),
    )
}

fn number(text: &str) -> Sentences {
    (
        Said::new(format!("数字“{text}”写法不对。"), format!("the number `{text}` cannot be read")),
        Said::new(
            "请只写阿拉伯数字和小数点，不写千分位逗号、“元”“万”等字，例如 100000。",
            "write digits and a point alone, without commas or words, for example 100000",
        ),
    )
}

fn unclosed_text() -> Sentences {
    (
        Said::new("这里的引号没有成对。", "a quote is opened and never closed"),
        Said::new(
            "文字前后都要有英文双引号 \" ；文字中间需要引号时请用中文引号“”。",
            "put a double quote before and after the text; within it use “ and ”",
        ),
    )
}

/// A text that begins with three quotes and does not end with three.
pub(super) fn endless_text() -> Sentences {
    (
        Said::new(
            "三个引号开始的文字没有用三个引号结束。",
            "a text that begins with three quotes does not end with three",
        ),
        Said::new("请在这段文字末尾补上三个英文双引号。", "add three quotes at its end"),
    )
}

/// A bracket that was opened and never closed.
pub(super) fn unclosed_bracket(bracket: char) -> Sentences {
    let pair = if bracket == '[' { ']' } else { '}' };
    (
        Said::new(
            format!("这里的 {bracket} 没有配对的 {pair} 。"),
            format!("the `{bracket}` here is never closed"),
        ),
        Said::new(
            format!("请在这部分内容的末尾补上 {pair} 。"),
            format!("add `{pair}` where this part ends"),
        ),
    )
}

/// Parser's messages by their beginning, with what they mean.
const KNOWN: [(&str, [&str; 4]); 8] = [
    (
        "key with no value",
        [
            "这一行缺少等号或等号后的内容。",
            "the line has no `=` or nothing after it",
            "请写成“名称 = 内容”的样子。",
            "write `key = value`",
        ],
    ),
    (
        "missing comma",
        [
            "两项之间缺少逗号，或者前面的括号没有闭合。",
            "a comma is missing between two values, or a bracket is not closed",
            "请在两项之间补上半角逗号，并核对括号是否成对。",
            "add the comma, and see that brackets come in pairs",
        ],
    ),
    ("extra comma", ["这里多了一个逗号。", "there is a comma too many", "请删去多余的逗号。", "take it out"]),
    (
        "unexpected key or value",
        [
            "一行里写了两项内容，或者内容里有不该有的符号。",
            "two values stand on one line, or a value has a stray sign",
            "每行只写一项“名称 = 内容”；数字不写千分位逗号；说明文字前加 # 。",
            "write one `key = value` a line, numbers without commas, and # before a comment",
        ],
    ),
    (
        "unclosed",
        [
            "括号没有成对。",
            "a bracket is not closed",
            "请补上缺少的括号。",
            "add the bracket that is missing",
        ],
    ),
    (
        "extra assignment",
        [
            "这里多了一个等号，或者前面缺少逗号。",
            "there is an `=` too many, or a comma is missing before",
            "请核对本行的等号和逗号。",
            "check the signs of this line",
        ],
    ),
    (
        "unexpected `]`",
        ["这里多了一个右括号。", "there is a closing bracket too many", "请删去多余的括号。", "take it out"],
    ),
    (
        "unexpected leading zero",
        [
            "数字不能以0开头。",
            "a number does not begin with 0",
            "请去掉开头的0；编号类内容请加英文双引号。",
            "take the 0 away; put numbers that are names in quotes",
        ],
    ),
];

fn other(message: &str) -> Sentences {
    if let Some((_, [zh, en, zh_hint, en_hint])) = KNOWN.iter().find(|(start, _)| message.starts_with(start))
    {
        return (Said::new(*zh, *en), Said::new(*zh_hint, *en_hint));
    }
    (
        Said::new(
            format!("这一行无法识别（解析程序原文：{message}）。"),
            format!("the line cannot be read: {message}"),
        ),
        Said::new(
            "请对照其他行的写法，核对本行的引号、括号、逗号和等号。",
            "compare its quotes, brackets, commas and signs with other lines",
        ),
    )
}
