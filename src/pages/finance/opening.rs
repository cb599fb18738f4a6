//! Opening balances (期初余额) from a spreadsheet.

use askama::Template;
use axum::extract::Multipart;
use axum::response::Response;

use crate::desk::open_balances::{Given, OpenBalances, OpenRequest};
use crate::engine::ledger::chart::Template as Charts;
use crate::exchange::opening::read_opening;
use crate::pages::frame::Frame;
use crate::pages::typed::{Typed, unreadable};
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::service::Problem;

/// So many wrong rows are told at once.
const TOLD: usize = 20;

#[derive(Template)]
#[template(path = "finance/opening.html")]
struct Opening {
    p: Frame,
    tab: &'static str,
    form: Typed,
    wrong: Vec<String>,
}

impl Opening {
    fn of(visit: Visit, form: Typed, wrong: Vec<String>) -> Self {
        Self { p: visit.frame, tab: "pools", form, wrong }
    }
}

/// The form.
pub(in crate::pages) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&Opening::of(visit, Typed::none(), vec![]))
}

/// Books the balances of a spreadsheet: all of it, or nothing.
pub(in crate::pages) async fn open(
    visit: Visit,
    office: Office,
    sent: Multipart,
) -> Result<Response, Problem> {
    let (mut form, name, bytes) = received(sent).await?;
    let (rows, wrong) = match read(&bytes) {
        Ok(read) => read,
        Err((zh, en)) => {
            form.fault("file", (zh, en));
            return again(&Opening::of(visit, form, vec![]));
        }
    };
    if !wrong.is_empty() {
        let lang = visit.frame.lang;
        let told = wrong.iter().take(TOLD).map(|(zh, en)| lang.pick(zh, en).clone()).collect();
        let said = (
            format!("共{}行有误，未录入任何余额；请更正后重新上传。", wrong.len()),
            format!(
                "{} rows are wrong and nothing is booked; correct them and send the file again.",
                wrong.len()
            ),
        );
        form.fault("file", said);
        return again(&Opening::of(visit, form, told));
    }
    let request = OpenRequest { rows, document: name, period: None };
    match office.bring::<OpenBalances>((form.key(), ""), request).await {
        Ok(done) => Ok(see(&format!("/finance/vouchers/{}?done=booked", done.voucher))),
        Err(problem) => {
            form.refused(&problem);
            again(&Opening::of(visit, form, vec![]))
        }
    }
}

type Pair = (String, String);

/// The rows of a file, and what is wrong with others; a sentence where it is no such file.
fn read(bytes: &[u8]) -> Result<(Vec<Given>, Vec<Pair>), Pair> {
    let chart = Charts::SocialInsurance.chart().map_err(|why| (why.to_string(), why.to_string()))?;
    let (rows, wrong) = read_opening(bytes, &chart).map_err(|why| (why.zh(), why.to_string()))?;
    if rows.is_empty() && wrong.is_empty() {
        return Err((
            "文件中没有期初余额行，请填写后重新上传。".into(),
            "The file has no row; write the balances and send it again.".into(),
        ));
    }
    let given = rows.into_iter().map(|row| Given {
        line: row.line,
        pool: row.pool.into(),
        code: row.code,
        sub: row.sub.into(),
        party: row.party.into(),
        debit: row.debit,
        credit: row.credit,
    });
    Ok((given.collect(), wrong.iter().map(|one| (one.zh(), one.to_string())).collect()))
}

/// The hidden key, and the file.
async fn received(mut sent: Multipart) -> Result<(Typed, String, Vec<u8>), Problem> {
    let (mut form, mut name, mut bytes) = (Typed::none(), String::new(), vec![]);
    while let Some(field) = sent.next_field().await.map_err(|_| unreadable())? {
        if field.name() == Some("file") {
            name = field.file_name().unwrap_or_default().to_owned();
            bytes = field.bytes().await.map_err(|_| unreadable())?.to_vec();
        } else if field.name() == Some("key") {
            form.put("key", field.text().await.map_err(|_| unreadable())?);
        }
    }
    Ok((form, name, bytes))
}
