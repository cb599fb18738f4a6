//! Lists of diagnoses.

use super::About;
use super::page::Page;
use crate::engine::claim::diagnosis::ListEntry;
use crate::engine::scheme::say;

/// So many rows of a list are shown; the rest stands in the list's own file.
const SHOWN: usize = 40;

/// Every list with its first rows.
pub(super) fn lists(a: About<'_>, page: &mut Page) {
    if a.edition.lists.is_empty() {
        return;
    }
    page.section(a.lang.pick("病种名单", "Lists of diagnoses"));
    for list in &a.edition.lists {
        let mark = list.clause.as_deref().map(|c| say::clause_mark(c, a.lang)).unwrap_or_default();
        page.heading(&format!("{}{mark}", list.label.get(a.lang)));
        let proven = list.entries.iter().any(|entry| entry.evidence.is_some());
        let heads =
            [a.lang.pick("编码", "Code"), a.lang.pick("名称", "Name"), a.lang.pick("所需凭证", "Evidence")];
        let columns = if proven { 3 } else { 2 };
        let heads: Vec<String> = heads[..columns].iter().map(|head| (*head).into()).collect();
        let cells = |e: &ListEntry| [e.code.clone(), e.name.clone(), e.evidence.clone().unwrap_or_default()];
        let rows: Vec<_> =
            list.entries.iter().take(SHOWN).map(|entry| cells(entry)[..columns].to_vec()).collect();
        page.table(&heads, &rows);
        let all = list.entries.len();
        let file = list
            .file
            .as_deref()
            .map(|f| a.lang.pick(format!("，见名单文件{f}"), format!(", in the file {f}")));
        let file = file.unwrap_or_default();
        page.para(&if all > SHOWN {
            a.lang.pick(
                format!("以上为前{SHOWN}项，全部共{all}项{file}。"),
                format!("The first {SHOWN} of {all} entries{file}."),
            )
        } else {
            a.lang.pick(format!("共{all}项。"), format!("{all} entries."))
        });
    }
}
