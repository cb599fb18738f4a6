//! A claim's form filled from a settlement file: dropped, chosen or pasted; a table, a workbook or JSON.

use axum::extract::multipart::Multipart;
use axum::response::Response;

use super::documents::read;
use super::form::of_facts;
use super::new::built;
use crate::engine::calendar::Day;
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::said::Said;
use crate::exchange::claims::{ClaimProfile, Line, SettlementRow, settlements};
use crate::pages::schemes::Schemes;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page};
use crate::service::{Looking, Problem};
use crate::store::identity;
use crate::store::member::shown;

/// Fills the form from the first settlement of a file; what is wrong with it is said above the form.
pub(in crate::pages) async fn fill(
    visit: Visit,
    office: Office,
    sent: Multipart,
) -> Result<Response, Problem> {
    let (sent, files) = read(sent).await?;
    let content =
        files.into_iter().next().map_or_else(|| sent.raw("pasted").as_bytes().to_vec(), |file| file.content);
    let schemes = Schemes::of(&office).await?;
    let filled = match first(&content, (&schemes, sent.raw("scheme")), visit.admitted.now.day()) {
        Ok(row) if is_his(&office, &row, sent.raw("member")).await? => Ok(row),
        Ok(_) => Err(Said::from((
            "文件中的结算单不是这名会员的，未填入；请核对文件。",
            "The settlement in the file is not this member's and was not filled in; check the file.",
        ))),
        Err(said) => Err(said),
    };
    let is_filled = filled.is_ok();
    let mut form = match filled {
        Ok(row) => of_facts(sent.raw("scheme"), &row.claim.facts),
        Err(said) => {
            let mut form = Typed::none();
            form.fault("", said);
            form
        }
    };
    for name in ["member", "scheme", "key"] {
        form.put(name, sent.raw(name));
    }
    form.put("filled", "yes");
    let built = built(visit, &office, form).await?;
    if is_filled { page(&built) } else { again(&built) }
}

/// Does the file name the member, by his number or by his document?
async fn is_his(office: &Looking, row: &SettlementRow, member: &str) -> Result<bool, Problem> {
    let Some(document) = &row.document else { return Ok(row.claim.facts.person.member == member) };
    let index = identity::index_of(office.store().keys(), document);
    let found = shown::of_number(office.store(), office.scope(), (&office.book, &index)).await?;
    Ok(found.as_deref() == Some(member))
}

/// The first settlement of a file.
fn first(
    content: &[u8],
    (schemes, scheme): (&Schemes, &str),
    today: Day,
) -> Result<Box<SettlementRow>, Said> {
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err(("请拖入、选择或粘贴一份结算文件。", "Drop, choose or paste a settlement file.").into());
    }
    let known = schemes.get(scheme);
    let editions: Vec<&Edition> = known.iter().flat_map(|scheme| scheme.editions()).collect();
    let profile = ClaimProfile { as_of: Some(today), ..ClaimProfile::default() };
    let of_table = |why: crate::exchange::table::TableError| Said::new(why.zh(), why.to_string());
    let mut rows = settlements(content, &profile, &editions).map_err(of_table)?;
    match rows.next() {
        Some(Ok(Line::Good(row))) => Ok(row),
        Some(Ok(Line::Wrong { said, .. })) => Err(said),
        Some(Err(why)) => Err(of_table(why)),
        None => Err(("文件中没有结算数据，请核对。", "There is no settlement in the file; check it.").into()),
    }
}
