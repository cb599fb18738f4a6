//! What the parts of a scheme file are called in sentences.

/// A part of a scheme, by its key in the file.
pub(super) struct Noun {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

const NOUNS: [(&str, &str, &str); 17] = [
    ("clause", "条文", "clause"),
    ("period", "保障期", "period"),
    ("category", "职工类别", "category"),
    ("payer", "缴费方", "payer"),
    ("pool", "资金池", "pool"),
    ("plan", "保障计划", "plan"),
    ("list", "病种目录", "list"),
    ("fact", "判断项", "fact"),
    ("count", "计数项", "count"),
    ("exclusion", "不予给付情形", "exclusion"),
    ("contribution", "缴费", "contribution"),
    ("enrolment", "参加办法", "enrolment"),
    ("benefit", "待遇", "benefit"),
    ("ceiling", "合计封顶线", "ceiling"),
    ("approval", "审批级次", "step of approval"),
    ("line", "计算行", "line"),
    ("choice", "选项", "choice"),
];

/// What a key is called; `part` where it has no name.
pub(super) fn noun(key: &str) -> Noun {
    let found = NOUNS.iter().find(|(k, ..)| *k == key);
    found.map_or(Noun { zh: "部分", en: "part" }, |(_, zh, en)| Noun { zh, en })
}
