//! Worked examples, and the block that is signed.

use super::About;
use super::page::Page;
use crate::engine::scheme::model::Text;

/// A case that the engine worked out, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What happens in it.
    pub title: Text,
    /// The steps: what each is called, and its amount or text as it shall be printed.
    pub rows: Vec<(Text, String)>,
    /// What comes out.
    pub result: String,
    /// What else to say.
    pub note: Option<String>,
}

/// The examples, one table each.
pub(super) fn examples(examples: &[Example], a: About<'_>, page: &mut Page) {
    if examples.is_empty() {
        return;
    }
    page.section(a.lang.pick("算例", "Worked examples"));
    for (at, example) in examples.iter().enumerate() {
        let number = at + 1;
        let title = example.title.get(a.lang);
        page.heading(&a.lang.pick(format!("例{number} {title}"), format!("Example {number}: {title}")));
        let heads = [a.lang.pick("步骤", "Step"), a.lang.pick("金额", "Amount")].map(String::from);
        let row = |(label, value): &(Text, String)| vec![label.get(a.lang).to_owned(), value.clone()];
        page.figures(&heads, &example.rows.iter().map(row).collect::<Vec<_>>());
        page.lead(a.lang.pick("结果", "Result"), &example.result);
        if let Some(note) = &example.note {
            page.para(note);
        }
    }
}

/// Empty fields to sign, and the hash that ties the paper to the scheme file.
pub(super) fn signature(a: About<'_>, page: &mut Page) {
    page.section(a.lang.pick("签署", "Signatures"));
    page.para(a.lang.pick(
        "已对照公布的办法逐条核对，上述规则与办法一致。",
        "Compared with the published notice clause by clause: the rules above agree with it.",
    ));
    page.code(
        a.lang.pick("本说明书对应的方案指纹（SHA-256）", "Fingerprint of the scheme (SHA-256)"),
        &a.edition.hash,
    );
    let heads = [
        a.lang.pick("编制人", "Prepared by"),
        a.lang.pick("复核人", "Reviewed by"),
        a.lang.pick("签署日期", "Date"),
    ];
    page.table(&heads.map(String::from), &[vec!["　".into(), "　".into(), "　".into()]]);
}
