//! The audit chain of the book (操作日志), with a filter.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use crate::desk::called::acts;
use crate::pages::around::percent;
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, page};
use crate::service::Problem;
use crate::store::trail::{self, Filter, Trace};

/// So many rows are on a page.
const MOST: usize = 100;
const SHOWN: i64 = 100;

/// What is looked for.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    login: Option<String>,
    act: Option<String>,
    object: Option<String>,
    result: Option<String>,
    from: Option<String>,
    before: Option<u32>,
}

#[derive(Template)]
#[template(path = "office/audit.html")]
struct Audit {
    p: Frame,
    form: Typed,
    results: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    rows: Vec<Trace>,
    next: Option<String>,
}

impl Audit {
    fn act(&self, code: &str) -> &'static str {
        acts::act(self.p.lang, code)
    }

    fn refusal(&self, code: &str) -> &'static str {
        acts::refusal(self.p.lang, code)
    }
}

/// The page.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let p = visit.frame;
    let mut form = Typed::none();
    let fields = [
        ("login", asked.login),
        ("act", asked.act),
        ("object", asked.object),
        ("result", asked.result),
        ("from", asked.from),
    ];
    for (name, value) in fields {
        form.put(name, value.unwrap_or_default());
    }
    let from = form.day("from").map(|day| day.to_string()).unwrap_or_default();
    let filter = Filter {
        login: form.text("login"),
        act: form.text("act"),
        object: form.text("object"),
        result: form.text("result"),
        from,
        before: i64::from(asked.before.unwrap_or(0)),
    };
    let mut rows =
        trail::filtered(office.store(), office.scope(), (&office.book, &filter), SHOWN + 1).await?;
    let is_cut = rows.len() > MOST;
    rows.truncate(MOST);
    let next = rows.last().filter(|_| is_cut).map(|row| link(&form, row.number));
    let results = [("", "全部", "all"), ("done", "已办理", "done"), ("refused", "被拒绝", "refused")];
    let results = results.map(|(word, zh, en)| (word.to_owned(), p.say(zh, en).to_owned())).into();
    page(&Audit { acts: acts::choices(p.lang), p, form, results, rows, next })
}

/// The page before a row, with the same filter.
fn link(form: &Typed, before: i64) -> String {
    let fields = ["login", "act", "object", "result", "from"];
    let pairs = fields.map(|name| format!("{name}={}", percent(form.raw(name))));
    format!("/audit?{}&before={before}", pairs.join("&"))
}
