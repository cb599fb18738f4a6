//! The rule sheet (规则说明书): an edition as a page that an official reads and signs.

mod approval;
mod benefit;
mod boundary;
mod citation;
mod contribution;
mod declared;
mod enrolment;
mod example;
mod head;
pub(in crate::engine) mod html;
mod list;
mod notice;
pub(in crate::engine) mod page;
mod path;
mod pool;
mod table;
#[cfg(test)]
mod tests;

pub use crate::engine::scheme::say::line_sentence;
pub use example::Example;
pub use html::{fragment, html};

use super::model::{Edition, Lang, When};
use super::say;
use page::Page;

/// What every section speaks of, and in which language.
#[derive(Clone, Copy)]
struct About<'a> {
    edition: &'a Edition,
    lang: Lang,
}

impl About<'_> {
    /// For whom: everybody, where there is no condition.
    fn whom(&self, when: &When) -> String {
        if when.is_always() {
            return self.lang.pick("全体参加人员", "all members").into();
        }
        say::condition(when, self.edition, self.lang)
    }
}

/// The rule sheet as Markdown (`CommonMark` and tables).
pub fn markdown(edition: &Edition, examples: &[Example], lang: Lang) -> String {
    let about = About { edition, lang };
    let mut page = Page::new(lang);
    head::head(about, &mut page);
    notice::notice(about, &mut page);
    notice::assumptions(about, &mut page);
    contribution::contributions(about, &mut page);
    enrolment::enrolments(about, &mut page);
    declared::categories(about, &mut page);
    declared::plans(about, &mut page);
    pool::pools(about, &mut page);
    list::lists(about, &mut page);
    declared::facts(about, &mut page);
    declared::counts(about, &mut page);
    boundary::exclusions(about, &mut page);
    benefit::benefits(about, &mut page);
    boundary::ceilings(about, &mut page);
    approval::approvals(about, &mut page);
    example::examples(examples, about, &mut page);
    example::signature(about, &mut page);
    page.into_text()
}
