//! The sheet of a shipped scheme word for word; every kind of line has its sentence.

use super::*;
use crate::engine::scheme::model::Text;
use crate::engine::scheme::problem::{Problems, Report};
use crate::engine::scheme::read::{ListFiles, read};

const SINAN: &str = include_str!("../../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
const KINDS: &str = include_str!("kinds.toml");

fn edition(text: &str) -> Edition {
    let mut problems = Problems::default();
    let (edition, _) = read(text, &ListFiles::new(), &mut problems).expect("the head reads");
    let report = Report { file: "scheme".into(), text: text.into(), problems: problems.into_sorted() };
    assert!(!report.has_errors(), "{report}");
    edition
}

fn example() -> Example {
    let row = |zh: &str, en: &str, value: &str| (Text { zh: zh.into(), en: Some(en.into()) }, value.into());
    Example {
        title: Text { zh: "首次住院".into(), en: Some("first stay".into()) },
        rows: vec![
            row("可补基数", "eligible amount", "20,000元"),
            row("分段补助", "subsidy by bands", "7,500元"),
        ],
        result: "7,500元".into(),
        note: Some("本例用到暂定参数。".into()),
    }
}

/// The sheet without the hash, which changes with every comment of the file.
fn sheet(text: &str, examples: &[Example], lang: Lang) -> String {
    let edition = edition(text);
    markdown(&edition, examples, lang).replace(edition.hash.as_str(), "…")
}

#[test]
fn the_sheet_of_sinan_in_chinese() {
    insta::assert_snapshot!(sheet(SINAN, &[example()], Lang::Zh));
}

#[test]
fn the_sheet_of_sinan_in_english() {
    insta::assert_snapshot!(sheet(SINAN, &[example()], Lang::En));
}

#[test]
fn every_kind_of_line_in_chinese() {
    insta::assert_snapshot!(sheet(KINDS, &[], Lang::Zh));
}

#[test]
fn every_kind_of_line_in_english() {
    insta::assert_snapshot!(sheet(KINDS, &[], Lang::En));
}

#[test]
fn every_line_has_a_sentence_in_both_languages() {
    use crate::engine::scheme::shape::KINDS as FIELDS;
    let edition = edition(KINDS);
    for field in FIELDS {
        assert!(KINDS.contains(&format!("\n{field} = ")), "the sample lacks `{field}`");
    }
    for benefit in &edition.benefits {
        for line in &benefit.lines {
            for (lang, stop) in [(Lang::Zh, "。"), (Lang::En, ".")] {
                let sentence = line_sentence(line, benefit, &edition, lang);
                assert!(sentence.ends_with(stop) && sentence.chars().count() > 4, "{}: {sentence}", line.id);
                assert!(!sentence.contains("“”") && !sentence.contains("  "), "{}: {sentence}", line.id);
            }
        }
    }
}

#[test]
fn every_row_of_a_table_has_a_cell_for_every_head() {
    for (text, lang) in [(SINAN, Lang::Zh), (KINDS, Lang::Zh), (KINDS, Lang::En)] {
        let sheet = markdown(&edition(text), &[example()], lang);
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = sheet.lines().collect();
        for pair in lines.windows(2).filter(|p| p.iter().all(|l| l.starts_with('|'))) {
            assert_eq!(cells(pair[0]), cells(pair[1]), "{pair:?}");
        }
    }
}

#[test]
fn the_page_loads_nothing_and_lets_no_mark_through() {
    let page = html(&edition(KINDS), &[example()], Lang::Zh);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"zh-CN\">"));
    assert!(page.contains("<title>样例&lt;方案&gt;</title>") && page.contains("<h1>样例&lt;方案&gt;"));
    for foreign in ["<script", "src=", "<link", "@import", "url(", "<方案>"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert_eq!(page.matches("<div class=\"table\">").count(), page.matches("</table>").count());
}

#[test]
fn facts_and_their_choices_have_their_english() {
    let fact = r#"
[[fact]]
id = "arrangement"
label = "出资安排"
label_en = "who pays"
type = "choice"
choices = [{ id = "unit", label = "单位", label_en = "the unit" }, { id = "own", label = "本人", label_en = "the member" }]
evidence = "证明"
evidence_en = "a letter"
unknown = "请填写出资安排。"
unknown_en = "ask who pays"
"#;
    let english = sheet(&format!("{KINDS}{fact}"), &[], Lang::En);
    for says in ["the unit or the member", "a letter", "ask who pays"] {
        assert!(english.contains(says), "{says}\n{english}");
    }
    assert!(sheet(&format!("{KINDS}{fact}"), &[], Lang::Zh).contains("请填写出资安排。"));
}
