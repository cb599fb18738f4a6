//! The rule sheet as one self-contained page: no script, nothing loaded from elsewhere.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Example, markdown};
use crate::engine::scheme::model::{Edition, Lang};

const STYLE: &str = include_str!("sheet.css");

/// The rule sheet as HTML, readable on a phone and printable on A4.
pub fn html(edition: &Edition, examples: &[Example], lang: Lang) -> String {
    page(edition.title.get(lang), &markdown(edition, examples, lang), lang)
}

/// The rule sheet as a part of a page: headings, paragraphs and tables, without a head and without style; figures of tables
/// are of the class `num`.
pub fn fragment(edition: &Edition, lang: Lang) -> String {
    body(&markdown(edition, &[], lang))
}

/// A page of Markdown as HTML.
pub(in crate::engine) fn page(title: &str, text: &str, lang: Lang) -> String {
    let (body, title) = (body(text), escaped(title));
    let code = lang.pick("zh-CN", "en");
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Markdown as HTML.
fn body(text: &str) -> String {
    let mut body = String::new();
    // A wide table scrolls by itself, so that the page never does.
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).flat_map(|event| match event {
        Event::Start(Tag::Table(_)) => vec![Event::Html("<div class=\"table\">".into()), event],
        Event::End(TagEnd::Table) => vec![event, Event::Html("</div>\n".into())],
        // The Markdown has no HTML of its own; should any appear, it is text.
        Event::Html(raw) | Event::InlineHtml(raw) => vec![Event::Text(raw)],
        _ => vec![event],
    });
    pulldown_cmark::html::push_html(&mut body, events);
    // A page that lets no style in itself shows it too; no text has these signs, since its quotes are escaped.
    body.replace(" style=\"text-align: right\"", " class=\"num\"").replace(" style=\"text-align: left\"", "")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
